"""The same app from source, which shows where a control stands before the package is touched there.

The packaged program holds no test code, so nobody can ask it. Its twin, at the same step on a
screen of the same size, can be asked.
"""

from __future__ import annotations

import os
import sys
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.fingers import Fingers
from tests.tour.driver import Driver
from tests.tour.remote import SOCKET


class Guide(Driver):
    """Answers where things are, in pixels of the window."""

    def _where(self, fingers: Fingers, name: str) -> tuple[int, int]:
        fingers.wait_until(lambda: fingers.can_touch(name), f"control {name!r}")
        fingers.breathe(0.3)  # slides have come to rest
        return _middle(fingers, fingers._named(name)[0])

    def _where_digit(self, fingers: Fingers, digit: str) -> tuple[int, int]:
        fingers.wait_until(fingers._keypad, "the keypad")
        keypad = fingers._keypad()
        assert keypad is not None
        return _middle(fingers, _key(keypad, digit))

    def _where_key(self, fingers: Fingers, letter: str) -> tuple[int, int]:
        fingers.wait_until(fingers.keyboard, "the keyboard")
        fingers.breathe(0.3)
        keyboard = fingers.keyboard()
        assert keyboard is not None
        return _middle(fingers, _key(keyboard, letter))

    def _where_photo(self, fingers: Fingers) -> tuple[int, int]:
        fingers.wait_until(lambda: fingers._grid_size() > 0, "a photo")
        fingers.breathe(0.3)
        grid = fingers._grid()
        assert grid is not None
        cell = grid.plan().cells[0]
        middle = QPoint(cell.left + cell.width // 2, cell.top + cell.height // 2)
        at = grid.viewport().mapTo(fingers.window, middle)
        return at.x(), at.y()


def _key(keys: QWidget, label: str) -> QAbstractButton:
    """The key with this label."""
    found = [key for key in keys.findChildren(QAbstractButton) if key.isVisible()]
    return next(key for key in found if label in (key.text(), key.accessibleName()))


def _middle(fingers: Fingers, widget: QWidget) -> tuple[int, int]:
    at = widget.mapTo(fingers.window, widget.rect().center())
    return at.x(), at.y()


def main() -> int:
    """`kiosk`, with the guide calling in as soon as the window shows."""
    from kiosk import app
    from kiosk.__main__ import main as kiosk

    guides: list[Guide] = []
    app.run = partial(app.run, opened=lambda _: guides.append(Guide(os.environ[SOCKET])))
    return kiosk(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
