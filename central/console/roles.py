"""The three jobs at the console, and which rights each of them has."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from central.accounts.models import User
from central.facilities import founding
from central.facilities.models import Facility, StaffRole


class Job(StrEnum):
    """Named as the groups are."""

    MAILROOM = "Mailroom"
    SUPERVISOR = "Supervisor"
    IT = "IT"


RIGHTS = {
    Job.MAILROOM: ("review",),
    Job.SUPERVISOR: ("review", "oversee", "house", "govern", "inspect"),
    Job.IT: ("equip",),
}
ROLES = {  # what the services ask for: devices and settings take an administrator
    Job.MAILROOM: StaffRole.Role.REVIEWER,
    Job.SUPERVISOR: StaffRole.Role.ADMINISTRATOR,
    Job.IT: StaffRole.Role.ADMINISTRATOR,
}


@transaction.atomic
def appoint(
    user: User, facility: Facility, job: Job, *, title: str, by: User | None = None
) -> StaffRole:
    """Give a user a job at a facility: the role for the services, the group for the console."""
    appointed = founding.appoint(user, facility, role=ROLES[job], title=title, by=by)
    user.groups.set([Group.objects.get(name=job.value)])
    return appointed


@receiver(post_save, sender=StaffRole)
def give_group(instance: StaffRole, **_kwargs: Any) -> None:
    """Open the console to someone appointed elsewhere: a reviewer reviews, others supervise."""
    if instance.user.groups.filter(name__in=list(Job)).exists():
        return
    reviewer = instance.role == StaffRole.Role.REVIEWER
    name = Job.MAILROOM if reviewer else Job.SUPERVISOR
    instance.user.groups.add(Group.objects.get(name=name.value))
