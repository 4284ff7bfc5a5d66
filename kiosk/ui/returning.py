"""Coming back to a place in something that scrolls, before it has its final size."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollBar

SETTLED_MS = 1000  # by then a page that has come stands as it will


class Returning(QObject):
    """Calls `stand` now, and again whenever the range changes, until the page has settled."""

    def __init__(self, bar: QScrollBar, stand: Callable[[], object]) -> None:
        super().__init__(bar)
        self._bar, self._stand, self._standing = bar, stand, False
        bar.rangeChanged.connect(self._go)
        QTimer.singleShot(SETTLED_MS, self, self._settled)
        self._go()

    def _go(self) -> None:
        if not self._standing:  # it may change the range itself
            self._standing = True
            self._stand()
            self._standing = False

    def _settled(self) -> None:
        self._bar.rangeChanged.disconnect(self._go)
        self.deleteLater()


def number_in(text: str) -> int:
    """A whole number that was kept as text; 0 for anything else."""
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0
