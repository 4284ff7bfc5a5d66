"""The way of a message, step by step, under its bubble; it wraps between steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui import icons, paint, theme
from kiosk.ui.theme import S4, S8

State = Literal["done", "now", "good", "failed", "todo"]
_LINE = 24  # pixels of line between two steps


@dataclass(frozen=True)
class Step:
    """One step: its words, how it stands, and its icon (by default that of the state)."""

    text: str
    state: State
    icon: str = ""


_ICONS: dict[str, str] = {
    "done": "check", "now": "hourglass", "good": "eye", "failed": "circle-x", "todo": "circle",
}  # fmt: skip


class Timeline(QWidget):
    """Steps in a row: done with a solid line, now in colour and bold, to come with a dashed one."""

    def __init__(
        self, steps: Sequence[Step] = (), right: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._steps, self._right = list(steps), right
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.theme_signals.changed.connect(self.updateGeometry)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show other steps."""
        self._steps = list(steps)
        self.setAccessibleName(", ".join(step.text for step in steps if step.state != "todo"))
        self.updateGeometry()
        self.update()

    def _font(self, step: Step) -> QFont:
        bold = step.state in ("now", "good", "failed")
        return theme.font(theme.secondary_size(), 700 if bold else 400)

    def _wide(self, step: Step) -> int:
        words = QFontMetrics(self._font(step)).horizontalAdvance(step.text)
        return theme.px(18) + S4 + 2 + words + 1

    def _lines(self, width: int) -> list[list[tuple[Step, int]]]:
        lines: list[list[tuple[Step, int]]] = [[]]
        left = 0
        for step in self._steps:
            wide = self._wide(step)
            if lines[-1] and left + wide > width:
                lines.append([])
                left = 0
            lines[-1].append((step, wide))
            left += wide + _LINE + 2 * S8
        return lines

    def _pitch(self) -> int:
        return theme.px(26)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return len(self._lines(width)) * self._pitch()

    def sizeHint(self) -> QSize:
        wide = sum(self._wide(step) + _LINE + 2 * S8 for step in self._steps)
        return QSize(wide, self._pitch())

    def minimumSizeHint(self) -> QSize:
        widest = max((self._wide(step) for step in self._steps), default=0)
        return QSize(widest, self._pitch())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = 0
        for line in self._lines(self.width()):
            wide = sum(w for _step, w in line) + (len(line) - 1) * (_LINE + 2 * S8)
            left = max(self.width() - wide, 0) if self._right else 0
            for step, step_wide in line:
                self._paint_step(painter, step, left, top, step_wide)
                after = left + step_wide
                if step is not line[-1][0]:
                    self._paint_line(painter, step, after + S8, top)
                left = after + _LINE + 2 * S8
            top += self._pitch()
        painter.end()

    def _paint_step(self, painter: QPainter, step: Step, left: int, top: int, wide: int) -> None:
        t, side = theme.tokens_for(self), theme.px(18)
        colours = {"now": t.waiting, "good": t.good, "failed": t.danger}
        ink = colours.get(step.state, t.quiet)
        name = step.icon or _ICONS[step.state]
        middle = top + (self._pitch() - side) // 2
        painter.drawPixmap(left, middle, icons.pixmap(name, ink, side))
        box = QRectF(left + side + S4 + 2, top, wide, self._pitch())
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        paint.words(painter, box, step.text, self._font(step), ink, align, wrap=False)

    def _paint_line(self, painter: QPainter, step: Step, left: int, top: int) -> None:
        following = self._steps[self._steps.index(step) + 1]
        pen = QPen(QColor(theme.tokens_for(self).quiet), 2)
        if following.state == "todo":
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        middle = top + self._pitch() // 2
        painter.drawLine(left, middle, left + _LINE, middle)
