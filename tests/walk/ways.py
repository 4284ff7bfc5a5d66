"""The three ways to use a screen: with a finger, with keys alone, by what read-aloud says alone."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from kiosk.ui.keyboard import Keyboard
from kiosk.ui.keypad import Keypad
from kiosk.ui.photo_grid import PhotoGrid
from tests.walk import focus, seeing
from tests.walk.drawn import around

if TYPE_CHECKING:
    from tests.walk.walked import WalkedKiosk

Role = QAccessible.Role
MOST_DIGITS = 10
WORDS = "an"  # typed into whatever takes a text
ROLES = frozenset(
    {Role.Button, Role.CheckBox, Role.RadioButton, Role.EditableText, Role.List, Role.Graphic}
)


class CannotError(AssertionError):
    """A control is there that this way does not lead to."""


class Way(ABC):
    """One way to use the app."""

    def __init__(self, kiosk: WalkedKiosk) -> None:
        self.kiosk = kiosk

    @property
    def window(self) -> QWidget:
        """The app's; another one after each sign-out."""
        return self.kiosk.window

    @abstractmethod
    def found(self) -> list[QWidget]:
        """The controls that this way leads to on what shows now."""

    @abstractmethod
    def use(self, control: QWidget) -> None:
        """Press it, or write into it."""

    def faults(self) -> list[str]:
        """What hinders this way on what shows now."""
        return []

    def press(self, name: str) -> None:
        """Use the control of this lasting name or these words, once it is there."""
        self.kiosk.wait_until(lambda: self._named(name) is not None, f"control {name!r}")
        self.kiosk.settle()
        found = self._named(name)
        if found is None:
            raise CannotError(f"{name!r} went away")
        self.use(found)
        self.kiosk.settle()

    def digits(self, digits: str, field: QWidget, clear: QWidget) -> None:
        """A number or PIN by the keys on the glass, in place of what stands in the field."""
        self.use(clear)
        self.kiosk.settle()
        for digit in digits:
            self.press(digit)

    def _named(self, name: str) -> QWidget | None:
        for control in seeing.controls(seeing.layer(self.window)):
            words = control.text() if isinstance(control, QAbstractButton) else ""
            if name in (control.objectName(), words) and seeing.usable(control):
                return control
        return None


class Touch(Way):
    """One finger: a touch in the middle of each control."""

    def __init__(self, kiosk: WalkedKiosk) -> None:
        super().__init__(kiosk)
        self._glass = QTest.createTouchDevice()

    def found(self) -> list[QWidget]:
        return seeing.controls(seeing.layer(self.window))

    def use(self, control: QWidget) -> None:
        self.kiosk.bring(control)
        self._tap(_middle(control))
        if isinstance(control, QLineEdit | QPlainTextEdit) and isValid(control):
            keyboard = self.kiosk.keyboard()
            if keyboard is not None:  # the sign-in has digits of its own
                self.kiosk.settle()
                self.kiosk.type_on_keyboard(WORDS)

    def _tap(self, at: tuple[QWidget, QPoint]) -> None:
        widget, middle = at
        spot = widget.mapTo(self.window, middle)
        hit = self.window.childAt(spot)
        if hit is None or not (hit is widget or widget.isAncestorOf(hit)):
            raise CannotError(f"{seeing.told(widget)!r} lies under something")
        glass: QPointingDevice = self._glass
        thrown = any(isinstance(each, QScrollArea) for each in around(widget))
        thrown = thrown and seeing.usable(widget)
        QTest.touchEvent(self.window, glass).press(0, spot, self.window).commit()
        if thrown:
            self.kiosk.wait_until(lambda: _taken(widget), "the touch")
        QTest.touchEvent(self.window, glass).release(0, spot, self.window).commit()


