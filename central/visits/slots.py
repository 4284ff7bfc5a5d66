"""When visits can be: the times that a facility offers, and which of them are free."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from central import world
from central.connections.models import Connection
from central.facilities.models import Facility
from central.visits.models import Visit

State = Visit.State
ALIVE = (State.REQUESTED, State.APPROVED, State.ACCEPTED)
"""States of a visit that may still take place."""


def lengths(facility: Facility) -> list[int]:
    """The lengths offered, in minutes."""
    return [facility.visit_block * n for n in range(1, facility.visit_most_blocks + 1)]


def price(facility: Facility, minutes: int) -> int:
    """What a visit of this length costs, in credits."""
    return facility.visit_minute_price * minutes


def days(facility: Facility) -> list[date]:
    """The days on which a visit can be booked now."""
    now = world.now()
    first = timezone.localtime(now + timedelta(hours=facility.visit_notice_hours)).date()
    last = timezone.localtime(now + timedelta(days=facility.visit_ahead_days)).date()
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def offered(facility: Facility, day: date, minutes: int) -> Iterator[datetime]:
    """The times of a day at which a visit of this length may begin, taken ones too, in UTC."""
    now = world.now()
    if minutes not in lengths(facility) or day not in days(facility):
        return
    zone = timezone.get_default_timezone()
    midnight = datetime.combine(day, datetime.min.time())
    step, length = timedelta(minutes=facility.visit_block), timedelta(minutes=minutes)
    begin = midnight + timedelta(hours=facility.visit_first_hour)
    close = midnight + timedelta(hours=facility.visit_last_hour)
    while begin + length <= close:
        local = begin.replace(tzinfo=zone)
        start = local.astimezone(world.now().tzinfo)
        skipped = start.astimezone(zone).replace(tzinfo=None) != begin  # an hour that clocks skip
        if not skipped and start >= now + timedelta(hours=facility.visit_notice_hours):
            yield start
        begin += step


def is_offered(facility: Facility, starts_at: datetime, minutes: int) -> bool:
    """Whether a visit of this length may begin then."""
    return starts_at in offered(facility, timezone.localtime(starts_at).date(), minutes)


def free(connection: Connection, day: date, minutes: int) -> list[datetime]:
    """The times of a day that are offered and not taken for this connection."""
    times = list(offered(connection.inmate.facility, day, minutes))
    if not times:
        return []
    length = timedelta(minutes=minutes)
    around = _meeting(times[0], times[-1] + length).filter(
        connection__inmate__facility=connection.inmate.facility
    )
    mine = _meeting(times[0], times[-1] + length).filter(connection__contact=connection.contact_id)
    held = list((around | mine).distinct().select_related("connection__inmate"))
    return [start for start in times if not _clashes(held, connection, start, start + length)]


def taken(connection: Connection, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether inmate, contact or facility have no room for a visit then."""
    facility = connection.inmate.facility
    either = Q(connection__inmate__facility=facility) | Q(connection__contact=connection.contact_id)
    held = _meeting(starts_at, ends_at).filter(either).select_related("connection__inmate")
    return _clashes(list(held), connection, starts_at, ends_at)


def _meeting(starts_at: datetime, ends_at: datetime) -> QuerySet[Visit]:
    return Visit.objects.filter(state__in=ALIVE, starts_at__lt=ends_at, ends_at__gt=starts_at)


def _clashes(
    held: list[Visit], connection: Connection, starts_at: datetime, ends_at: datetime
) -> bool:
    """Whether one of both people is busy, or the facility has as many visits as it can hold."""
    facility = connection.inmate.facility
    meeting = [visit for visit in held if visit.starts_at < ends_at and visit.ends_at > starts_at]
    for visit in meeting:
        tie = visit.connection
        if tie.inmate_id == connection.inmate_id or tie.contact_id == connection.contact_id:
            return True
    here = [visit for visit in meeting if visit.connection.inmate.facility_id == facility.pk]
    return _most_at_once(here, starts_at) >= facility.visit_capacity


def _most_at_once(visits: list[Visit], starts_at: datetime) -> int:
    """The most of these visits that go on at one moment from `starts_at` on."""
    moments = [max(visit.starts_at, starts_at) for visit in visits]
    return max(
        (sum(one.starts_at <= at < one.ends_at for one in visits) for at in moments), default=0
    )
