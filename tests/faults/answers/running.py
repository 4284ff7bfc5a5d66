"""The case for the campaign, each process of it with one recorded central for many cases."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random

import structlog

from tests.central_server import central_server
from tests.faults.answers import hostile, structured, wired
from tests.faults.answers.ground import Ground
from tests.faults.answers.memory import Direct
from tests.faults.answers.server import Server, Wired

MEMORY = Path("/dev/shm")  # noqa: S108  (nothing here is about the disk)

WIRED = 0.2  # the share of cases that go over sockets


class Answers:
    """A case; the first in a process records a central for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open = ExitStack()
        self._ground: Ground | None = None

    def __call__(self, rng: Random) -> None:
        """Wrong answers, and then the right ones."""
        if self._ground is None:
            self._ground = self._prepare()
        if rng.random() < WIRED:
            wired.case(self._ground, self._server, self._wired, rng)
        else:
            structured.case(self._ground, self._direct, rng)

    def _prepare(self) -> Ground:
        folder = self._folder / str(os.getpid())
        folder.mkdir()
        with central_server() as central:
            ground = Ground(central, folder)
        self._direct = Direct(ground.memory)
        self._server = Server(ground.memory)
        self._wired = Wired(ground.memory, self._server)
        for each in (ground, self._direct, self._server, self._wired):
            self._open.callback(each.close)
        for kind, times in hostile.BOMBS:
            hostile.bomb(kind, times)  # made before anybody looks at how much memory it takes
        return ground

    def close(self) -> None:
        self._open.close()


@contextmanager
def cases() -> Iterator[Answers]:
    """A case for the campaign."""
    before = tempfile.tempdir
    if os.access(MEMORY, os.W_OK):
        tempfile.tempdir = str(MEMORY)
    quiet = not structlog.is_configured()
    if quiet:
        structlog.configure(processors=[_drop], cache_logger_on_first_use=False)
    try:
        with tempfile.TemporaryDirectory(prefix="answers-") as folder:
            case = Answers(Path(folder))
            yield case
            case.close()
    finally:
        tempfile.tempdir = before
        if quiet:
            structlog.reset_defaults()


def _drop(*_: object) -> str:
    raise structlog.DropEvent
