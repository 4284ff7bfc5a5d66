"""A short-lived process that opens the screen and tells what it found, as JSON."""

from __future__ import annotations

import json
import sys


def main() -> int:
    """Open the display, load our fonts and icons, print the findings."""
    from PySide6.QtGui import QFontDatabase
    from PySide6.QtWidgets import QApplication

    from kiosk.ui import icons
    from kiosk.ui.assets import resource

    app = QApplication(["kiosk"])
    missing = []
    fonts = sorted(resource("fonts").glob("*.ttf"))
    for font in fonts:
        if QFontDatabase.addApplicationFont(str(font)) < 0:
            missing.append(font.name)
    if not fonts:
        missing.append("fonts")
    drawn = icons.pixmap("check", "#ff0000", 32).toImage()
    if all(drawn.pixelColor(x, y).alpha() == 0 for x in range(32) for y in range(32)):
        missing.append("icons")
    found = {
        "platform": app.platformName(),
        "screens": [f"{each.size().width()}x{each.size().height()}" for each in app.screens()],
        "fonts": len(fonts),
        "missing": missing,
    }
    sys.stdout.write(json.dumps(found) + "\n")
    return 0
