"""A photo to touch: fills its place, with a mark, and a caption over its lower part."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui import icons, paint, theme
from kiosk.ui.label import Avatar
from kiosk.ui.theme import RADIUS, S8, S16, S24
from kiosk.ui.touch_button import TouchButton

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class PhotoTile(TouchButton):
    """Shows an image cropped to its box; words stand in for it until it comes, or if it cannot."""

    def __init__(self, name: str, least: QSize, parent: QWidget | None = None) -> None:
        self._image: QImage | None = None
        self._scaled: QImage | None = None
        self._mark, self._instead, self._instead_icon = "", "", "image"
        self._title, self._line = "", ""
        self._face: Avatar | None = None
        self._least = least
        super().__init__(name, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_mark(self, words: str) -> None:
        """A pill at the upper left, such as "New"."""
        self._mark = words
        self.update()

    def set_caption(self, title: str, line: str, person: str, seed: str) -> None:
        """Words over the lower part, with the sender's face."""
        self._title, self._line = title, line
        self._face = Avatar(person, 56, seed, parent=self)
        self._face.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._place_face()
        self.update()

    def set_image(self, image: QImage) -> None:
        """The picture has come."""
        self._image, self._scaled = image, None
        self.update()

    def set_instead(self, words: str, icon: str = "image-off") -> None:
        """Why there is no picture."""
        self._instead, self._instead_icon = words, icon
        self.update()

    def sizeHint(self) -> QSize:
        return self._least

    def minimumSizeHint(self) -> QSize:
        return self._least

    def _foot_height(self) -> int:
        if not self._title and not self._line:
            return 0
        room = self._words_room()
        tall = paint.text_size(self._title, theme.font(26, 600), room).height()
        tall += paint.text_size(self._line, theme.font(20), room).height()
        return max(tall, theme.px(56)) + 2 * S16

    def _words_room(self) -> int:
        return self.width() - 2 * S24 - theme.px(56) - S16

    def _place_face(self) -> None:
        if self._face is not None:
            self._face.resize(self._face.sizeHint())
            foot = self._foot_height()
            top = self.height() - foot + (foot - self._face.height()) // 2
            self._face.move(S24, top)
            self._face.show()

    def resizeEvent(self, _event: object) -> None:
        self._scaled = None
        self._place_face()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        t = theme.tokens_for(self)
        rect, foot = QRectF(self.rect()), self._foot_height()
        clip = QPainterPath()
        clip.addRoundedRect(rect, RADIUS, RADIUS)
        painter.save()
        painter.setClipPath(clip)
        self._paint_picture(painter, t, foot if t.high else 0)
        if foot:
            self._paint_foot(painter, t, foot)
        painter.restore()
        if t.high:
            paint.box(painter, rect, RADIUS, "", t.line, t.border)
        if self.isDown():
            paint.box(painter, rect, RADIUS, "", t.primary, 4)
        if self._mark:
            self._paint_mark(painter, t)
        painter.end()

    def _paint_picture(self, painter: QPainter, t: theme.Tokens, below: int) -> None:
        box = QRect(0, 0, self.width(), self.height() - below)
        painter.fillRect(self.rect(), QColor(t.well))
        if self._image is not None:
            painter.drawImage(box, self._cropped(box.size()))
            return
        side, font = theme.px(28), theme.font(16)
        words = paint.text_size(self._instead, font, box.width() - 2 * S16)
        top = (box.height() - side - S8 - words.height()) // 2
        image = icons.pixmap(self._instead_icon, t.quiet, side)
        painter.drawPixmap((box.width() - side) // 2, top, image)
        under = QRectF(S16, top + side + S8, box.width() - 2 * S16, words.height())
        paint.words(painter, under, self._instead, font, t.quiet)

    def _cropped(self, size: QSize) -> QImage:
        """The middle of the picture in the shape of the box; a little above it for tall ones."""
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(size.width() * ratio), round(size.height() * ratio))
        if self._scaled is None or self._scaled.size() != wanted:
            image = self._image or QImage()
            grown = image.scaled(
                wanted,
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
            left = (grown.width() - wanted.width()) // 2
            top = (grown.height() - wanted.height()) // 3
            self._scaled = grown.copy(QRect(left, top, wanted.width(), wanted.height()))
        return self._scaled

    def _paint_foot(self, painter: QPainter, t: theme.Tokens, foot: int) -> None:
        wide, tall = self.width(), self.height()
        if t.high:
            painter.fillRect(0, tall - foot, wide, foot, QColor("#000000"))
        else:
            reach = min(tall, round(foot * 2))
            shade = QLinearGradient(QPointF(0, tall - reach), QPointF(0, tall))
            for stop, alpha in ((0.0, 0.0), (0.52, 0.66), (1.0, 0.9)):
                shade.setColorAt(stop, QColor.fromRgbF(0.05, 0.06, 0.06, alpha))
            painter.fillRect(0, tall - reach, wide, reach, shade)
        bold, plain, room = theme.font(26, 600), theme.font(20), self._words_room()
        first = paint.text_size(self._title, bold, room).height()
        second = paint.text_size(self._line, plain, room).height()
        top = tall - foot + (foot - first - second) // 2
        left = S24 + theme.px(56) + S16
        box = QRectF(left, top, room + 2, first)
        paint.words(painter, box, self._title, bold, "#FFFFFF", _LEFT)
        box = QRectF(left, top + first, room + 2, second)
        paint.words(painter, box, self._line, plain, "#FFFFFF", _LEFT)

    def _paint_mark(self, painter: QPainter, t: theme.Tokens) -> None:
        font = theme.font(16, 600)
        size = paint.text_size(self._mark, font)
        inset = S16 if self._title or self._line else S8
        box = QRectF(inset, inset, size.width() + 20, max(theme.px(28), size.height() + 4))
        paint.box(painter, box, 999, t.primary)
        paint.words(painter, box, self._mark, font, t.on_primary, wrap=False)


class MoreTile(TouchButton):
    """The strong tile after the photos: an icon and how many there are in all."""

    def __init__(self, icon: str, text: str, least: QSize, parent: QWidget | None = None) -> None:
        self._icon, self._least = icon, least
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return self._least

    def minimumSizeHint(self) -> QSize:
        return self._least

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t, font, side = theme.tokens_for(self), theme.font(20, 600), theme.px(32)
        fill = t.primary_press if self.isDown() else t.strong
        paint.box(painter, QRectF(self.rect()), RADIUS, fill)
        painter.drawPixmap(S16, S16, icons.pixmap(self._icon, t.on_strong, side))
        room = self.width() - 2 * S16
        tall = paint.text_size(self.text(), font, room).height()
        box = QRectF(S16, self.height() - S16 - tall, room, tall)
        paint.words(painter, box, self.text(), font, t.on_strong, _LEFT)
        painter.end()
