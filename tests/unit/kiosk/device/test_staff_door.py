"""The door of the staff screen: one answer opens it, once, within minutes; guessing waits."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from kiosk.device.attempts import FREE_TRIES, WAITS, Attempts
from kiosk.device.staff_door import (
    ANSWER,
    CHECK,
    DRAWN,
    LIFE,
    Expired,
    MustWait,
    NotKept,
    Opened,
    StaffDoor,
    WrongAnswer,
    digits_of,
)

KEY = bytes(range(32))


class Clock:
    def __init__(self) -> None:
        self.now = 5000.0

    def running(self) -> float:
        return self.now

    def boot(self) -> str:
        return "boot"

    def wall(self) -> datetime:
        raise AssertionError("nothing may depend on a clock that can be set")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tries(tmp_path: Path, clock: Clock) -> Attempts:
    return Attempts(tmp_path / "staff", b"k" * 32, clock)


@pytest.fixture
def door(tries: Attempts, clock: Clock) -> StaffDoor:
    return StaffDoor(KEY, tries, clock)


def right(door: StaffDoor) -> str:
    return digits_of(KEY, "answer", door.challenge(), ANSWER)


def wrong(door: StaffDoor) -> str:
    return f"{(int(right(door)) + 1) % 10**ANSWER:0{ANSWER}d}"


def test_a_challenge_says_that_it_was_read_right(tries: Attempts, clock: Clock) -> None:
    challenge = StaffDoor(KEY, tries, clock, draw=lambda most: 42 % most).challenge()
    assert challenge[:DRAWN] == "000042"
    assert challenge[DRAWN:] == digits_of(KEY, "challenge", "000042", CHECK)


def test_the_right_answer_opens_once(door: StaffDoor) -> None:
    answer = right(door)
    assert door.try_answer(answer) == Opened()
    assert door.try_answer(answer) == Expired()
    assert door.try_answer(answer) == WrongAnswer()  # to the challenge that shows now


def test_another_devices_key_opens_nothing(door: StaffDoor) -> None:
    other = digits_of(bytes(32), "answer", door.challenge(), ANSWER)
    assert door.try_answer(other) == WrongAnswer()
    assert door.try_answer(right(door)) == Opened()


def test_what_is_no_number_opens_nothing(door: StaffDoor) -> None:
    assert door.try_answer("") == Expired()  # nothing has been shown yet
    for answer in ("", "1", "é" * ANSWER):
        assert door.try_answer(answer) == WrongAnswer()


def test_a_challenge_is_good_for_minutes(door: StaffDoor, clock: Clock) -> None:
    answer, before = right(door), door.challenge()
    clock.now += LIFE - 1
    assert door.challenge() == before
    clock.now += 1
    assert door.try_answer(answer) == Expired()
    assert door.challenge() != before


def test_leaving_makes_the_answer_worthless(door: StaffDoor) -> None:
    answer = right(door)
    door.forget()
    assert door.try_answer(answer) == Expired()


def test_guessing_waits_and_the_wait_outlives_a_restart(
    door: StaffDoor, tmp_path: Path, clock: Clock
) -> None:
    waits = [door.try_answer(wrong(door)) for _ in range(FREE_TRIES)]
    assert waits == [WrongAnswer()] * (FREE_TRIES - 1) + [WrongAnswer(WAITS[0])]
    assert door.try_answer(right(door)) == MustWait(WAITS[0])
    again = StaffDoor(KEY, Attempts(tmp_path / "staff", b"k" * 32, clock), clock)
    assert again.challenge() != door.challenge()
    assert isinstance(again.try_answer(right(again)), MustWait)
    clock.now += WAITS[0]
    assert again.try_answer(right(again)) == Opened()


def test_a_try_that_cannot_be_counted_is_not_made(door: StaffDoor, tmp_path: Path) -> None:
    answer = right(door)
    (tmp_path / "staff").mkdir()  # no file can be put in its place
    assert door.try_answer(answer) == NotKept()
