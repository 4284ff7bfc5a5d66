"""When what has changed is shown: together, and with no finger on the screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from kiosk.domain import Topic
from kiosk.views.screen import MakeTimer

FLUSH_MS = 80  # topics that change together are shown together
_DOWN = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
_UP = frozenset({QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel})
_ACTIVE = _DOWN | {QEvent.Type.KeyPress, QEvent.Type.Wheel}


class News(QObject):
    """Gathers topics and hands them to `show`; `active` hears of every touch and key."""

    def __init__(
        self,
        timer: MakeTimer,
        show: Callable[[frozenset[Topic]], None],
        active: Callable[[], None],
    ) -> None:
        super().__init__()
        self._show, self._active = show, active
        self._timer = timer(self)
        self._due: frozenset[Topic] = frozenset()
        self._finger_down = False
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    @property
    def due(self) -> bool:
        """Whether something has changed that does not show yet."""
        return bool(self._due)

    def add(self, topics: frozenset[Topic]) -> None:
        """These have changed."""
        self._due |= topics
        if not self._finger_down:
            self._timer.start(FLUSH_MS, self._flush)

    def close(self) -> None:
        """Hear nothing more."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._timer.stop()

    def _flush(self) -> None:
        if not self._finger_down:
            due, self._due = self._due, frozenset()
            self._show(due)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _ACTIVE:
            self._active()
        if kind in _DOWN:
            self._finger_down = True
        elif kind in _UP:
            self._finger_down = False
            if self._due:
                self._timer.start(FLUSH_MS, self._flush)
        return False
