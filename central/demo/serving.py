"""Central in child processes: filled once, prepared when its code changed, then served."""

from __future__ import annotations

import os
import shutil
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from central.demo.place import Memory, Place, print_of_central
from central.demo.processes import Child

LOCAL_TIME = Path("/etc/localtime")
THREADS = 12
PATIENCE = 60.0  # seconds until central must answer
PAUSE = 0.1  # seconds between two looks


class FailedError(Exception):
    """A part of the demo did not work; says what, and which log tells more."""

    def __init__(self, what: str, log: Path) -> None:
        super().__init__(f"{what} See {log}")


def environ(folder: Path, port: int, settings: str = "central.demo.settings") -> dict[str, str]:
    """Central's environment for one data folder and port."""
    url = f"http://127.0.0.1:{port}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CENTRAL_")}
    return {
        **kept,
        "CENTRAL_DATA": str(folder),
        "CENTRAL_PUBLIC_URL": url,
        "CENTRAL_TIME_ZONE": time_zone(),
        "DJANGO_SETTINGS_MODULE": settings,
    }


def time_zone(link: Path = LOCAL_TIME) -> str:
    """The name of this computer's time zone, so that pages and kiosk tell the same time."""
    named = os.environ.get("TZ", "").removeprefix(":")
    _, _, linked = str(link.resolve()).partition("zoneinfo/")
    for name in (named, linked):
        with suppress(ZoneInfoNotFoundError, ValueError, OSError):
            return ZoneInfo(name).key
    return "UTC"


def fill(place: Place, port: int, told: Callable[[int], None]) -> None:
    """Fill central in a folder aside, then move it into place: whole, or not at all.

    `told` hears the percentage. Raises FailedError.
    """
    if place.filling.exists():
        shutil.rmtree(place.filling)
    place.filling.mkdir()
    log = place.logs / "filling.log"
    child = Child(
        [sys.executable, "-m", "central.demo.filling"],
        environ(place.filling, port, "central.demo.filling_settings"),
        log=log,
        piped=True,
    )
    try:
        for line in child.output:
            if line.strip().isdigit():
                told(int(line))
        if child.wait() != 0:
            raise FailedError("The demo could not be filled.", log)
    finally:
        child.end()
    place.filling.rename(place.central)


def prepare(place: Place, memory: Memory) -> None:
    """Bring database and static files in step with the code, where that changed."""
    found = print_of_central()
    if memory.prepared == found:
        return
    log = place.logs / "preparing.log"
    line = [sys.executable, "-m", "central.demo.preparing"]
    child = Child(line, environ(place.central, memory.port), log=log)
    try:
        if child.wait() != 0:
            raise FailedError("Central could not be prepared.", log)
    finally:
        child.end()
    memory.prepared = found


def serve(place: Place, port: int) -> Child:
    """Start central; returns once it answers. Raises FailedError."""
    log = place.logs / "central.log"
    child = Child(
        [
            *(sys.executable, "-m", "gunicorn", "central.wsgi:application"),
            *("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"),
            *("--workers", "1", "--threads", str(THREADS)),
            *("--graceful-timeout", "2", "--log-level", "warning", "--no-control-socket"),
        ],
        environ(place.central, port),
        log=log,
    )
    try:
        _until_answered(child, port, log)
    except BaseException:
        child.end()
        raise
    return child


def _until_answered(child: Child, port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if child.ended() is not None:
            raise FailedError("Central ended at once.", log)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/how/", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(PAUSE)
    raise FailedError("Central does not answer.", log)
