"""Staff at their desks: a reviewer, two supervisors, somebody from IT."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from central.accounts.models import User
from central.console import roles
from central.facilities.models import Facility

Sit = Callable[[str], Client]
JOBS = {
    "mia": (roles.Job.MAILROOM, "Mail reviewer"),
    "ben": (roles.Job.MAILROOM, "Mail reviewer"),
    "sam": (roles.Job.SUPERVISOR, "Supervisor"),
    "sue": (roles.Job.SUPERVISOR, "Supervisor"),
    "ida": (roles.Job.IT, "IT"),
}


@pytest.fixture
def staff(pair: SimpleNamespace) -> SimpleNamespace:
    """The pair's facility, with staff."""
    facility = Facility.objects.get()
    for username, (job, title) in JOBS.items():
        user = User.objects.create_user(username, first_name=username.title(), last_name="Cole")
        roles.appoint(user, facility, job, title=title)
    return SimpleNamespace(facility=facility, **vars(pair))


@pytest.fixture
def sit(staff: SimpleNamespace) -> Sit:
    """Sign a member of staff in; gives their browser."""

    def sign_in(username: str) -> Client:
        client = Client()
        client.force_login(
            User.objects.get(username=username), "django.contrib.auth.backends.ModelBackend"
        )
        return client

    return sign_in


def words(response: Any) -> str:
    """What a page of the console says."""
    plain = re.sub(
        r"<(script|style|template)\b.*?</\1>", " ", response.content.decode(), flags=re.S
    )
    plain = re.sub(r"<[^>]+>", " ", plain).replace("&#x27;", "'").replace("&quot;", '"')
    return re.sub(r"\s+", " ", plain)
