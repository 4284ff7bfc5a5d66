"""Signing in: number, then PIN, on big keys; says why it did not work and when to try again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.session import Locked, NeedsNewPin, SignedIn, SignInOutcome, WrongPin
from kiosk.ui import theme
from kiosk.ui.button import Button
from kiosk.ui.field import PinBoxes, TextField
from kiosk.views import words
from kiosk.views.keypad import KeypadPage
from kiosk.views.language import plain, tr
from kiosk.views.router import Waiting
from kiosk.views.screen import named
from kiosk.views.troubles import Trouble, locked, sign_in_trouble
from kiosk.views.waiting import Outside

LONGEST_NUMBER = 20
LEAST_NUMBER = 2


class SignInPage(KeypadPage):
    """Number, then PIN; `signed_in` and `pin_due` hear how it ended."""

    def __init__(
        self,
        outside: Outside,
        signed_in: Callable[[SignedIn], None],
        pin_due: Callable[[NeedsNewPin], None],
    ) -> None:
        self._outside, self._signed_in, self._pin_due = outside, signed_in, pin_due
        self._number, self._step = "", "number"
        self._busy, self._trouble = False, None
        self._free_at: float | None = None
        super().__init__()
        self.keys.digit.connect(self._digit)
        self.keys.deleted.connect(self._delete)
        self.keys.cleared.connect(self._clear)
        self.forward.clicked.connect(self._forward)
        self._field = TextField("", "user", LONGEST_NUMBER)
        self._boxes = PinBoxes()
        self.setAccessibleName(tr("Sign in"))
        self.begin()

    def begin(self) -> None:
        """Called once, before anything shows."""

    def trouble_of(self, outcome: SignInOutcome) -> Trouble:
        """Why a try did not work."""
        return sign_in_trouble(outcome)

    def pin_head(self, body: QVBoxLayout) -> None:
        """What stands above the PIN."""
        text = tr("{noun} number ending in {end}").format(noun=self._noun(), end=self._number[-3:])
        self.head(body, self._to_number, tr("Enter your PIN"), words.capital(text))

    def try_pin(self, digits: str) -> None:
        """Six digits were entered."""
        self._outside.session.sign_in(self._number, digits, self._ended)

    _trouble: Trouble | None

    def tick(self) -> None:
        """A second has passed: count a waiting time down."""
        if self._free_at is None:
            return
        left = self._free_at - self._outside.now().timestamp()
        if left <= 0:
            self._free_at, self._trouble = None, None
        else:
            self._trouble = locked(left)
        self.refill()

    def say(self, body: QVBoxLayout) -> None:
        if self._step == "number":
            self._say_number(body)
        else:
            self._say_pin(body)
        tone = "danger" if self._free_at is not None else "waiting"
        self.trouble(body, self._trouble, tone)
        body.addStretch(1)
        self._look()

    def _noun(self) -> str:
        policy = self._outside.policy()
        noun = policy.inmate_noun if policy else "inmate"
        return tr("inmate") if noun == "inmate" else plain(noun)

    def _say_number(self, body: QVBoxLayout) -> None:
        text = tr("It is on your ID card.")
        title = tr("Enter your {noun} number").format(noun=self._noun())
        self.head(body, self._back, title, text)
        self._field = TextField(tr("Number"), "user", LONGEST_NUMBER)
        self._field.set_text(self._number)
        self._field.edit.setObjectName("number")
        self._field.edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._field.text_changed.connect(self._typed)
        self._field.submitted.connect(self._forward)
        self.put_entry(body, self._field)
        self._field.edit.setFont(theme.font(26, 600, tabular=True))

    def _say_pin(self, body: QVBoxLayout) -> None:
        self.pin_head(body)
        kept = self._boxes.digits()
        self._boxes = named(PinBoxes(), "pin")
        for digit in kept:
            self._boxes.add(digit)
        self._boxes.changed.connect(lambda _count: self._look())
        self.put_entry(body, self._boxes)
        forgot = named(Button(tr("I forgot my PIN"), "key-round", "quiet"), "forgot")
        forgot.clicked.connect(self._forgot)
        row = QHBoxLayout()
        row.addWidget(forgot)
        row.addStretch(1)
        body.addLayout(row)

    def first_focus(self) -> QWidget:
        return self._field.edit if self._step == "number" else self._boxes

    def _focus(self) -> None:
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        """Say on the button what is still needed."""
        if self._step == "number":
            self.forward.setText(tr("Next"))
            self.forward.set_icon("arrow-right")
            short = len(self._number) < LEAST_NUMBER
            self.forward.set_disabled_reason(tr("Next: enter your number") if short else "")
            return
        self.forward.setText(tr("Sign in"))
        self.forward.set_icon("log-in")
        missing, reason = self._boxes.missing(), ""
        if self._busy:
            reason = tr("One moment")
        elif self._free_at is not None:
            left = self._free_at - self._outside.now().timestamp()
            reason = tr("Sign in: wait {wait}").format(wait=words.wait(left))
        elif missing:
            reason = tr("Sign in: %n more digits", "", missing)
        self.forward.set_disabled_reason(reason)

    def _digit(self, digit: str) -> None:
        if self._busy:
            return
        if self._step == "number":
            if len(self._number) < LONGEST_NUMBER:
                self._field.set_text(self._number + digit)
        else:
            self._boxes.add(digit)

    def _delete(self) -> None:
        if self._step == "number":
            self._field.set_text(self._number[:-1])
        elif not self._busy:
            self._boxes.remove()

    def _clear(self) -> None:
        if self._step == "number":
            self._field.set_text("")
        elif not self._busy:
            self._boxes.clear()

    def _typed(self, text: str) -> None:
        self._number = text.strip()
        self._look()

    def _forward(self) -> None:
        if self._busy or not self.forward.usable():
            return
        if self._step == "number":
            self._step, self._trouble = "pin", None
            self.refill()
            self._focus()
            return
        self._busy = True
        self._look()
        self.try_pin(self._boxes.digits())

    def _ended(self, outcome: SignInOutcome) -> None:
        self._busy = False
        self._boxes.clear()
        if isinstance(outcome, SignedIn):
            self._signed_in(outcome)
            return
        if isinstance(outcome, NeedsNewPin):
            self._pin_due(outcome)
            return
        if isinstance(outcome, WrongPin | Locked) and outcome.wait_seconds > 0:
            self._free_at = self._outside.now().timestamp() + outcome.wait_seconds
        self._trouble = self.trouble_of(outcome)
        self.refill()
        self._focus()

    def _forgot(self) -> None:
        self._trouble = Trouble(
            tr("Ask staff for a new PIN"),
            tr(
                "They check who you are and give you a PIN that works once. "
                "Then you choose your own. Nothing of yours is lost."
            ),
        )
        self.refill()

    def _to_number(self) -> None:
        self._outside.session.cancel()
        self._boxes.clear()
        self._busy, self._step, self._trouble = False, "number", None
        self.refill()
        self._focus()

    def _back(self) -> None:
        self._outside.session.cancel()
        self._outside.go(Waiting())
