"""Where the demonstration keeps everything, and what it remembers between starts."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
FIRST_PORT = 8300
LAST_PORT = 8399


class RunningError(Exception):
    """The demo is running already."""


@dataclass
class Memory:
    """What is remembered: central's port, whether the device is enrolled, what was prepared."""

    port: int = 0
    enrolled: bool = False
    prepared: str = ""


class Place:
    """The demo's folder. Only one demo at a time may hold it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.central = root / "central"
        self.filling = root / "filling"
        self.kiosk = root / "kiosk"
        self.config = root / "kiosk.toml"
        self.logs = root / "logs"
        self._lock = -1

    def hold(self) -> None:
        """Keep others out until this process ends; raises RunningError."""
        self.root.parent.mkdir(parents=True, exist_ok=True)
        path = self.root.with_name(f"{self.root.name}.lock")
        self._lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RunningError from error

    def make(self) -> None:
        """Make the folder."""
        self.logs.mkdir(parents=True, exist_ok=True)

    def forget(self) -> None:
        """Remove everything."""
        if self.root.exists():
            shutil.rmtree(self.root)

    @property
    def filled(self) -> bool:
        """Whether central has its eighteen months; a filling that was cut short does not count."""
        return self.central.is_dir()

    def recall(self) -> Memory:
        """What was remembered last; nothing where there is no such file, or a broken one."""
        with suppress(OSError, ValueError, TypeError):
            return Memory(**json.loads((self.root / "demo.json").read_text("utf-8")))
        return Memory()

    def remember(self, memory: Memory) -> None:
        """Keep it for the next start, whole or not at all."""
        part = self.root / "demo.json.part"
        part.write_text(json.dumps(asdict(memory)), "utf-8")
        part.rename(self.root / "demo.json")

    def one_time_pins(self) -> dict[str, str]:
        """The PINs of inmates who had not signed in when the story ended."""
        pins: dict[str, str] = json.loads((self.central / "one-time-pins.json").read_text("utf-8"))
        return pins


def free_port(wanted: int) -> int:
    """The port of last time if it is free, else the first free one of a fixed range, else any."""
    candidates: list[int] = [wanted or FIRST_PORT, *range(FIRST_PORT, LAST_PORT + 1)]
    for port in candidates:
        if _free(port):
            return port
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def print_of_central() -> str:
    """A digest that changes when central's files do, so that it is prepared anew."""
    digest = hashlib.sha256()
    for path in sorted((PROJECT / "central").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            facts = path.stat()
            digest.update(f"{path}:{facts.st_size}:{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
