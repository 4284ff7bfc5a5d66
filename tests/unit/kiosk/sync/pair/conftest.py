"""The fixtures of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain import (
    ConnectionId,
)
from tests.central_server import CentralServer, central_server
from tests.unit.kiosk.sync.pair.ground import NUMBERS, SignIn
from tests.unit.kiosk.world import PIN, Clock, Device, Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="package")
def shared_central() -> Iterator[CentralServer]:
    """One central for all tests here, since each has a family of its own."""
    with central_server() as server:
        yield server


@pytest.fixture
def central(shared_central: CentralServer) -> CentralServer:
    shared_central.start()  # where a test left it stopped, or its clock ahead
    return shared_central


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def family(central: CentralServer) -> Any:
    number = next(NUMBERS)
    inmate = central.seed.inmate(str(number), pin=PIN)
    contact = central.seed.contact(f"maria{number}")
    central.seed.credits(contact.id, 5000)
    tie = central.seed.connection(contact.id, inmate.id)
    inmate.contact, inmate.tie = contact.id, ConnectionId(tie.id)
    return inmate


@pytest.fixture
def sign_in(central: CentralServer, clock: Clock, family: Any, tmp_path: Path) -> Iterator[SignIn]:
    people: list[Person] = []

    def run(name: str = "Kiosk A", **named: Any) -> Person:
        device = Device(central, clock, name)
        folder = tmp_path / f"vault-{len(people)}"
        person = Person(device, folder, family.number, PIN, **named)
        people.append(person)
        return person

    yield run
    for person in people:
        person.close()
