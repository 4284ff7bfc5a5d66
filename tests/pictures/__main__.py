"""Draws the screens into var/pictures: `python -m tests.pictures [name ...] [--quick]`."""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.pictures.comparing import APPROVED, LOOKS
from tests.pictures.drawing import Appearance, draw, scenes

OUT = Path(__file__).resolve().parents[2] / "var" / "pictures"
APPEARANCES = (
    Appearance(),
    Appearance(language="es", percent=150),
    Appearance(theme="dark"),
    Appearance(theme="contrast", percent=125),
    Appearance(language="es", percent=200),
    Appearance("1920"),
    Appearance("800", "es"),
    Appearance("800", theme="dark", percent=200),
)


def main() -> int:
    """Draw what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="scenes; all by default")
    parser.add_argument("--quick", action="store_true", help="1280x800, light, English only")
    parser.add_argument("--look", default="", help="size-language-theme-percent")
    parser.add_argument("--approve", action="store_true", help="take today's as approved")
    chosen = parser.parse_args()
    app = QApplication(["kiosk"])
    if chosen.approve:
        for name in chosen.names or LOOKS:
            draw(app, *LOOKS[name]).save(str(APPROVED / f"{name}.png"), None, 20)
        return 0
    looks = APPEARANCES[:1] if chosen.quick else APPEARANCES
    if chosen.look:
        size, language, theme, percent = chosen.look.split("-")
        looks = (Appearance(size, language, theme, int(percent)),)
    OUT.mkdir(parents=True, exist_ok=True)
    for name in chosen.names or scenes():
        for look in looks:
            path = OUT / f"{name}-{look.name}.png"
            draw(app, name, look).save(str(path))
            sys.stdout.write(f"{path.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
