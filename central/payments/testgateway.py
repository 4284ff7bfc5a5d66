"""The test gateway: central's side of a card processor that lives in a database of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from central import world
from central.payments.gateway import BadCallbackError, Checkout, Payment, PaymentState
from central.payments.processor import service, signing


def _payment(facts: dict[str, object]) -> Payment:
    """Read the processor's answer, as it would come over the wire."""
    return Payment(
        payment_id=str(facts["payment"]),
        reference=str(facts["reference"]),
        customer=str(facts.get("customer", "")),
        cents=int(str(facts["cents"])),
        state=PaymentState(str(facts["state"])),
        decline_reason=str(facts["decline_reason"]),
    )


class TestGateway:
    """Speaks to the processor as a vendor's client library would; keeps nothing itself."""

    __test__ = False  # the name is the product's word, not a test for pytest

    def open(
        self, reference: str, customer: str, cents: int, return_url: str, callback_url: str
    ) -> Checkout:
        """Open a payment; the same reference again gives the same payment."""
        payment = service.open_payment(reference, customer, cents, return_url, callback_url)
        return Checkout(payment, reverse("processor:pay", args=[payment]))

    def fetch(self, payment_id: str) -> Payment | None:
        """Ask the processor where a payment is; None if it does not know it."""
        facts = service.facts(payment_id)
        return None if facts is None else _payment(facts)

    def captured(self) -> Iterator[Payment]:
        """All payments the processor has taken money for, oldest first."""
        return (_payment(facts) for facts in service.captured())

    def read_callback(self, body: bytes, signature: str) -> Payment:
        """Check and read a callback; BadCallbackError if it is not the processor's."""
        if not signing.valid(settings.PAYMENT_SECRET, body, signature, world.now()):
            raise BadCallbackError
        try:
            return _payment(json.loads(body))
        except (ValueError, KeyError) as error:
            raise BadCallbackError from error
