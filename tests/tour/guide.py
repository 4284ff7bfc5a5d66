"""Leads through the steps: numbers them, keeps a picture of each, prints what was checked."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from tests.browser import Surfer
from tests.tour.remote import RemoteKiosk

LEAST_COLOURS = 4  # of a picture that shows anything


class Guide:
    """The steps of one language's tour, and their pictures in `var/tour/<language>`."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder, self.language = folder, language
        self.steps = 0
        self.pictures = 0
        self._began = time.monotonic()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def ok(self, name: str, said: str, *shown: RemoteKiosk | Surfer) -> None:
        """One step is done and was as it should be; keep what these windows show."""
        self.steps += 1
        for window in shown:
            self.pictures += 1
            path = self.folder / f"{self.pictures:02d}-{name}.png"
            colours = window.screenshot(path)
            assert path.stat().st_size > 2000, f"{path.name} is empty"
            if isinstance(window, RemoteKiosk):
                assert colours and colours >= LEAST_COLOURS, f"{path.name} is blank"
        took = time.monotonic() - self._began
        print(f"{self.language}: ok {self.steps:02d} {said}  [{took:.0f} s]", flush=True)
