"""One central for many histories."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import structlog

from tests.central_server import central_server
from tests.faults.network.history import Ground, history

MEMORY = Path("/dev/shm")  # noqa: S108  (nothing here is about the disk)


@contextmanager
def cases(applied: Counter[str] | None = None) -> Iterator[Callable[[Random], None]]:
    """A case for the campaign; `applied` counts the kinds of faults that struck."""
    before = tempfile.tempdir
    if MEMORY.is_dir():
        tempfile.tempdir = str(MEMORY)
    quiet = not structlog.is_configured()
    if quiet:
        structlog.configure(processors=[_drop], cache_logger_on_first_use=False)
    try:
        with central_server() as central, tempfile.TemporaryDirectory() as folder:
            ground = Ground(central, Path(folder))

            def case(rng: Random) -> None:
                with history(ground, rng) as lived:
                    lived.live()
                    lived.end()
                if applied is not None:
                    applied.update(kind.value for kind, _ in lived.proxy.applied.elements())

            yield case
            ground.close()
    finally:
        tempfile.tempdir = before
        if quiet:
            structlog.reset_defaults()


def _drop(*_: object) -> str:
    raise structlog.DropEvent
