"""Processes of a siege: forks of the nemesis, each for one piece of work."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from pathlib import Path


def forked(work: Callable[[], None], crash: Path | None = None) -> int:
    """A process that does this work; what it dies of goes into the file `crash`."""
    process = os.fork()
    if process:
        return process
    try:
        work()
    except BaseException:  # noqa: BLE001  (whatever it is, it is told)
        if crash is not None:
            crash.write_text(traceback.format_exc())
        os._exit(3)
    os._exit(0)


def killed(process: int) -> None:
    """End it at once."""
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
