"""The keys of the on-screen keyboard and the strip of accents that a long press shows."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui import icons, paint, theme
from kiosk.ui.keyboard_layout import KeySpec, Layout
from kiosk.ui.theme import RADIUS, S4, S8
from kiosk.ui.touch_button import TouchButton

GAP = S8
ICONS = {
    "delete": "delete", "enter": "corner-down-left", "shift": "arrow-big-up", "language": "globe",
    "left": "chevron-left", "right": "chevron-right", "hide": "keyboard",
}  # fmt: skip


def key_height() -> int:
    """How high a key is: grows with the text, but leaves room to read above the keys."""
    return min(theme.half(68), 84)


class Key(TouchButton):
    """One key; it never takes the focus from what is being written."""

    moved = Signal(QPoint)  # the finger moved while down, in window coordinates
    lifted = Signal()  # the finger left the glass, wherever it was

    def __init__(self, spec: KeySpec, parent: QWidget) -> None:
        self.spec = spec
        self.label = spec.char
        self._on = False
        super().__init__("", parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_as(self, label: str, said: str, on: bool = False) -> None:
        """What stands on the key, what read-aloud says, whether it is latched."""
        self.label, self._on = label, on
        self.setAccessibleName(said)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.moved.emit(self.mapTo(self.window(), event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.lifted.emit()

    def sizeHint(self) -> QSize:
        return QSize(theme.target(), key_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t, rect, down = theme.tokens_for(self), QRectF(self.rect()), self.isDown()
        plain = bool(self.spec.char) or self.spec.action == "space"
        if self._on:
            paint.box(painter, rect, RADIUS, t.tint, t.primary, 2)
        elif plain:
            paint.box(painter, rect, RADIUS, t.well if down else t.surface, t.line, t.border)
        else:
            paint.box(painter, rect, RADIUS, t.well if down else t.paper, t.edge, t.border)
        ink = t.on_tint if self._on else t.ink
        if self.spec.char:
            font = theme.font(1, 500)
            font.setPixelSize(min(theme.px(26), round(self.height() * 0.62)))
            paint.words(painter, rect, self.label, font, ink, wrap=False)
        elif self.spec.action == "space":
            self._paint_words(painter, t.quiet, 20, 400)
        elif self.spec.action == "page":
            self._paint_words(painter, ink, 20, 700)
        else:
            self._paint_action(painter, ink)
        painter.end()

    def _fitting(self, size: int, weight: int, room: int) -> QFont:
        font = theme.font(1, weight)
        for tall in range(theme.px(size), 13, -1):
            font.setPixelSize(tall)
            if paint.text_size(self.label, font).width() <= room:
                break
        return font

    def _paint_words(self, painter: QPainter, ink: str, size: int, weight: int) -> None:
        font = self._fitting(size, weight, self.width() - 2 * S8)
        paint.words(painter, self.rect(), self.label, font, ink, wrap=False)

    def _paint_action(self, painter: QPainter, ink: str) -> None:
        side = min(theme.px(24), 34)
        font = self._fitting(16, 600, self.width() - 2 * S4)
        wide = paint.text_size(self.label, font).width()
        image = icons.pixmap(ICONS[self.spec.action], ink, side)
        after = self.spec.action == "right"
        if side + S8 + wide + 2 * S8 <= self.width():
            left = (self.width() - side - S8 - wide) // 2
            mid = (self.height() - side) // 2
            painter.drawPixmap(left + wide + S8 if after else left, mid, image)
            box = QRect(left if after else left + side + S8, 0, wide + 2, self.height())
            paint.words(painter, box, self.label, font, ink, wrap=False)
            return
        tall = paint.text_size(self.label, font).height()
        top = (self.height() - side - tall) // 2
        painter.drawPixmap((self.width() - side) // 2, top, image)
        box = QRect(0, top + side, self.width(), tall)
        paint.words(painter, box, self.label, font, ink, wrap=False)


class Accents(QWidget):
    """The strip above a key with its accented forms; inside the same window."""

    picked = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._keys: list[Key] = []
        self._hot = -1
        self.hide()

    def offer(self, options: str, layout: Layout, over: QRect) -> None:
        """Show these characters above the key whose place in the window is given."""
        self.clear()
        side, tall = max(theme.target(), over.width() * 2 // 3), key_height()
        for number, char in enumerate(options):
            key = Key(KeySpec(char=char), self)
            key.show_as(char, layout.said(char))
            key.setGeometry(GAP + number * (side + GAP), GAP, side, tall)
            key.clicked.connect(lambda _on=False, picked=char: self.picked.emit(picked))
            key.show()
            self._keys.append(key)
        wide = GAP + len(options) * (side + GAP)
        window = self.parentWidget()
        room = window.width() if window else wide
        left = max(GAP, min(over.center().x() - wide // 2, room - wide - GAP))
        self.setGeometry(left, max(0, over.top() - tall - 3 * GAP), wide, tall + 2 * GAP)
        self.show()
        self.raise_()

    def clear(self) -> None:
        """Go away."""
        for key in self._keys:
            key.hide()
            key.deleteLater()
        self._keys = []
        self._hot = -1
        self.hide()

    def hover(self, at: QPoint) -> None:
        """The finger that made the strip appear is now here, in window coordinates."""
        inside = at - self.pos()
        self._hot = next(
            (n for n, key in enumerate(self._keys) if key.geometry().contains(inside)), -1
        )
        for number, key in enumerate(self._keys):
            key.setDown(number == self._hot)

    def hot(self) -> str:
        """The character under that finger, or an empty text."""
        return self._keys[self._hot].label if self._hot >= 0 else ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = theme.tokens_for(self)
        paint.box(painter, QRectF(self.rect()), RADIUS, t.paper, t.edge, 2)
        painter.end()
