"""Walks in every language, text size, shape of window and theme: `make walk` (WAY= for one way).

Each way takes all eight of language, size of text and shape; the theme goes round, so that the
three ways together have walked each of the eight in each of the three themes.
"""

from __future__ import annotations

import os
import sys
import tempfile
from itertools import product
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = (
    f"offscreen:configfile={Path(__file__).resolve().parents[1]}/offscreen.json"
)

from PySide6.QtWidgets import QApplication

from tests.central_server import central_server
from tests.walk import journey
from tests.walk.walked import Appearance
from tests.walk.ways import Keys, Names, Touch, Way

WAYS: tuple[type[Way], ...] = (Touch, Keys, Names)
SHAPES = ((1280, 800), (800, 1280))
THEMES = ("light", "dark", "contrast")


def walks(wanted: str) -> list[tuple[type[Way], Appearance]]:
    """Which way in which appearance."""
    eight = list(product(("en", "es"), (100, 200), SHAPES))
    return [
        (way, Appearance(language, percent, size, THEMES[(at + number) % len(THEMES)]))
        for at, way in enumerate(WAYS)
        for number, (language, percent, size) in enumerate(eight)
        if wanted in ("", way.__name__.lower())
    ]


def main(wanted: str) -> int:
    """Walk, and tell what is wrong; the number of walks on which something was."""
    application = QApplication(["kiosk"])
    bad = 0
    for way, looks in walks(wanted):
        with central_server() as central, tempfile.TemporaryDirectory(prefix="walk-") as folder:
            notes = journey.walk(central, Path(folder), way, looks)
        missed = sorted(journey.PLACES - notes.places)
        print(f"{way.__name__}, {looks}: {len(notes.states)} states", flush=True)
        for fault, where in notes.faults.items():
            print(f"  {where}: {fault}")
        for place in missed:
            print(f"  does not come to {place}")
        bad += bool(notes.faults or missed)
    del application
    return bad


if __name__ == "__main__":
    sys.exit(min(main(os.environ.get("WAY", "").lower()), 1))
