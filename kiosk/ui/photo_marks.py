"""What stands upon the photos of a grid: marks, and words where a picture is missing."""

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from kiosk.ui import icons, paint, theme
from kiosk.ui.theme import S8
from kiosk.ui.tokens import Tokens


def unavailable(painter: QPainter, place: QRect, t: Tokens) -> None:
    """An icon and words where a picture cannot be shown."""
    side = theme.px(28)
    middle = place.center()
    image = icons.pixmap("image-off", t.quiet, side)
    painter.drawPixmap(middle.x() - side // 2, middle.y() - side, image)
    words = QCoreApplication.translate("PhotoGrid", "Not here yet")
    box = QRect(place.left() + S8, middle.y() + 4, place.width() - 2 * S8, place.height() // 2)
    align = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
    paint.words(painter, box, words, theme.font(16), t.quiet, align)


def pill(
    painter: QPainter, place: QRect, words: str, icon: str, fill: str, ink: str,
    low: bool = False,
) -> None:  # fmt: skip
    """A pill upon the picture: top left, or low right; icon only where words do not fit."""
    font, side = theme.font(16, 600), theme.px(18) if icon else 0
    wide = QFontMetrics(font).horizontalAdvance(words) + 20 + (side + 6 if icon else 0)
    if wide > place.width() - 2 * S8 and icon:
        words, wide = "", side + 20
    wide, tall = min(wide, place.width() - 2 * S8), theme.px(28)
    box = QRectF(place.left() + S8, place.top() + S8, wide, tall)
    if low:
        box.moveBottomRight(QPointF(place.right() - S8 + 1, place.bottom() - S8 + 1))
    paint.box(painter, box, 999, fill)
    left = box.left() + 10
    if icon:
        mid = round(box.top() + (tall - side) / 2)
        painter.drawPixmap(round(left), mid, icons.pixmap(icon, ink, side))
        left += side + 6
    rest = QRectF(left, box.top(), box.right() - left, tall)
    align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    paint.words(painter, rest, words, font, ink, align, wrap=False)
