"""What the processor does: open, charge, settle late, charge back, and owe callbacks."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from central import world
from central.payments.processor.cards import Behaviour
from central.payments.processor.models import Callback, CardPayment
from central.payments.processor.router import ALIAS

DECLINES = {Behaviour.DECLINE: "card_declined", Behaviour.NO_FUNDS: "insufficient_funds"}


def open_payment(
    reference: str, customer: str, cents: int, return_url: str, callback_url: str
) -> str:
    """Open a payment and give its id; the shop's reference makes a retry the same payment."""
    now = world.now()
    payment, _ = CardPayment.objects.get_or_create(
        reference=reference,
        defaults={
            "id": f"pay_{world.new_id().hex}",
            "customer": customer,
            "cents": cents,
            "state": "open",
            "return_url": return_url,
            "callback_url": callback_url,
            "opened_at": now,
            "changed_at": now,
        },
    )
    return payment.id


def facts(payment_id: str) -> dict[str, object] | None:
    """A payment as the processor tells it; None if there is none."""
    payment = CardPayment.objects.filter(pk=payment_id).first()
    return None if payment is None else _tell(payment)


def captured() -> Iterator[dict[str, object]]:
    """Every payment for which money was taken, those charged back later included."""
    for payment in CardPayment.objects.filter(state__in=["captured", "charged_back"]):
        yield _tell(payment)


def charge(payment_id: str, behaviour: Behaviour, last_four: str) -> str:
    """Charge a card; gives the payment's state. A payment that is not open stays as it is."""
    if behaviour in DECLINES:
        return _move(payment_id, {"open"}, "declined", DECLINES[behaviour], last_four)
    if behaviour is Behaviour.TIME_OUT:
        return _move(payment_id, {"open"}, "pending", "", last_four, notices=0)
    notices = 2 if behaviour is Behaviour.TWICE else 1
    return _move(payment_id, {"open"}, "captured", "", last_four, notices=notices)


def settle(payment_id: str) -> str:
    """Let the bank answer late: a payment that timed out is captured after all."""
    return _move(payment_id, {"pending"}, "captured")


def charge_back(payment_id: str) -> str:
    """Let the card's owner dispute a payment: the bank takes the money back."""
    return _move(payment_id, {"captured"}, "charged_back")


def repeat_callback(payment_id: str) -> None:
    """Send the last notice once more, as processors do when an answer got lost."""
    last = Callback.objects.filter(payment_id=payment_id).last()
    if last is not None:
        copy = Callback.objects.create(payment_id=payment_id, body=last.body, made_at=world.now())
        _send_after_commit([copy.pk])


def _move(
    payment_id: str,
    allowed: set[str],
    state: str,
    reason: str = "",
    last_four: str = "",
    *,
    notices: int = 1,
) -> str:
    """Change a payment's state if it may, and owe the shop so many notices of it."""
    with transaction.atomic(using=ALIAS):
        payment = CardPayment.objects.select_for_update(no_key=True).get(pk=payment_id)
        if payment.state not in allowed:
            return payment.state
        payment.state, payment.decline_reason, payment.changed_at = state, reason, world.now()
        payment.last_four = last_four or payment.last_four
        payment.save()
        body = json.dumps(_tell(payment), sort_keys=True)
        made = [
            Callback.objects.create(payment=payment, body=body, made_at=world.now()).pk
            for _ in range(notices)
        ]
        _send_after_commit(made)
        return state


def _send_after_commit(callbacks: list[int]) -> None:
    if callbacks:
        send = import_string(settings.PROCESSOR_SENDER)
        transaction.on_commit(lambda: send(callbacks), using=ALIAS)


def _tell(payment: CardPayment) -> dict[str, object]:
    return {
        "payment": payment.pk,
        "reference": payment.reference,
        "customer": payment.customer,
        "cents": payment.cents,
        "state": payment.state,
        "decline_reason": payment.decline_reason,
    }
