"""From the gateway's word to the ledger: each payment is booked once, whoever tells us of it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from uuid import UUID

from central import logs
from central.accounts.models import Contact
from central.ledger import loose_ends, purchases
from central.ledger.models import Purchase
from central.payments.gateway import Payment, PaymentState, gateway
from central.refusals import Refused

log = logs.get(__name__)
TAKEN = frozenset({PaymentState.CAPTURED, PaymentState.CHARGED_BACK})


class Outcome(StrEnum):
    """What a person is told about a payment."""

    NOT_PAID = "not_paid"
    PENDING = "pending"
    CAPTURED = "captured"
    DECLINED = "declined"
    NO_FUNDS = "no_funds"
    CHARGED_BACK = "charged_back"


def begin(
    contact: Contact,
    credits: int,  # noqa: A002  the product's word
    *,
    return_url: Callable[[Purchase], str],
    callback_url: str,
) -> str:
    """Start a purchase and open its payment; gives the address of the card page.

    Refused `bad-amount`, `not-verified`, `account-frozen` or `bad-payment-id` as the ledger says.
    """
    purchase = purchases.start(contact, credits)
    checkout = gateway().open(
        str(purchase.pk), str(contact.pk), purchase.cents, return_url(purchase), callback_url
    )
    purchases.check_id(checkout.payment_id)  # before anybody pays
    Purchase.objects.filter(pk=purchase.pk, payment_id=None).update(payment_id=checkout.payment_id)
    return checkout.url


def book(payment: Payment) -> None:
    """Book what the gateway says of one payment; the same word again changes nothing.

    A word that the books cannot take (an unknown purchase, another sum) is logged: the gateway
    would only repeat it. If money was taken, staff find it among the loose ends.
    """
    try:
        _book(payment)
    except Refused as refused:
        log.warning("payment-not-booked", code=refused.code, kind=payment.state.value)
        if payment.state in TAKEN:
            _list(payment, refused.code)
    else:
        log.info("payment-told", kind=payment.state.value)


def _book(payment: Payment) -> None:
    reference = UUID(payment.reference)
    purchases.check_id(payment.payment_id)
    if payment.state in TAKEN:
        if payment.customer:
            purchases.bring_back(reference, UUID(payment.customer), cents=payment.cents)
        purchases.book_capture(reference, payment_id=payment.payment_id, cents=payment.cents)
    if payment.state is PaymentState.CHARGED_BACK:
        purchases.book_chargeback(payment.payment_id)
    elif payment.state is PaymentState.DECLINED:
        purchases.book_failure(reference, failure=payment.decline_reason)


def _list(payment: Payment, code: str) -> None:
    loose_ends.note(
        loose_ends.source("payment", payment.payment_id),
        loose_ends.Why.NOT_BOOKED,
        kind=code,
        thing=f"purchase:{payment.reference}",
        amount=payment.cents,
        details={
            "payment": payment.payment_id,
            "customer": payment.customer,
            "state": payment.state.value,
        },
    )


def look(purchase: Purchase) -> Outcome:
    """Ask the gateway where a purchase's payment is, book the answer, and say it."""
    payment = gateway().fetch(purchase.payment_id) if purchase.payment_id else None
    if payment is None or payment.state is PaymentState.OPEN:
        return Outcome.NOT_PAID
    book(payment)
    if payment.state is PaymentState.DECLINED and payment.decline_reason == "insufficient_funds":
        return Outcome.NO_FUNDS
    return Outcome(payment.state.value)


def book_all_captured() -> int:
    """Book every payment the gateway took money for (after a restore); gives how many it named."""
    count = 0
    for payment in gateway().captured():
        book(payment)
        count += 1
    return count
