"""A frame around one thing among many that one was led to; it goes after a moment."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui import paint, theme
from kiosk.ui.theme import RADIUS, S12


class Spotlight(QWidget):
    """Holds a widget in a tinted frame until `dim`."""

    def __init__(
        self, inner: QWidget, side: Qt.AlignmentFlag, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lit = True
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(S12, S12, S12, S12)
        column.addWidget(inner, 0, side)

    def dim(self) -> None:
        """It has been seen."""
        self._lit = False
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._lit:
            painter = QPainter(self)
            t = theme.tokens_for(self)
            paint.box(painter, QRectF(self.rect()), RADIUS, t.tint, t.primary, 3)
            painter.end()
