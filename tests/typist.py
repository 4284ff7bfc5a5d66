"""Writes on the keyboard that stands on the glass, key by key, as a finger does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from kiosk.ui import keyboard_layout
from kiosk.ui.keyboard_keys import Key

if TYPE_CHECKING:
    from kiosk.ui.keyboard import Keyboard
    from tests.fingers import Fingers

PAGES = ("letters", "symbols", "more")


class NoKeyError(AssertionError):
    """The keyboard on the screen cannot write what was asked for."""


def write(fingers: Fingers, text: str) -> None:
    """Write a text; ends on the letters again."""
    fingers.wait_until(fingers.keyboard, "the keyboard")
    for char in text:
        if char in "\n ":
            _press(fingers, _action(fingers, "enter" if char == "\n" else "space"))
        elif not any(_strike(fingers, char, page) for page in ("", *PAGES)):
            raise NoKeyError(f"no key writes {char!r}")
    _turn_to(fingers, "letters")


def erase(fingers: Fingers, count: int) -> None:
    """Take so many characters away."""
    fingers.wait_until(fingers.keyboard, "the keyboard")
    for _each in range(count):
        _press(fingers, _action(fingers, "delete"))


def _strike(fingers: Fingers, char: str, page: str) -> bool:
    """Strike the key that writes the character, with shift or held down; False where none does."""
    if page:
        _turn_to(fingers, page)
    low = char.lower()
    goal = next((key for key in _letters(fingers) if key.spec.char == low), None)
    held = goal is None
    if goal is None:
        offers = keyboard_layout.load(_keyboard(fingers).language()).offers
        goal = next((key for key in _letters(fingers) if low in offers(key.spec.char)), None)
    if goal is None:
        return False
    base = goal.spec.char
    if (char != low) != (goal.label != base):
        _press(fingers, _action(fingers, "shift"))
    if held:
        _hold(fingers, goal, char)
    else:
        _press(fingers, goal)
    return True


def _hold(fingers: Fingers, key: Key, accent: str) -> None:
    """Hold a key until its accents show, and take one."""
    keyboard = _keyboard(fingers)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(key, left, none, key.rect().center())
    fingers.wait_until(lambda: keyboard.accents() is not None, "the accents")
    QTest.mouseRelease(key, left, none, key.rect().center())
    strip = keyboard.accents()
    for other in strip.findChildren(Key) if strip is not None else []:
        if other.label == accent:
            _press(fingers, other)
            return
    raise NoKeyError(f"{key.label!r} offers no {accent!r}")


def _turn_to(fingers: Fingers, page: str) -> None:
    """Turn to a page of keys; `more` lies behind `symbols`."""
    keyboard = _keyboard(fingers)
    for _turn in range(2):
        if keyboard.page() == page:
            return
        ways = {key.spec.page: key for key in _keys(fingers) if key.spec.action == "page"}
        _press(fingers, ways.get(page) or ways.get("symbols") or ways["letters"])
    if keyboard.page() != page:
        raise NoKeyError(f"no way to the page {page!r}")


def _keyboard(fingers: Fingers) -> Keyboard:
    keyboard = fingers.keyboard()
    if keyboard is None:
        raise NoKeyError("the keyboard is gone")
    return keyboard


def _keys(fingers: Fingers) -> list[Key]:
    every = _keyboard(fingers).findChildren(Key)
    return [key for key in every if key.isVisible()]


def _letters(fingers: Fingers) -> list[Key]:
    return [key for key in _keys(fingers) if key.spec.char]


def _action(fingers: Fingers, action: str) -> Key:
    found = next((key for key in _keys(fingers) if key.spec.action == action), None)
    if found is None:
        raise NoKeyError(f"no key for {action!r}")
    return found


def _press(fingers: Fingers, key: QAbstractButton) -> None:
    fingers.press_at(key, key.rect().center())
