"""Hide now: a cover over everything; a touch lifts it at first, afterwards the PIN is due."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.ui import icons, theme
from kiosk.ui.button import Button
from kiosk.ui.label import Label
from kiosk.ui.theme import S16, S24
from kiosk.views.language import tr
from kiosk.views.screen import MakeTimer

OPEN_MS = 10_000  # how long a touch is enough


class Cover(QWidget):
    """Lies over the whole window and shows nothing of the person.

    `lifted` after a touch; `leave` when none came in time, to drop the keys and ask for the PIN.
    """

    def __init__(
        self,
        over: QWidget,
        timer: MakeTimer,
        lifted: Callable[[], None],
        leave: Callable[[], None],
    ) -> None:
        super().__init__(over)
        self._over, self._lifted, self._leave = over, lifted, leave
        self._open = True
        self._timer = timer(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")
        box = QVBoxLayout(self)
        box.setContentsMargins(S24, S24, S24, S24)
        box.setSpacing(S16)
        box.addStretch(3)
        self._title = Label(tr("Hidden"), "title")
        self._text = Label(tr("Touch the screen to go on."), "body", "quiet")
        self._button = Button(tr("Go on"), "eye")
        self._button.clicked.connect(self._touched)
        for part in (self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(part)
        box.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(4)
        over.installEventFilter(self)
        self.setGeometry(over.rect())
        self.show()
        self.raise_()
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._timer.start(OPEN_MS, self._close)

    def _close(self) -> None:
        """From now on the way back leads through the PIN."""
        self._open = False
        self._text.setText(tr("Everything is saved. One moment."))
        self._button.hide()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._leave()

    def _touched(self) -> None:
        if self._open:
            self._timer.stop()
            self.hide()
            self._lifted()
            self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False

    def focusNextPrevChild(self, _forward: bool) -> bool:
        if self._open:
            self._button.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self._touched()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = theme.tokens()
        painter.fillRect(self.rect(), QColor(t.paper))
        high = theme.half(180)
        painter.drawPixmap(0, self.height() - high, icons.art("hills", self.width(), high, t))
        painter.end()
