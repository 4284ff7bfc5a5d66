"""No attempt gets anybody out of the locked app, on any kind of screen."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.desk import HEIGHT, WIDTH, Desk, NotReachedError
from tests.lockdown import attempts
from tests.lockdown.conftest import NAIVE, NUMBER, PIN, Locked
from tests.tour.remote import RemoteKiosk


def waiting(remote: RemoteKiosk) -> None:
    remote.wait_for("North Facility")


def number(remote: RemoteKiosk) -> None:
    remote.touch("begin")
    remote.number("12")


def home(remote: RemoteKiosk) -> None:
    remote.touch("Back")
    remote.touch("begin")
    remote.number(NUMBER)
    remote.touch("forward")
    remote.number(PIN)
    remote.touch("forward")
    remote.touch("agree")
    remote.wait_for("New for you")


def write(remote: RemoteKiosk) -> None:
    remote.touch("Messages")
    remote.touch("Maria Reyes. ")
    remote.touch("write")
    remote.type_on_keyboard("hello")
    remote.wait_for("Saved")


SCREENS: dict[str, Callable[[RemoteKiosk], None]] = {
    "waiting": waiting,
    "number": number,
    "home": home,
    "write": write,
}


@pytest.fixture(scope="module", params=list(SCREENS))
def screen(locked: Locked, request: pytest.FixtureRequest) -> Locked:
    """The app on one screen after the other, in order."""
    if request.param == "home":
        seed = locked.central.seed
        person = seed.inmate(NUMBER, pin=PIN)
        sender = seed.contact()
        seed.credits(sender.id, 5000)
        seed.message(seed.connection(sender.id, person.id).id, "Hello")
    SCREENS[request.param](locked.remote)
    return locked


def still_locked(locked: Locked) -> None:
    """The invariants: alive and answering, one window, whole screen, in front, nothing started."""
    desk = locked.desk

    def covered() -> bool:
        windows = desk.windows(locked.pid)
        return (
            len(windows) == 1
            and desk.size(windows[0]) == (0, 0, WIDTH, HEIGHT)
            and desk.active() == windows[0]
        )

    try:
        desk.wait(covered, "one window over the whole screen, with the keyboard", 5)
    except NotReachedError as error:
        windows = {each: desk.size(each) for each in desk.windows(locked.pid)}
        raise NotReachedError(f"{error}: {windows}, active {desk.active()}") from None
    began = time.monotonic()
    locked.remote.sees("anything")
    assert time.monotonic() - began < 1.0
    assert [line for line in children(locked.pid) if "decoder" not in line] == []
    assert listening(locked.pid) == []


def children(pid: int) -> list[str]:
    """Command lines of the processes that this one has started."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            line = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            found.append(line)
    return found


def listening(pid: int) -> list[str]:
    """Sockets on which this process waits for connections from a network."""
    own = set()
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        try:
            own.add(str(descriptor.readlink()))
        except FileNotFoundError:
            continue  # closed meanwhile
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            parts = line.split()
            if parts[3] == "0A" and f"socket:[{parts[9]}]" in own:
                found.append(line)
    return found


@pytest.mark.parametrize("name", attempts.ALL)
def test_no_way_out(screen: Locked, name: str) -> None:
    before, pid = screen.remote.texts(), screen.pid

    def look() -> None:
        assert len(screen.desk.windows(pid)) == 1

    attempts.ALL[name](screen.desk, screen.window, look)
    still_locked(screen)
    assert screen.pid == pid
    assert screen.remote.starts == 1
    assert without_clock(screen.remote.texts()) == without_clock(before)


def without_clock(texts: list[str]) -> list[str]:
    """What stands on the screen, the time of day and the time left aside."""
    return [each for each in texts if ":" not in each and "min" not in each]


def test_a_window_laid_over_it_goes_behind(screen: Locked) -> None:
    desk = screen.desk
    stranger = subprocess.Popen([sys.executable, str(NAIVE)], env=desk.environ)
    try:
        desk.wait(lambda: desk.windows(stranger.pid), "the strange window")
        [window] = desk.windows(stranger.pid)
        desk.xdotool("windowactivate", window, check=False)
        still_locked(screen)
        assert desk.picture().getpixel((640, 5)) == screen_of(screen).getpixel((640, 5))
    finally:
        stranger.kill()
        stranger.wait(10)
    still_locked(screen)


def screen_of(locked: Locked) -> Image.Image:
    path = locked.folder / "inside.png"
    locked.remote.screenshot(path)
    return Image.open(path).convert("RGB")


def test_text_poured_in_does_no_harm(screen: Locked) -> None:
    screen.desk.xdotool("type", "--delay", 0, "<b>x</b>%s%n\\..\\" * 10)
    still_locked(screen)


def test_nothing_is_in_the_clipboard(screen: Locked) -> None:
    screen.desk.keys("ctrl+a", "ctrl+c", "ctrl+Insert")
    assert clipboard(screen.desk) == ""


def clipboard(desk: Desk) -> str:
    """What another program would be given."""
    program = (
        "from PySide6.QtGui import QGuiApplication, QClipboard\n"
        "app = QGuiApplication(['look'])\n"
        "board = app.clipboard()\n"
        "print(board.text() + board.text(QClipboard.Mode.Selection), end='')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=desk.environ,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    return done.stdout
