"""The real app, locked, on a display of its own; and a window that nobody locked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.central_server import CentralServer, central_server
from tests.desk import Desk, desk, missing_tools
from tests.tour.remote import RemoteKiosk

NAIVE = Path(__file__).with_name("naive.py")
NUMBER, PIN = "1001", "480215"
CONFIG = """
[central]
url = "{url}"
[device]
state = "state"
[screen]
window = "locked"
[log]
target = "./kiosk.log"
"""


@dataclass
class Locked:
    """The app, what steers it from inside, and what attacks it from outside."""

    desk: Desk
    remote: RemoteKiosk
    central: CentralServer
    folder: Path

    @property
    def pid(self) -> int:
        return self.remote.pid

    @property
    def window(self) -> str:
        [only] = self.desk.windows(self.pid)
        return only


@contextmanager
def only_environment(environ: dict[str, str]) -> Iterator[None]:
    """What is started meanwhile inherits this and nothing of the tester's own."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(environ)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def enroll(config: Path, central: CentralServer, program: list[str]) -> None:
    """Enrol a device by the command line, and have staff confirm it."""
    code = central.seed.device_code("Kiosk L")
    subprocess.run([*program, "enroll", code, "--config", str(config)], check=True, timeout=60)
    central.seed.confirm_device()


@pytest.fixture(scope="session")
def locked() -> Iterator[Locked]:
    """Signed in nobody yet; `test_escapes` goes through the screens in order."""
    assert not missing_tools(), f"install: {missing_tools()}"
    with central_server() as central, desk() as screen, TemporaryDirectory() as name:
        folder = Path(name)
        config = folder / "kiosk.toml"
        config.write_text(CONFIG.format(url=central.url))
        enroll(config, central, [sys.executable, "-m", "kiosk"])
        with only_environment(screen.environ):
            remote = RemoteKiosk(config, {}, folder)
        try:
            screen.wait(lambda: screen.windows(remote.pid), "the window")
            yield Locked(screen, remote, central, folder)
        finally:
            remote.close()


@pytest.fixture
def naive() -> Iterator[tuple[Desk, subprocess.Popen[bytes]]]:
    """An ordinary Qt window on a display of its own."""
    with desk() as screen:
        process = subprocess.Popen([sys.executable, str(NAIVE)], env=screen.environ)
        try:
            screen.wait(lambda: screen.windows(process.pid), "the window", 30)
            screen.calm()

            def has_keyboard() -> bool:
                screen.touch(300, 100)
                return screen.active() in screen.windows(process.pid)

            screen.wait(has_keyboard, "the keyboard")
            yield screen, process
        finally:
            process.kill()
            process.wait(10)
