"""A tile: an icon, a word, and what is chosen now; a touch changes it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui import icons, paint, theme
from kiosk.ui.theme import RADIUS, S16, S24
from kiosk.ui.touch_button import TouchButton

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Tile(TouchButton):
    """Icon at the left, a bold word over a quiet one."""

    def __init__(self, icon: str, text: str, value: str, parent: QWidget | None = None) -> None:
        self._icon, self._value = icon, value
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.set_value(value)

    def value(self) -> str:
        """What it says is chosen."""
        return self._value

    def set_value(self, value: str) -> None:
        """What is chosen now."""
        self._value = value
        self.setAccessibleName(f"{self.text()}: {value}")
        self.update()

    def _left(self) -> int:
        return S24 + theme.px(28) + S16

    def _room(self, width: int) -> int:
        return width - self._left() - S16

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = self._room(width)
        tall = paint.text_size(self.text(), theme.font(20, 600), room).height()
        tall += paint.text_size(self._value, theme.font(16), room).height()
        return max(theme.half(88), tall + 2 * S16)

    def sizeHint(self) -> QSize:
        first = paint.text_size(self.text(), theme.font(20, 600)).width()
        second = paint.text_size(self._value, theme.font(16)).width()
        wide = max(first, second) + self._left() + S16
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        word = paint.longest_word(self.text(), theme.font(20, 600))
        value = paint.longest_word(self._value, theme.font(16))
        return QSize(max(word, value) + self._left() + S16, theme.half(88))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t, tall = theme.tokens_for(self), self.height()
        fill = t.well if self.isDown() else t.surface
        edge = "" if theme.current().theme is theme.Theme.LIGHT else t.edge  # dark upon dark hills
        paint.box(painter, QRectF(self.rect()), RADIUS, fill, edge, t.border)
        side, room = theme.px(28), self._room(self.width())
        painter.drawPixmap(S24, (tall - side) // 2, icons.pixmap(self._icon, t.ink, side))
        bold, small = theme.font(20, 600), theme.font(16)
        first = paint.text_size(self.text(), bold, room).height()
        second = paint.text_size(self._value, small, room).height()
        top = (tall - first - second) // 2
        box = QRectF(self._left(), top, room + 2, first)
        paint.words(painter, box, self.text(), bold, t.ink, _LEFT)
        box = QRectF(self._left(), top + first, room + 2, second)
        paint.words(painter, box, self._value, small, t.quiet, _LEFT)
        painter.end()
