"""Child processes that end with the demo, however it ends."""

from __future__ import annotations

import ctypes
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import IO

from central.demo.place import PROJECT

GRACE = 10.0  # seconds for a child to end by itself
PR_SET_PDEATHSIG = 1  # prctl(2)
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class EndingError(BaseException):
    """Somebody asked the demo to end: Ctrl-C, or a signal. Only the outermost level catches it."""


def raise_at_endings() -> None:
    """Have the first signal that asks for an end raise EndingError; further ones are ignored."""

    def end(_number: int, _frame: FrameType | None) -> None:
        for each in ENDINGS:
            signal.signal(each, signal.SIG_IGN)
        raise EndingError

    for each in ENDINGS:
        signal.signal(each, end)


class Child:
    """A program in a process group of its own, started in the project's folder.

    The kernel ends it when this process dies; `end` ends it and everything that it has started.
    """

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        *,
        log: Path | None = None,
        piped: bool = False,
    ) -> None:
        """Start it. `log` takes what it prints, but for standard output where that is `piped`."""
        output: IO[bytes] | None = None if log is None else log.open("ab")
        self._process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env=dict(environ),
            stdin=subprocess.PIPE if piped else subprocess.DEVNULL,
            stdout=subprocess.PIPE if piped else output,
            stderr=output,
            start_new_session=True,
            preexec_fn=_leash(os.getpid()),  # noqa: PLW1509  (this program starts no threads)
        )
        self.pidfd = os.pidfd_open(self._process.pid)
        if output is not None:
            output.close()

    @property
    def pid(self) -> int:
        """Its process id; also its group's."""
        return self._process.pid

    @property
    def output(self) -> IO[bytes]:
        """What it prints, where piped."""
        if self._process.stdout is None:
            raise ValueError("not piped")
        return self._process.stdout

    def say(self, line: str) -> None:
        """Write it a line, where piped."""
        if self._process.stdin is None:
            raise ValueError("not piped")
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def ended(self) -> int | None:
        """Its exit code, None while it runs."""
        return self._process.poll()

    def wait(self) -> int:
        """Wait for its end; returns the exit code."""
        return self._process.wait()

    def end(self) -> None:
        """Ask it to end, insist after a while, and leave nothing of its group behind."""
        self._signal(signal.SIGTERM)
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            pass
        finally:
            self._signal(signal.SIGKILL)
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


def wait_for_any(children: Sequence[Child]) -> Child:
    """Wait until one of the children has ended; returns it."""
    while True:
        ready, _, _ = select.select([child.pidfd for child in children], [], [])
        for child in children:
            if child.pidfd in ready:
                child.wait()
                return child


_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def _leash(parent: int) -> Callable[[], None]:
    """What runs in a child before its program: have the kernel end it when the parent dies."""

    def tie() -> None:
        if _LIBC is not None:
            _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)  # it died in between

    return tie
