"""A row that a search found: of whom and when, and the words around what was looked for."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui import theme
from kiosk.ui.label import Avatar, Label
from kiosk.ui.paragraph import Paragraph
from kiosk.ui.row_button import RowButton
from kiosk.ui.theme import S8, S12, S16


class FoundRow(RowButton):
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

    def least(self) -> QSize:
        return QSize(theme.px(240), theme.half(92))

    def sizeHint(self) -> QSize:
        layout = self.layout()
        hint = layout.sizeHint() if layout else QSize()
        return QSize(hint.width(), max(hint.height(), self.least().height()))
