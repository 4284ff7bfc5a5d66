"""A text in little room: shown whole where it fits, else moved with a finger or the keys."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from kiosk.ui import theme
from kiosk.ui.label import Label, Role
from kiosk.ui.scroll import make_touch_scroll

FADE = 16  # pixels at the lower edge, where more follows
SLACK = 4  # pixels that hide no letter


class _Fade(QWidget):
    """Says that the text goes on."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, paper = QPainter(self), QColor(theme.tokens_for(self).paper)
        clear = QColor(paper)
        clear.setAlpha(0)
        shade = QLinearGradient(QPointF(0, 0), QPointF(0, self.height()))
        shade.setColorAt(0, clear)
        shade.setColorAt(1, paper)
        painter.fillRect(self.rect(), shade)
        painter.end()


class Caption(QScrollArea):
    """As high as its text, up to `most` unscaled pixels; more of it scrolls."""

    def __init__(self, text: str, role: Role = "name", most: int = 56) -> None:
        super().__init__()
        self._most = most
        self.label = Label(text, role)
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setWidget(self.label)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(text)
        make_touch_scroll(self)
        self._fade = _Fade(self)
        self._fade.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.verticalScrollBar().rangeChanged.connect(self._look)
        self.verticalScrollBar().valueChanged.connect(self._look)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), self._tall())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), self._tall())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _tall(self) -> int:
        return min(self.label.heightForWidth(max(self.width(), 1)), theme.px(self._most))

    def _fit(self) -> None:
        self.setFixedHeight(self._tall())
        self._fade.setGeometry(0, self.height() - FADE, self.width(), FADE)
        self._look()

    def _look(self) -> None:
        """With nothing more to see it is no stop for the keyboard."""
        bar = self.verticalScrollBar()
        more = bar.maximum() > SLACK
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if more else Qt.FocusPolicy.NoFocus)
        self._fade.setVisible(more and bar.value() < bar.maximum())
