"""After a one-time PIN: choose your own, twice; weak ones are refused with the reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from kiosk.session import SignedIn, SignInOutcome, WeakPin
from kiosk.views.keypad import PinPage
from kiosk.views.language import tr
from kiosk.views.router import Waiting
from kiosk.views.troubles import not_the_same, sign_in_trouble, weak
from kiosk.views.waiting import Outside


class FirstPinPage(PinPage):
    """A new PIN and the same again; `signed_in` hears when it is taken."""

    def __init__(
        self, outside: Outside, reset: bool, signed_in: Callable[[SignedIn], None]
    ) -> None:
        super().__init__()
        self._outside, self._reset, self._signed_in = outside, reset, signed_in
        self._first = ""
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
        self.ask_pin(body, self._trouble)

    def forward_words(self) -> tuple[str, str]:
        return (tr("Use this PIN"), "check") if self._first else (tr("Next"), "arrow-right")

    def entered(self, digits: str) -> None:
        first, self._first = self._first, ""
        if not first:
            self._first = digits
            self.step()
        elif digits != first:
            self.step(not_the_same())
        else:
            self._first = first  # the words stay while it works
            self.work()
            self._outside.session.choose_pin(digits, self._ended)

    def _ended(self, outcome: SignInOutcome) -> None:
        self._first = ""
        if isinstance(outcome, SignedIn):
            self._signed_in(outcome)
        elif isinstance(outcome, WeakPin):
            self.step(weak(outcome.reason))
        else:
            self.step(sign_in_trouble(outcome))

    def _back(self) -> None:
        self._outside.session.cancel()
        self._outside.go(Waiting())
