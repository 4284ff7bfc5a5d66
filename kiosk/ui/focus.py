"""Where the Tab key may go inside a part of the screen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_stops(within: QWidget) -> list[QWidget]:
    """The visible, enabled widgets inside that take the Tab key, in their order."""
    found: list[QWidget] = []
    at = within.nextInFocusChain()
    while at is not within and at is not None:
        if (
            within.isAncestorOf(at)
            and at.isEnabled()
            and at.isVisibleTo(within)
            and at.focusPolicy() & Qt.FocusPolicy.TabFocus
            and at.focusProxy() is None
        ):
            found.append(at)
        at = at.nextInFocusChain()
    return found


def first_stop(within: QWidget) -> QWidget | None:
    """The first widget inside that takes the Tab key."""
    stops = tab_stops(within)
    return stops[0] if stops else None
