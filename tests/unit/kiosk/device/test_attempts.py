"""Wrong PINs: counted before the check, for good, whatever is restarted or set."""

import errno
import tempfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk import durable
from kiosk.device import attempts, storage
from kiosk.device.attempts import BUDGET, BUDGET_PAUSE, BUDGET_REFILL, WAITS, Attempts


class Clock:
    def __init__(self) -> None:
        self.now = 5000.0
        self.run = 1

    def running(self) -> float:
        return self.now

    def boot(self) -> str:
        return f"boot {self.run}"

    def wall(self) -> datetime:
        raise AssertionError("waits must not look at the wall clock")

    def restart(self) -> None:
        self.run += 1
        self.now = 20.0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tries(tmp_path: Path, clock: Clock) -> Attempts:
    return Attempts(tmp_path / "attempts", b"k" * 32, clock)


def again(tmp_path: Path, clock: Clock) -> Attempts:
    return Attempts(tmp_path / "attempts", b"k" * 32, clock)


def fail(tries: Attempts, number: str = "1001") -> float:
    assert tries.begin(number) == 0.0
    return tries.wrong(number)


def test_five_tries_then_one_five_fifteen_sixty_minutes(tries: Attempts, clock: Clock) -> None:
    assert [fail(tries) for _ in range(4)] == [0.0] * 4
    for wait in (*WAITS, WAITS[-1], WAITS[-1]):
        assert fail(tries) == wait
        clock.now += wait - 1
        assert tries.begin("1001") == pytest.approx(1.0)
        clock.now += 1
    assert WAITS == (60.0, 300.0, 900.0, 3600.0)


def test_a_right_pin_starts_anew(tries: Attempts, clock: Clock) -> None:
    for _ in range(5):
        fail(tries)
    clock.now += 60
    assert tries.begin("1001") == 0.0
    tries.right("1001")
    assert [fail(tries) for _ in range(4)] == [0.0] * 4


def test_one_number_does_not_lock_another(tries: Attempts) -> None:
    for _ in range(5):
        fail(tries)
    assert tries.begin("1001") > 0
    assert tries.begin("1002") == 0.0


def test_a_try_that_was_cut_off_counts(tmp_path: Path, tries: Attempts, clock: Clock) -> None:
    for _ in range(5):
        assert tries.begin("1001") == 0.0
        tries = again(tmp_path, clock)
    assert tries.begin("1001") == pytest.approx(60.0)


def test_a_restart_of_the_device_begins_a_running_wait_again(
    tmp_path: Path, tries: Attempts, clock: Clock
) -> None:
    for _ in range(5):
        fail(tries)
    clock.now += 50
    clock.restart()
    tries = again(tmp_path, clock)
    assert tries.begin("1001") == pytest.approx(60.0)
    clock.now += 30
    assert again(tmp_path, clock).begin("1001") == pytest.approx(30.0)
    clock.now += 30
    assert tries.begin("1001") == 0.0


def test_a_try_nobody_could_answer_does_not_count(tries: Attempts) -> None:
    for _ in range(20):
        assert tries.begin("1001") == 0.0
        tries.unanswered("1001")
    assert [fail(tries) for _ in range(5)] == [0.0] * 4 + [60.0]


def test_the_device_slows_down_once_its_budget_is_used(
    tmp_path: Path, tries: Attempts, clock: Clock
) -> None:
    for each in range(BUDGET):
        assert fail(tries, f"number {each}") == (0.0 if each < BUDGET - 1 else BUDGET_PAUSE)
    assert tries.begin("another") == pytest.approx(BUDGET_PAUSE)
    clock.now += BUDGET_PAUSE
    assert tries.begin("another") == 0.0
    assert again(tmp_path, clock).begin("yet another") == pytest.approx(BUDGET_PAUSE)
    clock.now += 2 * BUDGET_REFILL
    assert tries.begin("one more") == 0.0
    tries.right("one more")
    assert tries.begin("one more") == 0.0


