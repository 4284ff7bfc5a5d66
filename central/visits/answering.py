"""What the inmate says to a visit. Each answer can be repeated; a no is final, as it refunds."""

from __future__ import annotations

from django.db import transaction

from central import world
from central.connections.standing import require_open
from central.ledger import audit
from central.mail import emails
from central.refusals import Refused
from central.visits import standing
from central.visits.models import Visit

State = Visit.State


@transaction.atomic
def accept(visit: Visit) -> Visit:
    """Say yes; refuses service-off, too-late, already-decided, and as `require_open`."""
    visit = standing.locked(visit)
    if visit.state == State.ACCEPTED:
        return visit
    _require_ahead(visit)
    if visit.state != State.APPROVED:
        raise Refused("already-decided")
    require_open(visit.connection)
    if not visit.connection.inmate.facility.visits_on:
        raise Refused("service-off")
    return _answer(visit, State.ACCEPTED, emails.Kind.VISIT_ON)


@transaction.atomic
def decline(visit: Visit) -> Visit:
    """Say no, also after a yes, and refund the contact; refuses too-late, already-decided."""
    visit = standing.locked(visit)
    if visit.state == State.DECLINED:
        return visit
    _require_ahead(visit)
    if visit.state not in {State.APPROVED, State.ACCEPTED}:
        raise Refused("already-decided")
    return _answer(visit, State.DECLINED, emails.Kind.VISIT_OFF)


def _require_ahead(visit: Visit) -> None:
    if visit.approved_at is None:
        raise Refused("gone")  # the inmate has not been asked
    if visit.starts_at <= world.now():
        raise Refused("too-late")


def _answer(visit: Visit, state: State, kind: str) -> Visit:
    visit = standing.move(visit, visit.state, to=state)
    visit.answered_at = world.now()
    refunded = standing.refund(visit) if state == State.DECLINED else 0
    standing.keep(visit)
    emails.tell(visit.connection.contact, kind)
    inmate = visit.connection.inmate
    act = "visit.accept" if state == State.ACCEPTED else "visit.decline"
    audit.record(inmate, act, standing.thing_of(visit), inmate.facility, refund=refunded)
    return visit
