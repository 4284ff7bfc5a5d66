"""What central asks of a card processor, whoever it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class PaymentState(StrEnum):
    """Where a payment is at the processor; PENDING means the bank has not answered yet."""

    OPEN = "open"
    PENDING = "pending"
    CAPTURED = "captured"
    DECLINED = "declined"
    CHARGED_BACK = "charged_back"


@dataclass(frozen=True, slots=True)
class Checkout:
    """A payment that was opened, and the processor's own page where the card is typed."""

    payment_id: str
    url: str


@dataclass(frozen=True, slots=True)
class Payment:
    """The processor's word on one payment; `cents` is what the card pays, the fee included.

    `reference` and `customer` are central's own ids of the purchase and the contact, which the
    processor keeps and tells: so a purchase that a restore lost can be booked again.
    """

    payment_id: str
    reference: str
    customer: str
    cents: int
    state: PaymentState
    decline_reason: str = ""


class BadCallbackError(Exception):
    """A callback that the processor did not sign, or signed too long ago."""


class Gateway(Protocol):
    """A card processor with a hosted page: central never sees a card number."""

    def open(
        self, reference: str, customer: str, cents: int, return_url: str, callback_url: str
    ) -> Checkout:
        """Open a payment; the same reference again gives the same payment."""

    def fetch(self, payment_id: str) -> Payment | None:
        """Ask the processor where a payment is; None if it does not know it."""

    def captured(self) -> Iterator[Payment]:
        """All payments the processor has taken money for, oldest first (after a restore)."""

    def read_callback(self, body: bytes, signature: str) -> Payment:
        """Check and read a callback; BadCallbackError if it is not the processor's."""


@lru_cache(maxsize=1)
def gateway() -> Gateway:
    """The gateway named by the setting PAYMENT_GATEWAY."""
    made: Gateway = import_string(settings.PAYMENT_GATEWAY)()
    return made
