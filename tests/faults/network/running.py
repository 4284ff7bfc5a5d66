"""One central in each process, for many histories."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random

import structlog

from tests.central_server import central_server
from tests.faults.network.ending import Ending, retire
from tests.faults.network.ground import Ground
from tests.faults.network.history import history

MEMORY = Path("/dev/shm")  # noqa: S108  (nothing here is about the disk)
LAST = 0.1  # of the histories end with that of the device


class Histories:
    """The case; the first in a process starts a central, which ends with the process or before."""

    def __init__(self, stack: ExitStack, applied: Counter[str]) -> None:
        self._stack = stack
        self._applied = applied
        self._ground: Ground | None = None

    def __call__(self, rng: Random) -> None:
        """One history."""
        if self._ground is None:
            self._ground = self._begin()
        with history(self._ground, rng) as lived:
            lived.live()
            ending = Ending(lived)
            try:
                ending.check()
            finally:
                ending.close()
            if rng.random() < LAST:
                retire(lived, rng)
        self._applied.update(kind.value for kind, _ in lived.proxy.applied.elements())

    def _begin(self) -> Ground:
        folder = tempfile.TemporaryDirectory(prefix=f"{os.getpid()}-")
        central = self._stack.enter_context(central_server())
        return Ground(central, Path(self._stack.enter_context(folder)))


@contextmanager
def cases(applied: Counter[str] | None = None) -> Iterator[Callable[[Random], None]]:
    """A case for the campaign; `applied` counts the kinds of faults that struck."""
    before = tempfile.tempdir
    where = MEMORY if os.access(MEMORY, os.W_OK) else None
    quiet = not structlog.is_configured()
    if quiet:
        structlog.configure(processors=[_drop], cache_logger_on_first_use=False)
    try:
        with (
            tempfile.TemporaryDirectory(dir=where, ignore_cleanup_errors=True) as folder,
            ExitStack() as stack,
        ):
            tempfile.tempdir = folder
            yield Histories(stack, Counter() if applied is None else applied)
    finally:
        tempfile.tempdir = before
        if quiet:
            structlog.reset_defaults()


def _drop(*_: object) -> str:
    raise structlog.DropEvent
