"""Opening messages: the moment at which a collect message is paid for, once."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.db import transaction

from central import world
from central.accounts import contacts
from central.connections.standing import order_in_force
from central.ledger import accounts, audit, booking
from central.ledger.models import Account, TransferKind
from central.mail import items
from central.mail.models import Item, Message
from central.refusals import Refused


def price_to_open(message: Message) -> int:
    """What the recipient would pay now; 0 for all but a sealed one."""
    return message.price if message.sealed else 0


@transaction.atomic
def open_by_inmate(message: Message, *, expected_price: int, act: str) -> Message:
    """Open an incoming message, paying for it if it is sealed; a second opening costs nothing.

    Refuses not-allowed, gone, no-contact, price-changed (price), too-few-credits (missing).
    """
    message = cast(Message, items.locked(message))
    if message.direction != Message.Direction.IN:
        raise Refused("not-allowed")
    payer = accounts.of_inmate(message.connection.inmate)
    return _open(message, payer, expected_price, act, message.connection.inmate)


@transaction.atomic
def open_by_contact(message: Message, *, expected_price: int = 0) -> Message:
    """Open a message from the inmate; as `open_by_inmate`, and account-frozen, not-verified."""
    message = cast(Message, items.locked(message))
    if message.direction != Message.Direction.OUT:
        raise Refused("not-allowed")
    contacts.require_working(message.connection.contact)
    payer = accounts.of_contact(message.connection.contact)
    act = f"open:{message.pk}"
    return _open(message, payer, expected_price, act, message.connection.contact)


def _open(
    message: Message, payer: Account, expected_price: int, act: str, actor: audit.Actor
) -> Message:
    if message.state == Item.State.OPENED:
        return message
    if message.state != Item.State.DELIVERED:
        raise Refused("gone")
    thing = items.thing_of(message)
    if message.sealed:
        if order_in_force(message.connection):
            raise Refused("no-contact")
        if expected_price != message.price:
            raise Refused("price-changed", price=message.price)
        kind = TransferKind.MESSAGE_OPEN
        booking.charge(act, kind, thing, payer, message.connection, message.price)
    message.state, message.opened_at = Item.State.OPENED, world.now()
    message.save(update_fields=["state", "opened_at"])
    items.show(message)
    audit.record(actor, "message.open", thing, message.connection.inmate.facility)
    return message


@transaction.atomic
def note_seen_by_inmate(message: Message) -> None:
    """Say on the sender's timeline that a message which needs no payment was read."""
    message = cast(Message, items.locked(message))
    incoming = message.direction == Message.Direction.IN
    if incoming and message.state == Item.State.DELIVERED and not message.sealed:
        _open(
            message,
            accounts.of_inmate(message.connection.inmate),
            0,
            "",
            message.connection.inmate,
        )


@transaction.atomic
def bring_back(message: Message, *, opened_at: datetime) -> None:
    """Note again that the inmate opened a message; what it cost is booked elsewhere.

    One that waits for review stays waiting, but is paid for.
    """
    message = cast(Message, items.locked(message))
    if message.direction != Message.Direction.IN:
        raise Refused("not-allowed")
    if message.opened_at is not None:
        return
    message.opened_at = opened_at
    if message.state == Item.State.DELIVERED:
        message.state = Item.State.OPENED
    message.save(update_fields=["state", "opened_at"])
    items.show(message)
    facility = message.connection.inmate.facility
    audit.record("system", "message.bring-back", items.thing_of(message), facility, opened=True)
