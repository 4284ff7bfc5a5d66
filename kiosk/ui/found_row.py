"""A row that a search found: of whom and when, and the words around what was looked for."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui import paint, theme
from kiosk.ui.label import Avatar, Label
from kiosk.ui.paragraph import Paragraph
from kiosk.ui.theme import RADIUS, S8, S12, S16
from kiosk.ui.touch_button import TouchButton


class FoundRow(TouchButton):
    """One message with what was found in it bold and underlined; touched, it opens."""

    def __init__(
        self,
        title: str,
        text: str,
        spans: Sequence[tuple[int, int]],
        time: str,
        avatar: Avatar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(S16, S12, S16, S12)
        row.setSpacing(S16)
        row.addWidget(avatar, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(S8)
        head.addWidget(Label(title, "name", elide=True), 1)
        head.addWidget(Label(time, "small", wrap=False))
        column.addLayout(head)
        self.words = Paragraph(tone="quiet")
        self.words.mark(text, spans)
        column.addWidget(self.words)
        row.addLayout(column, 1)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(". ".join(part for part in (title, text, time) if part))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return max(layout.heightForWidth(width) if layout else 0, theme.half(92))

    def sizeHint(self) -> QSize:
        layout = self.layout()
        hint = layout.sizeHint() if layout else QSize()
        return QSize(hint.width(), max(hint.height(), theme.half(92)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.half(92))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = theme.tokens_for(self)
        fill = t.well if self.isDown() else t.surface
        paint.box(painter, QRectF(self.rect()), RADIUS, fill, t.line, t.border)
        painter.end()
