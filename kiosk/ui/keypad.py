"""The keypad for signing in: big digits, Clear and Delete."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from kiosk.ui import icons, paint, theme
from kiosk.ui.theme import RADIUS, S4, S8, S16
from kiosk.ui.touch_button import TouchButton

LEAST_HIGH = 72  # pixels of a key, however large the letters


class _Key(TouchButton):
    """One key of the keypad; never takes the focus from what is being filled in."""

    def __init__(self, text: str, icon: str = "") -> None:
        self._icon = icon
        super().__init__(text)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(theme.half(124), theme.half(124))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.target(), LEAST_HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t, rect, down = theme.tokens_for(self), QRectF(self.rect()), self.isDown()
        if not self._icon:
            paint.box(painter, rect, RADIUS, t.well if down else t.surface, t.edge, t.border)
            paint.words(painter, rect, self.text(), theme.font(34, 600), t.ink)
            painter.end()
            return
        fill = t.line if down and not t.high else t.well
        paint.box(painter, rect, RADIUS, fill, t.edge if t.high else "", t.border)
        self._paint_act(painter, t.ink)
        painter.end()

    def _paint_act(self, painter: QPainter, ink: str) -> None:
        """The icon above its word, or beside it where the key is low."""
        side, font = theme.px(28), theme.font(16, 600)
        words = paint.text_size(self.text(), font)
        low = side + S4 + words.height() > self.height()
        wide, tall = (
            (side + S8 + words.width(), max(side, words.height()))
            if low
            else (max(side, words.width()), side + S4 + words.height())
        )
        left, top = (self.width() - wide) // 2, (self.height() - tall) // 2
        at = left if low else (self.width() - side) // 2
        painter.drawPixmap(at, top, icons.pixmap(self._icon, ink, side))
        box = QRectF(left + side + S8, top, words.width(), tall)
        if not low:
            box = QRectF(left, top + side + S4, wide, words.height())
        paint.words(painter, box, self.text(), font, ink, wrap=False)


class Keypad(QWidget):
    """Ten digits in the fixed order of a telephone, Clear and Delete."""

    digit = Signal(str)
    cleared = Signal()
    deleted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(S16)
        for number in range(1, 10):
            grid.addWidget(self._digit(str(number)), (number - 1) // 3, (number - 1) % 3)
        self._clear = _Key(QCoreApplication.translate("Keypad", "Clear"), "x")
        self._clear.clicked.connect(self.cleared)
        self._delete = _Key(QCoreApplication.translate("Keypad", "Delete"), "delete")
        self._delete.clicked.connect(self.deleted)
        grid.addWidget(self._clear, 3, 0)
        grid.addWidget(self._digit("0"), 3, 1)
        grid.addWidget(self._delete, 3, 2)
        theme.theme_signals.changed.connect(self.updateGeometry)

    def _digit(self, digit: str) -> _Key:
        key = _Key(digit)
        key.clicked.connect(lambda: self.digit.emit(digit))
        return key
