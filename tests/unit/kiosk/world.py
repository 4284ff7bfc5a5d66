"""What tests of vault, sync and mailbox share: clock, ids, a vault, a person at a real central."""

from __future__ import annotations

import base64
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.domain import InmateId, Notice, Policy, Services, Tariff
from kiosk.mailbox import Mailbox
from kiosk.sync.client import Client
from kiosk.sync.engine import Engine, Heard
from kiosk.sync.line import Line
from kiosk.sync.protocol import DeviceSelf, EnrollRequest, SessionAnswer, SessionRequest
from kiosk.sync.tokens import CentralClock, DeviceTokens, SessionTokens, device_claim, vault_claim
from kiosk.tasks import Tasks
from kiosk.vault.database import OpenVault, create_vault
from kiosk.vault.keys import PinCost

CHEAP = PinCost(memory_kib=64, iterations=1, lanes=1)
SECRET = b"device secret for tests, 32 byte"
SHARE = b"recovery share for tests 32 byte"
PIN = "493817"
POLICY = Policy(
    facility_name="North Facility",
    device_name="Kiosk A",
    inmate_noun="inmate",
    tariff=Tariff(message=50, photo=100),
    services=Services(),
    notice=Notice(1, "Notice", "Aviso"),
    message_limit=2000,
)


@dataclass
class Clock:
    """A device's clock; both faces go ahead together, and the wall may be set wrong."""

    wall: datetime = field(default_factory=lambda: datetime.now(UTC))
    ticks: float = 1000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.ticks

    def advance(self, seconds: float) -> None:
        self.ticks += seconds
        self.wall += timedelta(seconds=seconds)


class Ids:
    """Random ids, the same in every run, and never those of another `Ids`."""

    seeds = itertools.count(1)

    def __init__(self) -> None:
        self._rng = Random(next(self.seeds))  # noqa: S311

    def __call__(self) -> str:
        return str(UUID(int=self._rng.getrandbits(128), version=4))


class Screen:
    """Stands in for the screen's event loop: what was posted runs when the test says so."""

    def __init__(self) -> None:
        self.posted: list[Callable[[], None]] = []
        self.tasks = Tasks(self.posted.append)

    def settle(self) -> None:
        """Run what was posted, and what that posted."""
        while self.posted:
            self.posted.pop(0)()


def make_vault(
    folder: Path, inmate: str = "inmate-1", key: Ed25519PrivateKey | None = None
) -> OpenVault:
    return create_vault(
        folder,
        inmate=InmateId(inmate),
        pin=PIN,
        pin_version=1,
        recovery_share=SHARE,
        device_secret=SECRET,
        signing_key=key or Ed25519PrivateKey.generate(),
        cost=CHEAP,
    )


class Desk:
    """A mailbox on a vault, whose acts are waited for."""

    def __init__(self, vault: OpenVault, clock: Clock, ids: Callable[[], str]) -> None:
        self.vault = vault
        self.clock = clock
        self.screen = Screen()
        self.box = Mailbox(vault, self.screen.tasks, POLICY, now=clock.now, new_id=ids)

    def act(self, name: str, *args: Any, **named: Any) -> Any:
        """Carry out an act and give what `done` was called with."""
        answers: list[Any] = []
        getattr(self.box, name)(*args, **named, done=answers.append)
        self.settle()
        assert len(answers) == 1
        return answers[0]

    def settle(self) -> None:
        """Have all writes made and told of."""
        from kiosk.vault.connection import Store

        for _ in range(2):  # a callback may write again
            for store in Store:
                self.vault.write(store, lambda _: None).result()
            self.screen.settle()


class Device:
    """An enrolled and confirmed device with its client."""

    def __init__(self, central: Any, clock: Clock, name: str = "Kiosk A") -> None:
        self.central = central
        self.clock = clock
        self.key = Ed25519PrivateKey.generate()
        self.client = Client(central.url, ca=None, app_version="0.1.0", monotonic=clock.monotonic)
        public = base64.b64encode(self.key.public_key().public_bytes_raw()).decode()
        code = central.seed.device_code(name)
        enrolled = self.client.enroll(EnrollRequest(code, public, "kiosk", "0.1.0"))
        central.seed.confirm_device(enrolled.device)
        self.id = enrolled.device
        self.central_key = Ed25519PublicKey.from_public_bytes(
            base64.b64decode(enrolled.central_key)
        )
        self.time = CentralClock(clock.now)
        self.tokens = DeviceTokens(self.client, device_claim(self.key, self.id), self.time)


class Person:
    """An inmate signed in at a device, with an open vault and an engine."""

    def __init__(
        self,
        device: Device,
        folder: Path,
        number: str,
        pin: str,
        *,
        quota: int = 2**31,
    ) -> None:
        self.device, self.clock = device, device.clock
        key = Ed25519PrivateKey.generate()
        public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
        request = SessionRequest(number=number, pin=pin, vault_key=public)
        answer = device.tokens.using(lambda token: device.client.sign_in(token, request))
        self.session: SessionAnswer = answer
        self.vault = make_vault(folder, answer.inmate, key)
        self.heard: list[DeviceSelf] = []
        self.refused: list[str] = []
        self.ids = Ids()
        self.quota = quota
        self.tokens = SessionTokens(
            device.client,
            device.tokens,
            vault_claim(key, answer.inmate, device.id),
            device.time,
            token=answer.token,
        )
        self._begin()

    def _begin(self) -> None:
        self.reader = self.vault.reader()
        self.line = Line(
            vault=self.vault,
            reader=self.reader,
            client=self.device.client,
            tokens=self.tokens,
            central_key=self.device.central_key,
            now=self.clock.now,
            new_id=self.ids,
            opened_at=self.clock.now(),
        )
        self.engine = Engine(
            self.line,
            self.device.tokens,
            Heard(self.heard.append, lambda problem: self.refused.append(problem.code)),
            monotonic=self.clock.monotonic,
            rng=Random(1),  # noqa: S311
            quota=self.quota,
        )
        self.desk = Desk(self.vault, self.clock, self.ids)
        self.box = self.desk.box

    def act(self, name: str, *args: Any, **named: Any) -> Any:
        return self.desk.act(name, *args, **named)

    def sync(self, steps: int = 30) -> None:
        """Step, with news asked for, until there is nothing more to fetch."""
        self.engine.step(asked=True)
        for _ in range(steps):
            if self.engine.step() > 0:
                break
        self.desk.settle()

    def close(self) -> None:
        self.box.close()
        self.reader.close()
        self.vault.close()
