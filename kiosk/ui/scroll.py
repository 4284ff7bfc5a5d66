"""Pages and lists that scroll under a finger and with two visible buttons."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import (
    QCoreApplication,
    QEasingCurve,
    QEvent,
    QObject,
    QPropertyAnimation,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QScroller,
    QScrollerProperties,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kiosk.ui import motion, theme, touch
from kiosk.ui.button import Button
from kiosk.ui.returning import Returning, number_in
from kiosk.ui.theme import S8, S16

Words = Literal["up_down", "earlier_later", "later_earlier"]


def make_touch_scroll(area: QAbstractScrollArea) -> None:
    """Let a finger (or a mouse held down) throw the content of an area."""
    viewport = area.viewport()
    QScroller.grabGesture(viewport, QScroller.ScrollerGestureType.LeftMouseButtonGesture)
    scroller = QScroller.scroller(viewport)
    metric = QScrollerProperties.ScrollMetric
    properties = scroller.scrollerProperties()
    properties.setScrollMetric(metric.DragStartDistance, touch.SLIP * 0.0254 / 96)  # metres
    properties.setScrollMetric(metric.MousePressEventDelay, 0.06)  # seconds before a press shows
    off = QScrollerProperties.OvershootPolicy.OvershootAlwaysOff
    properties.setScrollMetric(metric.VerticalOvershootPolicy, off)
    properties.setScrollMetric(metric.HorizontalOvershootPolicy, off)
    scroller.setScrollerProperties(properties)


def scroll_by_page(area: QAbstractScrollArea, way: int) -> None:
    """Go most of a page up (-1) or down (1); slides unless motion is reduced."""
    QScroller.scroller(area.viewport()).stop()
    bar = area.verticalScrollBar()
    step = max(round(area.viewport().height() * 0.85), 1)
    goal = max(bar.minimum(), min(bar.maximum(), bar.value() + way * step))
    span = motion.duration(motion.SLIDE_MS)
    if not span:
        bar.setValue(goal)
        return
    moving = QPropertyAnimation(bar, b"value", area)
    moving.setDuration(span)
    moving.setEndValue(goal)
    moving.setEasingCurve(QEasingCurve.Type.OutCubic)
    moving.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)


class ScrollButtons(QWidget):
    """Two buttons that scroll an area; each looks dashed when it can go no further."""

    def __init__(
        self,
        area: QAbstractScrollArea,
        words: Words = "up_down",
        upright: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._area = area
        say = QCoreApplication.translate
        first, second = {
            "up_down": (say("Scroll", "Up"), say("Scroll", "Down")),
            "earlier_later": (say("Scroll", "Earlier"), say("Scroll", "Later")),
            "later_earlier": (say("Scroll", "Later"), say("Scroll", "Earlier")),
        }[words]
        place: Literal["above", "beside"] = "above" if upright else "beside"
        self.first = Button(first, "chevron-up", "secondary", place=place)
        self.second = Button(second, "chevron-down", "secondary", place=place)
        self._row: QBoxLayout = QVBoxLayout(self) if upright else QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(S8)
        self._row.addWidget(self.first, 0 if upright else 1)
        if upright:
            self._row.addStretch(1)
        self._row.addWidget(self.second, 0 if upright else 1)
        self.first.clicked.connect(lambda: scroll_by_page(area, -1))
        self.second.clicked.connect(lambda: scroll_by_page(area, 1))
        bar = area.verticalScrollBar()
        bar.valueChanged.connect(self._look)
        bar.rangeChanged.connect(self._look)
        self._look()

    def middle(self, widget: QWidget) -> None:
        """Put something between the two buttons, such as stops at months."""
        if self._row.count() > 2:
            self._row.takeAt(1)  # the stretch that kept them apart
        if self._row.itemAt(1) is not None and self._row.count() == 3:
            self._row.takeAt(1)
        self._row.insertWidget(1, widget, 1)

    def _look(self) -> None:
        bar = self._area.verticalScrollBar()
        for button, usable in (
            (self.first, bar.value() > bar.minimum()),
            (self.second, bar.value() < bar.maximum()),
        ):
            if button.isEnabled() != usable:
                button.setEnabled(usable)
                button.update()


class _Area(QScrollArea):
    """A vertical scroll area whose content is as wide as the view."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        make_touch_scroll(self)

    def sizeHint(self) -> QSize:
        inner = self.widget()
        return inner.sizeHint() if inner else super().sizeHint()


