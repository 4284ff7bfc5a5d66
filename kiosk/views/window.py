"""The one window: locked over the whole screen, or an ordinary one for trying things out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.frame import ScreenFrame

RETURN_MS = 400  # a raised window has the keyboard by then; doubled with each try that failed
LONGEST_RETURN_MS = 6_400


class Window(ScreenFrame):
    """Holds every screen. Locked, it covers the screen, stays in front and cannot be closed."""

    def __init__(self, *, locked: bool, asked_to_close: Callable[[], None]) -> None:
        self._locked, self._asked_to_close = locked, asked_to_close
        super().__init__()
        self._patience = RETURN_MS
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
        if event.type() in (QEvent.Type.WindowStateChange, QEvent.Type.ActivationChange):
            self._see_to_it()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._see_to_it()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._see_to_it()

    def _stands(self) -> bool:
        """Whether it covers the screen and has the keyboard, whatever its state is said to be."""
        return self.isActiveWindow() and self.geometry() == self.screen().geometry()

    def _see_to_it(self) -> None:
        if not self._locked or not self.isVisible() or self._stands():
            return
        window: QWidget = self
        window.raise_()
        window.activateWindow()
        if not self._return.isActive():
            self._return.start(self._patience)

    def _insist(self) -> None:
        """Asking was not enough: a window that is mapped anew is placed as it asks to be.

        Qt may believe it fullscreen, and a desktop that is shown unmaps it without a word.
        """
        if self._stands():
            self._patience = RETURN_MS
            return
        self._patience = min(2 * self._patience, LONGEST_RETURN_MS)
        self.hide()
        self.setWindowState(Qt.WindowState.WindowNoState)
        self.setGeometry(self.screen().geometry())
        self.showFullScreen()
        self._see_to_it()
