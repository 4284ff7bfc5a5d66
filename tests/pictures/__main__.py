"""Draws the screens into var/pictures: `python -m tests.pictures [name ...] [--quick]`."""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.pictures.scenes import SCENES, scene
from tests.pictures.stage import stage

OUT = Path(__file__).resolve().parents[2] / "var" / "pictures"
SIZES = {"1280": (1280, 800), "1920": (1920, 1080), "800": (800, 1280)}
LOOKS = (
    ("1280", "en", "light", 100),
    ("1280", "es", "light", 150),
    ("1280", "en", "dark", 100),
    ("1280", "en", "contrast", 125),
    ("1280", "es", "light", 200),
    ("1920", "en", "light", 100),
    ("800", "es", "light", 100),
    ("800", "en", "dark", 200),
)


def main() -> int:
    """Draw what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="scenes; all by default")
    parser.add_argument("--quick", action="store_true", help="1280x800, light, English only")
    parser.add_argument("--look", default="", help="size-language-theme-percent")
    chosen = parser.parse_args()
    looks = LOOKS[:1] if chosen.quick else LOOKS
    if chosen.look:
        size, language, theme, percent = chosen.look.split("-")
        looks = ((size, language, theme, int(percent)),)
    app = QApplication(["kiosk"])
    OUT.mkdir(parents=True, exist_ok=True)
    for name in chosen.names or SCENES:
        for size, language, theme, percent in looks:
            with stage(app, empty=name.endswith("-empty")) as made:
                made.wear(language, theme, percent)
                made.open(SIZES[size])
                scene(name)(made)
                path = OUT / f"{name}-{size}-{language}-{theme}-{percent}.png"
                made.grab().save(str(path))
                sys.stdout.write(f"{path.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
