"""Credits bought by card: started by the contact, booked when the gateway has captured."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import transaction

from central import logs, world
from central.accounts import contacts
from central.accounts.models import Contact
from central.ledger import accounts, audit, booking
from central.ledger.models import Purchase, TransferKind
from central.refusals import Refused

log = logs.get(__name__)
MOST = 50_000  # credits in one purchase
LONGEST_ID = 72  # characters of a payment's id: the books name it


@transaction.atomic
def start(contact: Contact, credits: int) -> Purchase:  # noqa: A002  (the product's word)
    """Begin a purchase of a multiple of the step; refuses `bad-amount` (step, most)."""
    contacts.require_working(contact)
    step = settings.PURCHASE_STEP
    if credits < step or credits % step or credits > MOST:
        raise Refused("bad-amount", step=step, most=MOST)
    return Purchase.objects.create(
        contact=contact, credits=credits, fee=settings.PURCHASE_FEE, started_at=world.now()
    )


@transaction.atomic
def book_capture(purchase_id: UUID, *, payment_id: str, cents: int) -> Purchase:
    """Book what the gateway captured; the same payment again changes nothing.

    Refuses `gone` (no such purchase), `bad-amount` (another sum than asked), `bad-payment-id` and
    `already-decided` (another payment for a purchase that was booked: to be returned by hand).
    """
    check_id(payment_id)
    purchase = _locked(id=purchase_id)
    if purchase.payment_id == payment_id and purchase.captured_at is not None:
        return purchase
    if purchase.captured_at is not None:
        log.warning("second payment for one purchase", code="already-decided")
        raise Refused("already-decided")
    if cents != purchase.cents:
        log.warning("captured another sum than asked", code="bad-amount")
        raise Refused("bad-amount", step=purchase.cents)
    if Purchase.objects.filter(payment_id=payment_id).exclude(pk=purchase.pk).exists():
        raise Refused("already-decided")
    purchase.payment_id = payment_id
    purchase.state = Purchase.State.CAPTURED
    purchase.captured_at = world.now()
    purchase.save()
    lines = [
        (accounts.gateway(), -purchase.cents),
        (accounts.of_contact(purchase.contact), purchase.credits),
    ]
    if purchase.fee:
        lines.append((accounts.fees(), purchase.fee))
    booking.book(f"capture:{payment_id}", TransferKind.PURCHASE, f"payment:{payment_id}", lines)
    audit.record("gateway", "purchase.capture", ("purchase", purchase.pk), credits=purchase.credits)
    return purchase


def check_id(payment_id: str) -> None:
    """Refuse `bad-payment-id` (limit) for an id that the books have no room for."""
    if not 0 < len(payment_id) <= LONGEST_ID:
        raise Refused("bad-payment-id", limit=LONGEST_ID)


@transaction.atomic
def bring_back(purchase_id: UUID, contact: UUID, *, cents: int) -> None:
    """Begin again a purchase that a restore lost, for the processor took money for it.

    One that is here stays as it is. Refuses `gone` (no such contact) and `bad-amount`.
    """
    if Purchase.objects.filter(pk=purchase_id).exists():
        return
    buyer = Contact.objects.filter(pk=contact).first()
    if buyer is None:
        raise Refused("gone")
    credits = cents - settings.PURCHASE_FEE  # noqa: A001  (the product's word)
    if not 0 < credits <= MOST:
        raise Refused("bad-amount", step=settings.PURCHASE_STEP, most=MOST)
    Purchase.objects.create(
        pk=purchase_id,
        contact=buyer,
        credits=credits,
        fee=settings.PURCHASE_FEE,
        started_at=world.now(),
    )
    audit.record("system", "purchase.bring-back", ("purchase", purchase_id), credits=credits)


@transaction.atomic
def book_failure(purchase_id: UUID, *, failure: str) -> Purchase:
    """Note that the gateway declined; a capture that comes later still counts."""
    purchase = _locked(id=purchase_id)
    if purchase.state == Purchase.State.STARTED:
        purchase.state, purchase.failure = Purchase.State.FAILED, failure[:40]
        purchase.save(update_fields=["state", "failure"])
    return purchase


@transaction.atomic
def book_chargeback(payment_id: str) -> Purchase:
    """Take back a captured payment as its own line, below zero if need be; freezes the contact.

    Refuses `gone` for a payment that was never captured.
    """
    purchase = _locked(payment_id=payment_id)
    if purchase.state == Purchase.State.CHARGED_BACK:
        return purchase
    if purchase.captured_at is None:
        raise Refused("gone")  # nothing was taken that could be taken back
    purchase.state = Purchase.State.CHARGED_BACK
    purchase.charged_back_at = world.now()
    purchase.save(update_fields=["state", "charged_back_at"])
    lines = [
        (accounts.gateway(), purchase.cents),
        (accounts.of_contact(purchase.contact), -purchase.credits),
    ]
    if purchase.fee:
        lines.append((accounts.fees(), -purchase.fee))
    booking.book(
        f"chargeback:{payment_id}", TransferKind.CHARGEBACK, f"payment:{payment_id}", lines
    )
    contacts.freeze(purchase.contact, reason="chargeback", actor="gateway")
    audit.record("gateway", "purchase.chargeback", ("purchase", purchase.pk))
    return purchase


def _locked(**named: UUID | str) -> Purchase:
    purchase = Purchase.objects.select_for_update(no_key=True).filter(**named).first()
    if purchase is None:
        raise Refused("gone")
    return purchase