def test_turning_the_device_off_brings_no_tries_back(
    tmp_path: Path, tries: Attempts, clock: Clock
) -> None:
    for each in range(BUDGET):
        fail(tries, f"number {each}")
    clock.restart()
    tries = again(tmp_path, clock)
    assert tries.begin("a") == 0.0  # the restart took longer than the pause
    assert tries.begin("b") == pytest.approx(BUDGET_PAUSE)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"counts": {"a": {"x": 1}}, "budget": {}}']
)
def test_a_damaged_file_leaves_no_budget(tmp_path: Path, clock: Clock, content: bytes) -> None:
    (tmp_path / "attempts").write_bytes(content)
    assert again(tmp_path, clock).begin("1001") == pytest.approx(BUDGET_PAUSE)
    storage.write_signed(tmp_path / "attempts", content, b"k" * 32)  # of another version
    assert again(tmp_path, clock).begin("1001") == pytest.approx(BUDGET_PAUSE)


def test_no_try_is_gained_by_writing_into_the_file(
    tmp_path: Path, tries: Attempts, clock: Clock
) -> None:
    for _ in range(4):
        fail(tries, "1001")
    path = tmp_path / "attempts"
    fewer = path.read_bytes().replace(b'"wrong": 4', b'"wrong": 0')
    assert fewer != path.read_bytes()
    path.write_bytes(fewer)
    assert again(tmp_path, clock).begin("1001") == pytest.approx(BUDGET_PAUSE)


def test_numbers_are_not_in_the_file(tmp_path: Path, tries: Attempts) -> None:
    fail(tries, "30417")
    content = (tmp_path / "attempts").read_bytes()
    assert b"30417" not in content
    assert storage.private(tmp_path / "attempts")


def test_what_cannot_be_counted_cannot_be_tried(
    tries: Attempts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as patched:
        patched.setattr(durable, "write_whole", full)
        for _ in range(3):
            with pytest.raises(OSError, match="no space"):
                tries.begin("1001")
    assert [fail(tries) for _ in range(5)] == [0.0] * 4 + [60.0]


def test_the_file_stays_small_and_keeps_the_worst(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "MOST_NUMBERS", 3)
    tries = again(tmp_path, clock)
    for _ in range(3):
        fail(tries, "watched")
    for each in range(8):
        fail(tries, f"noise {each}")
    assert len(tries._counts) == 3
    assert [fail(tries, "watched") for _ in range(2)] == [0.0, 60.0]


ACTS = st.lists(
    st.one_of(
        st.sampled_from(["wrong", "wrong", "cut off", "right", "unanswered", "reopen", "restart"]),
        st.floats(0, 4000),
    ),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(ACTS)
@example([*["wrong"] * 5, 60.0, "unanswered", "restart", "wrong"])
@example([*["wrong"] * 5, "restart", 60.0, "wrong"])
def test_no_history_allows_more_tries_than_the_rule(acts: list[str | float]) -> None:
    """A plain model: wrong tries in a row, and the running time at which each was made."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "attempts"
        tries = Attempts(path, b"k" * 32, clock)
        wrong = 0
        waited = 0.0  # seconds of this run of the device since the last wrong try
        for act in acts:
            if isinstance(act, float):
                clock.now += act
                waited += act
                continue
            if act == "restart":
                clock.restart()
                waited = 0.0
            if act in ("restart", "reopen"):
                tries = Attempts(path, b"k" * 32, clock)
                continue
            wait = tries.begin("1001")
            due = attempts.wait_after(wrong) - waited
            if wait > 0:
                assert due > 0 or wait <= BUDGET_PAUSE
                assert wait <= max(due, BUDGET_PAUSE) + 1e-6
                continue
            assert due <= 1e-6
            if act == "right":
                tries.right("1001")
                wrong = 0
            elif act == "unanswered":
                tries.unanswered("1001")
            else:
                wrong += 1
                waited = 0.0
                if act == "wrong":
                    tries.wrong("1001")
