"""Where the Tab key may go inside a part of the screen."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget


def tab_stops(within: QWidget) -> list[QWidget]:
    """The visible, enabled widgets inside that take the Tab key, in reading order.

    Not by `nextInFocusChain`: shiboken takes its result for a child of the widget asked, and
    when that one dies it declares every widget reached through it dead as well.
    """
    found = [
        widget
        for widget in within.findChildren(QWidget)
        if widget.isEnabled()
        and widget.isVisibleTo(within)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]

    def place(widget: QWidget) -> tuple[int, int]:
        at = widget.mapTo(within, QPoint(0, 0))
        return at.y() + widget.height() // 2, at.x()

    return sorted(found, key=place)


def first_stop(within: QWidget) -> QWidget | None:
    """The first widget inside that takes the Tab key."""
    stops = tab_stops(within)
    return stops[0] if stops else None
