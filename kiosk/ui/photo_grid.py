"""The grid of all photos: rows of whole pictures by month, fast with tens of thousands."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScroller, QWidget

from kiosk.ui import paint, photo_marks, theme, touch
from kiosk.ui.grid_items import GridItem, GridItems, in_groups
from kiosk.ui.grid_layout import Cell, Heading
from kiosk.ui.long_plan import LongPlan
from kiosk.ui.picture_cache import PictureCache, rounded
from kiosk.ui.returning import SETTLED_MS, number_in
from kiosk.ui.scroll import make_touch_scroll
from kiosk.ui.theme import RADIUS, S8, S16

LOW, HIGH = 190, 260  # pixels a row is high; 240 to 320 on a large screen
LOW_LARGE, HIGH_LARGE = 240, 320


class PhotoGrid(QAbstractScrollArea):
    """Shows photos; asks for a picture with `request(id, size)` when it comes into view.

    The answer comes with `set_picture` or `set_unavailable`, at any later time, in any order.
    """

    opened = Signal(str)
    group_changed = Signal(str)  # the month at the top of the view

    def __init__(
        self,
        request: Callable[[str, QSize], object],
        parent: QWidget | None = None,
        heading_detail: Callable[[int], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._request, self._detail = request, heading_detail or str
        self._items = in_groups(())
        self._plan = LongPlan((), self._items.aspect, 80, (LOW, HIGH), S8, 0)
        self._settling = False
        self._sized = False  # before, nothing is laid out: it would be for another width
        self._cache = PictureCache()
        self._asked: dict[str, QSize] = {}
        self._unavailable: set[str] = set()
        self._current, self._group = 0, ""
        self._pressed_at: QPointF | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("ring", "none")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        make_touch_scroll(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._wanted: tuple[int, int] | None = None  # to come back to, until the page has settled
        self._soon.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme.theme_signals.changed.connect(self._restyle)

    def set_items(self, items: Sequence[GridItem]) -> None:
        """Show these photos, in this order; neighbours of the same group stand together."""
        self._show(in_groups(items))

    def set_source(
        self,
        groups: Sequence[tuple[str, int]],
        item: Callable[[int], GridItem],
        aspect: Callable[[int], float] | None = None,
    ) -> None:
        """Show photos by group (heading, how many); each is asked for when it comes near the view.

        So the grid opens as fast for 50,000 as for 100. `aspect` tells a shape without the rest.
        """
        self._show(GridItems(groups, item, aspect))

    def _show(self, items: GridItems) -> None:
        keep, near, anchor = self.current_id(), self._current, self._anchor()
        self._items = items
        self._current = items.found(keep, near)
        self._relayout(anchor)
        self._say()

    def count(self) -> int:
        """How many photos there are."""
        return self._items.count

    def update_item(
        self, item_id: str, new: bool | None = None, favorite: bool | None = None
    ) -> None:
        """Change the marks of a photo."""
        at = self._items.index_of(item_id)
        if at is not None:
            self._items.mark(at, new, favorite)
        self.viewport().update()

    def set_picture(self, item_id: str, image: QImage) -> None:
        """The picture asked for; ids no longer shown are ignored."""
        asked = self._asked.pop(item_id, None)
        at = self._items.index_of(item_id)
        if at is None or image.isNull():
            return
        cell = self._plan.cells[at]
        size = asked or QSize(cell.width, cell.height)
        self._unavailable.discard(item_id)
        self._cache.put(item_id, rounded(image, size, RADIUS, self.devicePixelRatioF()))
        self._update_cell(cell)

    def set_unavailable(self, item_id: str) -> None:
        """The picture asked for cannot be shown: an icon and words stand there instead."""
        self._asked.pop(item_id, None)
        at = self._items.index_of(item_id)
        if at is not None:
            self._unavailable.add(item_id)
            self._update_cell(self._plan.cells[at])

    def current_id(self) -> str:
        """The photo that the keyboard is on, or an empty text."""
        return self._items[self._current].id if self._current < self.count() else ""

    def set_current(self, item_id: str) -> None:
        """Put the keyboard on a photo that was in view and scroll to it."""
        at = self._items.index_of(item_id)
        if at is not None:
            self._go(at)

    def step(self, way: int) -> None:
        """Put the keyboard on the next photo (1) or the one before (-1)."""
        self._go(min(max(self._current + way, 0), max(self.count() - 1, 0)))

    def spot(self) -> str:
        """The first photo in view and how it stands there, to come back to; empty at the top."""
        anchor = self._anchor()
        return f"{self._items[anchor[0]].id}:{anchor[0]}:{anchor[1]}" if anchor else ""

    def come_back(self, spot: str) -> None:
        """Show the same photo at the same height; the top if it is not about there any more."""
        item, near, above = spot.rsplit(":", 2) if spot.count(":") >= 2 else ("", "", "")
        at = self._items.found(item, number_in(near))
        if at:
            self._wanted = at, number_in(above)
            self._relayout(self._wanted)
            QTimer.singleShot(SETTLED_MS, self, self._settled)

    def _settled(self) -> None:
        self._wanted = None

    def groups(self) -> list[str]:
        """The headings, in their order."""
        return [group for group, _ in self._items.groups]

    def scroll_to_group(self, group: str) -> None:
        """Bring a heading to the top of the view."""
        for heading in self._plan.headings():
            if heading.text == group:
                self.verticalScrollBar().setValue(heading.top)

    def plan(self) -> LongPlan:
        """Where everything stands."""
        return self._plan

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._sized and event.size().width() == event.oldSize().width():
            self.verticalScrollBar().setPageStep(self.viewport().height())
            self._scrolled()
            return
        self._sized = True
        self._restyle()

    def _restyle(self) -> None:
        self._relayout(self._anchor())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), self.count() - 1
        if last < 0:
            super().keyPressEvent(event)
            return
        here = self._current
        goals = {
            Qt.Key.Key_Left: max(here - 1, 0),
            Qt.Key.Key_Right: min(here + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        rows = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -3,
            Qt.Key.Key_PageDown: 3,
        }
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.current_id())
        elif key in goals:
            self._go(goals[Qt.Key(key)])
        elif key in rows:
            way = rows[Qt.Key(key)]
            goal = here
            for _row in range(abs(way)):
                goal = self._plan.neighbour(goal, 1 if way > 0 else -1)
            self._go(goal)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_at = self._pressed_at, None
        if pressed is None or touch.distance(pressed, event.position()) >= touch.SLIP:
            return
        at = self.cell_at(pressed)
        if at is not None:
            self._current = at.index
            self.viewport().update()
            self.opened.emit(self._items[at.index].id)

    def cell_at(self, position: QPointF) -> Cell | None:
        """The photo under a point of the view."""
        top = self.verticalScrollBar().value()
        point = position.toPoint()
        for cell in self._plan.visible(top, top + self.viewport().height()):
            if self._place(cell).contains(point):
                return cell
        return None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._say()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top = self.verticalScrollBar().value()
        dirty = event.rect()
        for heading in self._plan.headings():
            if heading.top - top < dirty.bottom() and heading.top + heading.height - top > 0:
                self._paint_heading(painter, heading, heading.top - top)
        for cell in self._plan.visible(top + dirty.top(), top + dirty.bottom()):
            self._paint_cell(painter, cell)
        painter.end()

    def _paint_heading(self, painter: QPainter, heading: Heading, top: int) -> None:
        t = theme.tokens_for(self)
        bold, plain = theme.font(26, 600), theme.font(20)
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        wide = QFontMetrics(bold).horizontalAdvance(heading.text)
        box = QRectF(0, top, wide + 2, heading.height)
        paint.words(painter, box, heading.text, bold, t.ink, align, wrap=False)
        rest = QRectF(wide + S16, top, self.viewport().width() - wide - S16, heading.height + 4)
        paint.words(painter, rest, self._detail(heading.count), plain, t.quiet, align, wrap=False)

    def _paint_cell(self, painter: QPainter, cell: Cell) -> None:
        t, item, place = theme.tokens_for(self), self._items[cell.index], self._place(cell)
        picture = self._cache.get(item.id)
        if picture is None:
            paint.box(painter, QRectF(place), RADIUS, t.well, t.line if t.high else "", t.border)
            if item.id in self._unavailable:
                photo_marks.unavailable(painter, place, t)
        else:
            photo_marks.picture(painter, place, picture, t)
        photo_marks.marks(painter, place, item.new, item.favorite, t)
        if cell.index == self._current and self.hasFocus():
            photo_marks.ring(painter, place, t)

    def _place(self, cell: Cell) -> QRect:
        top = cell.top - self.verticalScrollBar().value()
        return QRect(cell.left, top, cell.width, cell.height)

    def _update_cell(self, cell: Cell) -> None:
        self.viewport().update(self._place(cell))

    def _anchor(self) -> tuple[int, int] | None:
        """The first photo in view and how far its top is above that of the view."""
        if self._wanted is not None:
            return self._wanted
        top = self.verticalScrollBar().value()
        first = next(self._plan.visible(top, top), None) if top else None
        if first is None and top:
            first = next(self._plan.visible(top, top + self.viewport().height()), None)
        return None if first is None else (first.index, top - first.top)

    def _relayout(self, anchor: tuple[int, int] | None = None) -> None:
        wide = self.viewport().width()
        large = wide >= 1400
        rows = (LOW_LARGE, HIGH_LARGE) if large else (LOW, HIGH)
        self._plan = LongPlan(
            self._items.groups, self._items.aspect, max(wide, 80), rows, S8, theme.px(50)
        )
        bar, view = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(view)
        bar.setSingleStep(theme.px(60))
        self._asked.clear()
        if not self._sized:
            return
        if anchor is not None and self.count():
            at, above = min(anchor[0], self.count() - 1), anchor[1]
            self._plan.settle(self._plan.cell(at).top + above, view)
            self._move_to(self._plan.cell(at).top + above)
        self._scrolled()
        self.viewport().update()

    def _move_to(self, top: int) -> None:
        """Stand at `top` of a grid whose height may have changed."""
        bar = self.verticalScrollBar()
        self._settling = True
        bar.setRange(0, max(self._plan.height - self.viewport().height(), 0))
        bar.setValue(top)
        self._settling = False

    def _settle(self) -> None:
        """Lay out what comes into view; what is in view stays where it is."""
        bar, view = self.verticalScrollBar(), self.viewport().height()
        before = bar.value(), bar.maximum()
        self._move_to(self._plan.settle(bar.value(), view))
        if (bar.value(), bar.maximum()) != before:
            scroller = QScroller.scroller(self.viewport())
            if scroller.state() != QScroller.State.Inactive:
                scroller.resendPrepareEvent()  # it keeps its own idea of where the content stands
            self.viewport().update()

    def _scrolled(self) -> None:
        if self._settling:
            return
        self._settle()
        self._soon.start()
        top = self.verticalScrollBar().value()
        group = ""
        for heading in self._plan.headings():
            if heading.top <= top + heading.height // 2:
                group = heading.text
        if group != self._group:
            self._group = group
            self.group_changed.emit(group)

    def scrollContentsBy(self, _dx: int, dy: int) -> None:
        self.viewport().scroll(0, dy)

    def _ask(self) -> None:
        """Ask for what is in view, then for one view further each way."""
        top, view = self.verticalScrollBar().value(), self.viewport().height()
        ratio = self.devicePixelRatioF()
        bands = ((top, top + view), (top + view, top + 2 * view), (top - view, top))
        for low, high in bands:
            for cell in self._plan.visible(low, high):
                self._ask_one(cell, ratio)

    def _ask_one(self, cell: Cell, ratio: float) -> None:
        item, size = self._items[cell.index], QSize(cell.width, cell.height)
        if item.id in self._asked or item.id in self._unavailable:
            return
        held = self._cache.get(item.id)
        if held is not None:
            have = held.width() / ratio, held.height() / ratio
            if have[0] >= size.width() - 3 or have[1] >= size.height() - 3:
                return
        self._asked[item.id] = size
        self._request(item.id, size * ratio)

    def _go(self, index: int) -> None:
        self._current = index
        cell = self._plan.cells[index]
        bar, view = self.verticalScrollBar(), self.viewport().height()
        self._move_to(bar.value())  # its place may have been estimated until now
        first = cell.top == self._plan.cells[0].top
        if first or cell.top < bar.value():
            bar.setValue(0 if first else cell.top - S8)
        elif cell.top + cell.height > bar.value() + view:
            bar.setValue(cell.top + cell.height - view + S8)
        self._say()
        self.viewport().update()

    def _say(self) -> None:
        if not self.count():
            return
        item, say = self._items[self._current], QCoreApplication.translate
        marks = [say("PhotoGrid", "New")] if item.new else []
        marks += [say("PhotoGrid", "Favorite")] if item.favorite else []
        place = say("PhotoGrid", "{0} of {1}").format(self._current + 1, self.count())
        self.setAccessibleName(". ".join([item.words(), *marks, place]))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
