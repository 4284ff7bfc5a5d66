"""One photo, as large as the screen allows, never cropped; to zoom, move and turn by touch."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import (
    QAbstractAnimation,
    QEasingCurve,
    QEvent,
    QPointF,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui import theme, touch
from kiosk.ui.motion import SLIDE_MS, duration
from kiosk.ui.photo_fit import Shown, fit, paint_words, scaled
from kiosk.ui.theme import RADIUS_PHOTO, S40

MOST_ZOOM = 6.0
STEP = 1.5
DOUBLE_TAP_ZOOM = 2.5
FOLLOW_FROM = 12  # pixels that a finger moves before the picture moves with it


Beside = Callable[[int], Shown | None]  # of the picture one further: 1 the next, -1 the previous


class PhotoCanvas(QWidget):
    """Shows one picture. Every gesture has a method too, for the buttons around it."""

    next_requested = Signal()
    previous_requested = Signal()
    zoom_changed = Signal(float)  # 1 is the whole picture
    turned = Signal(int)  # degrees, 0 to 270

    def __init__(self, parent: QWidget | None = None, clock: touch.Clock | None = None) -> None:
        super().__init__(parent)
        self._image, self._natural, self._fitted = QImage(), QSize(), QPixmap()
        self._offset = 0.0  # pixels that a finger has moved the whole picture aside
        self._beside: Beside = lambda _way: None
        self._neighbours: dict[int, QPixmap] = {}
        self._sliding = QVariantAnimation(self)
        self._sliding.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._sliding.valueChanged.connect(self._slid)
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

    def set_beside(self, beside: Beside) -> None:
        """Where to get the neighbours from, which show while a finger moves the picture aside."""
        self._beside = beside

    def set_picture(
        self, image: QImage, degrees: int = 0, name: str = "", natural: QSize | None = None
    ) -> None:
        """Show a picture, turned as remembered, the whole of it; `natural`: see `Shown`."""
        self._image, self._natural, self._words = image, natural or QSize(), ""
        self._degrees = degrees % 360
        self.setAccessibleName(name)
        self._whole()

    def refine(self, image: QImage) -> None:
        """The same picture with more detail; zoom, place and turn stay."""
        self._image, self._fitted = image, QPixmap()
        self.update()

    def set_unavailable(self, text: str, icon: str = "image-off") -> None:
        """Say why there is no picture, or that it is on its way."""
        self._image, self._natural = QImage(), QSize()
        self._words, self._icon = text, icon
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
        rect.moveCenter(QRectF(self.rect()).center() + self._shift + QPointF(self._offset, 0))
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
        self._rest()
        self._start = self._last = QPointF(at)

    def _drag(self, at: QPointF) -> None:
        if self._last is None or self._start is None:
            return
        if self._zoom > 1:
            self._move(at - self._last)
            self._last = QPointF(at)
        elif self._offset or abs(at.x() - self._start.x()) > FOLLOW_FROM:
            self._offset = at.x() - self._start.x()
            self.update()

    def offset(self) -> float:
        """How far the whole picture stands aside, in pixels."""
        return self._offset

    def _rest(self) -> None:
        self._sliding.stop()
        self._offset = 0.0
        self._neighbours.clear()

    def _slide(self, start: float, neighbours: dict[int, QPixmap]) -> None:
        """Come to rest from `start` pixels aside; at once with reduced motion."""
        self._rest()
        span = duration(SLIDE_MS)
        if span and start:
            self._neighbours = neighbours
            self._offset = start
            self._sliding.setStartValue(start)
            self._sliding.setEndValue(0.0)
            self._sliding.setDuration(span)
            self._sliding.start(QAbstractAnimation.DeletionPolicy.KeepWhenStopped)
        self.update()

    def _slid(self, offset: float) -> None:
        self._offset = offset
        self.update()

    def _page_turned(self, way: int) -> None:
        """The finger let go after a swipe: the neighbour comes to where this picture was."""
        moved, old, was = self._offset, self._fitted, self._image
        (self.next_requested if way < 0 else self.previous_requested).emit()
        if self._image is was or old.isNull():
            self._slide(moved, self._neighbours)  # there is no picture further on
        else:
            self._slide(moved - way * (self.width() + S40), {way: old})

    def _end(self, at: QPointF) -> None:
        start, self._start, self._last = self._start, None, None
        if start is None:
            return
        if touch.distance(start, at) < touch.SLIP:
            self._slide(self._offset, self._neighbours)
            if self._taps.tap(at):
                self.zoom_to(1 if self._zoom > 1 else DOUBLE_TAP_ZOOM, at)
            return
        way = touch.swipe(start, at)
        if way and (self._zoom == 1 or self._at_edge(way)):
            self._page_turned(way)
        else:
            self._slide(self._offset, self._neighbours)

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
        self._rest()
        self.zoom_changed.emit(1.0)
        self.update()

    def _shown(self) -> Shown:
        return Shown(self._image, self._degrees, self._natural)

    def _fit_size(self) -> QSizeF:
        return fit(self._shown(), self.size(), self.devicePixelRatioF())

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
            if self._offset:
                self._paint_neighbour(painter, 1 if self._offset < 0 else -1)
            self._paint_picture(painter)
        painter.end()

    def _paint_neighbour(self, painter: QPainter, way: int) -> None:
        """The picture that comes in from the side towards which this one makes room."""
        picture = self._neighbours.get(way)
        if picture is None:
            shown = self._beside(way)
            picture = QPixmap() if shown is None else self._scaled(shown)
            self._neighbours[way] = picture
        if picture.isNull():
            return
        rect = QRectF(QPointF(), QSizeF(picture.size()) / self.devicePixelRatioF())
        aside = QPointF(self._offset + way * (self.width() + S40), 0)
        rect.moveCenter(QRectF(self.rect()).center() + aside)
        painter.drawPixmap(rect, picture, QRectF(picture.rect()))

    def _paint_picture(self, painter: QPainter) -> None:
        rect = self.shown_rect()
        if self._fitted.isNull():
            self._fitted = self._scaled(self._shown())
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

    def _scaled(self, shown: Shown) -> QPixmap:
        return scaled(shown, self.size(), self.devicePixelRatioF())

    def _paint_words(self, painter: QPainter) -> None:
        if self._words:
            paint_words(painter, self.rect(), self._words, self._icon, theme.tokens_for(self))
