"""How the contact, or staff, stop a connection."""

from __future__ import annotations

from django.db import transaction

from central import world
from central.accounts.models import Contact, Inmate, User
from central.connections.models import Connection, NoContact
from central.connections.standing import locked, show
from central.facilities.staff import role_of
from central.feed import publishing
from central.ledger import audit
from central.mail import stopping
from central.refusals import Refused

State = Connection.State


def _keep(connection: Connection, actor: audit.Actor, act: str) -> Connection:
    connection.save()
    show(connection)
    thing = ("connection", connection.pk)
    audit.record(actor, f"connection.{act}", thing, connection.inmate.facility)
    return connection


@transaction.atomic
def block_by_contact(connection: Connection) -> Connection:
    """Stop everything both ways; what still waits is not delivered and refunded."""
    connection = locked(connection)
    connection.blocked_by_contact = True
    _keep(connection, connection.contact, "block")
    stopping.stop(connection)
    return connection


@transaction.atomic
def unblock_by_contact(connection: Connection) -> Connection:
    """Undo the contact's block: the connection is again what it was."""
    connection = locked(connection)
    connection.blocked_by_contact = False
    return _keep(connection, connection.contact, "unblock")


@transaction.atomic
def end_by_contact(connection: Connection) -> Connection:
    """End the connection; the contact may ask again later.

    Refuses `not-connected` unless it was approved: a request that is taken back and made again
    would get round a decline, of which the contact is not to know.
    """
    connection = locked(connection)
    if connection.state != State.APPROVED:
        raise Refused("not-connected")
    return _end(connection, connection.contact)


def _end(connection: Connection, actor: audit.Actor) -> Connection:
    connection.state, connection.decided_at = State.ENDED, world.now()
    _keep(connection, actor, "end")
    stopping.stop(connection)
    return connection


@transaction.atomic
def forbid_pair(contact: Contact, inmate: Inmate, *, reason: str, by: User) -> NoContact:
    """A no-contact order: ends the connection, and none can be asked for while it is in force."""
    role_of(by, inmate.facility)
    publishing.lock(inmate.pk)
    held = NoContact.objects.filter(contact=contact, inmate=inmate, lifted_at__isnull=True).first()
    if held is not None:
        return held
    order = NoContact.objects.create(
        contact=contact, inmate=inmate, reason=reason[:200], by=by, at=world.now()
    )
    audit.record(by, "no-contact.order", ("no-contact", order.pk), inmate.facility)
    connection = Connection.objects.filter(contact=contact, inmate=inmate).first()
    if connection is not None:
        _end(locked(connection), by)
    return order


@transaction.atomic
def lift_order(order: NoContact, *, by: User) -> NoContact:
    """Lift an order; the pair is not connected until asked and approved again."""
    role_of(by, order.inmate.facility)
    order = NoContact.objects.select_for_update(no_key=True).get(pk=order.pk)
    if order.lifted_at is not None:
        raise Refused("already-decided")
    order.lifted_at, order.lifted_by = world.now(), by
    order.save(update_fields=["lifted_at", "lifted_by"])
    audit.record(by, "no-contact.lift", ("no-contact", order.pk), order.inmate.facility)
    return order
