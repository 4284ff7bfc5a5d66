"""What a control or a part of the screen says in words: its name, its role and its state."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from kiosk.ui.choice import Choice, Switch
from kiosk.ui.field import PinBoxes
from kiosk.ui.keypad import Keypad
from kiosk.ui.label import Label
from kiosk.ui.scroll import ScrollButtons
from kiosk.ui.touch_button import TouchButton

_Role = QAccessible.Role
_NAME = QAccessible.Text.Name
say = QCoreApplication.translate


def spoken(control: QWidget) -> str:
    """Name, role and state of a control, as one is told when it gets the focus."""
    known = QAccessible.queryAccessibleInterface(control)
    role, state = known.role(), known.state()
    parts = [_group(control), known.text(_NAME) or control.accessibleName(), _role(control, role)]
    if isinstance(control, QAbstractButton) and control.isCheckable():
        parts.append(_checked(control))
    if isinstance(control, TouchButton) and not control.usable():
        parts.append(say("Spoken", "cannot be used now"))
        parts.append(control.accessibleDescription())
    elif state.disabled:
        parts.append(say("Spoken", "cannot be used now"))
    parts.append(written(control) or "")
    return ". ".join(part.strip(". ") for part in parts if part.strip(". "))


def written(control: QWidget) -> str | None:
    """The text in a field; None for what is no field, a PIN among it: its digits are no text."""
    if isinstance(control, QLineEdit):
        return control.text() if control.echoMode() is QLineEdit.EchoMode.Normal else ""
    return control.toPlainText() if isinstance(control, QPlainTextEdit) else None


def entered(before: str, now: str) -> str:
    """What changed in a field: the sign that was typed, or that one was taken away."""
    if now == before:
        return ""
    if len(now) < len(before):
        return say("Spoken", "deleted")
    at = next((i for i, (a, b) in enumerate(zip(before, now, strict=False)) if a != b), len(before))
    added = now[at : at + len(now) - len(before)]
    if added == " ":
        return _last_word(now[:at]) or say("Spoken", "space")
    return added.strip() or say("Spoken", "new line")


def page_words(page: QWidget) -> list[str]:
    """What stands in the visible part of a page, in the order in which it was put there."""
    name = page.accessibleName()
    return [name, *(words for words in _inside(page) if words != name)]


def _inside(widget: QWidget) -> Iterator[str]:
    for child in widget.children():
        if not isinstance(child, QWidget) or child.isWindow() or not child.isVisible():
            continue
        if child.visibleRegion().isEmpty() or isinstance(child, ScrollButtons | Keypad):
            continue
        words = _alone(child)
        if words is None:
            yield from _inside(child)
            continue
        if words:
            yield words
        if not isinstance(child, QAbstractButton):
            yield from _buttons(child)


def _alone(widget: QWidget) -> str | None:
    """What one part says for itself and all in it; None where its parts say it."""
    if isinstance(widget, TouchButton):
        return spoken(widget)
    if isinstance(widget, Label):
        return widget.full_text()
    if isinstance(widget, QLabel):
        return ""  # an icon
    if isinstance(widget, PinBoxes | QLineEdit | QPlainTextEdit):
        return spoken(widget)
    if isinstance(widget, Choice):
        return None
    return widget.accessibleName() or None


def _buttons(widget: QWidget) -> Iterator[str]:
    for button in widget.findChildren(TouchButton):
        if button.isVisible() and not button.visibleRegion().isEmpty():
            yield spoken(button)


def _group(control: QWidget) -> str:
    """What a choice is about, where the choices stand side by side."""
    around = control.parentWidget()
    return around.accessibleName() if isinstance(around, Choice) else ""


def _role(control: QWidget, role: QAccessible.Role) -> str:
    if isinstance(control, Switch):
        return say("Spoken", "switch")
    if isinstance(control, PinBoxes):
        return ""  # its name says enough, and how far one is
    names = {
        _Role.Button: say("Spoken", "button"),
        _Role.RadioButton: say("Spoken", "choice"),
        _Role.CheckBox: say("Spoken", "choice"),
        _Role.EditableText: say("Spoken", "text field"),
    }
    return names.get(role, "")


def _checked(control: QAbstractButton) -> str:
    if isinstance(control, Switch):
        return say("Spoken", "on") if control.isChecked() else say("Spoken", "off")
    return say("Spoken", "chosen") if control.isChecked() else say("Spoken", "not chosen")


def _last_word(text: str) -> str:
    words = text.split()
    return words[-1] if words and text and not text[-1].isspace() else ""
