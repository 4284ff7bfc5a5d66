"""Where the Tab key and the arrows lead, and whether one sees where one is."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from kiosk.ui.focus_ring import FocusRing
from tests.walk import seeing
from tests.walk.contrast import EDGE, ratio

MOST = 400  # presses of Tab after which a screen has no end
NO_FOCUS = Qt.FocusPolicy.NoFocus
ARROWS = (Qt.Key.Key_Down, Qt.Key.Key_Right)


def ring(window: QWidget) -> list[QWidget]:
    """Everything that Tab comes to until it comes round, and arrows from there."""
    found = _stops(window)
    for stop in list(found):
        found += [each for each in _grouped(stop) if each not in found]
    return found


def _stops(window: QWidget, back: bool = False, faults: list[str] | None = None) -> list[QWidget]:
    """What Tab comes to until it comes round; where the focus cannot be seen goes to `faults`."""
    found: list[QWidget] = []
    for _press in range(MOST):
        at = _tab(window, back)
        if at is None or at in found:
            break
        found.append(at)
        if faults is not None and not _seen(window, at):
            faults.append(f"one cannot see that {seeing.told(at)!r} has the focus")
    return [each for each in found if isValid(each)]  # a page may be filled anew meanwhile


def go_to(window: QWidget, control: QWidget) -> bool:
    """Press Tab until a control has the focus, and arrows inside a group."""
    goals = [control, *_grouped(control)]
    for _press in range(MOST):
        at = QApplication.focusWidget()
        if at in goals or not isValid(control):
            break
        _tab(window)
    for arrow in ARROWS:
        for _press in range(len(goals)):
            at = QApplication.focusWidget()
            if at is None or not isValid(control):  # arrows choose: it may have been filled anew
                return not isValid(control)
            if at is control:
                return True
            QTest.keyClick(at, arrow)
            QApplication.processEvents()
    return not isValid(control) or QApplication.focusWidget() is control


def faults(window: QWidget, controls: list[QWidget]) -> list[str]:
    """What the keys do not lead to, or not back from, and where one cannot see the focus."""
    found: list[str] = []
    stops, back = _stops(window, faults=found), _stops(window, back=True)
    there = [*stops, *(each for stop in stops if isValid(stop) for each in _grouped(stop))]
    for each in [each for each in controls if isValid(each)]:
        if each not in there and each.isEnabled() and each.focusPolicy() != NO_FOCUS:
            found.append(f"no key leads to {seeing.told(each)!r} ({type(each).__name__})")
    for each in [each for each in stops if isValid(each)]:
        if each not in back and each.isEnabled():
            found.append(f"Shift and Tab do not lead back to {seeing.told(each)!r}")
    return found


def _tab(window: QWidget, back: bool = False) -> QWidget | None:
    """One press; the widget that has the focus then."""
    at = QApplication.focusWidget() or window
    QTest.keyClick(at, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
    QApplication.processEvents()
    return QApplication.focusWidget()


def _grouped(stop: QWidget) -> list[QWidget]:
    """The choices of which Tab comes to one, and arrows to the others."""
    if not isinstance(stop, QAbstractButton) or not stop.isCheckable():
        return []
    group = stop.group()
    if group is not None and group.exclusive():
        return [each for each in group.buttons() if each.isVisible() and each.isEnabled()]
    parent = stop.parentWidget()
    if stop.autoExclusive() and parent is not None:
        beside = parent.findChildren(QAbstractButton)
        return [each for each in beside if each.autoExclusive() and each.isVisible()]
    return []


def _seen(window: QWidget, widget: QWidget) -> bool:
    """Whether the focus shows: by the ring around it, or by what the control draws itself."""
    ring_ = next(iter(window.findChildren(FocusRing)), None)
    if ring_ is not None and ring_.isVisible() and ring_.target() is widget:
        place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        return ring_.geometry().contains(place) and _ring_stands_out(window, ring_.geometry())
    box = seeing.control_box(widget)
    application = QApplication.instance()
    assert application is not None
    lit = box.grab().toImage()
    application.blockSignals(block := True)  # or the keys would go, and the page move
    widget.clearFocus()
    dark = box.grab().toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    application.blockSignals(not block)
    return lit != dark


def _ring_stands_out(window: QWidget, place: QRect) -> bool:
    image = window.grab(place.adjusted(-2, -2, 2, 2)).toImage()
    best = 0.0
    for x, y, dx, dy in (
        (0, image.height() // 2, 1, 0), (image.width() - 1, image.height() // 2, -1, 0),
        (image.width() // 2, 0, 0, 1), (image.width() // 2, image.height() - 1, 0, -1),
    ):  # fmt: skip
        outside = image.pixel(x, y) & 0xFFFFFF
        for step in range(1, 6):
            inside = image.pixel(x + dx * step, y + dy * step) & 0xFFFFFF
            best = max(best, ratio(outside, inside))
    return best >= EDGE
