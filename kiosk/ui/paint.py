"""Drawing shared by the painted widgets: boxes, wrapped words, icons beside words."""

import unicodedata

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

WRAP = int(Qt.TextFlag.TextWordWrap)


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: str = "",
    border: str = "",
    width: float = 0,
    dashed: bool = False,
) -> None:
    """A rounded box; the border lies inside the rectangle."""
    width = width if border else 0
    inset = width / 2
    inner = rect.adjusted(inset, inset, -inset, -inset)
    path = QPainterPath()
    reach = min(radius, rect.height() / 2) - inset
    path.addRoundedRect(inner, max(reach, 0), max(reach, 0))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if fill:
        painter.fillPath(path, QColor(fill))
    if border and width:
        pen = QPen(QColor(border), width)
        if dashed:
            pen.setDashPattern([3.2, 2.2])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.strokePath(path, pen)
    painter.restore()


def corners(rect: QRectF, radii: tuple[float, float, float, float]) -> QPainterPath:
    """A path with its own radius at each corner: top left, top right, bottom right, bottom left."""
    left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
    tl, tr, br, bl = radii
    path = QPainterPath(QPointF(left + tl, top))
    path.lineTo(right - tr, top)
    path.quadTo(right, top, right, top + tr)
    path.lineTo(right, bottom - br)
    path.quadTo(right, bottom, right - br, bottom)
    path.lineTo(left + bl, bottom)
    path.quadTo(left, bottom, left, bottom - bl)
    path.lineTo(left, top + tl)
    path.quadTo(left, top, left + tl, top)
    path.closeSubpath()
    return path


def leftward(text: str) -> bool:
    """Whether a paragraph runs from right to left: its first letter says so."""
    for char in text:
        way = unicodedata.bidirectional(char)
        if way in ("L", "R", "AL"):
            return way != "L"
    return False


def text_size(text: str, font: QFont, width: int = 100_000) -> QSize:
    """How large the text is when wrapped to `width`."""
    if not text:
        return QSize(0, 0)
    metrics = QFontMetrics(font)
    bounds = metrics.boundingRect(QRect(0, 0, max(width, 1), 100_000), WRAP, text)
    return QSize(bounds.width() + 1, bounds.height())


def longest_word(text: str, font: QFont) -> int:
    """The width of the widest word: less cannot hold the text."""
    metrics = QFontMetrics(font)
    return max((metrics.horizontalAdvance(word) for word in text.split()), default=0) + 1


def words(
    painter: QPainter,
    rect: QRectF | QRect,
    text: str,
    font: QFont,
    color: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignCenter,
    wrap: bool = True,
) -> None:
    """Plain text in a rectangle, wrapped between words."""
    painter.setFont(font)
    painter.setPen(QColor(color))
    flags = int(align) | (WRAP if wrap else int(Qt.TextFlag.TextSingleLine))
    painter.drawText(QRectF(rect), flags, text)
