"""How visits end without an answer: cancelled by the contact, stopped with a tie, or over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from central import world
from central.connections.models import Connection
from central.ledger import audit
from central.mail import emails
from central.refusals import Refused
from central.visits import standing
from central.visits.models import Visit
from central.visits.slots import ALIVE

State = Visit.State


def cancel_until(visit: Visit) -> datetime:
    """Until when the contact may cancel and has the credits back."""
    hours = visit.connection.inmate.facility.visit_cancel_hours
    return visit.starts_at - timedelta(hours=hours)


@transaction.atomic
def cancel_by_contact(visit: Visit) -> Visit:
    """Cancel in time, with a refund; refuses `too-late`, `already-decided`."""
    visit = standing.locked(visit)
    if visit.state in ALIVE and world.now() > cancel_until(visit):
        raise Refused("too-late")
    visit = standing.move(visit, *ALIVE, to=State.CANCELLED)
    _cancelled(visit, Visit.By.CONTACT, visit.connection.contact)
    return visit


def under_way(*connections: Connection) -> QuerySet[Visit]:
    """Visits of these connections that have not begun; they go when the connection stops."""
    rows = Visit.objects.filter(
        connection__in=connections, state__in=ALIVE, starts_at__gt=world.now()
    )
    return rows.select_related("connection__inmate").order_by("pk")


def stop(visit: Visit) -> None:
    """Cancel one visit because its connection stopped, refund it and tell the contact.

    Runs inside the transaction that stops the connection, after all accounts were locked in order.
    """
    visit = standing.move(visit, *ALIVE, to=State.CANCELLED)
    _cancelled(visit, Visit.By.CONNECTION, "system")
    emails.tell(visit.connection.contact, emails.Kind.VISIT_OFF)


def _cancelled(visit: Visit, by: Visit.By, actor: audit.Actor) -> None:
    visit.cancelled_at, visit.cancelled_by = world.now(), by
    refunded = standing.refund(visit)
    standing.keep(visit)
    facility = visit.connection.inmate.facility
    thing = standing.thing_of(visit)
    audit.record(actor, "visit.cancel", thing, facility, by=by.value, refund=refunded)


def close_due(visits: QuerySet[Visit] | None = None) -> int:
    """Close visits whose time has come: refund those nobody accepted; returns how many.

    Also `manage.py close_visits`. Each is a transaction of its own.
    """
    now = world.now()
    due = Q(state=State.ACCEPTED, ends_at__lte=now) | Q(
        state__in=[State.REQUESTED, State.APPROVED], starts_at__lte=now
    )
    rows = Visit.objects.all() if visits is None else visits
    return sum(_close(visit) for visit in rows.filter(due).select_related("connection"))


@transaction.atomic
def _close(visit: Visit) -> bool:
    visit = standing.locked(visit)
    ended = visit.state == State.ACCEPTED and visit.ends_at <= world.now()
    if not ended and visit.state not in {State.REQUESTED, State.APPROVED}:
        return False  # somebody decided in this very moment
    visit = standing.move(visit, visit.state, to=State.PAST if ended else State.LAPSED)
    refunded = 0 if ended else standing.refund(visit)
    standing.keep(visit)
    if not ended:
        emails.tell(visit.connection.contact, emails.Kind.VISIT_OFF)
    facility = visit.connection.inmate.facility
    thing = standing.thing_of(visit)
    audit.record("system", "visit.close", thing, facility, state=visit.state, refund=refunded)
    return True
