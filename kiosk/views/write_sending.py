"""Sending a text: the review with its price, the act itself, and the receipt."""

from __future__ import annotations

from kiosk.domain import ConnectionId, KnownFailure, NetworkState, Payment
from kiosk.ui.button import Button
from kiosk.ui.sheet import Sheet
from kiosk.views import words
from kiosk.views.language import one_line, tr
from kiosk.views.router import Conversation, Search
from kiosk.views.screen import Hands, named
from kiosk.views.write_keeping import Keeping


class Sending:
    """Price first: what it costs, what is left, then send; never twice."""

    def __init__(
        self, hands: Hands, connection: ConnectionId, keeping: Keeping, search: Search | None
    ) -> None:
        self._hands, self._connection, self._keeping = hands, connection, keeping
        self._search = search  # back from the conversation, its answers are there as before

    def ask(self) -> None:
        """Open the review."""
        if self._keeping.sent:
            return
        text, price = self._keeping.reviewed(), self._price()
        sheet = Sheet(tr("Send this to {name}?").format(name=self._name()), self._hands.window)
        sheet.text(words.quoted(one_line(text, 160)), secondary=True)
        if self._keeping.payment is Payment.PREPAID:
            button = self._prepaid(sheet, price)
        else:
            button = self._collect(sheet, price)
        if self._hands.amounts.hidden:
            sheet.add(self._show_amounts(sheet))
        if self._offline():
            text = tr("This device is offline. It is kept here and goes out with the network.")
            sheet.text(text, secondary=True)
        send = named(sheet.action(button, "send"), "send")

        def act() -> None:
            sheet.close_sheet()
            self._send(price)

        send.clicked.connect(act)
        sheet.open()

    def _prepaid(self, sheet: Sheet, price: int) -> str:
        balance, credits_ = self._hands.mailbox.profile().balance, words.in_credits(price)
        sheet.rows(
            [
                (tr("Message"), credits_),
                (tr("You have"), self._hands.amounts.figure(balance)),
                (tr("You will have"), self._hands.amounts.figure(balance - price)),
            ]
        )
        back = tr("If staff do not allow it, your {price} come back.")
        sheet.text(back.format(price=credits_), secondary=True)
        return tr("Send for {price}").format(price=credits_)

    def _collect(self, sheet: Sheet, price: int) -> str:
        balance = self._hands.mailbox.profile().balance
        later = tr("{name} pays {price} when opening it. You pay nothing.")
        sheet.rows(
            [(tr("You pay"), tr("Nothing")), (tr("You have"), self._hands.amounts.figure(balance))]
        )
        said = later.format(name=self._name(), price=words.in_credits(price))
        sheet.text(said, secondary=True)
        return tr("Send collect")

    def _show_amounts(self, sheet: Sheet) -> Button:
        button = self._hands.amounts.button()

        def again() -> None:
            sheet.close_sheet()
            self.ask()

        button.clicked.connect(again)
        return button

    def _send(self, price: int) -> None:
        if self._keeping.sent:  # being kept already: a second time would be a second message
            return
        text, payment = self._keeping.hand_over(), self._keeping.payment
        done = self._sent_or_not
        self._hands.mailbox.send(self._connection, text, payment, price, done=done)

    def _sent_or_not(self, failure: KnownFailure | None) -> None:
        if failure is not None:
            self._keeping.not_sent()
            self._hands.kept(failure)
            return
        if self._offline():
            said = tr("Kept on this device. It goes out when the network is back.")
        elif self._keeping.payment is Payment.COD:
            said = tr("On its way to {name}. You pay nothing.").format(name=self._name())
        else:
            said = tr("On its way to {name}. It costs {price}.").format(
                name=self._name(), price=words.in_credits(self._price())
            )
        self._hands.go(Conversation(self._connection, search=self._search))
        self._hands.toast(said, "send", None)

    def _offline(self) -> bool:
        return self._hands.mailbox.status().network is not NetworkState.ONLINE

    def _price(self) -> int:
        return self._hands.mailbox.policy().tariff.message

    def _name(self) -> str:
        connection = self._hands.mailbox.connection(self._connection)
        return words.person(connection.name if connection else "")
