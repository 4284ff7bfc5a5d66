"""The staff screen's desk: open for minutes after the right answer, and what it can do then."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk import __version__
from kiosk.device.identity import Enrolled, Identity
from kiosk.device.staff_door import ANSWER, Opened, WrongAnswer, digits_of
from kiosk.session import (
    BundleFailed,
    BundleKept,
    BundleOutcome,
    NetworkTest,
    NotReached,
    Reached,
    StaffDesk,
    make_staff_desk,
)
from kiosk.session.staff import MAINTENANCE, MOST_LOG, OPEN_SECONDS
from kiosk.sync.client import Client
from kiosk.tasks import Tasks
from tests.central_server import CentralServer, central  # noqa: F401

KEY = bytes(range(32))


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def running(self) -> float:
        return self.now

    def boot(self) -> str:
        return "boot"

    def wall(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class Bench:
    """A desk, and what happens around it."""

    folder: Path
    url: str = "http://127.0.0.1:9"
    log_file: Path | None = None
    staff_key: bytes = KEY
    ended: list[int] = field(default_factory=list)
    clock: Clock = field(default_factory=Clock)
    waiting: list[Callable[[], None]] = field(default_factory=list)

    def desk(self, *, enrolled: bool = True) -> StaffDesk:
        identity = Identity(
            Enrolled("d-1", "North", "Kiosk A", bytes(32), "12345678", self.staff_key),
            Ed25519PrivateKey.generate(),
            bytes(32),
        )
        self.tasks = Tasks(self.waiting.append)
        return make_staff_desk(
            identity=identity if enrolled else None,
            state=self.folder,
            log_file=self.log_file,
            make_client=lambda: Client(self.url, ca=None, app_version="0.1.0"),
            tasks=self.tasks,
            clock=self.clock,
            end=self.ended.append,
        )

    def finish(self) -> None:
        """Until what was begun has said how it went."""
        self.tasks._pool.shutdown(wait=True)
        for each in self.waiting:
            each()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield Bench(tmp_path)


def open_up(desk: StaffDesk) -> None:
    answer = digits_of(KEY, "answer", desk.challenge(), ANSWER)
    assert desk.try_answer(answer) == Opened()


def states(desk: StaffDesk, bench: Bench) -> Iterator[bool]:
    """Whether it is open: at first, after a wrong answer, after the right one, minutes later."""
    yield desk.open
    desk.challenge()
    assert desk.try_answer("0") == WrongAnswer()
    yield desk.open
    open_up(desk)
    yield desk.open
    bench.clock.now += OPEN_SECONDS
    yield desk.open


def test_it_opens_for_minutes_and_shuts_by_itself(bench: Bench) -> None:
    desk = bench.desk()
    assert desk.can_open
    assert list(states(desk, bench)) == [False, False, True, False]


def test_leaving_shuts_it_and_throws_the_challenge_away(bench: Bench) -> None:
    desk = bench.desk()
    open_up(desk)
    before = desk.challenge()
    desk.shut()
    assert not desk.open
    assert desk.challenge() != before


def test_without_a_key_there_is_no_door(bench: Bench) -> None:
    bench.staff_key = b""
    for desk in (bench.desk(), bench.desk(enrolled=False)):
        desk.shut()
        assert (desk.can_open, desk.challenge(), desk.open) == (False, "", False)
        with pytest.raises(RuntimeError, match="no door"):
            desk.try_answer("12345678")


def test_it_says_which_device_and_which_program(bench: Bench) -> None:
    found: list[str] = []
    desk = bench.desk()
    assert (desk.device, desk.version) == ("d-1", __version__)
    desk.program_hash(found.append)
    bench.finish()
    with Path(sys.executable).open("rb") as file:
        assert found == [hashlib.file_digest(file, "sha256").hexdigest()]
    assert bench.desk(enrolled=False).device == ""


def test_central_answers_or_not(bench: Bench, central: CentralServer) -> None:  # noqa: F811
    found: list[NetworkTest] = []
    bench.desk().test_network(found.append)
    bench.finish()
    assert [type(each) for each in found] == [NotReached]
    found.clear()
    bench.waiting.clear()
    bench.url = central.url
    bench.desk().test_network(found.append)
    bench.finish()
    assert [type(each) for each in found] == [Reached]


def kept(bench: Bench) -> BundleOutcome:
    found: list[BundleOutcome] = []
    bench.desk().keep_log(["Kind: Kiosk"], found.append)
    bench.finish()
    return found[0]


def test_the_log_is_kept_with_what_the_screen_says(bench: Bench) -> None:
    bench.log_file = bench.folder / "kiosk.log"
    bench.log_file.write_bytes(b"old\n" + b"x" * MOST_LOG)
    outcome = kept(bench)
    assert isinstance(outcome, BundleKept)
    held = outcome.path.read_bytes()
    assert held.startswith(b"Kind: Kiosk\n\nx")
    assert len(held) == len(b"Kind: Kiosk\n\n") + MOST_LOG
    assert outcome.path.stat().st_mode & 0o077 == 0


def test_with_the_log_in_the_journal_the_state_alone_is_kept(bench: Bench) -> None:
    outcome = kept(bench)
    assert isinstance(outcome, BundleKept)
    assert outcome.path.read_text() == "Kind: Kiosk\n\n"


def test_what_cannot_be_kept_is_said(bench: Bench) -> None:
    bench.log_file = bench.folder / "gone.log"
    assert kept(bench) == BundleFailed()


def test_maintenance_ends_with_its_own_code(bench: Bench) -> None:
    bench.desk().maintenance()
    assert bench.ended == [MAINTENANCE]
