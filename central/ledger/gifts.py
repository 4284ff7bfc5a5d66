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
from central.connections.standing import locked, require_open
from central.ledger import accounts, audit, booking
from central.ledger.models import Account, Gift, Purchase, Transfer, TransferKind
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
    connection = locked(connection)
    contact = connection.contact
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
    ours, theirs = accounts.of_contact(contact), accounts.of_inmate(inmate)
    both = Account.objects.select_for_update(no_key=True).filter(pk__in=[ours.pk, theirs.pk])
    purse = next(account for account in both.order_by("pk") if account.pk == ours.pk)
    if purse.balance < credits:
        raise Refused("too-few-credits", missing=credits - purse.balance)
    if giveable(contact) < credits:
        raise Refused("not-yet-giveable", giveable=giveable(contact))
    gift = Gift.objects.create(contact=contact, inmate=inmate, credits=credits, at=world.now())
    booking.book(
        f"gift:{contact.pk}:{act}",
        TransferKind.GIFT,
        f"gift:{gift.pk}",
        [(ours, -credits), (theirs, credits)],
        contact_name=connection.contact_name,
    )
    audit.record(contact, "gift.give", ("gift", gift.pk), inmate.facility, credits=credits)
    return gift
