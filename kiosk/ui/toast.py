"""The toast: what was just done, for six seconds, with Undo; it never takes the focus."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from kiosk.ui import icons, paint, theme
from kiosk.ui.label import Label
from kiosk.ui.theme import RADIUS, S8, S16, S24
from kiosk.ui.timers import QtTimer, Timer
from kiosk.ui.touch_button import TouchButton

TOAST_MS = 6000


class _Undo(TouchButton):
    """The underlined word in the toast."""

    def sizeHint(self) -> QSize:
        wide = paint.text_size(self.text(), theme.font(20, 600)).width()
        return QSize(max(wide + 2 * S16, theme.target()), theme.target())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = theme.font(20, 600)
        font.setUnderline(True)
        paint.words(
            painter, self.rect(), self.text(), font, theme.tokens_for(self).paper, wrap=False
        )
        painter.end()


class Toast(QWidget):
    """One line at the bottom centre of the widget given; a new one takes the place of the last.

    `covers` says how much it hides of the bottom of that widget; 0 once it has gone.
    """

    covers = Signal(int)

    def __init__(self, over: QWidget, timer: Timer | None = None, bottom: int = S24) -> None:
        super().__init__(over)
        self._over, self._bottom = over, bottom
        self._timer: Timer = timer or QtTimer(self)
        self._undo: Callable[[], object] | None = None
        self._icon_name = ""
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(S24, 4, S8, 4)
        row.setSpacing(S16)
        self._icon = QLabel()
        self._text = Label("", "body", "inverse")
        self._button = _Undo("", self)
        self._button.clicked.connect(self.undo)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        over.installEventFilter(self)
        theme.theme_signals.changed.connect(self._dress)
        self.hide()

    def show_text(
        self,
        text: str,
        icon: str = "circle-check",
        undo: Callable[[], object] | None = None,
        undo_text: str = "",
    ) -> None:
        """Say it for six seconds; with `undo`, offer to take it back."""
        self._undo, self._icon_name = undo, icon
        self._text.setText(text)
        self.setAccessibleName(text)
        self._button.setText(undo_text or QCoreApplication.translate("Toast", "Undo"))
        self._button.setVisible(undo is not None)
        self._dress()
        self.show()
        self.raise_()
        self.covers.emit(self.covered())
        self._timer.start(TOAST_MS, self.dismiss)

    def undo(self) -> None:
        """Take it back, as the button does."""
        action, self._undo = self._undo, None
        self.dismiss()
        if action:
            action()

    def dismiss(self) -> None:
        """Go away now."""
        self._timer.stop()
        self._undo = None
        if self._button.hasFocus():
            self._button.clearFocus()
        self.hide()
        self.covers.emit(0)

    def covered(self) -> int:
        """How much of the bottom it hides now."""
        return self.height() + self._bottom if self.isVisible() else 0

    def text(self) -> str:
        """What it says, or said last."""
        return self._text.full_text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._arrange()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.box(painter, QRectF(self.rect()), RADIUS, theme.tokens_for(self).ink)
        painter.end()

    def _dress(self) -> None:
        self._icon.setVisible(bool(self._icon_name))
        if self._icon_name:
            image = icons.pixmap(self._icon_name, theme.tokens_for(self).paper, theme.px(24))
            self._icon.setPixmap(image)
        self._arrange()

    def _arrange(self) -> None:
        room = self._over.rect()
        widest = min(room.width() - 2 * S24, theme.half(720))
        self._row.invalidate()
        line = paint.text_size(self._text.full_text(), theme.font(20)).width()
        fixed = S24 + S8 + theme.px(24) + S16 + 8
        if self._undo is not None:
            fixed += self._button.sizeHint().width() + S16
        wide = min(max(line + fixed + S16, theme.half(320)), widest)
        text = paint.text_size(self._text.full_text(), theme.font(20), wide - fixed).height()
        tall = max(theme.half(72), text + 2 * S16, theme.target() + 8)
        left = room.left() + (room.width() - wide) // 2
        self.setGeometry(left, room.bottom() - self._bottom - tall + 1, wide, tall)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
