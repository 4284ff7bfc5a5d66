"""The real central over HTTP for tests: its own process, its own folder, seeded by its services.

    with central_server() as central:
        inmate = central.seed.inmate("1001", "Daniel", "Reyes", one_time_pin="480215")
        requests.get(central.url + "/v1/devices/self")
        central.stop(); central.start()          # the same port and database
        central.backup(folder); central.restore(folder)  # a new epoch, as after a disaster
        central.advance(hours=25)                # central's clock, not the device's

What can be seeded stands in `tests/seed.py`. `central.seed.<verb>` answers as written there, dicts
as objects with attributes; a refusal by central's rules raises `SeedRefusedError`.
The pytest fixture `central` is one such server for a test: import it into a conftest.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.central_process import LOG

PROJECT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0  # seconds for a process that was told to end


class SeedRefusedError(Exception):
    """A rule of central said no; `code` says which."""

    def __init__(self, code: str, details: dict[str, Any]) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Seed:
    """Every function of `tests.seed`, carried out inside central's process."""

    def __init__(self, server: CentralServer) -> None:
        self._server = server

    def __getattr__(self, verb: str) -> Any:
        def run(*args: Any, **named: Any) -> Any:
            return _as_objects(self._server.order({"verb": verb, "args": args, "named": named}))

        return run


class CentralServer:
    """One central with its folder; `start` after `stop` goes on where it was, on the same port."""

    program = "tests.central_process"

    def __init__(self, folder: Path, *, demo: bool = False) -> None:
        self.folder = folder
        self._demo = demo  # whether pages show the mail and play the bank
        self.port = 0
        self.pid = 0
        self.seed = Seed(self)
        self.running = False  # whether it answers
        self._process: subprocess.Popen[str] | None = None  # forks one central each start

    @property
    def url(self) -> str:
        """Without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, *, backup: str = "") -> None:
        """Start serving, from a backup where one is given; returns when requests are answered."""
        if self.running:
            return
        if self._process is None:
            self._process = self._launch()
        self._write({"verb": "start", "backup": backup})
        answer = self._answer()
        self.port, self.pid, self.running = answer["port"], answer["pid"], True

    def _launch(self) -> subprocess.Popen[str]:
        with (self.folder / LOG).open("a") as log:
            return subprocess.Popen(
                [sys.executable, "-m", self.program, str(self.folder), str(self.port)],
                cwd=PROJECT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={
                    **os.environ,
                    "PYTHONWARNINGS": "default",
                    "CENTRAL_DEMO": "1" if self._demo else "",
                },
            )

    def stop(self) -> None:
        """Stop serving: connections are refused from now on."""
        if self.running:
            self.running = False
            self._write({"verb": "stop"})
            assert self._line() == {"ended": 0}

    def kill(self) -> None:
        """Stop as a power cut would."""
        if self.running:
            self.running = False
            os.kill(self.pid, signal.SIGKILL)
            assert self._line() == {"ended": -signal.SIGKILL}

    def close(self) -> None:
        """Stop for good."""
        process, self._process, self.running = self._process, None, False
        if process is None or process.stdin is None or process.stdout is None:
            return
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.wait(PATIENCE)
        process.stdout.close()

    def backup(self, folder: Path) -> None:
        """Have `manage.py backup` write to a new folder, while serving goes on."""
        self.seed.backup(str(folder))

    def restore(self, folder: Path) -> None:
        """Stop, put a backup back as `manage.py restore` does, and serve again."""
        self.stop()
        self.start(backup=str(folder))

    def advance(self, **amount: float) -> None:
        """Push central's clock ahead, by arguments as of `timedelta`; forgotten by `stop`."""
        self.order({"verb": "advance", "seconds": timedelta(**amount).total_seconds()})

    def log(self) -> str:
        """What central has logged so far."""
        return (self.folder / LOG).read_text(encoding="utf-8")

    def order(self, order: dict[str, Any]) -> Any:
        """Have the process carry out one order."""
        if not self.running:
            raise RuntimeError("central is not running")
        self._write(order)
        answer = self._answer()
        if "refused" in answer:
            raise SeedRefusedError(answer["refused"], answer["details"])
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["result"]

    def _write(self, order: dict[str, Any]) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def _answer(self) -> dict[str, Any]:
        answer = self._line()
        if "ended" in answer:
            self.running = False
            raise RuntimeError(f"central died:\n{self.log()[-4000:]}")
        return answer

    def _line(self) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        answer: dict[str, Any] = (
            json.loads(line) if line else {"ended": self._process.wait(PATIENCE)}
        )
        return answer


def _as_objects(value: Any) -> Any:
    if isinstance(value, dict):
        return SimpleNamespace(**{name: _as_objects(inner) for name, inner in value.items()})
    if isinstance(value, list):
        return [_as_objects(inner) for inner in value]
    return value


@contextmanager
def central_server(**facility: Any) -> Iterator[CentralServer]:
    """A fresh central with one facility; arguments are settings of the facility."""
    with tempfile.TemporaryDirectory(prefix="central-") as folder:
        server = CentralServer(Path(folder))
        server.start()
        try:
            server.seed.facility(**facility)
            yield server
        finally:
            server.close()


@pytest.fixture
def central() -> Iterator[CentralServer]:
    """A fresh central with one facility, for one test."""
    with central_server() as server:
        yield server
