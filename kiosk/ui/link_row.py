"""A row that leads somewhere: an icon, words that wrap, perhaps states below, a chevron."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui import icons, theme
from kiosk.ui.flow import FlowLayout
from kiosk.ui.label import Avatar, Label, Pill
from kiosk.ui.row_button import RowButton
from kiosk.ui.theme import S8, S16


class LinkRow(RowButton):
    """As high as its words need: a title is never cut off; the whole row is the button."""

    def __init__(
        self,
        title: str,
        detail: str = "",
        *,
        icon: str,
        tone: str = "kept",
        pills: Sequence[Pill] = (),
    ) -> None:
        super().__init__(title)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(S16, S16, S16, S16)
        row.setSpacing(S16)
        row.addWidget(Avatar(title, 48, icon=icon, tone=tone), 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(S8)
        column.addStretch(1)
        column.addWidget(Label(title, "name"))
        if detail:
            column.addWidget(Label(detail, "body", "quiet"))
        if pills:
            holder = QWidget()
            flow = FlowLayout(holder, S8)
            for pill in pills:
                flow.addWidget(pill)
            column.addWidget(holder)
        column.addStretch(1)
        row.addLayout(column, 1)
        self._chevron = QLabel()
        row.addWidget(self._chevron, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        said = [title, detail, *(pill.text() for pill in pills)]
        self.setAccessibleName(". ".join(part for part in said if part))
        theme.theme_signals.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        colour = theme.tokens_for(self).quiet
        self._chevron.setPixmap(icons.pixmap("chevron-right", colour, theme.px(24)))

    def least(self) -> QSize:
        return QSize(theme.px(160), theme.px(80))

    def sizeHint(self) -> QSize:
        wide = theme.px(560)
        return QSize(wide, self.heightForWidth(wide))
