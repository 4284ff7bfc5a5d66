"""`python -m tests.tour`: the whole main job without a person, in English and in Spanish.

Keeps a picture of each step under `var/tour/<language>`, prints one line a step, and ends with 1
as soon as anything is not as it should be.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
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
    parser = argparse.ArgumentParser(prog="tests.tour", description=__doc__)
    parser.add_argument("--language", choices=sorted(FAMILIES), help="this one only")
    language = parser.parse_args(arguments).language
    return one(language) if language else all_at_once()


def all_at_once() -> int:
    """Each language's tour in a process of its own, beside each other."""
    began = time.monotonic()
    command = [sys.executable, "-m", "tests.tour", "--language"]
    tours = [subprocess.Popen([*command, each], cwd=PROJECT) for each in sorted(FAMILIES)]
    try:
        bad = [tour.wait() for tour in tours]
    except KeyboardInterrupt:  # they have heard it, too, and clean up
        bad = [tour.wait() for tour in tours]
    pictures = len(list(PLACE.glob("*/*.png")))
    said = "something differs" if any(bad) else "all as it should be"
    took = time.monotonic() - began
    print(f"tour: {said}; {pictures} pictures in {PLACE.relative_to(PROJECT)}, {took:.0f} s")
    return 1 if any(bad) else 0


def one(language: str) -> int:
    """One language's tour."""
    guide = Guide(PLACE / language, language)
    try:
        with display() as environ, chromium() as browser:
            where = environ.get("DISPLAY", "nothing: Xvfb is not installed, Qt draws aside")
            print(f"{language}: the kiosk's window is on {where}", flush=True)
            lead(language, guide, environ, browser)
    except Exception as error:  # noqa: BLE001  (whatever it was, the tour has failed with it)
        told = f"{type(error).__name__}: {error}"
        print(f"{language}: not ok {guide.steps + 1:02d} {told}", flush=True)
        return 1
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
            central.close()


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
