"""Who may decide at which facility."""

from __future__ import annotations

from django.db.models import QuerySet

from central.accounts.models import User
from central.facilities.models import Facility, StaffRole
from central.refusals import Refused


def role_of(user: User, facility: Facility) -> StaffRole:
    """The user's role there; refuses `not-allowed` where they have none."""
    role = StaffRole.objects.filter(user=user, facility=facility, user__is_active=True).first()
    if role is None:
        raise Refused("not-allowed")
    return role


def require(user: User, facility: Facility, role: str) -> StaffRole:
    """As `role_of`, and refuses a reviewer what takes an administrator."""
    held = role_of(user, facility)
    if role == StaffRole.Role.ADMINISTRATOR and held.role != role:
        raise Refused("not-allowed")
    return held


def facilities_of(user: User) -> QuerySet[Facility]:
    """Where the user has a role."""
    return Facility.objects.filter(staff__user=user).distinct().order_by("name")
