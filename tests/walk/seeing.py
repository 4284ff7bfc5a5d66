"""What there is to see and to use on a screen, whoever made it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from kiosk.ui.sheet import Sheet
from kiosk.views.cover import Cover

TEXTS = (QLineEdit, QPlainTextEdit)


def layer(window: QWidget) -> QWidget:
    """What lies over everything else: the cover, a sheet, or the window itself."""
    for kind in (Cover, Sheet):
        for over in window.findChildren(kind):
            if over.isVisible():
                return over
    return window


def controls(above: QWidget) -> list[QWidget]:
    """All that can be used on a layer: buttons, fields, and whatever else takes the Tab key."""
    return [each for each in above.findChildren(QWidget) if each.isVisible() and is_control(each)]


def is_control(widget: QWidget) -> bool:
    """Whether a person can do something with it."""
    if isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit):
        return widget.isEnabled()
    stops = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(stops) and widget.isEnabled() and widget.focusProxy() is None


def control_box(control: QWidget) -> QWidget:
    """The box that a finger aims at: of a field, all that gives it the focus."""
    box, at = control, control.parentWidget()
    while at is not None and at.focusProxy() in (control, box) and at.focusProxy() is not None:
        box, at = at, at.parentWidget()
    return box


def usable(control: QWidget) -> bool:
    """Whether using it would do something; else it says why not."""
    says = getattr(control, "usable", control.isEnabled)
    return bool(says())


def told(widget: QWidget) -> str:
    """What read-aloud says for it."""
    return widget.accessibleName()


def scrolls(widget: QWidget) -> bool:
    """Whether it is a view that scrolls by itself."""
    return isinstance(widget, QAbstractScrollArea)
