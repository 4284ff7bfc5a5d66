"""Whether what stands on a screen can be told from what is behind it, by the screen's pixels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from kiosk.ui import theme
from kiosk.ui.photo_canvas import PhotoCanvas
from kiosk.ui.photo_grid import PhotoGrid
from kiosk.ui.photo_tile import PhotoTile
from kiosk.ui.theme import Theme
from kiosk.ui.toast import Toast
from tests.walk.drawn import Text, around, is_view
from tests.walk.seeing import TEXTS, control_box, told

TEXT, LARGE, HIGH, EDGE = 4.5, 3.0, 7.0, 3.0
LARGE_PIXELS, LARGE_BOLD_PIXELS, BOLD = 24, 19, 700
PHOTOS = (PhotoTile, PhotoCanvas, PhotoGrid)
FLAT = 0.25  # the share of one colour behind words: with less, it is a picture
REACH = 5  # pixels from the outside of a control to the inside of its edge


@cache
def _light(pixel: int) -> float:
    """How light a pixel is, as WCAG reckons it."""

    def part(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255
    return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)


def ratio(one: int, other: int) -> float:
    """How far two colours stand apart: 1 to 21."""
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


class Pixels:
    """What a window shows, to be looked at point by point."""

    def __init__(self, window: QWidget) -> None:
        self._image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        self._bounds = self._image.rect()

    def within(self, place: QRect) -> Counter[int]:
        """How often each colour occurs in a rectangle."""
        place = place.intersected(self._bounds)
        found: Counter[int] = Counter()
        if place.isEmpty():
            return found
        part = self._image.copy(place)
        found.update(memoryview(part.constBits()).cast("B").cast("I"))
        return Counter({colour & 0xFFFFFF: count for colour, count in found.items()})

    def at(self, point: QPoint) -> int | None:
        """The colour of a point; None outside."""
        inside = self._bounds.contains(point)
        return self._image.pixel(point) & 0xFFFFFF if inside else None


def faults(window: QWidget, texts: list[Text], controls: list[QWidget]) -> Iterator[str]:
    """Every text and edge on the screen that stands out too little."""
    pixels = Pixels(window)
    toast = [each for each in window.findChildren(Toast) if each.isVisible()]
    for each in texts:
        place = _in_view(each.ink, each.widget, window)
        under = any(not over.isAncestorOf(each.widget) and _lies(place, over) for over in toast)
        if not place.isEmpty() and not under:
            yield from _faint(each, pixels.within(place.adjusted(-1, -1, 1, 1)))
    for control in controls:
        if isinstance(control, PHOTOS):
            continue  # a picture has the edges that it has
        yield from _edgeless(control_box(control), control, window, pixels)


def _lies(place: QRect, over: QWidget) -> bool:
    """Whether something goes over a place for a moment."""
    corner = over.mapTo(over.window(), QPoint(0, 0))
    return QRect(corner, over.size()).intersects(place)


def _in_view(ink: QRectF, widget: QWidget, window: QWidget) -> QRect:
    """Where a text stands in the window; nothing where a part of it has to be scrolled to."""
    place = ink.toAlignedRect()
    at = widget
    for outer in (widget, *around(widget)):
        if outer is not widget:
            place.translate(at.pos())
            at = outer
        if (is_view(outer) or outer is window) and not outer.rect().contains(place):
            return QRect()
        if outer is window:
            break
    return place


def _needed(each: Text) -> float:
    if theme.current().theme is Theme.CONTRAST:
        return HIGH
    bold = each.weight >= BOLD and each.pixels >= LARGE_BOLD_PIXELS
    return LARGE if each.pixels >= LARGE_PIXELS or bold else TEXT


def _faint(each: Text, found: Counter[int]) -> Iterator[str]:
    if not found:
        return
    total = sum(found.values())
    ground, share = found.most_common(1)[0]
    if share / total >= FLAT:
        best = max(ratio(ground, colour) for colour in found)
    else:  # words upon a picture: the worst tenth of what is behind them
        ink = int(each.colour.rgb()) & 0xFFFFFF
        behind = sorted(ratio(ink, colour) for colour in found for _ in range(found[colour]))
        best = behind[len(behind) // 2]
    if best < _needed(each):
        yield f"{each.text!r} stands out {best:.1f}:1, less than {_needed(each)}:1"


def _edgeless(box: QWidget, control: QWidget, window: QWidget, pixels: Pixels) -> Iterator[str]:
    """An edge is told from its ground, unless words alone or a mere hairline mark the control."""
    place = QRect(box.mapTo(window, QPoint(0, 0)), box.size())
    middle = place.center()
    strongest, colour = 0.0, 0
    for start, step in (
        (QPoint(place.left() - 2, middle.y()), QPoint(1, 0)),
        (QPoint(middle.x(), place.top() - 2), QPoint(0, 1)),
        (QPoint(place.right() + 2, middle.y()), QPoint(-1, 0)),
        (QPoint(middle.x(), place.bottom() + 2), QPoint(0, -1)),
    ):
        outside = pixels.at(start)
        if outside is None:
            continue
        for reach in range(2, 2 + REACH):
            inside = pixels.at(start + step * reach)
            if inside is not None and ratio(outside, inside) > strongest:
                strongest, colour = ratio(outside, inside), inside
    t = theme.tokens_for(box)
    mere = {t.line, t.surface, t.well, t.tint, t.paper}
    decoration = f"#{colour:06X}".upper() in {each.upper() for each in mere}
    worded = bool(told(control)) and not isinstance(control, TEXTS)
    if strongest < EDGE and not (worded and (decoration or strongest < 1.1)):
        yield f"the edge of {told(control)!r} stands out {strongest:.1f}:1, less than {EDGE}:1"
