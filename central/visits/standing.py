"""What all acts on a visit share: the lock, the step from state to state, the refund, the feed."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from central.feed import publishing
from central.feed.preferences import language_of
from central.ledger import booking
from central.refusals import Refused
from central.visits.models import Visit
from central.wire import stamp, stamp_or_none

State = Visit.State


def thing_of(visit: Visit) -> str:
    """The name under which the ledger and the trail know it."""
    return f"visit:{visit.pk}"


def locked(visit: Visit) -> Visit:
    """The row as it is now, under the inmate's lock and its own."""
    inmate = visit.connection.inmate_id
    publishing.lock(inmate)
    rows = Visit.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("connection__contact__user", "connection__inmate__facility").get(
        pk=visit.pk
    )


def move(visit: Visit, *before: str, to: str) -> Visit:
    """Compare and set: of two who decide at the same time one does; `already-decided`."""
    visit = locked(visit)
    if not Visit.objects.filter(pk=visit.pk, state__in=before).update(state=to):
        raise Refused("already-decided")
    visit.state = Visit.State(to)
    return visit


def refund(visit: Visit) -> int:
    """Return what was charged to the contact, once; returns the credits."""
    amount = booking.refund(thing_of(visit), visit.connection)
    visit.refunded += amount
    return amount


def keep(visit: Visit) -> Visit:
    """Store the row and show it to the inmate."""
    visit.save()
    show(visit)
    return visit


def show(visit: Visit) -> int:
    """Put the visit into the inmate's feed once the facility approved it; returns the position."""
    inmate = visit.connection.inmate_id
    if visit.approved_at is None:
        return publishing.retract(inmate, "visit", str(visit.pk))
    data: dict[str, Any] = {
        "connection": str(visit.connection_id),
        "starts_at": stamp(visit.starts_at),
        "ends_at": stamp(visit.ends_at),
        "state": visit.state,
        "price": visit.price,
        "refunded": visit.refunded,
        "approved_at": stamp(visit.approved_at),
        "answered_at": stamp_or_none(visit.answered_at),
        "cancelled_by": visit.cancelled_by,
        "reason": _reason_for_inmate(visit),
    }
    return publishing.publish(inmate, "visit", str(visit.pk), data)


def reason_text(visit: Visit) -> str:
    """The reason in plain words of the active language, and what the member of staff added."""
    return f"{visit.get_reason_display()} {visit.reason_text}".strip()


def _reason_for_inmate(visit: Visit) -> str:
    if not visit.reason:
        return ""
    inmate = visit.connection.inmate
    first = inmate.facility.languages[0] if inmate.facility.languages else "en"
    with translation.override(language_of(inmate.pk, first)):
        return reason_text(visit)
