"""After a one-time PIN: choose your own, twice; weak ones are refused with the reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.session import SignedIn, SignInOutcome, WeakPin
from kiosk.ui.field import PinBoxes
from kiosk.views.language import tr
from kiosk.views.router import Waiting
from kiosk.views.screen import named
from kiosk.views.sign_in import KeypadPage
from kiosk.views.troubles import Trouble, sign_in_trouble, weak
from kiosk.views.waiting import Outside


class FirstPinPage(KeypadPage):
    """A new PIN and the same again; `signed_in` hears when it is taken."""

    def __init__(
        self, outside: Outside, reset: bool, signed_in: Callable[[SignedIn], None]
    ) -> None:
        self._outside, self._reset, self._signed_in = outside, reset, signed_in
        self._first, self._busy = "", False
        self._trouble: Trouble | None = None
        super().__init__()
        self._boxes = PinBoxes()
        self.keys.digit.connect(self._digit)
        self.keys.deleted.connect(self._delete)
        self.keys.cleared.connect(self._clear)
        self.forward.clicked.connect(self._forward)
        self.setAccessibleName(tr("Choose your PIN"))

    def say(self, body: QVBoxLayout) -> None:
        if self._first:
            title, text = tr("Enter it once more"), tr("The same 6 digits again.")
        elif self._reset:
            title = tr("Choose a new PIN")
            text = tr("Staff reset your PIN. Choose 6 digits that only you know.")
        else:
            title = tr("Choose your PIN")
            text = tr("Choose 6 digits that only you know. You sign in with them from now on.")
        self.head(body, self._back, title, text)
        kept = self._boxes.digits()
        self._boxes = named(PinBoxes(), "pin")
        for digit in kept:
            self._boxes.add(digit)
        self._boxes.changed.connect(lambda _count: self._look())
        body.addWidget(self._boxes, 0, Qt.AlignmentFlag.AlignLeft)
        self.trouble(body, self._trouble)
        body.addStretch(1)
        self._look()

    def first_focus(self) -> QWidget:
        return self._boxes

    def _digit(self, digit: str) -> None:
        if not self._busy:
            self._boxes.add(digit)

    def _delete(self) -> None:
        self._boxes.remove()

    def _clear(self) -> None:
        self._boxes.clear()

    def _look(self) -> None:
        self.forward.setText(tr("Use this PIN") if self._first else tr("Next"))
        self.forward.set_icon("check" if self._first else "arrow-right")
        missing, reason = self._boxes.missing(), ""
        if self._busy:
            reason = tr("One moment")
        elif missing:
            reason = tr("%n more digits", "", missing)
        self.forward.set_disabled_reason(reason)

    def _forward(self) -> None:
        if self._busy or not self.forward.usable():
            return
        digits = self._boxes.digits()
        self._boxes.clear()
        if not self._first:
            self._again(digits, None)
        elif digits != self._first:
            text = tr("The two were not the same. Choose your PIN again.")
            self._again("", Trouble(tr("That did not match"), text))
        else:
            self._busy = True
            self._look()
            self._outside.session.choose_pin(digits, self._ended)

    def _again(self, first: str, trouble: Trouble | None) -> None:
        self._first, self._trouble = first, trouble
        self.refill()
        self._boxes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ended(self, outcome: SignInOutcome) -> None:
        self._busy = False
        if isinstance(outcome, SignedIn):
            self._signed_in(outcome)
        elif isinstance(outcome, WeakPin):
            self._again("", weak(outcome.reason))
        else:
            self._again("", sign_in_trouble(outcome))

    def _back(self) -> None:
        self._outside.session.cancel()
        self._outside.go(Waiting())
