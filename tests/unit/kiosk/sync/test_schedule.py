"""When to talk to central: prompt for a person, patient with a central that is away."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kiosk.sync import schedule
from kiosk.sync.schedule import Schedule


def made(seed: int = 1) -> Schedule:
    return Schedule(Random(seed))  # noqa: S311


def test_the_first_conversation_is_due_at_once() -> None:
    assert made().due(0.0)
    assert made().wait(0.0) == 0.0


@given(seed=st.integers(0, 99), poll=st.floats(1.0, 3600.0))
def test_polls_come_on_time_or_a_little_early(seed: int, poll: float) -> None:
    clock = made(seed)
    clock.succeeded(100.0, poll)
    assert 0.9 * poll <= clock.wait(100.0) <= poll + 1e-6


def test_what_central_asks_for_is_bounded() -> None:
    clock = made()
    clock.succeeded(0.0, -5.0)
    assert clock.wait(0.0) > 0.5
    clock.succeeded(0.0, 1e9)
    assert clock.wait(0.0) <= schedule.LONGEST_POLL


@given(seed=st.integers(0, 99), failures=st.integers(1, 40))
def test_retries_spread_within_a_window_that_doubles(seed: int, failures: int) -> None:
    clock = made(seed)
    for _ in range(failures):
        clock.failed(50.0)
    window = min(schedule.LONGEST_RETRY, 2.0 * 2.0 ** (failures - 1))
    assert schedule.SHORTEST_POLL <= clock.wait(50.0) <= max(window, schedule.SHORTEST_POLL)
    clock.succeeded(60.0, 10.0)
    clock.failed(61.0)
    assert clock.wait(61.0) <= schedule.FIRST_RETRY


@given(seed=st.integers(0, 99), wait=st.floats(0.0, 3600.0))
def test_retry_after_is_a_floor_also_for_a_person(seed: int, wait: float) -> None:
    clock = made(seed)
    clock.failed(0.0, wait)
    assert clock.wait(0.0) >= wait
    clock.hurry(0.0)
    assert clock.wait(0.0) >= min(wait, clock.wait(0.0))
    assert not clock.due(wait - 1e-3)


def test_a_person_goes_first_and_probes_are_spaced() -> None:
    clock = made()
    clock.succeeded(0.0, 60.0)
    clock.hurry(1.0)
    assert clock.due(1.0)
    for _ in range(12):
        clock.failed(1.0)
    clock.hurry(2.0)
    assert clock.wait(1.0) <= schedule.PROBE_GAP
    assert not clock.due(2.0) or clock.wait(1.0) < schedule.PROBE_GAP


def test_drafts_are_brought_together_and_wait_while_central_is_away() -> None:
    clock = made()
    clock.succeeded(0.0, 60.0)
    clock.soon(1.0)
    assert clock.wait(0.0) == schedule.CALM_GAP
    clock.failed(10.0, 300.0)
    before = clock.wait(10.0)
    clock.soon(11.0)
    assert clock.wait(10.0) == before
