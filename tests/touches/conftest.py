"""The real app in a real window, upright and lying, with a hand that counts its touches."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.central_server import CentralServer, central_server
from tests.desk import Desk, desk, missing_tools
from tests.lockdown.conftest import CONFIG, enroll, only_environment
from tests.touches.hand import Hand
from tests.tour.remote import RemoteKiosk

PIN = "480215"
SIZES = {"lying": (1280, 800), "upright": (800, 1280)}
_numbers = count(2001)


@dataclass
class Glass:
    """One kiosk on a display of its own, the central behind it, and the hand before it."""

    desk: Desk
    remote: RemoteKiosk
    central: CentralServer
    hand: Hand

    @property
    def seed(self) -> Any:
        """Makes people and what they have sent, at central."""
        return self.central.seed

    def sign_in(self, number: str, shows: str = "New for you") -> None:
        """From the waiting screen to the first screen; the counting begins there."""
        self.hand.touch("begin")
        self.hand.number(number)
        self.hand.touch("forward")
        self.hand.number(PIN)
        self.hand.touch("forward")
        self.desk.wait(lambda: self.remote.sees("agree") or self._inside(), "the sign-in")
        if self.remote.sees("Please read this first"):
            self.hand.touch("agree")
        self.remote.wait_for(shows)
        self.hand.begin()

    def _inside(self) -> bool:
        return self.remote.sees("Sign out") or self.remote.sees("Please read this first")

    def leave_at(self, *way: str) -> None:
        """Go to another place, and sign out there: the next sign-in comes back to it."""
        for name in way:
            self.remote.touch(name)
        self.sign_out()

    def sign_out(self) -> None:
        """Until the next program shows its waiting screen."""
        self.remote.sign_out("Sign out")
        self.remote.wait_for("Touch to begin")


@pytest.fixture(scope="module", params=list(SIZES))
def glass(request: pytest.FixtureRequest) -> Iterator[Glass]:
    """Signed in nobody yet."""
    assert not missing_tools(), f"install: {missing_tools()}"
    with (
        central_server() as central,
        desk(*SIZES[request.param]) as screen,
        TemporaryDirectory() as name,
    ):
        folder = Path(name)
        config = folder / "kiosk.toml"
        config.write_text(CONFIG.format(url=central.url))
        enroll(config, central, [sys.executable, "-m", "kiosk"])
        with only_environment(screen.environ):
            remote = RemoteKiosk(config, {}, folder)
        try:
            screen.wait(lambda: screen.windows(remote.pid), "the window")
            yield Glass(screen, remote, central, Hand(screen, remote))
        finally:
            remote.close()


@dataclass(frozen=True)
class Pair:
    """Somebody at the kiosk and the family outside, by their ids at central."""

    number: str
    inmate: str
    connection: str


@pytest.fixture
def pair(glass: Glass) -> Iterator[Pair]:
    """Two people whom no other test knows; he is signed out again at the end."""
    yield make_pair(glass)
    glass.sign_out()


def make_pair(glass: Glass, state: str = "approved") -> Pair:
    """Daniel, and Rosa with credits of her own."""
    number = str(next(_numbers))
    person = glass.seed.inmate(number, "Daniel", "Reyes", pin=PIN)
    sender = glass.seed.contact(f"rosa{number}", "Rosa", "Reyes")
    glass.seed.credits(sender.id, 5000)
    tie = glass.seed.connection(sender.id, person.id, state)
    return Pair(number, person.id, tie.id)
