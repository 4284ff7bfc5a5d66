"""What counts as a tap, a swipe, a pinch or a slip: every threshold of touch in one place."""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF

SLIP = 30  # pixels a finger may slip and still press
DOUBLE_TAP_MS = 350
DOUBLE_TAP_SLIP = 40
SWIPE_LEAST = 80  # pixels along the swipe
SWIPE_SLOPE = 1.5  # how much further along than across
PINCH_LEAST = 12  # pixels of change between two fingers before it zooms
LONG_PRESS_MS = 450
REPEAT_DELAY_MS = 450
REPEAT_EVERY_MS = 70
GUARD_MS = 400  # a page that has just come ignores touches for so long

Clock = Callable[[], float]  # seconds that only go forward


def distance(a: QPointF, b: QPointF) -> float:
    """Pixels between two points."""
    return math.hypot(a.x() - b.x(), a.y() - b.y())


def still_pressed(rect: QRectF, pressed_at: QPointF | None, now_at: QPointF) -> bool:
    """Whether a press is still on its target: inside it, or slipped by less than SLIP."""
    if rect.contains(now_at):
        return True
    return pressed_at is not None and distance(pressed_at, now_at) < SLIP


def swipe(start: QPointF, end: QPointF) -> int:
    """-1 for a swipe to the left, 1 to the right, 0 for neither."""
    along, across = end.x() - start.x(), abs(end.y() - start.y())
    if abs(along) < SWIPE_LEAST or abs(along) < across * SWIPE_SLOPE:
        return 0
    return 1 if along > 0 else -1


def pinch(before: tuple[QPointF, QPointF], after: tuple[QPointF, QPointF]) -> float:
    """The zoom factor that two fingers ask for; 1 when they hardly moved."""
    first, second = distance(*before), distance(*after)
    if first < 1 or abs(second - first) < PINCH_LEAST:
        return 1.0
    return second / first


class DoubleTap:
    """Tells the second tap of a pair from a first one."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._last: tuple[float, QPointF] | None = None

    def tap(self, at: QPointF) -> bool:
        """Take a tap; true when it completes a double tap."""
        now, last = self._clock(), self._last
        near = last is not None and (
            (now - last[0]) * 1000 <= DOUBLE_TAP_MS and distance(last[1], at) <= DOUBLE_TAP_SLIP
        )
        self._last = None if near else (now, QPointF(at))
        return near


class PageGuard:
    """Ignores touches just after a page change, so that a second tap hits nothing new."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._until = -math.inf

    def page_changed(self) -> None:
        """A new page has come: touches are ignored for GUARD_MS from now."""
        self._until = self._clock() + GUARD_MS / 1000

    def blocks(self) -> bool:
        """Whether a touch now is to be ignored."""
        return self._clock() < self._until
