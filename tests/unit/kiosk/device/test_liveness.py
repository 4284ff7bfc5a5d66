"""What the service manager hears of the screen."""

from __future__ import annotations

import socket
from pathlib import Path

from kiosk.device.liveness import Liveness


def test_it_says_ready_and_alive(tmp_path: Path) -> None:
    path = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(path))
        liveness = Liveness({"NOTIFY_SOCKET": str(path)})
        liveness.ready()
        liveness.alive()
        assert [listener.recv(100), listener.recv(100)] == [b"READY=1", b"WATCHDOG=1"]


def test_it_reaches_an_abstract_socket() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind("\0kiosk-liveness-test")
        Liveness({"NOTIFY_SOCKET": "@kiosk-liveness-test"}).ready()
        assert listener.recv(100) == b"READY=1"


def test_without_a_service_manager_it_is_silent(tmp_path: Path) -> None:
    Liveness({}).ready()
    Liveness({"NOTIFY_SOCKET": str(tmp_path / "gone")}).alive()
