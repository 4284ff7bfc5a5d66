"""Sending messages, either way, prepaid or collect."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from central import world
from central.accounts import contacts
from central.accounts.inmate_status import gone
from central.connections.models import Connection
from central.connections.standing import locked, order_in_force, require_open
from central.facilities.models import Facility
from central.feed import states
from central.ledger import accounts, audit, booking
from central.ledger.models import Account, TransferKind
from central.mail import emails, items, stopping
from central.mail.models import Item, Message
from central.refusals import Refused
from central.text import clean

Direction = Message.Direction
Payment = Message.Payment
UNOPENED = (Item.State.WAITING, Item.State.DELIVERED)


@transaction.atomic
def send_from_contact(
    connection: Connection,
    body: str,
    *,
    payment: str,
    expected_price: int,
    message_id: UUID | None = None,
) -> Message:
    """Send to the inmate. `message_id` makes a repeated click the same message.

    Refuses not-verified, account-frozen, no-contact, not-connected, blocked, gone, service-off,
    empty, too-long (limit), price-changed (price), too-many-unopened, too-few-credits (missing).
    """
    connection = locked(connection)
    contacts.require_working(connection.contact)
    text = clean(body)
    sent = _sent_before(connection, message_id, Direction.IN, text)
    if sent is not None:
        return sent
    payer = accounts.of_contact(connection.contact)
    message = _draw_up(connection, Direction.IN, text, payment, expected_price, message_id)
    return _post(message, payer, f"send:{message.pk}")


@transaction.atomic
def send_from_inmate(
    connection: Connection,
    body: str,
    *,
    payment: str,
    expected_price: int,
    message_id: UUID,
    act: str,
) -> Message:
    """Send to the contact; the draft's id is the message's id, so a draft is sent once.

    Refuses as `send_from_contact`, and already-decided where another text was sent under the id.
    """
    connection = locked(connection)
    text = clean(body)
    sent = _sent_before(connection, message_id, Direction.OUT, text)
    if sent is not None:
        return sent
    payer = accounts.of_inmate(connection.inmate)
    message = _draw_up(connection, Direction.OUT, text, payment, expected_price, message_id)
    message = _post(message, payer, act)
    states.mark_sent(connection.inmate, message.pk, connection.pk, message.payment)
    return message


@transaction.atomic
def bring_back(
    connection: Connection,
    body: str,
    *,
    payment: str,
    price: int,
    message_id: UUID,
    sent_at: datetime,
) -> Message:
    """Have a message of the inmate's again that a restore lost; what it cost is booked elsewhere.

    It goes to review or to the contact as the facility wants it now. Where the connection is not
    open any more it is not delivered, and refunded. Refuses as `send_from_inmate` where another
    message has its id.
    """
    connection = locked(connection)
    text = clean(body)
    sent = _sent_before(connection, message_id, Direction.OUT, text)
    if sent is not None:
        return sent
    passes = connection.open and not order_in_force(connection) and not gone(connection.inmate)
    held = connection.inmate.facility.review_outgoing or not passes
    message = Message(
        pk=message_id,
        connection=connection,
        direction=Direction.OUT,
        payment=payment,
        price=price,
        free=price == 0,
        body=text,
        state=Item.State.WAITING if held else Item.State.DELIVERED,
        reviewed=connection.inmate.facility.review_outgoing,
        sent_at=sent_at,
        delivered_at=None if held else world.now(),
    )
    message.save(force_insert=True)
    items.show(message)
    states.mark_sent(connection.inmate, message.pk, connection.pk, message.payment)
    thing, facility = items.thing_of(message), connection.inmate.facility
    audit.record("system", "message.bring-back", thing, facility, payment=payment)
    if not passes:
        stopping.fail_delivery(message)
    elif not held:
        emails.tell(connection.contact, emails.Kind.MESSAGE)
    return message


def _sent_before(
    connection: Connection, message_id: UUID | None, direction: str, text: str
) -> Message | None:
    if message_id is None:
        return None
    sent = Message.objects.filter(pk=message_id).select_related("connection__inmate").first()
    if sent is None:
        return None
    if sent.connection_id != connection.pk or sent.direction != direction:
        raise Refused("not-allowed")
    if sent.body != text:
        raise Refused("already-decided")
    return sent


def _draw_up(
    connection: Connection,
    direction: str,
    text: str,
    payment: str,
    expected_price: int,
    message_id: UUID | None,
) -> Message:
    facility = connection.inmate.facility
    require_open(connection)
    _check_service(facility, payment)
    if not text:
        raise Refused("empty")
    if len(text) > facility.message_limit:
        raise Refused("too-long", limit=facility.message_limit)
    if expected_price != facility.message_price:
        raise Refused("price-changed", price=facility.message_price)
    if payment == Payment.COD and _unopened(connection) >= facility.unopened_cod_limit:
        raise Refused("too-many-unopened")
    held = facility.review_incoming if direction == Direction.IN else facility.review_outgoing
    now = world.now()
    return Message(
        pk=message_id or world.new_id(),
        connection=connection,
        direction=direction,
        payment=payment,
        price=facility.message_price,
        free=facility.message_price == 0,
        body=text,
        state=Item.State.WAITING if held else Item.State.DELIVERED,
        reviewed=held,
        sent_at=now,
        delivered_at=None if held else now,
    )


def _check_service(facility: Facility, payment: str) -> None:
    if payment not in Payment.values:
        raise Refused("not-allowed")
    if not facility.messages_on or (payment == Payment.COD and not facility.cod_on):
        raise Refused("service-off")


def _unopened(connection: Connection) -> int:
    return Message.objects.filter(
        connection=connection,
        payment=Payment.COD,
        free=False,
        opened_at=None,
        state__in=UNOPENED,
    ).count()


def _post(message: Message, payer: Account, act: str) -> Message:
    connection = message.connection
    thing = items.thing_of(message)
    message.save(force_insert=True)
    if message.payment == Payment.PREPAID:
        booking.charge(act, TransferKind.MESSAGE_SEND, thing, payer, connection, message.price)
    items.show(message)
    incoming = message.direction == Direction.IN
    if not incoming and message.state == Item.State.DELIVERED:
        emails.tell(connection.contact, emails.Kind.MESSAGE)
    actor = connection.contact if incoming else connection.inmate
    facility = connection.inmate.facility
    audit.record(actor, "message.send", thing, facility, payment=message.payment)
    return message
