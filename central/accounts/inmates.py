"""Inmates: admitting them, their PINs, their status, finding them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from central import world
from central.accounts import pins
from central.accounts.models import Inmate, User
from central.connections.models import Connection
from central.facilities.models import Facility
from central.facilities.staff import role_of
from central.feed import publishing
from central.ledger import accounts, audit, booking
from central.mail import stopping
from central.refusals import Refused
from central.text import clean

GONE = frozenset({Inmate.Status.RELEASED, Inmate.Status.ERASED})


@transaction.atomic
def admit(
    facility: Facility,
    *,
    number: str,
    first_name: str,
    last_name: str,
    birth_date: date | None,
    by: User,
) -> tuple[Inmate, str]:
    """Make an inmate; returns them and the one-time PIN that staff print, which is kept nowhere.

    Refuses `number-taken` and `bad-name`.
    """
    role_of(by, facility)
    number = clean(number, one_line=True).upper()
    names = clean(first_name, one_line=True), clean(last_name, one_line=True)
    if not number or not all(names):
        raise Refused("bad-name")
    if Inmate.objects.filter(facility=facility, number=number).exists():
        raise Refused("number-taken")
    pin = pins.draw(number=number, birth_date=birth_date)
    inmate = Inmate.objects.create(
        facility=facility,
        number=number,
        first_name=names[0],
        last_name=names[1],
        birth_date=birth_date,
        pin_hash=pins.keep(pin),
    )
    publishing.lock(inmate.pk)
    accounts.of_inmate(inmate)
    booking.show_profile(inmate)
    audit.record(by, "inmate.admit", ("inmate", inmate.pk), facility)
    return inmate, pin


@transaction.atomic
def reset_pin(inmate: Inmate, *, by: User) -> str:
    """A new one-time PIN for staff to print; every session and vault key of the old one ends.

    The person is told when it was done at their next sign-in.
    """
    role_of(by, inmate.facility)
    publishing.lock(inmate.pk)
    inmate = Inmate.objects.select_for_update(no_key=True).get(pk=inmate.pk)
    pin = pins.draw(number=inmate.number, birth_date=inmate.birth_date)
    inmate.pin_hash = pins.keep(pin)
    inmate.pin_version += 1
    inmate.must_change_pin = True
    inmate.pin_reset_at = world.now()
    inmate.save()
    audit.record(by, "inmate.reset-pin", ("inmate", inmate.pk), inmate.facility)
    return pin


@transaction.atomic
def set_status(inmate: Inmate, status: str, *, by: User) -> Inmate:
    """Freeze, thaw, release or erase; a person who left receives nothing that still waits.

    An erased person stays erased (`already-decided`).
    """
    role_of(by, inmate.facility)
    return _set_status(inmate, status, by)


@transaction.atomic
def freeze_by_self(inmate: Inmate) -> Inmate:
    """The person's own freeze, after a sign-in that was not theirs; staff thaw it."""
    stopped = _set_status(inmate, Inmate.Status.FROZEN, inmate)
    stopped.stopped_by_self_at = world.now()
    stopped.save(update_fields=["stopped_by_self_at"])
    return stopped


def _set_status(inmate: Inmate, status: str, actor: User | Inmate) -> Inmate:
    publishing.lock(inmate.pk)
    rows = Inmate.objects.select_for_update(of=("self",), no_key=True).select_related("facility")
    inmate = rows.get(pk=inmate.pk)
    if inmate.status == Inmate.Status.ERASED and status != Inmate.Status.ERASED:
        raise Refused("already-decided")
    inmate.status, inmate.stopped_by_self_at = Inmate.Status(status), None
    inmate.save(update_fields=["status", "stopped_by_self_at"])
    if inmate.status in GONE:
        stopping.stop(*Connection.objects.filter(inmate=inmate))
    booking.show_profile(inmate)
    audit.record(actor, "inmate.status", ("inmate", inmate.pk), inmate.facility, status=status)
    return inmate


def search(words: str, facility: Facility | None = None) -> QuerySet[Inmate]:
    """Inmates whose names or number hold every word; none where nothing is asked."""
    asked = clean(words, one_line=True).split()
    if not asked:
        return Inmate.objects.none()
    found = Inmate.objects.exclude(status__in=GONE).select_related("facility")
    if facility is not None:
        found = found.filter(facility=facility)
    for word in asked[:6]:
        found = found.filter(
            Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(number__istartswith=word)
        )
    return found.order_by("last_name", "first_name", "number")
