"""A layout that sets its items in lines and goes on below when the width ends."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

Line = list[tuple[QLayoutItem, QSize]]  # of items with the sizes that they take


class FlowLayout(QLayout):
    """Items from left to right, then on the next line; `gap` pixels between."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8, right: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._right = right
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override,unused-ignore]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override,unused-ignore]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(size.width() for size in shown) + self.spacing() * max(len(shown) - 1, 0)
        return QSize(wide, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, move: bool) -> int:
        return self._place(self._lines(rect.width()), rect, move)

    def _lines(self, width: int) -> list[Line]:
        """What stands on each line."""
        return self._wrapped(self._items, width)

    def _wrapped(self, items: list[QLayoutItem], width: int) -> list[Line]:
        lines: list[Line] = [[]]
        left = 0
        for item in items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if lines[-1] and left + size.width() > width:
                lines.append([])
                left = 0
            size.setWidth(min(size.width(), width))
            if item.hasHeightForWidth():
                size.setHeight(max(size.height(), item.heightForWidth(size.width())))
            lines[-1].append((item, size))
            left += size.width() + self.spacing()
        return [line for line in lines if line]

    def _place(self, lines: list[Line], rect: QRect, move: bool) -> int:
        top = rect.top()
        for line in lines:
            tall = max((size.height() for _item, size in line), default=0)
            wide = sum(size.width() for _item, size in line) + self.spacing() * (len(line) - 1)
            left = rect.left() + (max(rect.width() - wide, 0) if self._right else 0)
            for item, size in line:
                if move:
                    at = QPoint(left, top + (tall - size.height()) // 2)
                    item.setGeometry(QRect(at, size))
                left += size.width() + self.spacing()
            top += tall + self.spacing()
        return max(top - self.spacing() - rect.top(), 0)
