"""What staff do with tickets: look into one, answer it; each act is in the audit trail."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from central import world
from central.accounts.models import User
from central.facilities.models import Facility
from central.facilities.staff import role_of
from central.ledger import audit
from central.refusals import Refused
from central.text import clean
from central.tickets import standing
from central.tickets.models import Ticket

State = Ticket.State
LONGEST = 4000  # characters
SHOWN = 200


def waiting(facility: Facility) -> QuerySet[Ticket]:
    """Those without an answer, the oldest first."""
    rows = _of(facility).exclude(state=State.ANSWERED)
    return rows.order_by("opened_at", "pk")[:SHOWN]


def answered(facility: Facility, most: int = 50) -> QuerySet[Ticket]:
    """Those with an answer, the newest first."""
    return _of(facility).filter(state=State.ANSWERED).order_by("-answered_at", "pk")[:most]


def _of(facility: Facility) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(inmate__facility=facility)
    return rows.select_related("inmate__facility", "answered_by")


@transaction.atomic
def look(ticket: Ticket, *, by: User) -> Ticket:
    """Say that somebody looks into it; refuses `already-decided`."""
    role = role_of(by, ticket.inmate.facility)
    ticket = standing.move(ticket, State.RECEIVED, to=State.LOOKED_AT)
    ticket.looked_at = world.now()
    audit.record(by, "ticket.look", standing.thing_of(ticket), role.facility)
    return standing.keep(ticket)


@transaction.atomic
def answer(ticket: Ticket, text: str, *, by: User) -> Ticket:
    """Answer and close it, once; refuses `empty`, too-long (limit), `already-decided`."""
    role = role_of(by, ticket.inmate.facility)
    words = clean(text)
    if not words:
        raise Refused("empty")
    if len(words) > LONGEST:
        raise Refused("too-long", limit=LONGEST)
    ticket = standing.move(ticket, State.RECEIVED, State.LOOKED_AT, to=State.ANSWERED)
    ticket.answered_by, ticket.answered_at = by, world.now()
    ticket.answered_role, ticket.answer = role.title, words
    audit.record(by, "ticket.answer", standing.thing_of(ticket), role.facility)
    return standing.keep(ticket)
