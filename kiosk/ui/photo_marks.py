"""What stands in the cells of a grid: pictures, marks, and words where a picture is missing."""

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap

from kiosk.ui import icons, paint, theme
from kiosk.ui.theme import RADIUS, S8
from kiosk.ui.tokens import Tokens

RING = 3


def picture(painter: QPainter, place: QRect, image: QPixmap, t: Tokens) -> None:
    """The whole picture in its cell, upon a ground where it does not fill it."""
    ratio = image.devicePixelRatio()
    size = QSize(round(image.width() / ratio), round(image.height() / ratio))
    if size.width() < place.width() - 3 or size.height() < place.height() - 3:
        paint.box(painter, QRectF(place), RADIUS, t.well)
    size.scale(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
    target = QRect(0, 0, size.width(), size.height())
    target.moveCenter(place.center())
    painter.drawPixmap(target if size != place.size() else place, image)


def marks(painter: QPainter, place: QRect, new: bool, favorite: bool, t: Tokens) -> None:
    """What the person has or has not done with it."""
    say = QCoreApplication.translate
    if new:
        pill(painter, place, say("PhotoGrid", "New"), "", t.primary, t.on_primary)
    if favorite:
        words, fill = say("PhotoGrid", "Favorite"), theme.PHOTO_MARK
        pill(painter, place, words, "heart-filled", fill, t.stage_text, low=True)


def ring(painter: QPainter, place: QRect, t: Tokens) -> None:
    """Where the keyboard is."""
    around = QRectF(place).adjusted(1, 1, -1, -1)
    paint.box(painter, around, RADIUS, "", t.focus, RING + 1)
    paint.box(painter, around.adjusted(4, 4, -4, -4), RADIUS - 3, "", t.paper, 2)


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
