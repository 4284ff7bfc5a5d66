"""How a connection stands: what may pass, and how it looks to the inmate."""

from __future__ import annotations

from typing import Any

from central.accounts.inmate_status import gone
from central.connections.models import Connection, NoContact
from central.connections.wording import request_text
from central.feed import publishing
from central.feed.preferences import language_of
from central.refusals import Refused
from central.wire import stamp, stamp_or_none

State = Connection.State


def order_in_force(connection: Connection) -> bool:
    """Whether staff forbid this pair."""
    return NoContact.objects.filter(
        contact=connection.contact_id, inmate=connection.inmate_id, lifted_at__isnull=True
    ).exists()


def require_open(connection: Connection) -> None:
    """Refuse `no-contact`, `not-connected`, `blocked` or `gone`."""
    if order_in_force(connection):
        raise Refused("no-contact")
    if connection.state != State.APPROVED:
        raise Refused("not-connected")
    if connection.blocked_by_inmate or connection.blocked_by_contact:
        raise Refused("blocked")
    if gone(connection.inmate):
        raise Refused("gone")


def shown_state(connection: Connection) -> str:
    """The state as the inmate sees it: their own block can be undone, the contact's is an end."""
    if connection.blocked_by_inmate:
        return "blocked"
    if connection.blocked_by_contact:
        return "ended"
    return connection.state


def shown_to_contact(connection: Connection) -> str:
    """The state as the contact sees it: a decline is quiet, so it looks like no answer yet."""
    if connection.review == Connection.Review.REJECTED:
        return "rejected"
    if connection.blocked_by_contact:
        return "blocked"
    if connection.state == State.APPROVED and connection.blocked_by_inmate:
        return "ended"
    return "requested" if connection.state == State.DECLINED else connection.state


def show(connection: Connection) -> int:
    """Put the connection into the inmate's feed once its name is approved; returns the position."""
    if connection.review != Connection.Review.APPROVED:
        return publishing.retract(connection.inmate_id, "connection", str(connection.pk))
    data: dict[str, Any] = {
        "contact": str(connection.contact_id),
        "name": connection.contact_name,
        "state": shown_state(connection),
        "muted": connection.muted,
        "requested_at": stamp(connection.requested_at),
        "request_text": request_text(
            connection, language_of(connection.inmate_id, connection.contact.language)
        ),
        "decided_at": stamp_or_none(connection.decided_at),
    }
    return publishing.publish(connection.inmate_id, "connection", str(connection.pk), data)


def locked(connection: Connection) -> Connection:
    """The row as it is now, under the inmate's lock and its own."""
    publishing.lock(connection.inmate_id)
    return (
        Connection.objects.select_for_update(of=("self",), no_key=True)
        .select_related("contact__user", "inmate__facility")
        .get(pk=connection.pk)
    )