class ScrollPage(QWidget):
    """A page that scrolls up and down; put content in `body`.

    The buttons show only while there is something to scroll, right of the content
    (`side`) or below it.
    """

    def __init__(
        self,
        words: Words = "up_down",
        side: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.area = _Area()
        self.content = QWidget()
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(S8)
        self.area.setWidget(self.content)
        self.buttons = ScrollButtons(self.area, words, upright=side, parent=self)
        outer: QBoxLayout = QHBoxLayout(self) if side else QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(S16)
        outer.addWidget(self.area, 1)
        outer.addWidget(self.buttons)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.area.verticalScrollBar().rangeChanged.connect(self._look)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)
        self._hold_buttons = False
        self._lent_buttons = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._lay_out)
        self._look()

    def keep_buttons(self, keep: bool) -> None:
        """Show the buttons even when all fits, so that nothing jumps."""
        self._hold_buttons = keep
        self._look()

    def lend_buttons(self, lent: bool) -> None:
        """Show none here: the screen has ScrollButtons for this area elsewhere."""
        self._lent_buttons = lent
        self._look()

    def to_top(self) -> None:
        """Go to the first line."""
        self.area.verticalScrollBar().setValue(0)

    def to_bottom(self) -> None:
        """Go to the last line, once the layout is settled."""
        self.content.adjustSize()
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.maximum())

    def spot(self) -> str:
        """Where it stands, to come back to; empty at the top."""
        return str(self.area.verticalScrollBar().value() or "")

    def come_back(self, spot: str) -> None:
        """Stand where it stood."""
        bar = self.area.verticalScrollBar()
        Returning(bar, lambda: bar.setValue(number_in(spot)))

    def show_widget(self, widget: QWidget) -> None:
        """Scroll so far that a widget of the page is seen."""
        self.area.ensureWidgetVisible(widget, 0, theme.target())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key in ways:
            scroll_by_page(self.area, ways[key])
            return
        super().keyPressEvent(event)

    def _look(self) -> None:
        bar = self.area.verticalScrollBar()
        wanted = self._hold_buttons or bar.maximum() > bar.minimum()
        wanted = wanted and not self._lent_buttons
        if wanted == self.buttons.isHidden():
            self.buttons.setVisible(wanted)
            self._again.start()

    def _lay_out(self) -> None:
        """Once more: what showed the buttons may have been a pass that had no room for them."""
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.content.isAncestorOf(now):
            self.show_widget(now)


class PagedList(ScrollPage):
    """A list that asks for more rows when its end comes near.

    `set_rows` replaces all, `add_rows` goes on; `more_wanted` is emitted once per end reached.
    """

    more_wanted = Signal()

    def __init__(
        self,
        words: Words = "up_down",
        side: bool = True,
        gap: int = S8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, side, parent)
        self.body.setSpacing(gap)
        self.body.addStretch(1)
        self._rows: list[QWidget] = []
        self._asked = False
        self._has_more = False
        self.area.verticalScrollBar().valueChanged.connect(self._near_end)
        self.area.viewport().installEventFilter(self)

    def rows(self) -> list[QWidget]:
        """The rows shown, in their order."""
        return list(self._rows)

    def set_rows(self, rows: list[QWidget], has_more: bool = False) -> None:
        """Show these rows instead; the place is kept as far as there are rows."""
        bar = self.area.verticalScrollBar()
        place = bar.value()
        for row in self._rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        self.add_rows(rows, has_more)
        bar.setValue(min(place, bar.maximum()))

    def add_rows(self, rows: list[QWidget], has_more: bool = False) -> None:
        """Show further rows below."""
        for row in rows:
            self.body.insertWidget(len(self._rows), row)
            row.show()  # counted at once: else the place would be lost until it is laid out
            self._rows.append(row)
        self._asked, self._has_more = False, has_more

    def for_each(self, act: Callable[[QWidget], object]) -> None:
        """Do something to each row, such as turning it upright."""
        for row in self._rows:
            act(row)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._near_end()
        return False

    def _near_end(self) -> None:
        bar = self.area.verticalScrollBar()
        near = bar.value() >= bar.maximum() - self.area.viewport().height()
        if near and self._has_more and not self._asked:
            self._asked = True
            self.more_wanted.emit()
