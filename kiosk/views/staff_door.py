"""The door of the staff screen: digits for the console, and the answer that the console gives."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.session import (
    DoorOutcome,
    Expired,
    MustWait,
    NotKept,
    Opened,
    StaffDesk,
    WrongAnswer,
)
from kiosk.ui import theme
from kiosk.ui.field import TextField
from kiosk.ui.label import Label
from kiosk.views import words
from kiosk.views.keypad import KeypadPage
from kiosk.views.language import tr
from kiosk.views.router import StaffInside, Waiting
from kiosk.views.screen import named
from kiosk.views.troubles import Trouble
from kiosk.views.waiting import Outside

DIGITS = 8


def spaced(digits: str) -> str:
    """Eight digits in two groups, to be read and typed."""
    return f"{digits[:4]} {digits[4:]}".strip()


class StaffDoorPage(KeypadPage):
    """Shows the challenge; whoever knows the answer goes in."""

    def __init__(self, outside: Outside, desk: StaffDesk) -> None:
        super().__init__()
        self._outside, self._desk = outside, desk
        self._answer, self._trouble = "", None if desk.can_open else _no_key()
        self._shown = ""
        self._free_at: float | None = None
        self._field = TextField(tr("Answer"), "key-round", DIGITS + 1)
        desk.shut()  # whoever comes to the door begins anew
        self.keys.digit.connect(self._digit)
        self.keys.deleted.connect(lambda: self._put(self._answer[:-1]))
        self.keys.cleared.connect(lambda: self._put(""))
        self.forward.clicked.connect(self._forward)
        self.setAccessibleName(tr("Staff only"))

    def tick(self) -> None:
        """A second has passed: digits grow old, and waits come to an end."""
        if self._free_at is not None:
            left = self._free_at - self._outside.now().timestamp()
            self._trouble = _wait(left) if left > 0 else None
            self._free_at = self._free_at if left > 0 else None
            self.refill()
        elif self._shown != self._desk.challenge():
            self.refill()

    def say(self, body: QVBoxLayout) -> None:
        text = tr("For staff with the console. Nothing of the people here shows.")
        self.head(body, lambda: self._outside.go(Waiting()), tr("Staff only"), text)
        self._shown = self._desk.challenge()
        if self._shown:
            hint = tr("Open this device in the console, and type these digits there:")
            body.addWidget(Label(hint, "body"))
            digits = named(Label(spaced(self._shown), "display"), "challenge")
            digits.setFont(theme.font(44, 700, tabular=True))
            self.put_entry(body, digits)
            if not self._tight():
                self.put_entry(body, Label(tr("Then enter the answer here:"), "body"))
            self._field = TextField(tr("Answer"), "key-round", DIGITS + 1)
            self._field.set_text(self._answer)
            self._field.edit.setObjectName("answer")
            self._field.edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
            self._field.text_changed.connect(self._typed)
            self._field.submitted.connect(self._forward)
            self.put_entry(body, self._field)
            self._field.edit.setFont(theme.font(26, 600, tabular=True))
        self.trouble(body, self._trouble)
        body.addStretch(1)
        self._look()

    def first_focus(self) -> QWidget:
        return self._field.edit if self._shown else self

    def _digit(self, digit: str) -> None:
        if len(self._answer) < DIGITS:
            self._put(self._answer + digit)

    def _put(self, digits: str) -> None:
        if self._shown:
            self._field.set_text(digits)

    def _typed(self, text: str) -> None:
        self._answer = "".join(char for char in text if char.isdecimal() and char.isascii())[
            :DIGITS
        ]
        self._look()

    def _look(self) -> None:
        self.forward.setText(tr("Open"))
        self.forward.set_icon("key-round")
        missing, reason = DIGITS - len(self._answer), ""
        if not self._shown:
            reason = tr("Not on this device")
        elif self._free_at is not None:
            left = self._free_at - self._outside.now().timestamp()
            reason = tr("Wait {wait}").format(wait=words.wait(left))
        elif missing:
            reason = tr("%n more digits", "", missing)
        self.forward.set_disabled_reason(reason)

    def _forward(self) -> None:
        if not self.forward.usable():
            return
        outcome = self._desk.try_answer(self._answer)
        if isinstance(outcome, Opened):
            self._outside.go(StaffInside())
            return
        self._answer = ""
        wait = _seconds(outcome)
        self._free_at = self._outside.now().timestamp() + wait if wait > 0 else None
        self._trouble = _wait(wait) if wait > 0 else _trouble(outcome)
        self.refill()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)


def _seconds(outcome: DoorOutcome) -> float:
    match outcome:
        case WrongAnswer(wait_seconds=seconds) | MustWait(seconds=seconds):
            return seconds
    return 0.0


def _trouble(outcome: WrongAnswer | MustWait | Expired | NotKept | Opened) -> Trouble:
    match outcome:
        case WrongAnswer():
            text = tr("Compare the digits in the console with those above, and try again.")
            return Trouble(tr("That answer is not right"), text)
        case Expired():
            text = tr("They are good for five minutes. Type the new ones into the console.")
            return Trouble(tr("These digits were too old"), text)
        case NotKept():
            text = tr("This device cannot keep anything right now, so nothing was tried.")
            return Trouble(tr("That did not work"), text)
        case MustWait(seconds=seconds):
            return _wait(seconds)
        case Opened():
            raise AssertionError("an open door is not a trouble")
    assert_never(outcome)


def _wait(seconds: float) -> Trouble:
    text = tr("You can try again in {wait}.").format(wait=words.wait(seconds))
    return Trouble(tr("Too many wrong answers"), text)


def _no_key() -> Trouble:
    text = tr("It has no key for answers yet. Enrol it anew to give it one.")
    return Trouble(tr("Not on this device"), text)
