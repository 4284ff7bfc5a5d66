"""A one-shot timer that tests can replace."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer


class Timer(Protocol):
    """Runs one action once, after some milliseconds; starting again forgets the one before."""

    def start(self, ms: int, action: Callable[[], object]) -> None: ...

    def stop(self) -> None: ...


class QtTimer:
    """The real one."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._timer = QTimer(parent)
        self._timer.setSingleShot(True)
        self._action: Callable[[], object] | None = None
        self._timer.timeout.connect(self._fire)

    def start(self, ms: int, action: Callable[[], object]) -> None:
        self._action = action
        self._timer.start(ms)

    def stop(self) -> None:
        self._timer.stop()
        self._action = None

    def _fire(self) -> None:
        action, self._action = self._action, None
        if action:
            action()
