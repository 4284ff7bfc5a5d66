"""The waiting screen's picture: a warm sky, a low sun and hills in the theme's colours."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui import icons, theme

_HILLS = 310 / 800  # the hills' share of the height
_SUN = 96 / 800  # the sun's radius as a share of the height


class Backdrop(QWidget):
    """Put the waiting screen's widgets on it; the front hill is `front_height()` high."""

    def front_height(self) -> int:
        """How many pixels at the bottom are plain front hill."""
        return round(self.height() * _HILLS * 0.44)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t, wide, tall = theme.tokens(), self.width(), self.height()
        sky = QLinearGradient(QPointF(0, 0), QPointF(0, tall * 0.56))
        sky.setColorAt(0, QColor(t.sky_top))
        sky.setColorAt(1, QColor(t.sky_bottom))
        painter.fillRect(self.rect(), sky)
        if not t.high:
            radius = tall * _SUN
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.sun))
            centre = QPointF(wide * 944 / 1280, tall * 458 / 800)
            painter.drawEllipse(centre, radius, radius)
            hills = icons.art("hills", wide, round(tall * _HILLS), t)
            painter.drawPixmap(QRectF(0, tall - round(tall * _HILLS), wide, round(tall * _HILLS)),
                               hills, QRectF(hills.rect()))  # fmt: skip
        painter.end()
