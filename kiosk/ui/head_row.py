"""The line at the head of a page: its title, and buttons at the other end or below it."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from kiosk.ui.flow import FlowLayout, Line


class HeadRow(FlowLayout):
    """Items from the left, then `ends` at the right end of the line, or on lines of their own."""

    def __init__(self, starts: list[QWidget], ends: list[QWidget], gap: int) -> None:
        super().__init__(gap=gap)
        self._starts = len(starts)
        for widget in (*starts, *ends):
            self.addWidget(widget)

    def _lines(self, width: int) -> list[Line]:
        lines = super()._lines(width)
        if len(lines) == 1:
            return lines
        return self._wrapped(self._items[: self._starts], width) + self._wrapped(
            self._items[self._starts :], width
        )

    def _place(self, lines: list[Line], rect: QRect, move: bool) -> int:
        tall = super()._place(lines, rect, move)
        if move and len(lines) == 1:
            right = rect.right() + 1
            for item, size in reversed(lines[0][self._starts :]):
                right -= size.width()
                place = item.geometry()
                place.moveLeft(right)
                item.setGeometry(place)
                right -= self.spacing()
        return tall
