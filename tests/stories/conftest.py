"""What every story starts with: a running central, a family, a kiosk that staff have confirmed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from PySide6.QtWidgets import QApplication

from tests import browser
from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest

PIN = "480215"
FIRST_NAMES = ("Daniel", "Marcus", "Luis", "Omar")
_numbers = count(731_001)  # too long to stand in anything by chance


@dataclass(frozen=True)
class Family:
    """An inmate and a contact who are connected, by their ids at central."""

    inmate: str
    number: str
    first: str
    contact: str
    username: str
    contact_name: str
    connection: str
    pin: str = PIN


MakeFamily = Callable[..., Family]
MakeKiosk = Callable[..., KioskUnderTest]


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The program's name, as Qt wants it."""
    return ["kiosk"]


@pytest.fixture(scope="module")
def running_central() -> Iterator[CentralServer]:
    """One central for all stories of a file; each story has people of its own."""
    with tempfile.TemporaryDirectory(prefix="story-central-") as folder:
        server = CentralServer(Path(folder))
        server.start()
        server.seed.facility()
        yield server
        server.close()


@pytest.fixture
def central(running_central: CentralServer) -> Iterator[CentralServer]:
    """Central as the story finds it: running, with the facility's usual settings, books right."""
    running_central.start()
    yield running_central
    running_central.start()
    assert running_central.seed.ledger_faults() == []


@pytest.fixture
def make_family(central: CentralServer) -> MakeFamily:
    """Makes families that no other story knows."""

    def make(
        *,
        contact_credits: int = 0,
        inmate_credits: int = 0,
        contact_name: str = "Rosa",
        state: str = "approved",
    ) -> Family:
        number = str(next(_numbers))
        first = FIRST_NAMES[int(number) % len(FIRST_NAMES)]
        seed = central.seed
        inmate = seed.inmate(number, first, "Reyes", pin=PIN)
        username = f"{contact_name.lower()}{number}"
        contact = seed.contact(username, contact_name, "Reyes")
        tie = seed.connection(contact.id, inmate.id, state)
        if contact_credits:
            seed.credits(contact.id, contact_credits)
        if inmate_credits:
            seed.credits(inmate.id, inmate_credits)
        return Family(
            inmate.id, number, first, contact.id, username, f"{contact_name} Reyes", tie.id
        )

    return make


@pytest.fixture
def make_kiosk(qapp: QApplication, central: CentralServer, tmp_path: Path) -> Iterator[MakeKiosk]:
    """Makes kiosks, each with a folder of its own; all are shut at the end."""
    made: list[KioskUnderTest] = []

    def make(name: str = "Kiosk B", kind: str = "kiosk") -> KioskUnderTest:
        kiosk = KioskUnderTest(central, tmp_path / name.replace(" ", "-").lower(), name, kind)
        made.append(kiosk)
        return kiosk

    yield make
    for kiosk in made:
        kiosk.close()


@pytest.fixture
def kiosk(make_kiosk: MakeKiosk) -> KioskUnderTest:
    """One kiosk at its waiting screen."""
    return make_kiosk()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One headless Chromium for all stories of this worker."""
    with browser.chromium() as started:
        yield started
