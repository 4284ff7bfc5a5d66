"""Timers and clocks that tests move by hand, and fingers."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


class HandTimer:
    """Runs its action when the test says so."""

    def __init__(self) -> None:
        self.ms: int | None = None
        self._action: Callable[[], object] | None = None

    def start(self, ms: int, action: Callable[[], object]) -> None:
        self.ms, self._action = ms, action

    def stop(self) -> None:
        self.ms, self._action = None, None

    def running(self) -> bool:
        return self._action is not None

    def fire(self) -> None:
        action = self._action
        self.stop()
        assert action is not None, "the timer is not running"
        action()


class HandClock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def pass_ms(self, ms: float) -> None:
        self.now += ms / 1000


def _send(widget: QWidget, kind: QEvent.Type, at: QPoint, held: bool) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind is QEvent.Type.MouseMove else left
    event = QMouseEvent(
        kind,
        QPointF(at),
        QPointF(widget.mapToGlobal(at)),
        button,
        left if held else none,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)


def press(widget: QWidget, at: QPoint | None = None) -> None:
    _send(widget, QEvent.Type.MouseButtonPress, at or widget.rect().center(), held=True)


def move(widget: QWidget, at: QPoint) -> None:
    _send(widget, QEvent.Type.MouseMove, at, held=True)


def lift(widget: QWidget, at: QPoint | None = None) -> None:
    _send(widget, QEvent.Type.MouseButtonRelease, at or widget.rect().center(), held=False)


def tap(widget: QWidget, at: QPoint | None = None) -> None:
    press(widget, at)
    lift(widget, at)


def key(
    widget: QWidget, which: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(widget, which, held)


def click(widget: QWidget, button: Qt.MouseButton, at: QPoint | None = None) -> None:
    QTest.mouseClick(widget, button, pos=at or widget.rect().center())
