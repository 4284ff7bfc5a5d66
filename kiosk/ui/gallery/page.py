"""A page of the gallery: rows of parts on paper, and what is done once they show."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.ui import theme
from kiosk.ui.flow import FlowLayout
from kiosk.ui.label import Label

WIDE = 1280  # pixels


def sample_picture(number: int, size: QSize) -> QImage:
    """A made-up picture: a sky and a field in one of six moods."""
    image = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    shade = QLinearGradient(0, 0, 0, size.height())
    hue = number * 47 % 360
    shade.setColorAt(0, QColor.fromHsv(hue, 90, 230))
    shade.setColorAt(0.6, QColor.fromHsv((hue + 40) % 360, 120, 190))
    shade.setColorAt(1, QColor.fromHsv((hue + 90) % 360, 140, 90))
    painter.fillRect(image.rect(), shade)
    painter.end()
    return image


class Page(QWidget):
    """Parts below each other; what needs a shown window waits in `shown`."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Callable[[], object]] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(32, 24, 40, 24)
        self.column.setSpacing(theme.S8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens().paper))
        painter.end()

    def head(self, text: str) -> None:
        """A heading."""
        self.column.addSpacing(theme.S8)
        self.column.addWidget(Label(text, "pill", "quiet"))

    def flow(self, widgets: Sequence[QWidget]) -> None:
        """Side by side, as many as have room."""
        line = FlowLayout(gap=theme.S12)
        for widget in widgets:
            line.addWidget(widget)
        self.column.addLayout(line)

    def pair(self, left: QWidget, right: QWidget) -> None:
        """Two of the same width."""
        row = QHBoxLayout()
        row.setSpacing(theme.S24)
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        self.column.addLayout(row)

    def window_of(self, tall: int) -> QWidget:
        """An empty window within the page, for what lies over one."""
        held = QWidget()
        held.setFixedHeight(tall)
        self.column.addWidget(held)
        return held
