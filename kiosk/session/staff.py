"""What staff may see and do at the device itself, once the console has let them in."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk import __version__, durable
from kiosk.device.clock import Clock
from kiosk.device.identity import Identity
from kiosk.device.lockdown import bundle
from kiosk.device.staff_door import DoorOutcome, Opened, StaffDoor
from kiosk.sync.client import Client
from kiosk.sync.failures import ProblemError, SyncFailureError
from kiosk.tasks import Tasks

OPEN_SECONDS = 300.0  # the screen shuts by itself, whatever is done on it
MOST_LOG = 1024 * 1024  # bytes of the newest lines
BUNDLE = "maintenance/log-bundle.txt"
MAINTENANCE = 79  # the exit code that keeps the service from starting the app again


@dataclass(frozen=True, slots=True)
class Reached:
    """Central answered, after so long."""

    milliseconds: int


@dataclass(frozen=True, slots=True)
class NotReached:
    """Central did not; the failure by its name, as in the log."""

    failure: str


@dataclass(frozen=True, slots=True)
class BundleKept:
    """The log lies here now."""

    path: Path


@dataclass(frozen=True, slots=True)
class BundleFailed:
    """It could not be kept."""


NetworkTest = Reached | NotReached
BundleOutcome = BundleKept | BundleFailed


class StaffDesk:
    """Open for a few minutes after each right answer; knows of no person.

    `identity` is None on a device that is not enrolled, `door` where central gave no key for it.
    """

    def __init__(
        self,
        *,
        identity: Identity | None,
        door: StaffDoor | None,
        state: Path,
        log_file: Path | None,
        make_client: Callable[[], Client],
        tasks: Tasks,
        clock: Clock,
        end: Callable[[int], None],
    ) -> None:
        self._identity, self._door = identity, door
        self._state, self._log_file = state, log_file
        self._make_client, self._tasks = make_client, tasks
        self._clock, self._end = clock, end
        self._until = 0.0

    # --- the door ---

    def challenge(self) -> str:
        """What staff type into the console; empty on a device that knows no answer."""
        return self._door.challenge() if self._door is not None else ""

    @property
    def can_open(self) -> bool:
        """Whether there is an answer that this device knows."""
        return self._door is not None

    def try_answer(self, answer: str) -> DoorOutcome:
        """Try what the console said."""
        if self._door is None:
            raise RuntimeError("there is no door to open")
        outcome = self._door.try_answer(answer)
        if isinstance(outcome, Opened):
            self._until = self._clock.running() + OPEN_SECONDS
        return outcome

    @property
    def open(self) -> bool:
        """Whether somebody from staff may be here still."""
        return self._clock.running() < self._until

    def shut(self) -> None:
        """Nobody stands here any more."""
        self._until = 0.0
        if self._door is not None:
            self._door.forget()

    # --- behind it ---

    @property
    def device(self) -> str:
        """The device's id at central; empty before it is enrolled."""
        return self._identity.device if self._identity is not None else ""

    @property
    def version(self) -> str:
        """Of this program."""
        return __version__

    def program_hash(self, done: Callable[[str], None]) -> None:
        """SHA-256 of the program's file, to be compared with the installed package's."""
        self._tasks.run(_hash_of_program, done)

    def test_network(self, done: Callable[[NetworkTest], None]) -> None:
        """Ask central something that it has to refuse: any answer of its own will do."""
        self._tasks.run(self._reach, done)

    def keep_log(self, lines: Sequence[str], done: Callable[[BundleOutcome], None]) -> None:
        """Keep what the screen shows and the newest of the log in one file for a technician."""
        self._tasks.run(lambda: self._keep_log(lines), done)

    def maintenance(self) -> None:
        """End the app so that it is not started again by itself."""
        self._end(MAINTENANCE)

    def _reach(self) -> NetworkTest:
        client, began = self._make_client(), time.monotonic()
        try:
            client.device_self("none")
        except ProblemError:
            pass
        except SyncFailureError as error:
            return NotReached(type(error).__name__.removesuffix("Error"))
        finally:
            client.close()
        return Reached(round((time.monotonic() - began) * 1000))

    def _keep_log(self, lines: Sequence[str]) -> BundleOutcome:
        path = self._state / BUNDLE
        try:
            newest = _tail(self._log_file) if self._log_file is not None else b""
            durable.make_folder(path.parent)
            durable.write_whole(path, "\n".join([*lines, "", ""]).encode() + newest)
        except OSError:
            return BundleFailed()
        return BundleKept(path)


def _tail(path: Path) -> bytes:
    """The newest lines of a file; nothing personal is ever logged."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - MOST_LOG))
        return file.read()


def _hash_of_program() -> str:
    """Of the packaged program's file; run from source, of the interpreter's."""
    packaged = bundle()
    program = Path(packaged.executable if packaged is not None else sys.executable)
    with program.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
