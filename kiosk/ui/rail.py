"""The way between the screens: a rail at the side, or tabs at the bottom when upright."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui import icons, paint, theme
from kiosk.ui.label import badge_size, paint_badge
from kiosk.ui.theme import RADIUS, S4, S8
from kiosk.ui.touch_button import TouchButton


@dataclass(frozen=True)
class RailItem:
    """One place to go: a key, its words and its icon; `always` keeps it from under "More"."""

    key: str
    text: str
    icon: str
    always: bool = False


class _Stop(TouchButton):
    """One item of the rail."""

    def __init__(self, item: RailItem, parent: QWidget) -> None:
        self.item, self._count, self.tab = item, 0, False
        super().__init__(item.text, parent)
        self.setCheckable(True)

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{self.item.text}, {count}" if count else self.item.text)
        self.update()

    def _font_for(self, width: int) -> int:
        """The letters' size in pixels: grows with the text as far as the word still fits."""
        font = theme.font(1, 600)
        for tall in range(theme.px(16), 11, -1):
            font.setPixelSize(tall)
            if QFontMetrics(font).horizontalAdvance(self.text()) <= width - 4:
                return tall
        return 12

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t, on = theme.tokens_for(self), self.isChecked()
        ink = t.on_tint if on else t.quiet
        if on:
            border = t.on_tint if t.high else ""
            paint.box(painter, QRectF(self.rect()), RADIUS, t.tint, border, 2)
        elif self.isDown():
            paint.box(painter, QRectF(self.rect()), RADIUS, t.well)
        font = theme.font(1, 700 if on else 500)
        font.setPixelSize(self._font_for(self.width()))
        side, tall = theme.half(28), QFontMetrics(font).height()
        top = (self.height() - side - S4 - tall) // 2
        left = (self.width() - side) // 2
        painter.drawPixmap(left, top, icons.pixmap(self.item.icon, ink, side))
        words = QRect(0, top + side + S4, self.width(), tall)
        paint.words(painter, words, self.text(), font, ink, wrap=False)
        if self._count:
            size = badge_size(self._count)
            at_left = min(left + side - size.width() // 4 + 2, self.width() - size.width())
            at = QRectF(at_left, max(top - size.height() // 3, 2), size.width(), size.height())
            ring = at.adjusted(-2, -2, 2, 2)
            paint.box(painter, ring, 999, t.tint if on else t.paper)
            paint_badge(painter, at, self._count, t)
        painter.end()


class Rail(QWidget):
    """The screens one can go to; `set_upright` turns the rail into tabs."""

    chosen = Signal(str)

    def __init__(self, items: Sequence[RailItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._upright, self._current, self._page = False, "", 0
        self._stops: list[_Stop] = []
        self._counts: dict[str, int] = {}
        self._more = _Stop(RailItem("", "", "ellipsis"), self)
        self._more.clicked.connect(self._turn_page)
        theme.theme_signals.changed.connect(self._theme_changed)
        self.set_items(items)
        self._turn()

    def set_items(self, items: Sequence[RailItem]) -> None:
        """Show other places to go, or the same in another language."""
        for stop in self._stops:
            stop.hide()
            stop.deleteLater()
        self._stops = []
        for item in items:
            stop = _Stop(item, self)
            stop.clicked.connect(lambda _on=False, key=item.key: self._choose(key))
            stop.set_count(self._counts.get(item.key, 0))
            stop.setChecked(item.key == self._current)
            self._stops.append(stop)
        words = QCoreApplication.translate("Rail", "More")
        self._more.setText(words)
        self._arrange()

    def keys(self) -> list[str]:
        """The places, in their order."""
        return [stop.item.key for stop in self._stops]

    def set_current(self, key: str) -> None:
        """Mark where one is, without a signal."""
        self._current = key
        for stop in self._stops:
            stop.setChecked(stop.item.key == key)
        self._page = -1  # the page that holds it
        self._arrange()

    def current(self) -> str:
        """Where one is."""
        return self._current

    def set_badge(self, key: str, count: int) -> None:
        """A count on a place; zero takes it away."""
        self._counts[key] = count
        for stop in self._stops:
            if stop.item.key == key:
                stop.set_count(count)

    def set_upright(self, upright: bool) -> None:
        """Tabs at the bottom, or a rail at the side."""
        if upright != self._upright:
            self._upright = upright
            self._turn()

    def sizeHint(self) -> QSize:
        if self._upright:
            return QSize(theme.half(320), theme.half(88))
        percent = theme.current().text_percent
        return QSize(112 + max(0, round((percent - 100) * 0.8)), 400)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(200, hint.height()) if self._upright else QSize(hint.width(), 200)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1,
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()), 0)
        shown = [stop for stop in (*self._stops, self._more) if not stop.isHidden()]
        focused = [stop for stop in shown if stop.hasFocus()]
        if step and focused:
            at = (shown.index(focused[0]) + step) % len(shown)
            shown[at].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._upright:
            return
        painter = QPainter(self)
        t = theme.tokens()
        painter.fillRect(self.rect(), QColor(t.paper))
        painter.fillRect(0, 0, self.width(), t.border, QColor(t.line))
        painter.end()

    def _choose(self, key: str) -> None:
        self.set_current(key)
        self.chosen.emit(key)

    def _turn(self) -> None:
        policy = QSizePolicy.Policy
        wide, tall = (
            (policy.Expanding, policy.Fixed) if self._upright else (policy.Fixed, policy.Expanding)
        )
        self.setSizePolicy(wide, tall)
        self._theme_changed()

    def _theme_changed(self) -> None:
        self.updateGeometry()
        self._arrange()

    def _turn_page(self) -> None:
        self._page = max(self._page, 0) + 1
        self._more.setChecked(False)
        self._arrange()

    def _fitting(self) -> int:
        """How many stops have room."""
        if self._upright:
            return max(2, (self.width() - S8) // (theme.half(82) + S8))
        words = theme.half(28) + S4 + QFontMetrics(theme.font(16, 600)).height()
        least = max(words, theme.target())  # also above the keyboard
        return max(2, (self.height() - S8) // (least + S8))

    def _visible_stops(self) -> list[_Stop]:
        """All stops, or a page of them with "More" at the end."""
        fit = self._fitting()
        if len(self._stops) <= fit:
            return self._stops
        fixed = [stop for stop in self._stops if stop.item.always][: max(fit - 2, 0)]
        others = [stop for stop in self._stops if stop not in fixed]
        each = fit - 1 - len(fixed)
        pages = [others[at : at + each] for at in range(0, len(others), each)]
        if self._page < 0:
            here = (n for n, page in enumerate(pages) if any(s.isChecked() for s in page))
            self._page = next(here, 0)
        self._page %= len(pages)
        shown = {*fixed, *pages[self._page]}
        return [*(stop for stop in self._stops if stop in shown), self._more]

    def _arrange(self) -> None:
        stops = self._visible_stops()
        for stop in (*self._stops, self._more):
            stop.setVisible(stop in stops)
        count = len(stops)
        if not count:
            return
        if self._upright:
            room = (self.width() - 2 * S8 - (count - 1) * S8) / count
            for number, stop in enumerate(stops):
                left = round(S8 + number * (room + S8))
                stop.setGeometry(left, S4, round(room), self.height() - 2 * S4)
            return
        room = self.height() - 2 * S8 - (count - 1) * S8
        tall = min(room // count, 96 if room // count > 96 else theme.half(120))
        for number, stop in enumerate(stops):
            stop.setGeometry(S8, S8 + number * (tall + S8), self.width() - S8, tall)
