"""The facility's decisions about visits: approve, refuse with a reason, cancel."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from central import world
from central.accounts.models import User
from central.connections.standing import require_open
from central.facilities.models import Facility
from central.facilities.staff import role_of
from central.ledger import audit
from central.mail import emails
from central.refusals import Refused
from central.text import clean
from central.visits import standing
from central.visits.models import Visit, VisitReason

State = Visit.State
SHOWN = 200


def queue(facility: Facility) -> QuerySet[Visit]:
    """What waits for the facility, the soonest first."""
    return _of(facility, State.REQUESTED)


def coming(facility: Facility) -> QuerySet[Visit]:
    """What was approved and has not been, the soonest first."""
    return _of(facility, State.APPROVED, State.ACCEPTED)


def _of(facility: Facility, *states: str) -> QuerySet[Visit]:
    rows = Visit.objects.filter(
        connection__inmate__facility=facility, state__in=states, starts_at__gt=world.now()
    )
    ties = ("connection__contact__user", "connection__inmate")
    return rows.select_related(*ties).order_by("starts_at", "pk")[:SHOWN]


@transaction.atomic
def approve(visit: Visit, *, by: User) -> Visit:
    """Let the inmate be asked; refuses `already-decided`, and `too-late` once it has begun."""
    role = role_of(by, visit.connection.inmate.facility)
    visit = standing.move(visit, State.REQUESTED, to=State.APPROVED)
    require_open(visit.connection)
    if visit.starts_at <= world.now():
        raise Refused("too-late")
    visit.decided_by, visit.decided_role = by, role.title
    visit.approved_at = visit.decided_at = world.now()
    audit.record(by, "visit.approve", standing.thing_of(visit), role.facility)
    return standing.keep(visit)


@transaction.atomic
def refuse(visit: Visit, *, reason: str, text: str = "", by: User) -> Visit:
    """Say no with a reason, and refund in the same act; refuses `already-decided`, `empty`."""
    role = role_of(by, visit.connection.inmate.facility)
    words = _words(reason, text)
    visit = standing.move(visit, State.REQUESTED, to=State.REFUSED)
    return _end(visit, "visit.refuse", reason, words, by, role.title)


@transaction.atomic
def cancel(visit: Visit, *, reason: str, text: str = "", by: User) -> Visit:
    """Call off an approved visit that has not begun, with a reason and a refund, at any time.

    Refuses `already-decided`, `empty`, `too-late`.
    """
    role = role_of(by, visit.connection.inmate.facility)
    words = _words(reason, text)
    visit = standing.move(visit, State.APPROVED, State.ACCEPTED, to=State.CANCELLED)
    if visit.starts_at <= world.now():
        raise Refused("too-late")
    visit.cancelled_at, visit.cancelled_by = world.now(), Visit.By.FACILITY
    return _end(visit, "visit.cancel", reason, words, by, role.title)


def _words(reason: str, text: str) -> str:
    words = clean(text, one_line=True)[:500]
    if reason not in VisitReason.values or (reason == VisitReason.OTHER and not words):
        raise Refused("empty")
    return words


def _end(visit: Visit, act: str, reason: str, words: str, by: User, title: str) -> Visit:
    visit.decided_by, visit.decided_at, visit.decided_role = by, world.now(), title
    visit.reason, visit.reason_text = VisitReason(reason), words
    refunded = standing.refund(visit)
    standing.keep(visit)
    emails.tell(visit.connection.contact, emails.Kind.VISIT_OFF)
    facility = visit.connection.inmate.facility
    audit.record(by, act, standing.thing_of(visit), facility, reason=reason, refund=refunded)
    return visit
