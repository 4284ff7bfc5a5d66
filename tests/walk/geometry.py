"""Whether everything on a screen has room: nothing cut off, nothing over anything else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QScrollArea, QWidget

from kiosk.ui.photo_canvas import PhotoCanvas
from kiosk.ui.toast import Toast
from tests.walk.drawn import Text, around, is_view
from tests.walk.seeing import control_box, told

SLACK = 1.5  # pixels: letters are measured finer than they are drawn
APART = 8
TARGET = {"kiosk": 64, "tablet": 56}
WORN = 3.0  # pixels that the ink of two texts has to share


def faults(layer: QWidget, texts: list[Text], controls: list[QWidget], kind: str) -> Iterator[str]:
    """Everything on a layer that is cut off, too small, too near or out of reach."""
    yield from _cut(texts)
    yield from _shortened(texts)
    yield from _over_each_other(layer, texts)
    boxes = [control_box(each) for each in controls]
    for box in boxes:
        yield from _too_small(box, TARGET[kind])
        yield from _out_of_reach(box, layer)
    yield from _too_near(layer, boxes)


def _cut(texts: list[Text]) -> Iterator[str]:
    for each in texts:
        for room, by in _rooms(each):
            over = _over(each.ink, room)
            if over > SLACK:
                yield f"{each.text!r} is cut off by {over:.0f} px at {by}"
                break


def _rooms(each: Text) -> Iterator[tuple[QRectF, str]]:
    """The rectangles that a text must keep to, on its widget; what scrolls may be longer."""
    widget = each.widget
    endless = is_view(widget)
    if each.cut is not None:
        yield _tall(each.cut) if endless else each.cut, "what it was given"
    here = QRectF(widget.rect())
    yield _tall(here) if endless else here, _kind(widget)
    for outer in around(widget):
        if outer.isWindow():
            break
        place = QRectF(outer.rect()).translated(-QPointF(widget.mapTo(outer, QPoint(0, 0))))
        endless = endless or is_view(outer)
        yield _tall(place) if endless else place, _kind(outer)


def _tall(room: QRectF) -> QRectF:
    return QRectF(room.left(), -1e6, room.width(), 2e6)


def _over(ink: QRectF, room: QRectF) -> float:
    return max(
        room.left() - ink.left(), ink.right() - room.right(),
        room.top() - ink.top(), ink.bottom() - room.bottom(),
    )  # fmt: skip


def _shortened(texts: list[Text]) -> Iterator[str]:
    """Dots stand only on a control that opens the whole, or where read-aloud says the whole."""
    for each in texts:
        shown = each.text.rstrip()
        opens = any(
            isinstance(part, QAbstractButton) for part in (each.widget, *around(each.widget))
        )
        whole = " ".join(told(each.widget).split())
        begin = " ".join(shown.rstrip("…").split())
        if shown.endswith("…") and not opens and (begin not in whole or whole.endswith("…")):
            yield f"{shown!r} is shortened, and nothing there says the whole"


def _over_each_other(layer: QWidget, texts: list[Text]) -> Iterator[str]:
    placed = [(each, each.on(layer)) for each in texts if not _in_toast(each.widget)]
    for (one, here), (other, there) in combinations(placed, 2):
        if one.widget is other.widget and is_view(one.widget):
            continue
        shared = here.intersected(there)
        if shared.width() > WORN and shared.height() > WORN and _together(one.widget, other.widget):
            yield f"{one.text!r} and {other.text!r} lie over each other"


def _lies_loose(box: QWidget) -> bool:
    """Whether it goes away by itself, or is a photo that is no target between others."""
    return _in_toast(box) or isinstance(box, PhotoCanvas)


def _in_toast(widget: QWidget) -> bool:
    return any(isinstance(each, Toast) for each in (widget, *around(widget)))


def _together(one: QWidget, other: QWidget) -> bool:
    """Whether two scroll as one: else only the part in view counts, which cannot be shared."""
    return _view(one) is _view(other)


def _view(widget: QWidget) -> QWidget | None:
    return next((each for each in (widget, *around(widget)) if is_view(each)), None)


def _too_small(box: QWidget, least: int) -> Iterator[str]:
    if box.width() < least or box.height() < least:
        yield f"{_said(box)} is {box.width()} x {box.height()} px, less than {least}"


def _too_near(layer: QWidget, boxes: list[QWidget]) -> Iterator[str]:
    placed = [(box, _seen(box, layer)) for box in boxes]
    for (one, here), (other, there) in combinations(placed, 2):
        if here.isEmpty() or there.isEmpty() or any(_lies_loose(each) for each in (one, other)):
            continue
        if one.isAncestorOf(other) or other.isAncestorOf(one):
            continue
        near = here.adjusted(-APART, -APART, APART, APART)
        if near.intersects(there):
            across = max(there.left() - here.right(), here.left() - there.right()) - 1
            down = max(there.top() - here.bottom(), here.top() - there.bottom()) - 1
            if _view(one) is _view(other):
                yield f"{_said(one)} and {_said(other)} are {max(across, down)} px apart"


def _seen(box: QWidget, layer: QWidget) -> QRect:
    """Where a control stands on the layer."""
    return QRect(box.mapTo(layer, QPoint(0, 0)), box.size())


def _out_of_reach(box: QWidget, layer: QWidget) -> Iterator[str]:
    """A control lies wholly in the window, or in what can be scrolled into it."""
    place = QRect(QPoint(0, 0), box.size())
    at: QWidget = box
    for outer in around(box):
        place.translate(at.pos())
        if is_view(outer):
            area = outer.parentWidget()
            assert isinstance(area, QAbstractScrollArea)
            if isinstance(area, QScrollArea) and not at.rect().contains(
                place.translated(-at.pos())
            ):
                yield f"{_said(box)} lies outside what can be scrolled to"
            if place.left() < 0 or place.right() > outer.width():
                yield f"{_said(box)} lies beside what can be seen"
            return
        if not outer.rect().adjusted(-1, -1, 1, 1).contains(place):
            yield f"{_said(box)} reaches out of {_kind(outer)}"
            return
        if outer is layer or outer.isWindow():
            return
        at = outer


def _said(widget: QWidget) -> str:
    return repr(told(widget) or _kind(widget))


def _kind(widget: QWidget) -> str:
    return widget.objectName() or type(widget).__name__
