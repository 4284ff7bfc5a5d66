"""Central inside the test's own process: a fresh database, fast hashes, a clock that can be set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from central import world
from tests import seed


class Clock(world.World):
    """A clock that stands still until it is pushed."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self.time += timedelta(microseconds=1)  # so that what comes later has a later time
        return self.time

    def advance(self, **amount: float) -> None:
        self.time += timedelta(**amount)


@pytest.fixture(autouse=True)
def quick(settings: Any, tmp_path: Path) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.CENTRAL_MAIL_DELIVERY = "inline"


@pytest.fixture
def clock() -> Iterator[Clock]:
    clock = Clock()
    with world.replaced(clock):
        yield clock


@pytest.fixture
def pair(db: None, clock: Clock) -> SimpleNamespace:
    """A facility that reviews, Daniel inside with 300 credits, Maria outside with 2000."""
    seed.facility()
    inmate = seed.inmate("1001", "Daniel", "Reyes", pin="480215")["id"]
    contact = seed.contact()["id"]
    connection = seed.connection(contact, inmate)["id"]
    seed.credits(contact, 2000)
    seed.credits(inmate, 300)
    return SimpleNamespace(inmate=inmate, contact=contact, connection=connection)


@pytest.fixture
def others(pair: SimpleNamespace) -> SimpleNamespace:
    """Another inmate with another contact, at the same facility."""
    inmate = seed.inmate("2002", "Peter", "Okafor", pin="739164")["id"]
    contact = seed.contact("grace", "Grace", "Okafor")["id"]
    connection = seed.connection(contact, inmate)["id"]
    seed.credits(contact, 2000)
    seed.credits(inmate, 300)
    return SimpleNamespace(inmate=inmate, contact=contact, connection=connection)
