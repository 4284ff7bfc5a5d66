"""Opening a ticket, by the inmate's command."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from central import world
from central.accounts.models import Inmate
from central.feed import publishing
from central.ledger import audit
from central.refusals import Refused
from central.text import clean
from central.tickets import standing
from central.tickets.models import Ticket

LONGEST = 2000  # characters
MOST_OPEN = 10  # tickets of one inmate that wait for an answer
LONGEST_ID = 64  # characters


@transaction.atomic
def open_ticket(
    inmate: Inmate,
    ticket_id: UUID,
    *,
    kind: str,
    text: str,
    about_type: str = "",
    about: str = "",
    opened_at: datetime | None = None,
) -> Ticket:
    """Take down what an inmate says is wrong.

    What it is about may be gone, or may never have been: that is for staff to see. Refuses
    not-allowed, empty, too-long (limit), too-many-tickets.
    """
    publishing.lock(inmate.pk)
    if kind not in Ticket.Kind.values or about_type not in Ticket.About.values:
        raise Refused("not-allowed")
    if Ticket.objects.filter(pk=ticket_id).exists():
        raise Refused("not-allowed")
    words = clean(text)
    if not words:
        raise Refused("empty")
    if len(words) > LONGEST:
        raise Refused("too-long", limit=LONGEST)
    waiting = inmate.tickets.exclude(state=Ticket.State.ANSWERED).count()
    if waiting >= MOST_OPEN:
        raise Refused("too-many-tickets", limit=MOST_OPEN)
    ticket = Ticket(
        id=ticket_id,
        inmate=inmate,
        kind=kind,
        text=words,
        about_type=about_type,
        about=clean(about, one_line=True)[:LONGEST_ID] if about_type else "",
        opened_at=opened_at or world.now(),
    )
    audit.record(inmate, "ticket.open", standing.thing_of(ticket), inmate.facility, kind=kind)
    return standing.keep(ticket)


def bring_back(
    inmate: Inmate,
    ticket_id: UUID,
    *,
    kind: str,
    text: str,
    about_type: str,
    about: str,
    opened_at: datetime,
) -> None:
    """Have a ticket again that a restore lost; one that is here stays as it is."""
    if inmate.tickets.filter(pk=ticket_id).exists():
        return
    open_ticket(
        inmate,
        ticket_id,
        kind=kind,
        text=text,
        about_type=about_type,
        about=about,
        opened_at=opened_at,
    )
