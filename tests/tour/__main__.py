"""`python -m tests.tour`: the whole main job without a person, in English and in Spanish.

Keeps a picture of each step under `var/tour/<language>`, prints one line a step, and ends with 1
as soon as anything is not as it should be.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import Mother, Reviewer, chromium
from tests.central_server import CentralServer
from tests.tour import answering, journey
from tests.tour.display import display
from tests.tour.guide import Guide
from tests.tour.journey import Tour
from tests.tour.preparing import prepare
from tests.tour.remote import PROJECT, RemoteKiosk
from tests.tour.scene import FAMILIES, Words, set_up

PLACE = PROJECT / "var" / "tour"
STEPS = (
    journey.sign_up,
    journey.first_sign_in,
    journey.approve,
    journey.send,
    answering.review,
    answering.look,
    answering.answer_collect,
    answering.gift,
    answering.refused,
    answering.remove,
    answering.dead_spot,
    answering.leave_and_return,
    answering.looks,
)


def main(arguments: list[str]) -> int:
    """Lead through the tours asked for; 1 if anything differs."""
    parser = argparse.ArgumentParser(prog="tests.tour", description=main.__doc__)
    parser.add_argument("--language", choices=sorted(FAMILIES), action="append")
    asked = parser.parse_args(arguments).language or sorted(FAMILIES)
    began, pictures = time.monotonic(), 0
    with display() as environ, chromium() as browser:
        where = environ.get("DISPLAY", "no display (offscreen)")
        print(f"tour: the kiosk's window is on {where}", flush=True)
        for language in asked:
            guide = Guide(PLACE / language)
            try:
                lead(language, guide, environ, browser)
            except Exception as error:  # noqa: BLE001
                print(f"not ok {guide.steps + 1:02d} {type(error).__name__}: {error}", flush=True)
                return 1
            pictures += guide.pictures
    took = time.monotonic() - began
    print(f"tour: all as it should be; {pictures} pictures in {PLACE.relative_to(PROJECT)}", end="")
    print(f", {took:.0f} s")
    return 0


def lead(language: str, guide: Guide, environ: Mapping[str, str], browser: Browser) -> None:
    """One language's tour, with a central and a kiosk of its own."""
    family = FAMILIES[language]
    with tempfile.TemporaryDirectory(prefix="tour-") as name:
        folder = Path(name)
        (folder / "central").mkdir()
        central = CentralServer(folder / "central", demo=True)
        central.start()
        kiosk: RemoteKiosk | None = None
        try:
            scene = set_up(central, family)
            config = prepare(folder, central, language)
            kiosk = RemoteKiosk(config, environ, folder)
            say = Words(language, str(PROJECT / "resources" / "translations"))
            mother = Mother(browser, central.url, language)
            staff = Reviewer(browser, central.url)
            tour = Tour(guide, central, scene, say, kiosk, mother, staff)
            _walk(tour, folder)
        finally:
            if kiosk is not None:
                kiosk.close()
            central.stop()


def _walk(tour: Tour, folder: Path) -> None:
    """Every step; where one fails, what the windows showed then is kept."""
    try:
        for step in STEPS:
            step(tour)
        tour.mother.close()
        tour.staff.close()
        assert tour.central.seed.ledger_faults() == [], "the books are wrong"
        tour.guide.ok("books", "all accounts together sum to zero")
    except BaseException:
        aside = tour.guide.folder / "failed"
        aside.mkdir(exist_ok=True)
        for log in (*folder.glob("*.log"), *folder.glob("*/*.log")):
            shutil.copy(log, aside)
        for name, window in (("kiosk", tour.kiosk), ("mother", tour.mother), ("staff", tour.staff)):
            try:
                window.screenshot(aside / f"{name}.png")
            except Exception as error:  # noqa: BLE001  (the first failure is the one to tell)
                print(f"tour: no picture of {name}: {type(error).__name__}", flush=True)
        raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
