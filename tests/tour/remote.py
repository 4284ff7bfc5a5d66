"""The tour's end of the line to the kiosk's process: the same verbs, carried out over there."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
SOCKET = "KIOSK_TOUR_SOCKET"
PATIENCE = 20.0  # seconds
STARTING = 90.0


class GoneError(Exception):
    """The process at the other end was replaced or has ended."""


class RemoteKiosk:
    """A kiosk in a process of its own. After each sign-out the new program calls in again."""

    def __init__(
        self,
        config: Path,
        environ: Mapping[str, str],
        folder: Path,
        program: str = "tests.tour.kiosk",
    ) -> None:
        self._log = (folder / "kiosk-output.log").open("ab")
        self._address = folder / "driver.sock"
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(self._address))
        self._listener.listen(1)
        self._line: socket.socket | None = None
        self._buffer = b""
        self.starts = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", program, "run", "--config", str(config)],
            cwd=PROJECT,
            env={**os.environ, **environ, SOCKET: str(self._address)},
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )
        self._connect()

    @property
    def pid(self) -> int:
        """The process; the same before and after a sign-out."""
        return self._process.pid

    def _connect(self) -> None:
        self._listener.settimeout(STARTING)
        try:
            self._line, _ = self._listener.accept()
        except TimeoutError:
            raise GoneError(f"the kiosk did not start; exit: {self._process.poll()}") from None
        self._buffer = b""
        self.starts += 1

    def call(self, verb: str, *args: object, patience: float = PATIENCE) -> Any:
        """Have one thing done; raises GoneError when the process was replaced meanwhile."""
        if self._line is None:
            self._connect()
        assert self._line is not None
        self._line.settimeout(patience + 15)
        try:
            order = {"verb": verb, "args": args, "patience": patience}
            self._line.sendall(json.dumps(order).encode() + b"\n")
            answer = json.loads(self._read_line())
        except (ConnectionError, GoneError):
            self._line.close()
            self._line = None
            raise GoneError from None
        if "failed" in answer:
            raise AssertionError(answer["failed"])
        return answer["result"]

    def _read_line(self) -> bytes:
        assert self._line is not None
        while b"\n" not in self._buffer:
            part = self._line.recv(65536)
            if not part:
                raise GoneError
            self._buffer += part
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line

    # --- verbs -----------------------------------------------------------------------------

    def touch(self, name: str, index: int = 0) -> None:
        """Press the control of this name."""
        self.call("touch", name, index)

    def touch_photo(self, index: int = 0) -> None:
        """Press a photo of the grid."""
        self.call("touch_photo", index)

    def number(self, digits: str) -> None:
        """Touch digits on the keypad."""
        self.call("number", digits)

    def type_on_keyboard(self, text: str) -> None:
        """Write on the keyboard on the screen."""
        self.call("type_on_keyboard", text, patience=60)

    def wait_for(self, text: str, patience: float = PATIENCE) -> None:
        """Wait for words."""
        self.call("wait_for", text, patience=patience)

    def wait_gone(self, text: str, patience: float = PATIENCE) -> None:
        """Wait for the end of words."""
        self.call("wait_gone", text, patience=patience)

    def sees(self, text: str) -> bool:
        """Whether words are on the screen."""
        return bool(self.call("sees", text))

    def texts(self) -> list[str]:
        """All words on the screen."""
        return list(self.call("texts"))

    def spot(self, name: str) -> tuple[int, int] | None:
        """Where on the screen the control of this name can be touched now."""
        found = self.call("spot", name)
        return (int(found[0]), int(found[1])) if found else None

    def reads(self, text: str) -> bool:
        """Whether words can be read without moving anything."""
        return bool(self.call("reads", text))

    def wait_picture(self) -> None:
        """Wait until a photo fills the stage and is not blank."""
        self.call("wait_picture")

    def wait_tile(self) -> None:
        """Wait until the newest photo is to be seen on home."""
        self.call("wait_tile")

    def screenshot(self, path: Path) -> int:
        """Keep the window's picture; gives how many colours it has."""
        path.parent.mkdir(parents=True, exist_ok=True)
        return int(self.call("screenshot", str(path)))

    def resize(self, width: int, height: int) -> None:
        """Another size of window, in pixels."""
        self.call("resize", width, height)

    def sign_out(self, name: str) -> None:
        """Touch "Sign out" and wait until another program has taken the process's place."""
        before, pid = self.starts, self.pid
        try:
            self.touch(name)
            self.call("wait_replaced", patience=10)
        except GoneError:
            self._connect()
        assert self.starts == before + 1, "the process was not replaced"
        assert self._process.poll() is None and self.pid == pid, "another process took its place"

    def close(self) -> None:
        """End the process and everything it started."""
        if self._line is not None:
            self._line.close()
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(5)
        self._listener.close()
        self._address.unlink(missing_ok=True)
        self._log.close()
