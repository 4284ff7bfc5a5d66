"""What every button for fingers does, whatever it looks like."""

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.ui import theme, touch


class TouchButton(QAbstractButton):
    """A button that forgives slips, answers Enter, and can say why it does nothing."""

    refused = Signal(str)  # touched while it cannot be used: the reason

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed_at: QPointF | None = None
        self._reason = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setText(text)
        theme.theme_signals.changed.connect(self._theme_changed)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_disabled_reason(self, reason: str) -> None:
        """Refuse presses and say this instead of the label; an empty text enables again."""
        self._reason = reason
        self.setAccessibleDescription(reason)
        self.updateGeometry()
        self.update()

    def usable(self) -> bool:
        """Whether a press would act."""
        return self.isEnabled() and not self._reason

    def shown_text(self) -> str:
        """The label, or the reason that stands in its place."""
        return self._reason or self.text()

    def hitButton(self, pos: QPoint) -> bool:
        at = QPointF(pos)
        return touch.still_pressed(QRectF(self.rect()), self._pressed_at, at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position()
        if self._reason:
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._reason:
            hit, self._pressed_at = self.hitButton(event.position().toPoint()), None
            if hit and event.button() == Qt.MouseButton.LeftButton:
                self.refused.emit(self._reason)
            event.accept()
            return
        super().mouseReleaseEvent(event)
        self._pressed_at = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        act = enter or event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
        if act and self._reason:
            self.refused.emit(self._reason)
        elif enter and not event.isAutoRepeat():
            self.click()
        elif not act or not event.isAutoRepeat():
            super().keyPressEvent(event)

    def _theme_changed(self) -> None:
        self.updateGeometry()
        self.update()
