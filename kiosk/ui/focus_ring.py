"""The ring around whatever has the focus, drawn by one overlay for the whole window."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from kiosk.ui import paint, theme
from kiosk.ui.theme import RADIUS

WIDTH, OUTSIDE = 3, 3
_Type = QEvent.Type
_MOVES = frozenset({_Type.Move, _Type.Resize, _Type.Show, _Type.Hide, _Type.ZOrderChange})


class FocusRing(QWidget):
    """Follows the focus inside a window; widgets with the property ring="none" draw their own."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)

    def target(self) -> QWidget | None:
        """What the ring is around."""
        return self._target

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._follow()
        return False

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        for widget in self._watched:
            if isValid(widget):  # what had the focus may be gone by now
                widget.removeEventFilter(self)
        self._watched = []
        self._target = None
        window = self.parentWidget()
        if now is not None and window is not None and window.isAncestorOf(now):
            self._target = now
            at: QWidget | None = now
            while at is not None and at is not window:
                at.installEventFilter(self)
                self._watched.append(at)
                at = at.parentWidget()
        self._follow()

    def _follow(self) -> None:
        target, window = self._target, self.parentWidget()
        if target is None or window is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        if target.property("ring") == "none":
            self.hide()
            return
        reach = WIDTH + OUTSIDE
        place = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        place = place.adjusted(-reach, -reach, reach, reach)
        seen = self._seen(target, window).adjusted(-reach, -reach, reach, reach)
        if not place.intersects(seen):
            self.hide()
            return
        self.setGeometry(place)
        self.setMask(place.intersected(seen).translated(-place.topLeft()))
        self.show()
        self.raise_()
        self.update()

    def _seen(self, target: QWidget, window: QWidget) -> QRect:
        """The part of the window where the target can be seen: inside its scroll areas."""
        seen = window.rect()
        at = target.parentWidget()
        while at is not None and at is not window:
            over = at.parentWidget()
            if isinstance(over, QAbstractScrollArea) and over.viewport() is at:
                seen = seen.intersected(QRect(at.mapTo(window, QPoint(0, 0)), at.size()))
            at = over
        return seen

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._target is None or not isValid(self._target):
            return
        painter = QPainter(self)
        colours, place = theme.tokens_for(self._target), QRectF(self.rect())
        paint.box(painter, place, RADIUS + OUTSIDE + 2, "", colours.focus, WIDTH)
        within = place.adjusted(WIDTH, WIDTH, -WIDTH, -WIDTH)  # to be seen on any ground
        paint.box(painter, within, RADIUS + 2, "", colours.paper, OUTSIDE - 1)
        painter.end()
