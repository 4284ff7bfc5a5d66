"""Stops beside the grid: touch a month to go there, or move a finger along them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui import paint, theme
from kiosk.ui.theme import RADIUS, S8
from kiosk.ui.touch_button import TouchButton


class _Stop(TouchButton):
    """One month."""

    def __init__(self, key: str, text: str, parent: QWidget) -> None:
        self.key = key
        super().__init__(text, parent)
        self.setCheckable(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t, on = theme.tokens_for(self), self.isChecked()
        if on:
            paint.box(painter, QRectF(self.rect()), RADIUS, t.tint, t.on_tint if t.high else "", 2)
        elif self.isDown():
            paint.box(painter, QRectF(self.rect()), RADIUS, t.well)
        font, ink = theme.font(16, 700 if on else 500), t.on_tint if on else t.quiet
        paint.words(painter, self.rect(), self.text(), font, ink, wrap=False)
        painter.end()


class MonthStops(QWidget):
    """A column of months; as many as have room, spread over all there are."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: list[tuple[str, str]] = []
        self._stops: list[_Stop] = []
        self._current = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.theme_signals.changed.connect(self._build)

    def set_stops(self, stops: Sequence[tuple[str, str]]) -> None:
        """Keys, such as a month's heading, and short words, such as "Nov"."""
        self._all = list(stops)
        self._build()

    def set_current(self, key: str) -> None:
        """Mark the month in view: the nearest stop at or before it."""
        self._current = key
        keys = [name for name, _words in self._all]
        at = keys.index(key) if key in keys else -1
        marked = ""
        for stop in self._stops:
            if keys.index(stop.key) <= at:
                marked = stop.key
        for stop in self._stops:
            stop.setChecked(stop.key == marked)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(16, 700))
        wide = max((metrics.horizontalAdvance(words) for _key, words in self._all), default=0)
        return QSize(max(theme.target(), wide + S8), theme.target() * 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._build()

    def _build(self) -> None:
        tall = theme.half(72)
        fit = max((self.height() + S8) // (tall + S8), 0)
        chosen = self._all
        if len(chosen) > fit > 1:
            last = len(chosen) - 1
            chosen = [chosen[round(n * last / (fit - 1))] for n in range(fit)]
        elif fit <= 1:
            chosen = []
        if [stop.key for stop in self._stops] != [key for key, _words in chosen]:
            for stop in self._stops:
                stop.hide()
                stop.deleteLater()
            self._stops = [self._make(key, words) for key, words in chosen]
        for number, stop in enumerate(self._stops):
            stop.setGeometry(0, number * (tall + S8), self.width(), tall)
        self.set_current(self._current)

    def _make(self, key: str, words: str) -> _Stop:
        stop = _Stop(key, words, self)
        stop.installEventFilter(self)
        stop.clicked.connect(lambda: self.chosen.emit(key))
        stop.show()
        return stop

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A finger that stays down chooses each month that it comes to."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            at = self.mapFromGlobal(event.globalPosition()).y()
            passed = [stop for stop in self._stops if stop.y() <= at]
            here = passed[-1] if passed else None
            down = bool(event.buttons() & Qt.MouseButton.LeftButton)
            if down and here is not None and not here.isChecked():
                self.chosen.emit(here.key)
                self.set_current(here.key)
        return super().eventFilter(watched, event)
