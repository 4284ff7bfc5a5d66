"""How a picture fits its stage: its size there, its copy at that size, words in its place."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QTransform

from kiosk.ui import icons, paint, theme
from kiosk.ui.theme import RADIUS_PHOTO, S8, S16, S24
from kiosk.ui.tokens import Tokens

MOST_GROWN = 3.0  # times


@dataclass(frozen=True)
class Shown:
    """A picture, how far it is turned, and its full size where the image is a smaller copy."""

    image: QImage
    degrees: int = 0
    natural: QSize = field(default_factory=QSize)

    def size(self) -> QSize:
        """As turned; empty without an image."""
        if self.image.isNull():
            return QSize()
        size = self.image.size() if self.natural.isEmpty() else self.natural
        return size.transposed() if self.degrees % 180 else size


def fit(shown: Shown, room: QSize, ratio: float) -> QSizeF:
    """The whole picture inside the room; small pictures grow to three times at most."""
    size = QSizeF(shown.size())
    if size.isEmpty():
        return QSizeF()
    scale = min(room.width() / size.width(), room.height() / size.height())
    return size * min(scale, MOST_GROWN / ratio)


def scaled(shown: Shown, room: QSize, ratio: float) -> QPixmap:
    """A copy of the picture that fits the room, turned."""
    image = shown.image
    if shown.degrees:
        image = image.transformed(QTransform().rotate(shown.degrees))
    size = (fit(shown, room, ratio) * ratio).toSize()
    ignore, smooth = (
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    return QPixmap.fromImage(image.scaled(size, ignore, smooth))


def paint_words(painter: QPainter, place: QRect, words: str, icon: str, t: Tokens) -> None:
    """Words in a box in the middle, where there is no picture."""
    side, font = theme.px(40), theme.font(20)
    room = min(place.width() - 2 * S24, theme.px(560))
    tall = paint.text_size(words, font, room).height()
    box = QRectF(0, 0, room + 2 * S24, side + S16 + tall + 2 * S24)
    box.moveCenter(QRectF(place).center())
    painter.setPen(QColor(t.ink))
    paint.box(painter, box, RADIUS_PHOTO + S8, t.well)
    image = icons.pixmap(icon, t.ink, side)
    painter.drawPixmap(QPointF(box.center().x() - side / 2, box.top() + S24), image)
    where = QRectF(box.left() + S24, box.top() + S24 + side + S16, room, tall)
    paint.words(painter, where, words, font, t.ink)
