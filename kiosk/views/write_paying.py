"""Who pays for a message: the choice, with what it costs and what is left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.domain import Payment
from kiosk.ui.choice import ChoiceCard
from kiosk.ui.theme import S8, S16
from kiosk.views import words
from kiosk.views.amounts import Amounts
from kiosk.views.language import number, tr
from kiosk.views.screen import Hands, named
from kiosk.views.troubles import too_few


def possible(hands: Hands, payment: Payment) -> Payment:
    """The payment chosen, as far as credits and facility allow it."""
    policy = hands.mailbox.policy()
    if not policy.services.cod:
        return Payment.PREPAID
    if hands.mailbox.profile().balance < policy.tariff.message:
        return Payment.COD
    return payment


class PayChoice(QWidget):
    """Prepaid or collect; the two exclude each other within this one parent."""

    def __init__(
        self,
        hands: Hands,
        name: str,
        payment: Payment,
        choose: Callable[[Payment], None],
        *,
        wide: bool,
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S8 if wide else S16)
        policy, balance = hands.mailbox.policy(), hands.mailbox.profile().balance
        price = policy.tariff.message
        prepaid = named(_prepaid(price, balance, hands.amounts), "prepaid")
        prepaid.clicked.connect(lambda: choose(Payment.PREPAID))
        column.addWidget(prepaid)
        if policy.services.cod:
            free = tr("Free for you. {name} pays {price} when opening it.").format(
                name=name, price=number(price)
            )
            collect = named(ChoiceCard(tr("Send collect (COD)"), free), "collect")
            collect.clicked.connect(lambda: choose(Payment.COD))
            column.addWidget(collect)
            collect.setChecked(payment is Payment.COD)
        prepaid.setChecked(payment is Payment.PREPAID)


def _prepaid(price: int, balance: int, amounts: Amounts) -> ChoiceCard:
    pay = tr("Pay {price}").format(price=words.in_credits(price))
    if balance < price:
        card = ChoiceCard(pay)
        hidden = amounts.hidden
        card.set_disabled_reason(tr("Not enough credits") if hidden else too_few(price, balance))
        return card
    detail = tr("You have {balance}, you will have {after}.").format(
        balance=amounts.figure(balance), after=amounts.figure(balance - price)
    )
    return ChoiceCard(pay, detail)
