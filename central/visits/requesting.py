"""Booking a visit: the contact pays when asking, and the facility looks at it first."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from central import world
from central.accounts import contacts
from central.connections.models import Connection
from central.connections.standing import locked, require_open
from central.ledger import accounts, audit, booking
from central.ledger.models import TransferKind
from central.refusals import Refused
from central.visits import slots, standing
from central.visits.models import Visit


@transaction.atomic
def book(
    connection: Connection,
    *,
    starts_at: datetime,
    minutes: int,
    expected_price: int,
    visit_id: UUID | None = None,
) -> Visit:
    """Book and pay for a visit. `visit_id` makes a repeated click the same visit.

    All accounts concerned are locked before the times are looked at, so that of two bookings for
    the last place one is taken. Refuses not-verified, account-frozen, no-contact, not-connected,
    blocked, gone, service-off, not-offered, slot-taken, price-changed (price), too-few-credits
    (missing).
    """
    connection = locked(connection)
    booked = _booked_before(connection, visit_id)
    if booked is not None:
        return booked
    contacts.require_working(connection.contact)
    require_open(connection)
    facility = connection.inmate.facility
    if not facility.visits_on:
        raise Refused("service-off")
    if not slots.is_offered(facility, starts_at, minutes):
        raise Refused("not-offered")
    price = slots.price(facility, minutes)
    if expected_price != price:
        raise Refused("price-changed", price=price)
    payer = accounts.of_contact(connection.contact)
    accounts.of_facility(facility)
    accounts.lock_all([connection])
    ends_at = starts_at + timedelta(minutes=minutes)
    if slots.taken(connection, starts_at, ends_at):
        raise Refused("slot-taken")
    visit = Visit(
        pk=visit_id or world.new_id(),
        connection=connection,
        starts_at=starts_at,
        ends_at=ends_at,
        price=price,
        booked_at=world.now(),
    )
    visit.save(force_insert=True)
    thing = standing.thing_of(visit)
    kind = TransferKind.VISIT_BOOK
    booking.charge(f"book:{visit.pk}", kind, thing, payer, connection, price)
    audit.record(connection.contact, "visit.book", thing, facility, price=price, minutes=minutes)
    return visit


def _booked_before(connection: Connection, visit_id: UUID | None) -> Visit | None:
    """What was booked under this id, whatever has changed since: the first answer may be lost."""
    booked = Visit.objects.filter(pk=visit_id).first() if visit_id else None
    if booked is not None and booked.connection_id != connection.pk:
        raise Refused("not-allowed")
    return booked
