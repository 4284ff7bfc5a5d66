"""One photo, as large as the screen allows, never cropped; to zoom, move and turn by touch."""

from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QTouchEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui import icons, paint, theme, touch
from kiosk.ui.theme import RADIUS_PHOTO, S8, S16, S24

MOST_ZOOM = 6.0
STEP = 1.5
DOUBLE_TAP_ZOOM = 2.5


class PhotoCanvas(QWidget):
    """Shows one picture. Every gesture has a method too, for the buttons around it."""

    next_requested = Signal()
    previous_requested = Signal()
    zoom_changed = Signal(float)  # 1 is the whole picture
    turned = Signal(int)  # degrees, 0 to 270

    def __init__(self, parent: QWidget | None = None, clock: touch.Clock | None = None) -> None:
        super().__init__(parent)
        self._image, self._fitted = QImage(), QPixmap()
        self._words, self._icon = "", "image-off"
        self._degrees, self._zoom, self._shift = 0, 1.0, QPointF()
        self._start: QPointF | None = None
        self._last: QPointF | None = None
        self._fingers: tuple[QPointF, QPointF] | None = None
        self._pinch_zoom = 1.0
        self._taps = touch.DoubleTap(clock) if clock else touch.DoubleTap()
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_picture(self, image: QImage, degrees: int = 0, name: str = "") -> None:
        """Show a picture, turned as remembered, the whole of it."""
        self._image, self._words = image, ""
        self._degrees = degrees % 360
        self.setAccessibleName(name)
        self._whole()

    def refine(self, image: QImage) -> None:
        """The same picture with more detail; zoom, place and turn stay."""
        self._image, self._fitted = image, QPixmap()
        self.update()

    def set_unavailable(self, text: str, icon: str = "image-off") -> None:
        """Say why there is no picture, or that it is on its way."""
        self._image, self._words, self._icon = QImage(), text, icon
        self.setAccessibleName(text)
        self._whole()

    def zoom(self) -> float:
        """How much larger than the whole picture."""
        return self._zoom

    def degrees(self) -> int:
        """How far it is turned."""
        return self._degrees

    def zoom_in(self) -> None:
        """Half as large again."""
        self.zoom_to(self._zoom * STEP)

    def zoom_out(self) -> None:
        """Smaller, down to the whole picture."""
        self.zoom_to(self._zoom / STEP)

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom so that the point of the picture under `at` stays there."""
        if self._image.isNull():
            return
        wanted = max(1.0, min(MOST_ZOOM, zoom))
        if wanted < 1.02:
            wanted = 1.0
        centre = QRectF(self.rect()).center()
        point = at or centre
        away = point - centre - self._shift
        self._shift = point - centre - away * (wanted / self._zoom)
        self._zoom = wanted
        self._keep_inside()
        self.zoom_changed.emit(wanted)
        self.update()

    def rotate(self) -> None:
        """Turn a quarter to the right."""
        self._degrees = (self._degrees + 90) % 360
        self._whole()
        self.turned.emit(self._degrees)

    def shown_rect(self) -> QRectF:
        """Where the whole picture lies now, also beyond the edges."""
        size = self._fit_size() * self._zoom
        rect = QRectF(QPointF(), size)
        rect.moveCenter(QRectF(self.rect()).center() + self._shift)
        return rect

    def wanted_size(self) -> QSize:
        """The size in device pixels that shows the whole picture sharply."""
        return self.size() * self.devicePixelRatioF()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitted = QPixmap()
        self._keep_inside()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        step = 80.0
        moves = {
            Qt.Key.Key_Left: QPointF(step, 0),
            Qt.Key.Key_Right: QPointF(-step, 0),
            Qt.Key.Key_Up: QPointF(0, step),
            Qt.Key.Key_Down: QPointF(0, -step),
        }
        if text in ("+", "="):
            self.zoom_in()
        elif text == "-":
            self.zoom_out()
        elif text == "0":
            self.zoom_to(1)
        elif key in moves and self._zoom > 1:
            self._move(moves[Qt.Key(key)])
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_PageDown):
            self.next_requested.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_PageUp):
            self.previous_requested.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        kinds = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd)
        if event.type() in kinds and isinstance(event, QTouchEvent):
            return self._touch(event)
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._drag(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._begin(event.position())

    def _touch(self, event: QTouchEvent) -> bool:
        points = event.points()
        if len(points) == 2:
            now = (points[0].position(), points[1].position())
            if self._fingers is None:
                self._fingers, self._pinch_zoom, self._start = now, self._zoom, None
            else:
                middle = (now[0] + now[1]) / 2
                self.zoom_to(self._pinch_zoom * touch.pinch(self._fingers, now), middle)
        elif self._fingers is None and len(points) == 1:
            at = points[0].position()
            if event.type() == QEvent.Type.TouchBegin:
                self._begin(at)
            elif event.type() == QEvent.Type.TouchUpdate:
                self._drag(at)
            else:
                self._end(at)
        if event.type() == QEvent.Type.TouchEnd:
            self._fingers = None
        event.accept()
        return True

    def _begin(self, at: QPointF) -> None:
        self._start = self._last = QPointF(at)

    def _drag(self, at: QPointF) -> None:
        if self._last is not None and self._zoom > 1:
            self._move(at - self._last)
            self._last = QPointF(at)

    def _end(self, at: QPointF) -> None:
        start, self._start, self._last = self._start, None, None
        if start is None:
            return
        if touch.distance(start, at) < touch.SLIP:
            if self._taps.tap(at):
                self.zoom_to(1 if self._zoom > 1 else DOUBLE_TAP_ZOOM, at)
            return
        way = touch.swipe(start, at)
        if way and (self._zoom == 1 or self._at_edge(way)):
            (self.next_requested if way < 0 else self.previous_requested).emit()

    def _at_edge(self, way: Literal[-1, 1] | int) -> bool:
        """Whether the picture already shows its edge on the side one swipes from."""
        rect = self.shown_rect()
        slack = 2.0
        return rect.left() >= -slack if way > 0 else rect.right() <= self.width() + slack

    def _move(self, by: QPointF) -> None:
        self._shift += by
        self._keep_inside()
        self.update()

    def _whole(self) -> None:
        self._zoom, self._shift, self._fitted = 1.0, QPointF(), QPixmap()
        self.zoom_changed.emit(1.0)
        self.update()

    def _turned_size(self) -> QSize:
        size = self._image.size()
        return size.transposed() if self._degrees % 180 else size

    def _fit_size(self) -> QSizeF:
        """The whole picture inside the widget; small pictures grow to three times at most."""
        size = QSizeF(self._turned_size())
        if size.isEmpty():
            return QSizeF()
        room = QSizeF(self.size())
        scale = min(room.width() / size.width(), room.height() / size.height())
        scale = min(scale, 3.0 / self.devicePixelRatioF())
        return size * scale

    def _keep_inside(self) -> None:
        size = self._fit_size() * self._zoom
        over_x = max((size.width() - self.width()) / 2, 0.0)
        over_y = max((size.height() - self.height()) / 2, 0.0)
        x = max(-over_x, min(over_x, self._shift.x()))
        y = max(-over_y, min(over_y, self._shift.y()))
        self._shift = QPointF(x, y)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image.isNull():
            self._paint_words(painter)
        else:
            self._paint_picture(painter)
        painter.end()

    def _paint_picture(self, painter: QPainter) -> None:
        rect = self.shown_rect()
        if self._fitted.isNull():
            self._fitted = self._scaled()
        path = QPainterPath()
        path.addRoundedRect(rect, RADIUS_PHOTO, RADIUS_PHOTO)
        painter.setClipPath(path)
        if self._zoom == 1:
            painter.drawPixmap(rect, self._fitted, QRectF(self._fitted.rect()))
            return
        painter.translate(rect.center())
        painter.rotate(self._degrees)
        size = rect.size().transposed() if self._degrees % 180 else rect.size()
        place = QRectF(QPointF(-size.width() / 2, -size.height() / 2), size)
        painter.drawImage(place, self._image)

    def _scaled(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        image = self._image
        if self._degrees:
            image = image.transformed(QTransform().rotate(self._degrees))
        size = (self._fit_size() * ratio).toSize()
        keep = Qt.AspectRatioMode.IgnoreAspectRatio
        return QPixmap.fromImage(
            image.scaled(size, keep, Qt.TransformationMode.SmoothTransformation)
        )

    def _paint_words(self, painter: QPainter) -> None:
        if not self._words:
            return
        t, side = theme.tokens_for(self), theme.px(40)
        font = theme.font(20)
        room = min(self.width() - 2 * S24, theme.px(560))
        tall = paint.text_size(self._words, font, room).height()
        box = QRectF(0, 0, room + 2 * S24, side + S16 + tall + 2 * S24)
        box.moveCenter(QRectF(self.rect()).center())
        painter.setPen(QColor(t.ink))
        paint.box(painter, box, RADIUS_PHOTO + S8, t.well)
        image = icons.pixmap(self._icon, t.ink, side)
        painter.drawPixmap(QPointF(box.center().x() - side / 2, box.top() + S24), image)
        words = QRectF(box.left() + S24, box.top() + S24 + side + S16, room, tall)
        paint.words(painter, words, self._words, font, t.ink)
