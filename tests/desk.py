"""A screen of its own with a window manager, and a hand that touches it from outside."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageGrab

WIDTH, HEIGHT = 1280, 800
PATIENCE = 15.0  # seconds
CALM = 0.4  # seconds without a change: the picture has come to rest
LOOK_EVERY = 0.05


class NotReachedError(AssertionError):
    """The screen did not come to what was expected."""


class Desk:
    """One display; the window manager is a stock openbox, with all its own key bindings."""

    def __init__(self, display: str, environ: dict[str, str]) -> None:
        self.display = display
        self.environ = environ  # of whoever shows windows here: nothing of the tester's own

    # --- touching ---

    def xdotool(self, *words: object, check: bool = True) -> str:
        """Run xdotool; its answer."""
        done = subprocess.run(
            ["xdotool", *map(str, words)],
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        if check and done.returncode:
            raise RuntimeError(f"xdotool {words}: {done.stderr}")
        return done.stdout.strip()

    def touch(self, x: int, y: int, button: int = 1) -> None:
        """Press and release at a point of the screen, in pixels."""
        self.xdotool("mousemove", x, y, "click", button)

    def press(self, x: int, y: int, seconds: float = 0.08) -> None:
        """One press of a finger, held as long as a finger stays on the glass."""
        self.xdotool("mousemove", x, y, "mousedown", 1, "sleep", seconds, "mouseup", 1)

    def keys(self, *names: str) -> None:
        """Strike keys or chords, as xdotool calls them."""
        self.xdotool("key", "--clearmodifiers", *names)

    # --- looking ---

    def picture(self) -> Image.Image:
        """What the display shows."""
        return ImageGrab.grab(xdisplay=self.display).convert("RGB")

    def windows(self, pid: int) -> list[str]:
        """The visible windows of a process, menus included; helpers of a few pixels left out."""
        found = self.xdotool("search", "--onlyvisible", "--pid", pid, check=False).split()
        return [each for each in found if min(self.size(each)[2:]) > 16]

    def size(self, window: str) -> tuple[int, int, int, int]:
        """Left, top, width and height of a window on the screen; zeros once it is gone."""
        answer = self.xdotool("getwindowgeometry", "--shell", window, check=False)
        held = dict(line.split("=") for line in answer.splitlines() if "=" in line)
        x, y, width, height = (int(held.get(name, 0)) for name in ("X", "Y", "WIDTH", "HEIGHT"))
        return x, y, width, height

    def active(self) -> str:
        """The window that has the keyboard."""
        return self.xdotool("getactivewindow", check=False)

    def wait(self, true: Callable[[], object], about: str, patience: float = PATIENCE) -> None:
        """Wait until something holds."""
        deadline = time.monotonic() + patience
        while not true():
            if time.monotonic() > deadline:
                raise NotReachedError(about)
            time.sleep(LOOK_EVERY)

    def calm(self, patience: float = PATIENCE) -> Image.Image:
        """Wait until nothing on the screen moves any more; the picture then."""
        deadline = time.monotonic() + patience
        before, since = self.picture(), time.monotonic()
        while time.monotonic() - since < CALM:
            if time.monotonic() > deadline:
                raise NotReachedError("the screen does not come to rest")
            time.sleep(LOOK_EVERY)
            now = self.picture()
            if now.tobytes() != before.tobytes():
                before, since = now, time.monotonic()
        return before


@contextmanager
def desk(width: int = WIDTH, height: int = HEIGHT) -> Iterator[Desk]:
    """A fresh display with openbox; everything started on it has to end before the block does."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            *("Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24"),
            *("-nolisten", "tcp", "-dpi", "96"),
            "-noreset",  # a server whose last client leaves starts over, and drops who just came
        ],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    manager: subprocess.Popen[bytes] | None = None
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        environ = clean_environment(f":{number}")
        made = Desk(f":{number}", environ)
        manager = subprocess.Popen(
            ["openbox", "--sm-disable"],
            env={**environ, "HOME": "/nonexistent"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        made.wait(lambda: "openbox" in _root_property(made, "_OB_VERSION"), "openbox")
        yield made
    finally:
        for process in (manager, server):
            if process is not None:
                process.terminate()
                process.wait(10)


def clean_environment(display: str) -> dict[str, str]:
    """What a service would be given, and nothing that this test was started with."""
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": str(Path.home()),
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
    }


def missing_tools() -> list[str]:
    """Programs without which no display can be driven here."""
    return [each for each in ("Xvfb", "openbox", "xdotool", "xprop") if not shutil.which(each)]


def _root_property(desk: Desk, name: str) -> str:
    done = subprocess.run(
        ["xprop", "-root", name], env=desk.environ, capture_output=True, text=True, check=False
    )
    return f"openbox {done.stdout}" if "not found" not in done.stdout and done.stdout else ""
