"""One line of the ledger: what it was for, how much, and the balance after."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui import theme
from kiosk.ui.label import Avatar, Label
from kiosk.ui.theme import S4, S8, S16, S24
from kiosk.ui.touch_button import TouchButton

TIGHT = 460  # pixels of width at 100 % text: with less, figures stand below the words


class LedgerRow(TouchButton):
    """Icon, title and detail, then amount and balance in columns that line up; opens more."""

    def __init__(
        self,
        icon: str,
        title: str,
        detail: str,
        amount: str,
        balance: str,
        good: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(S24, S8 + 2, S24, 3)  # and `S8` to the next
        self._box.setSpacing(S16)
        self._face = Avatar(title, 56, icon=icon, tone="good" if good else "kept")
        self._box.addWidget(self._face)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(Label(title, "name", elide=False))
        words.addWidget(Label(detail, "secondary"))
        words.addStretch(1)
        self._words = words
        self._box.addLayout(words, 1)
        figures = QHBoxLayout()
        figures.setSpacing(S16)
        figures.addStretch(1)
        self._amount = Label(amount, "name", "good" if good else "ink", wrap=False)
        self._balance = Label(balance, "body", "quiet", wrap=False)
        for figure in (self._amount, self._balance):
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            figures.addWidget(figure)
        self._box.addLayout(figures)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(f"{title}, {detail}: {amount}, {balance}")
        theme.theme_signals.changed.connect(self._dress)
        self._dress()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._box.heightForWidth(width), theme.target())

    def sizeHint(self) -> QSize:
        wide = theme.px(560)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the words allow: the figures go below them, the icon goes away."""
        layout = self._box
        least = max(self._words.minimumSize().width(), 2 * column_width() + S16) + 2 * S24
        return QSize(least, layout.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        tight = self.width() < theme.px(TIGHT)
        way = QBoxLayout.Direction
        self._box.setDirection(way.TopToBottom if tight else way.LeftToRight)
        self._box.setSpacing(S4 if tight else S16)
        self._face.setVisible(not tight)

    def _dress(self) -> None:
        self._fit()
        self._amount.setFont(theme.font(20, 700, tabular=True))
        self._balance.setFont(theme.font(20, 400, tabular=True))
        for figure in (self._amount, self._balance):
            figure.setMinimumWidth(column_width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.isDown():
            painter.fillRect(self.rect(), QColor(theme.tokens_for(self).well))
        painter.fillRect(QRectF(0, 0, self.width(), 1), QColor(theme.tokens_for(self).line))
        painter.end()


class LedgerHead(QWidget):
    """The words above the columns."""

    def __init__(self, what: str, amount: str, balance: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(S24, S8 + 2, S24, 2)
        row.setSpacing(S16)
        row.addWidget(Label(what, "pill", "quiet"), 1)
        self._figures = [Label(words, "pill", "quiet", wrap=False) for words in (amount, balance)]
        for figure in self._figures:
            figure.setAlignment(Qt.AlignmentFlag.AlignRight)
            row.addWidget(figure)
        theme.theme_signals.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        for figure in self._figures:
            figure.setMinimumWidth(column_width())


def column_width() -> int:
    """How wide a column of figures is, in pixels."""
    return theme.px(72)