class Keys(Way):
    """Tab, Shift and Tab, arrows, Enter, Escape and letters."""

    def found(self) -> list[QWidget]:
        return focus.ring(self.window)

    def faults(self) -> list[str]:
        return focus.faults(self.window, seeing.controls(seeing.layer(self.window)))

    def use(self, control: QWidget) -> None:
        if not focus.go_to(self.window, control):
            raise CannotError(f"no key leads to {seeing.told(control)!r}")
        if not isValid(control):
            return  # an arrow has chosen it already
        if isinstance(control, QLineEdit | QPlainTextEdit):
            QTest.keyClicks(control, WORDS)
        else:
            QTest.keyClick(control, Qt.Key.Key_Return)

    def digits(self, digits: str, field: QWidget, clear: QWidget) -> None:
        """Typed, in place of what stands in the field."""
        focus.go_to(self.window, field)
        for _digit in range(MOST_DIGITS):
            self._type(Qt.Key.Key_Backspace)
        for digit in digits:
            self._type(digit)

    def _type(self, key: Qt.Key | str) -> None:
        at = QApplication.focusWidget()
        if at is None:
            raise CannotError("nothing takes the digits")
        if isinstance(key, str):
            QTest.keyClicks(at, key)
        else:
            QTest.keyClick(at, key)
        self.kiosk.settle()


class Names(Way):
    """What a screen reader does: goes through what has a name and a role, and asks it to act."""

    def found(self) -> list[QWidget]:
        top = QAccessible.queryAccessibleInterface(seeing.layer(self.window))
        return [] if top is None else _told_controls(top)

    def faults(self) -> list[str]:
        layer = seeing.layer(self.window)
        return _unnamed(self.found(), seeing.controls(layer))

    def use(self, control: QWidget) -> None:
        interface = QAccessible.queryAccessibleInterface(control)
        if interface is None:
            raise CannotError(f"read-aloud knows nothing of {type(control).__name__}")
        acts = interface.actionInterface()
        names = acts.actionNames() if acts is not None else []
        if interface.role() == Role.EditableText:
            acts.doAction("SetFocus")
            self.kiosk.settle()
            interface.setText(QAccessible.Text.Value, WORDS)
        elif interface.role() == Role.Graphic:
            return  # a photo is there to be told of
        elif "Press" in names or "Toggle" in names:
            acts.doAction("Press" if "Press" in names else "Toggle")
        else:
            raise CannotError(f"{seeing.told(control)!r} can do nothing for read-aloud")


def _told_controls(interface: QAccessibleInterface) -> list[QWidget]:
    """The usable things below, in their order."""
    found: list[QWidget] = []
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is None or not child.isValid() or child.state().invisible:
            continue
        widget = child.object()
        if isinstance(widget, QWidget) and widget.isVisible() and seeing.is_control(widget):
            found.append(widget)
        found += _told_controls(child)
    return found


def _unnamed(found: list[QWidget], seen: list[QWidget]) -> list[str]:
    """Controls without a name or a role, with none at all, or told like one beside them."""
    faults = [f"read-aloud does not come to {_what(each)}" for each in seen if each not in found]
    told: dict[tuple[str, int], list[QWidget]] = {}
    for control in found:
        interface = QAccessible.queryAccessibleInterface(control)
        name = interface.text(QAccessible.Text.Name)
        if not name.strip():
            faults.append(f"{_what(control)} has no name")
        if interface.role() not in ROLES:
            faults.append(f"{_what(control)} has the role {interface.role().name}")
        told.setdefault((name, id(control.parentWidget())), []).append(control)
    for (name, _parent), alike in told.items():
        described = {each.accessibleDescription() for each in alike}
        if len(alike) > len(described):
            faults.append(f"{len(alike)} beside each other are all told as {name!r}")
    return faults


def _what(widget: QWidget) -> str:
    return repr(seeing.told(widget) or widget.objectName() or type(widget).__name__)


def _middle(control: QWidget) -> tuple[QWidget, QPoint]:
    """Where a finger aims: at a photo, where the control has some of its own."""
    if isinstance(control, PhotoGrid) and control.plan().cells:
        cell = control.plan().cells[0]
        top = cell.top - control.verticalScrollBar().value()
        return control.viewport(), QPoint(cell.left + cell.width // 2, top + cell.height // 2)
    return control, control.rect().center()


def _taken(widget: QWidget) -> bool:
    return not isinstance(widget, QAbstractButton) or not isValid(widget) or widget.isDown()


def on_glass(control: QWidget) -> bool:
    """Whether it is a key that only fingers need: with keys of one's own it does nothing."""
    return any(isinstance(each, Keyboard | Keypad) for each in around(control))
