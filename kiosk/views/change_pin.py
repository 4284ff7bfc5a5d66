"""Another PIN: the present one, a new one, and the new one again; central has to be there."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from kiosk.domain import NetworkState, Topic
from kiosk.session import PinChanged, PinOutcome, WeakPin
from kiosk.views.keypad import PinPage
from kiosk.views.language import tr
from kiosk.views.screen import Hands, Screen
from kiosk.views.troubles import not_the_same, pin_needs_network, pin_trouble

REACHED = (NetworkState.ONLINE, NetworkState.UNKNOWN)


class ChangePinScreen(Screen, PinPage):
    """Present PIN, new PIN, new PIN again; nothing of it is kept to be done later."""

    topics = frozenset({Topic.STATUS})
    with_rail = False

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        self._old = self._new = ""
        self._shown = True
        self.setAccessibleName(tr("Change your PIN"))
        hands.session.refresh()  # to know whether the network is there

    def say(self, body: QVBoxLayout) -> None:
        if self._new:
            title, text = tr("Enter it once more"), tr("The same 6 digits again.")
        elif self._old:
            title = tr("Choose a new PIN")  # and what was wrong, where the text is large
            text = "" if self._trouble else tr("Choose 6 digits that only you know.")
        else:
            title, text = tr("Change your PIN"), tr("Enter the PIN that you have now.")
        self.head(body, self.hands.back, title, text)
        self.ask_pin(body, self._trouble if self._reached() else pin_needs_network())

    def not_now(self) -> str:
        return "" if self._reached() else tr("Offline")

    def forward_words(self) -> tuple[str, str]:
        return (tr("Use this PIN"), "check") if self._new else (tr("Next"), "arrow-right")

    def entered(self, digits: str) -> None:
        if not self._old:
            self._old = digits
            self.step()
        elif not self._new:
            self._new = digits
            self.step()
        elif digits != self._new:
            self._new = ""
            self.step(not_the_same())
        else:
            self.work()
            self.hands.session.change_pin(self._old, digits, self._ended)

    def leave(self) -> None:
        self._shown = False
        self._old = self._new = ""

    def _reached(self) -> bool:
        return self.hands.mailbox.status().network in REACHED

    def _ended(self, outcome: PinOutcome) -> None:
        if isinstance(outcome, PinChanged):
            self.hands.toast(tr("Your PIN is changed"), "check", None)
            if self._shown:
                self.hands.back()
            return
        trouble = pin_trouble(outcome)
        if not self._shown:
            self.hands.trouble(trouble.title, trouble.text)
            return
        self._new = ""
        if not isinstance(outcome, WeakPin):  # after that the present PIN need not be said again
            self._old = ""
        self.step(trouble)
