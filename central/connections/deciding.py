"""What the inmate decides about a connection. Every decision can be undone and repeated."""

from __future__ import annotations

from django.db import transaction

from central import world
from central.connections.models import Connection
from central.connections.standing import locked, order_in_force, show
from central.ledger import audit
from central.mail import emails, stopping
from central.refusals import Refused

State = Connection.State


def _reached(connection: Connection) -> Connection:
    connection = locked(connection)
    if connection.review != Connection.Review.APPROVED:
        raise Refused("not-allowed")  # the inmate has not been asked
    return connection


def _keep(connection: Connection, act: str) -> Connection:
    connection.save()
    show(connection)
    thing = ("connection", connection.pk)
    audit.record(connection.inmate, f"connection.{act}", thing, connection.inmate.facility)
    return connection


@transaction.atomic
def approve(connection: Connection) -> Connection:
    """Say yes, also after a decline; refuses `no-contact`, and `gone` where it has ended."""
    connection = _reached(connection)
    if order_in_force(connection):
        raise Refused("no-contact")
    if connection.state == State.APPROVED:
        return connection
    if connection.state == State.ENDED:
        raise Refused("gone")
    connection.state, connection.decided_at = State.APPROVED, world.now()
    emails.tell(connection.contact, emails.Kind.APPROVED)
    return _keep(connection, "approve")


@transaction.atomic
def decline(connection: Connection) -> Connection:
    """Say no quietly: the contact goes on seeing a request without an answer."""
    connection = _reached(connection)
    if connection.state == State.DECLINED:
        return connection
    if connection.state != State.REQUESTED:
        raise Refused("already-decided")
    connection.state, connection.decided_at = State.DECLINED, world.now()
    return _keep(connection, "decline")


@transaction.atomic
def mute(connection: Connection) -> Connection:
    """Keep receiving without being told."""
    connection = _reached(connection)
    connection.muted = True
    return _keep(connection, "mute")


@transaction.atomic
def unmute(connection: Connection) -> Connection:
    """Undo a mute."""
    connection = _reached(connection)
    connection.muted = False
    return _keep(connection, "unmute")


@transaction.atomic
def block(connection: Connection) -> Connection:
    """Stop everything both ways; what still waits is not delivered and refunded."""
    connection = _reached(connection)
    connection.blocked_by_inmate = True
    connection = _keep(connection, "block")
    stopping.stop(connection)
    return connection


@transaction.atomic
def unblock(connection: Connection) -> Connection:
    """Undo a block: the connection is again what it was."""
    connection = _reached(connection)
    connection.blocked_by_inmate = False
    return _keep(connection, "unblock")
