"""Fields to type into: one line of text, and PIN boxes that show dots only."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from kiosk.ui import icons, paint, theme
from kiosk.ui.theme import RADIUS, S8, S12, S16


class TextField(QWidget):
    """One line of text with an icon before it and a hint inside."""

    text_changed = Signal(str)
    submitted = Signal(str)

    def __init__(
        self,
        placeholder: str,
        icon: str = "",
        max_length: int = 120,
        secret: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(S16, 2, S16, 2)
        row.setSpacing(S12)
        self._icon = QLabel()
        row.addWidget(self._icon)
        self._icon.setVisible(bool(icon))
        self.edit = QLineEdit()
        self.edit.setProperty("bare", "true")
        self.edit.setProperty("ring", "none")  # the box around it shows the focus
        self.edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.edit.setAcceptDrops(False)
        self.edit.setDragEnabled(False)
        self.edit.setMaxLength(max_length)
        self.edit.setFrame(False)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.edit.textChanged.connect(self.text_changed)
        self.edit.returnPressed.connect(lambda: self.submitted.emit(self.text()))
        self.edit.installEventFilter(self)
        row.addWidget(self.edit, 1)
        self.setFocusProxy(self.edit)
        self.set_placeholder(placeholder)
        theme.theme_signals.changed.connect(self._dress)
        self._dress()

    def set_placeholder(self, words: str) -> None:
        """The hint shown while empty; also its name for read-aloud."""
        self.edit.setPlaceholderText(words)
        self.edit.setAccessibleName(words)
        self.setAccessibleName(words)

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Put a text in; nothing of the one before can be brought back."""
        self.edit.setText(text)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), max(theme.half(64), theme.target()))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), max(theme.half(64), theme.target()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t, on = theme.tokens_for(self), self.edit.hasFocus()
        border, width = (t.primary, 2) if on else (t.edge, t.border)
        paint.box(painter, QRectF(self.rect()), RADIUS, t.surface, border, width)
        painter.end()

    def _dress(self) -> None:
        self.edit.setFont(theme.font(20))
        if self._icon_name:
            quiet = theme.tokens_for(self).quiet
            self._icon.setPixmap(icons.pixmap(self._icon_name, quiet, theme.px(24)))
        self.updateGeometry()


class PinBoxes(QWidget):
    """Boxes for the digits of a PIN, shown as dots; a physical keypad works too."""

    changed = Signal(int)  # how many digits there are
    completed = Signal(str)

    def __init__(self, count: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._digits = count, ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_signals.changed.connect(self.updateGeometry)
        self._say()

    def digits(self) -> str:
        """The digits typed so far."""
        return self._digits

    def missing(self) -> int:
        """How many digits are still missing."""
        return self._count - len(self._digits)

    def add(self, digit: str) -> None:
        """Take one more digit; more than fit are ignored."""
        if not self.missing() or digit not in set("0123456789"):
            return
        self._set(self._digits + digit)
        if not self.missing():
            self.completed.emit(self._digits)

    def remove(self) -> None:
        """Take the last digit away."""
        self._set(self._digits[:-1])

    def clear(self) -> None:
        """Take all digits away."""
        self._set("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self.remove()
        elif event.text() and event.text() in "0123456789":
            self.add(event.text())
        else:
            super().keyPressEvent(event)

    def _set(self, digits: str) -> None:
        if digits == self._digits:
            return
        self._digits = digits
        self._say()
        self.update()
        self.changed.emit(len(digits))

    def _say(self) -> None:
        words = QCoreApplication.translate("PinBoxes", "PIN, {0} of {1} digits")
        self.setAccessibleName(words.format(len(self._digits), self._count))

    def sizeHint(self) -> QSize:
        wide = self._count * theme.half(72) + (self._count - 1) * S8
        return QSize(wide, theme.half(80))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = theme.tokens_for(self)
        wide, tall = theme.half(72), theme.half(80)
        for number in range(self._count):
            rect = QRectF(number * (wide + S8), 0, wide, tall)
            following = number == len(self._digits)
            border, width = (t.primary, 3) if following else (t.edge, t.border)
            paint.box(painter, rect, RADIUS, t.surface, border, width)
            if number < len(self._digits):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(t.ink))
                painter.drawEllipse(rect.center(), wide / 6, wide / 6)
        painter.end()
