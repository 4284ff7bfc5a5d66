"""What all acts on a ticket share: its name, the step from state to state, the feed."""

from __future__ import annotations

from typing import Any

from central.feed import publishing
from central.refusals import Refused
from central.tickets.models import Ticket
from central.wire import stamp, stamp_or_none


def thing_of(ticket: Ticket) -> str:
    """The name under which the trail knows it."""
    return f"ticket:{ticket.pk}"


def move(ticket: Ticket, *before: str, to: str) -> Ticket:
    """Compare and set: of two who act at the same time one does; `already-decided`."""
    publishing.lock(ticket.inmate_id)
    rows = Ticket.objects.filter(pk=ticket.pk)
    if not rows.filter(state__in=before).update(state=to):
        raise Refused("already-decided")
    return rows.select_related("inmate__facility").get()


def keep(ticket: Ticket) -> Ticket:
    """Store the row and show it to the inmate."""
    ticket.save()
    data: dict[str, Any] = {
        "kind": ticket.kind,
        "text": ticket.text,
        "about_type": ticket.about_type,
        "about": ticket.about,
        "state": ticket.state,
        "opened_at": stamp(ticket.opened_at),
        "looked_at": stamp_or_none(ticket.looked_at),
        "answered_at": stamp_or_none(ticket.answered_at),
        "role": ticket.answered_role,
        "answer": ticket.answer,
    }
    publishing.publish(ticket.inmate_id, "ticket", str(ticket.pk), data)
    return ticket
