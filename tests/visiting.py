"""Verbs of `tests.seed` about visits: booked at the next free time, decided, answered, ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from central import world
from central.visits import answering, ending, requesting, review, slots, standing
from central.visits.models import Visit
from central.wire import stamp
from tests import rows


def found(visit: str) -> Visit:
    """A visit with both its ends."""
    ties = ("connection__contact__user", "connection__inmate__facility")
    return Visit.objects.select_related(*ties).get(pk=visit)


def next_free(connection: str, minutes: int = 15, after_hours: float = 0) -> datetime:
    """The next time at which this pair can meet, at least so many hours from now."""
    tie = rows.connection(connection)
    earliest = world.now() + timedelta(hours=after_hours)
    for day in slots.days(tie.inmate.facility):
        for start in slots.free(tie, day, minutes):
            if start >= earliest:
                return start
    raise LookupError("no time is free")


def visit(
    connection: str,
    minutes: int = 15,
    *,
    after_hours: float = 0,
    approve: bool = True,
    accept: bool = False,
) -> rows.Answer:
    """A visit at the next free time, paid by the contact, approved unless told otherwise."""
    tie = rows.connection(connection)
    booked = requesting.book(
        tie,
        starts_at=next_free(connection, minutes, after_hours),
        minutes=minutes,
        expected_price=slots.price(tie.inmate.facility, minutes),
    )
    if approve:
        review.approve(booked, by=rows.staff())
    if accept:
        answering.accept(booked)
    return visit_now(str(booked.pk))


def free_time(connection: str, minutes: int = 15, after_hours: float = 0) -> rows.Answer:
    """The next time at which this pair can meet."""
    return {"id": connection, "at": stamp(next_free(connection, minutes, after_hours))}


def book_at(connection: str, at: str, minutes: int = 15) -> rows.Answer:
    """Book one time, as the contact does."""
    tie = rows.connection(connection)
    price = slots.price(tie.inmate.facility, minutes)
    start = datetime.fromisoformat(at)
    booked = requesting.book(tie, starts_at=start, minutes=minutes, expected_price=price)
    return visit_now(str(booked.pk))


def approve_visit(visit: str) -> rows.Answer:
    """Staff let the inmate be asked."""
    review.approve(found(visit), by=rows.staff())
    return visit_now(visit)


def refuse_visit(visit: str, reason: str = "time", text: str = "") -> rows.Answer:
    """Staff say no."""
    review.refuse(found(visit), reason=reason, text=text, by=rows.staff())
    return visit_now(visit)


def cancel_visit(visit: str, reason: str = "fault", text: str = "") -> rows.Answer:
    """Staff call it off."""
    review.cancel(found(visit), reason=reason, text=text, by=rows.staff())
    return visit_now(visit)


def cancel_visit_by_contact(visit: str) -> rows.Answer:
    """The contact cancels."""
    ending.cancel_by_contact(found(visit))
    return visit_now(visit)


def accept_visit(visit: str) -> rows.Answer:
    """The inmate says yes."""
    answering.accept(found(visit))
    return visit_now(visit)


def decline_visit(visit: str) -> rows.Answer:
    """The inmate says no."""
    answering.decline(found(visit))
    return visit_now(visit)


def close_visits() -> int:
    """What the timer does: close the visits whose time has come."""
    return ending.close_due()


def visit_now(visit: str) -> rows.Answer:
    """How a visit stands."""
    row = found(visit)
    return {
        "id": visit,
        "state": row.state,
        "price": row.price,
        "refunded": row.refunded,
        "connection": str(row.connection_id),
        "starts_at": stamp(row.starts_at),
        "minutes": row.minutes,
        "cancelled_by": row.cancelled_by,
        "thing": standing.thing_of(row),
    }


def visits(connection: str) -> list[rows.Answer]:
    """All visits of a connection, in the order in which they were booked."""
    booked = Visit.objects.filter(connection=rows.connection(connection)).order_by(
        "booked_at", "pk"
    )
    return [visit_now(str(row.pk)) for row in booked]
