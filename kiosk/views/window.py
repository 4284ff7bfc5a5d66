"""The one window: locked over the whole screen, or an ordinary one for trying things out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.frame import ScreenFrame

RETURN_MS = 300  # a raised window has the keyboard by then


class Window(ScreenFrame):
    """Holds every screen. Locked, it covers the screen, stays in front and cannot be closed."""

    def __init__(self, *, locked: bool, asked_to_close: Callable[[], None]) -> None:
        self._locked, self._asked_to_close = locked, asked_to_close
        super().__init__()
        self._return = QTimer(self)
        self._return.setSingleShot(True)
        self._return.timeout.connect(self._insist)
        self.setWindowTitle("Kiosk")
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setProperty("ground", "paper")
        if locked:
            self.setWindowFlags(
                Qt.WindowType.Window
                | Qt.WindowType.FramelessWindowHint
                | Qt.WindowType.WindowStaysOnTopHint
            )

    def open(self, width: int, height: int) -> None:
        """Show it; the size in pixels is that of an ordinary window."""
        if self._locked:
            self.showFullScreen()
        else:
            self.resize(width, height)
            self.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nobody closes it from outside; an ordinary one asks the app to save and end."""
        event.ignore()
        if not self._locked:
            self._asked_to_close()

    def changeEvent(self, event: QEvent) -> None:
        """A window manager that makes it small or lays something over it is undone."""
        super().changeEvent(event)
        if not self._locked or not self.isVisible():
            return
        if event.type() == QEvent.Type.WindowStateChange and not self.isFullScreen():
            self.showFullScreen()
        elif event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._come_back()

    def _come_back(self) -> None:
        window: QWidget = self
        window.raise_()
        window.activateWindow()
        self._return.start(RETURN_MS)

    def _insist(self) -> None:
        """A window manager that shows its desktop has unmapped the window, and tells nobody."""
        if not self.isActiveWindow():
            self.hide()
            self.showFullScreen()
            self._come_back()
