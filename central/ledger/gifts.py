"""Credits that a contact gives to an inmate."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from central import world
from central.accounts import contacts
from central.accounts.models import Contact
from central.connections.models import Connection
from central.connections.standing import require_open
from central.feed import publishing
from central.ledger import accounts, audit, booking
from central.ledger.models import Gift, Purchase, Transfer, TransferKind
from central.refusals import Refused


def giveable(contact: Contact) -> int:
    """What may be given now: credits bought by card in the last 24 hours stay behind."""
    since = world.now() - timedelta(hours=settings.GIFT_HOLD_HOURS)
    held = Purchase.objects.filter(
        contact=contact, state=Purchase.State.CAPTURED, captured_at__gt=since
    ).aggregate(total=Sum("credits"))["total"]
    return max(0, accounts.of_contact(contact).balance - (held or 0))


@transaction.atomic
def give(contact: Contact, connection: Connection, credits: int, *, act: str) -> Gift:  # noqa: A002
    """Give credits; `act` is an id of this one click, so that a second one gives nothing more.

    Refuses `bad-amount`, `service-off`, `too-few-credits` (missing), `not-yet-giveable` (giveable).
    """
    if connection.contact_id != contact.pk:
        raise Refused("not-allowed")
    publishing.lock(connection.inmate_id)
    done = Transfer.objects.filter(act=f"gift:{contact.pk}:{act}").first()
    if done is not None:
        return Gift.objects.get(pk=done.thing.partition(":")[2])
    contacts.require_working(contact)
    require_open(connection)
    inmate = connection.inmate
    if not inmate.facility.gifts_on:
        raise Refused("service-off")
    if credits < 1:
        raise Refused("bad-amount", step=1, least=1)
    purse = accounts.of_contact(contact)
    if purse.balance < credits:
        raise Refused("too-few-credits", missing=credits - purse.balance)
    if giveable(contact) < credits:
        raise Refused("not-yet-giveable", giveable=giveable(contact))
    gift = Gift.objects.create(contact=contact, inmate=inmate, credits=credits, at=world.now())
    booking.book(
        f"gift:{contact.pk}:{act}",
        TransferKind.GIFT,
        f"gift:{gift.pk}",
        [(purse, -credits), (accounts.of_inmate(inmate), credits)],
        contact_name=connection.contact_name,
    )
    audit.record(contact, "gift.give", ("gift", gift.pk), inmate.facility, credits=credits)
    return gift
