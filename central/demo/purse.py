"""Buying credits as contacts do: by card at the test gateway, whose notices come back signed."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from central import world
from central.accounts.models import Contact
from central.ledger import accounts
from central.ledger.models import Purchase
from central.payments import booking
from central.payments.gateway import gateway
from central.payments.processor import service, signing
from central.payments.processor.cards import Behaviour
from central.payments.processor.models import Callback


def deliver(callbacks: list[int]) -> None:
    """Hand the processor's notices to the shop in this process: no server runs while filling."""
    for callback in Callback.objects.filter(pk__in=callbacks):
        body = callback.body.encode()
        signature = signing.sign(settings.PAYMENT_SECRET, body, world.now())
        booking.book(gateway().read_callback(body, signature))
        callback.taken, callback.attempts = True, callback.attempts + 1
        callback.save(update_fields=["taken", "attempts"])


def buy(contact: Contact, credits: int, behaviour: Behaviour = Behaviour.CAPTURE) -> Purchase:  # noqa: A002
    """Buy credits with a test card; gives the purchase as the bank's answer left it."""
    callback = settings.CENTRAL_PUBLIC_URL + reverse("payments:callback")
    made: list[Purchase] = []

    def back(purchase: Purchase) -> str:
        made.append(purchase)
        return f"{settings.CENTRAL_PUBLIC_URL}/"

    booking.begin(contact, credits, return_url=back, callback_url=callback)
    purchase = Purchase.objects.get(pk=made[0].pk)
    service.charge(str(purchase.payment_id), behaviour, "4242")
    return purchase


def afford(contact: Contact, credits: int, usual: int) -> None:  # noqa: A002
    """See that the contact has so many credits, buying `usual` at once where they fall short."""
    short = credits - accounts.of_contact(contact).balance
    if short > 0:
        step = int(settings.PURCHASE_STEP)
        buy(contact, max(usual, -(-short // step) * step))
