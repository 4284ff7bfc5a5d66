"""Tiles for the home screen: a photo that fills its box with words upon it, and a strong tile."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui import icons, paint, theme
from kiosk.ui.label import Avatar
from kiosk.ui.theme import RADIUS, S8, S16, S24
from kiosk.ui.touch_button import TouchButton

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class PhotoTile(TouchButton):
    """A photo filling its box, with a mark at the top and a caption at the bottom."""

    def __init__(
        self,
        name: str,
        mark: str = "",
        caption: str = "",
        detail: str = "",
        person: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._mark, self._caption, self._detail = mark, caption, detail
        self._image, self._filled, self._missing = QImage(), QPixmap(), False
        self._face: Avatar | None = None
        super().__init__(name, parent)
        if person:
            self._face = Avatar(person, 56, parent=self)
            self._face.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_picture(self, image: QImage) -> None:
        """The photo."""
        self._image, self._filled, self._missing = image, QPixmap(), image.isNull()
        self.update()

    def set_unavailable(self) -> None:
        """The photo cannot be shown now."""
        self.set_picture(QImage())

    def sizeHint(self) -> QSize:
        return QSize(theme.px(152), theme.px(152))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.target(), theme.target())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._filled = QPixmap()

    def _foot(self) -> int:
        """How high the caption is, in pixels."""
        if not self._caption and not self._detail:
            return 0
        return theme.px(26) + theme.px(20) + theme.px(14) + 2 * S16

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t, rect = theme.tokens_for(self), QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(rect, RADIUS, RADIUS)
        painter.setClipPath(path)
        painter.fillRect(self.rect(), QColor(t.well))
        if not self._image.isNull():
            self._paint_picture(painter)
        elif self._missing:
            side = theme.px(28)
            middle = self.rect().center()
            image = icons.pixmap("image-off", t.quiet, side)
            painter.drawPixmap(middle.x() - side // 2, middle.y() - side // 2, image)
        if self._foot():
            self._paint_caption(painter, t)
        if self._mark:
            self._paint_mark(painter, t)
        painter.setClipping(False)
        if t.high:
            paint.box(painter, rect, RADIUS, "", t.line, 2)
        painter.end()

    def _paint_picture(self, painter: QPainter) -> None:
        ratio = self.devicePixelRatioF()
        if self._filled.isNull():
            device = self.size() * ratio
            filled = self._image.scaled(
                device,
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
            spare = filled.size() - device
            part = QRect(spare.width() // 2, spare.height() // 3, device.width(), device.height())
            self._filled = QPixmap.fromImage(filled.copy(part))
            self._filled.setDevicePixelRatio(ratio)
        painter.drawPixmap(0, 0, self._filled)

    def _paint_caption(self, painter: QPainter, t: theme.Tokens) -> None:
        foot, text = self._foot(), t.stage_text
        area = QRectF(0, self.height() - foot, self.width(), foot)
        if t.high:
            painter.fillRect(area, QColor(t.paper))
        else:
            area.setTop(max(area.top() - foot * 0.7, 0))
            shade = QLinearGradient(QPointF(0, area.top()), QPointF(0, area.bottom()))
            for stop, colour in theme.SCRIM:
                shade.setColorAt(stop, QColor(colour))
            painter.fillRect(area, shade)
        left, top = S24, self.height() - foot + S16 // 2
        if self._face is not None:
            side = theme.px(56)
            self._face.setGeometry(left, self.height() - foot + (foot - side) // 2, side, side)
            left += side + S16
        big, small = theme.font(26, 600), theme.font(20)
        room = self.width() - left - S16
        tall = paint.text_size("X", big).height()
        words = painter.fontMetrics()
        painter.setFont(big)
        words = painter.fontMetrics()
        caption = words.elidedText(self._caption, Qt.TextElideMode.ElideRight, room)
        box = QRectF(left, top, room, tall)
        paint.words(painter, box, caption, big, text, _LEFT, wrap=False)
        painter.setFont(small)
        words = painter.fontMetrics()
        detail = words.elidedText(self._detail, Qt.TextElideMode.ElideRight, room)
        box = QRectF(left, top + tall, room, words.height())
        paint.words(painter, box, detail, small, text, _LEFT, wrap=False)

    def _paint_mark(self, painter: QPainter, t: theme.Tokens) -> None:
        font = theme.font(16, 600)
        wide = paint.text_size(self._mark, font).width() + 20
        inset = S16 if self._foot() else S8
        box = QRectF(inset, inset, min(wide, self.width() - 2 * inset), theme.px(28))
        paint.box(painter, box, 999, t.primary)
        paint.words(painter, box, self._mark, font, t.on_primary, wrap=False)


class StrongTile(TouchButton):
    """A filled tile with an icon above its words, such as "See all 7"."""

    def __init__(self, text: str, icon: str, parent: QWidget | None = None) -> None:
        self._icon = icon
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(152), theme.px(152))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.target(), theme.target())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t, side, font = theme.tokens_for(self), theme.px(32), theme.font(20, 600)
        fill = t.primary_press if self.isDown() else t.strong
        paint.box(painter, QRectF(self.rect()), RADIUS, fill)
        ink = t.on_primary if self.isDown() else t.on_strong
        painter.drawPixmap(S16, S16, icons.pixmap(self._icon, ink, side))
        room = self.width() - 2 * S16
        tall = paint.text_size(self.text(), font, room).height()
        box = QRectF(S16, self.height() - S16 - tall, room, tall)
        paint.words(painter, box, self.text(), font, ink, _LEFT)
        painter.end()
