"""Opens the screen in a short-lived process: a display that cannot be opened ends a Qt program."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from kiosk.device import lockdown
from kiosk.device.health import Display

PRIVATE_COMMAND = "probe-display"
SECONDS = 20.0


def open_display() -> Display:
    """What a process of this program finds when it opens the screen."""
    words = [] if lockdown.bundle() is not None else ["-m", "kiosk"]
    try:
        done = subprocess.run(
            [sys.executable, *words, PRIVATE_COMMAND],
            env=lockdown.original_environment(os.environ),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        found = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return Display(problem="no display can be opened")
    return Display(
        platform=found["platform"],
        screens=tuple(found["screens"]),
        fonts=found["fonts"],
        missing=tuple(found["missing"]),
    )
