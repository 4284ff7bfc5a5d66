"""Founding a facility, changing what it decides, appointing its staff."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from central.accounts.models import User
from central.facilities.models import Facility, StaffRole
from central.facilities.staff import require
from central.ledger import accounts, audit


@transaction.atomic
def found(name: str, **settings: Any) -> Facility:
    """Make a facility and its account; `settings` are fields of Facility."""
    facility = Facility.objects.create(name=name, **settings)
    accounts.of_facility(facility)
    audit.record("system", "facility.found", ("facility", facility.pk), facility)
    return facility


@transaction.atomic
def change(facility: Facility, *, by: User, **settings: Any) -> Facility:
    """Change settings of a facility; a changed notice raises its version by itself."""
    require(by, facility, StaffRole.Role.ADMINISTRATOR)
    facility = Facility.objects.select_for_update(no_key=True).get(pk=facility.pk)
    notice = (facility.notice_en, facility.notice_es)
    for field, value in settings.items():
        setattr(facility, field, value)
    facility.full_clean()
    if (facility.notice_en, facility.notice_es) != notice:
        facility.notice_version += 1
    facility.save()
    names = ",".join(sorted(settings))
    audit.record(by, "facility.change", ("facility", facility.pk), facility, fields=names)
    return facility


@transaction.atomic
def appoint(
    user: User,
    facility: Facility,
    *,
    role: str = StaffRole.Role.REVIEWER,
    title: str = "mail reviewer",
    by: User | None = None,
) -> StaffRole:
    """Give a user a role at a facility, and with it the door of the staff console.

    `by` is the administrator who does it, from the console; None is an operator at the server.
    """
    if by is not None:
        require(by, facility, StaffRole.Role.ADMINISTRATOR)
    appointed, _ = StaffRole.objects.update_or_create(
        user=user, facility=facility, defaults={"role": role, "title": title}
    )
    if not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    audit.record(by or "system", "staff.appoint", ("user", user.pk), facility, role=role)
    return appointed
