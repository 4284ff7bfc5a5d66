"""One recorded central for many cases."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import structlog

from tests.central_server import central_server
from tests.faults.answers import structured
from tests.faults.answers.ground import Ground

MEMORY = Path("/dev/shm")  # noqa: S108  (nothing here is about the disk)


@contextmanager
def cases() -> Iterator[Callable[[Random], None]]:
    """A case for the campaign."""
    before = tempfile.tempdir
    if MEMORY.is_dir():
        tempfile.tempdir = str(MEMORY)
    quiet = not structlog.is_configured()
    if quiet:
        structlog.configure(processors=[_drop], cache_logger_on_first_use=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            with central_server() as central:
                ground = Ground(central, Path(folder))
            yield lambda rng: structured.case(ground, rng)
            ground.close()
    finally:
        tempfile.tempdir = before
        if quiet:
            structlog.reset_defaults()


def _drop(*_: object) -> str:
    raise structlog.DropEvent
