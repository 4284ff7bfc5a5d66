"""The fixtures of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.central_server import CentralServer, central_server
from tests.kiosk_device import PIN, Kiosk, kiosk_at
from tests.unit.kiosk.session.signing_in.ground import numbers


@pytest.fixture(scope="module")
def server() -> Iterator[CentralServer]:
    with central_server() as central:
        yield central


@pytest.fixture
def central(server: CentralServer) -> CentralServer:
    server.start()
    return server


@pytest.fixture
def kiosk(central: CentralServer, tmp_path: Path) -> Iterator[Kiosk]:
    with kiosk_at(central, tmp_path / "kiosk") as made:
        yield made
        central.start()  # a test may have left it stopped


@pytest.fixture
def number(central: CentralServer) -> str:
    """A new inmate with a PIN already chosen."""
    made = str(next(numbers))
    central.seed.inmate(made, "Daniel", "Reyes", pin=PIN)
    return made
