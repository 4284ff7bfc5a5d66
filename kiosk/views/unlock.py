"""Coming back after a moment: the PIN alone; nothing says who went away."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.session import SignInOutcome, WrongPin
from kiosk.ui.button import Button
from kiosk.views.language import tr
from kiosk.views.router import SignIn
from kiosk.views.screen import named
from kiosk.views.sign_in import SignInPage
from kiosk.views.troubles import Trouble


class UnlockPage(SignInPage):
    """The PIN of whoever went away; anybody else goes on to sign in by number."""

    def begin(self) -> None:
        self._step = "pin"
        self.setAccessibleName(tr("Enter your PIN to go on"))

    def pin_head(self, body: QVBoxLayout) -> None:
        self.way_out(body, self._other_person())
        text = tr("Everything is saved. You go on where you stopped.")
        self.titles(body, tr("Enter your PIN to go on"), text)

    def try_pin(self, digits: str) -> None:
        self._outside.session.unlock(digits, self._ended)

    def trouble_of(self, outcome: SignInOutcome) -> Trouble:
        if isinstance(outcome, WrongPin) and outcome.wait_seconds <= 0:
            return Trouble(tr("That did not match"), tr("That PIN is not right. Try again."))
        return super().trouble_of(outcome)

    def _other_person(self) -> QWidget:
        button = named(Button(tr("Another person"), "user", "quiet"), "other")
        button.clicked.connect(self._other)
        return button

    def _other(self) -> None:
        self._outside.session.cancel()
        self._outside.session.forget_lock()
        self._outside.go(SignIn())
