"""The demonstration's kiosk: its configuration, its enrolment, its window."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

from central.demo.place import Memory, Place
from central.demo.processes import Child
from central.demo.serving import FailedError, environ

CONFIG = """\
# Made by the demo at every start.
[central]
url = "{url}"

[device]
kind = "kiosk"
state = "kiosk"

[screen]
window = "{window}"
size = "1280x800"

[log]
target = "logs/kiosk.log"
level = "info"
"""
SESSION = re.compile(
    "HOME|USER|LOGNAME|PATH|LANG|LC_[A-Z]+|TZ|PYTHONDONTWRITEBYTECODE|DISPLAY|XAUTHORITY|WAYLAND_DISPLAY"
    "|XDG_RUNTIME_DIR|XDG_SESSION_TYPE|DBUS_SESSION_BUS_ADDRESS|QT_QPA_PLATFORM"
)
DIGITS = re.compile(rb"\b(\d{4}) ?(\d{4})\b")


def configure(place: Place, port: int, *, locked: bool) -> None:
    """Write the kiosk's configuration file: an ordinary window, or locked fullscreen."""
    window = "locked" if locked else "window"
    text = CONFIG.format(url=f"http://127.0.0.1:{port}", window=window)
    place.config.write_text(text, "utf-8")


def enroll(place: Place, memory: Memory) -> None:
    """Enrol the kiosk as in life: staff make a code, it is typed in, staff compare the digits.

    Done once; one that was cut short starts again. Raises FailedError.
    """
    if memory.enrolled:
        return
    if place.kiosk.exists():
        shutil.rmtree(place.kiosk)
    log = place.logs / "enrolment.log"
    supervisor = Child(
        [sys.executable, "-m", "central.demo.supervisor"],
        environ(place.central, memory.port),
        log=log,
        piped=True,
    )
    try:
        code = supervisor.output.readline().decode().strip()
        if not code:
            raise FailedError("There is no enrolment code.", log)
        supervisor.say(_type_in(place, code, log))
        if supervisor.wait() != 0:
            raise FailedError("The kiosk was not confirmed.", log)
    finally:
        supervisor.end()
    memory.enrolled = True


def _type_in(place: Place, code: str, log: Path) -> str:
    """Run `kiosk enroll`; returns the digits that it shows."""
    command = [*_kiosk("enroll"), "--config", str(place.config), code]
    child = Child(command, _environ(), log=log, piped=True)
    try:
        shown = child.output.read()
        digits = DIGITS.search(shown)
        if child.wait() != 0 or digits is None:
            raise FailedError("The kiosk could not be enrolled.", log)
        return (digits[1] + digits[2]).decode()
    finally:
        child.end()


def open_window(place: Place) -> Child:
    """Start the app."""
    command = [*_kiosk("run"), "--config", str(place.config)]
    return Child(command, _environ(), log=place.logs / "app.log")


def _kiosk(command: str) -> list[str]:
    return [sys.executable, "-m", "kiosk", command]


def _environ() -> dict[str, str]:
    """The session's own variables: the app refuses to run locked among others (`kiosk doctor`)."""
    return {name: value for name, value in os.environ.items() if SESSION.fullmatch(name)}
