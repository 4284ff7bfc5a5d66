"""A row of words that is one button: a box as high as its words need."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent

from kiosk.ui import paint, theme
from kiosk.ui.theme import RADIUS
from kiosk.ui.touch_button import TouchButton


class RowButton(TouchButton):
    """Lays its parts out by its layout; `least()` is how low it may be."""

    def least(self) -> QSize:
        """The smallest size, in pixels."""
        raise NotImplementedError

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return max(layout.heightForWidth(width) if layout else 0, self.least().height())

    def minimumSizeHint(self) -> QSize:
        return self.least()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = theme.tokens_for(self)
        fill = t.well if self.isDown() else t.surface
        paint.box(painter, QRectF(self.rect()), RADIUS, fill, t.line, t.border)
        painter.end()
