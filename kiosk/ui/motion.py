"""How long things move: one function, nothing at all when a person asks for less motion."""

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QObject, QPropertyAnimation

from kiosk.ui import theme

SLIDE_MS = 180
FADE_MS = 150
ZOOM_MS = 200


def duration(ms: int) -> int:
    """`ms` milliseconds of movement, or none with reduced motion."""
    return 0 if theme.current().reduce_motion else ms


def animate(target: QObject, name: bytes, start: object, end: object, ms: int) -> None:
    """Move one property of an object from start to end; at once with reduced motion."""
    span = duration(ms)
    if not span:
        target.setProperty(name.decode(), end)
        return
    moving = QPropertyAnimation(target, name, target)
    moving.setDuration(span)
    moving.setStartValue(start)
    moving.setEndValue(end)
    moving.setEasingCurve(QEasingCurve.Type.OutCubic)
    moving.start(QAbstractAnimation.DeletionPolicy.DeleteWhenStopped)
