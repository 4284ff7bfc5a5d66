"""A person at a device without a screen: the session's sign-in, one vault, one engine, a diary."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.device.attempts import Attempts
from kiosk.device.identity import Enrolled, Identity
from kiosk.session.counter import Counter
from kiosk.session.delivery import Delivery
from kiosk.session.entry import Entry, OneTime, Opened
from kiosk.session.inside import ENDS
from kiosk.session.outcomes import SignOutReason
from kiosk.session.postbox import PostBox
from kiosk.session.standing import Standing
from kiosk.session.vaults import Vaults
from kiosk.sync.client import Client
from kiosk.sync.engine import Engine, Heard
from kiosk.sync.line import Line
from kiosk.sync.protocol import EnrollRequest, Problem
from kiosk.sync.tokens import CentralClock, DeviceTokens, SessionTokens, vault_claim
from kiosk.tasks import Tasks
from tests.unit.kiosk.world import CHEAP, Desk

QUOTA = 2**31


class NotInError(Exception):
    """The sign-in did not end in an open vault; `step` says in what."""

    def __init__(self, step: object) -> None:
        super().__init__(type(step).__name__)
        self.step = step


@dataclass
class Clock:
    """Both faces of a device's clock; the wall may be wrong by years."""

    ticks: float = 1000.0
    ahead: timedelta = field(default_factory=timedelta)

    def running(self) -> float:
        return self.ticks

    def boot(self) -> str:
        return "boot"

    def wall(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass(frozen=True)
class Place:
    """An enrolled device in plain values, so that any process can be it."""

    url: str
    device: str
    central_key: str
    signing_key: str
    secret: str

    def identity(self) -> Identity:
        """As the device's key store would give it."""
        key = base64.b64decode(self.central_key)
        enrolled = Enrolled(self.device, "North Facility", "Kiosk A", key, "")
        signing = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.signing_key))
        return Identity(enrolled, signing, bytes.fromhex(self.secret))

    def client(self) -> Client:
        """A way to central."""
        return Client(self.url, ca=None, app_version="0.1.0")


def enrol(central: Any, name: str = "Kiosk A") -> Place:
    """Enrol a device at central and have staff confirm it."""
    key = Ed25519PrivateKey.generate()
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    client = Client(central.url, ca=None, app_version="0.1.0")
    code = central.seed.device_code(name)
    told = client.enroll(EnrollRequest(code, public, "kiosk", "0.1.0"))
    client.close()
    central.seed.confirm_device(told.device)
    secret = os.urandom(32).hex()
    return Place(central.url, told.device, told.central_key, key.private_bytes_raw().hex(), secret)


class Diary:
    """What was begun and what was acknowledged: one write a line, so that a kill tears nothing."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)

    def note(self, what: str, **facts: Any) -> None:
        """Add a line."""
        os.write(self._file, (json.dumps({"what": what, **facts}) + "\n").encode())

    def close(self) -> None:
        """End it."""
        os.close(self._file)


def diary_lines(path: Path) -> list[dict[str, Any]]:
    """What a diary says, oldest first."""
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


class Seat:
    """A person signed in at a device; everything runs on the caller's thread and the writers'."""

    def __init__(self, place: Place, state: Path, clock: Clock, *, quota: int = QUOTA) -> None:
        self._place = place
        self._identity = place.identity()
        self.clock = clock
        self._quota = quota
        self._ways: list[Client] = [place.client()]
        state.mkdir(parents=True, exist_ok=True)
        self._vaults = Vaults(state / "vaults", self._identity.device_secret, CHEAP)
        self.counter = Counter(self._ways[0], self._identity, clock.wall)
        self.standing = Standing(state / "standing.json", self._identity.derive("standing"))
        self._post_box = PostBox(state / "post", self.standing.post_box_key)
        self.entry = Entry(
            self._vaults,
            Attempts(state / "attempts", self._identity.derive("attempts"), clock),
            self.counter,
            self.standing,
            clock.wall,
        )
        self.opened: Opened | None = None
        self.shut_out = False  # central wants the PIN again

    def enter(self, number: str, pin: str, new_pin: str = "") -> None:
        """Sign in, choosing a new PIN where one is asked for. Raises NotInError."""
        step = self.entry.try_pin(number, pin)
        if isinstance(step, OneTime) and new_pin:
            step = self.entry.replace_pin(step, new_pin)
        if not isinstance(step, Opened):
            raise NotInError(step)
        self.opened = step
        self.vault = step.vault
        self._sit_down(step.token)

    def _sit_down(self, token: str) -> None:
        client = self._place.client()
        self._ways.append(client)
        time = CentralClock(self.clock.wall)
        devices = DeviceTokens(client, self._identity.assertion, time)
        claim = vault_claim(self.vault.signing_key, self.vault.inmate, self._place.device)
        self.reader = self.vault.reader()
        line = Line(
            vault=self.vault,
            reader=self.reader,
            client=client,
            tokens=SessionTokens(client, devices, claim, time, token),
            central_key=Ed25519PublicKey.from_public_bytes(self._identity.enrolled.central_key),
            now=self.clock.wall,
            new_id=_new_id,
            opened_at=self.clock.wall(),
        )
        self.engine = Engine(
            line,
            devices,
            Heard(lambda _: None, self._refused),
            monotonic=self.clock.running,
            rng=Random(1),  # noqa: S311
            quota=self._quota,
        )
        self.desk = Desk(self.vault, _Wall(self.clock), _new_id)  # type: ignore[arg-type]
        self.box = self.desk.box

    def _refused(self, problem: Problem) -> None:
        """Central refuses this session: what the session does about it."""
        if ENDS.get(problem.code) is SignOutReason.PIN_CHANGED and self.opened is not None:
            self._vaults.outdate(self.vault.inmate, self.opened.pin_version + 1)
            self.shut_out = True

    def act(self, name: str, *args: Any, **named: Any) -> Any:
        """Carry out one of the mailbox's acts; what its `done` was told."""
        return self.desk.act(name, *args, **named)

    def sync(self, steps: int = 30) -> None:
        """Talk to central now, and fetch what there is to fetch."""
        self.clock.ticks += 20
        self.engine.step(asked=True)
        for _ in range(steps):
            if self.engine.step() > 0:
                break
        self.desk.settle()

    def fill_post_box(self) -> None:
        """As a sign-out begins: what waits still is put into envelopes."""
        self._post_box.fill(self.vault)

    def hand_in_post(self) -> None:
        """Hand in the envelopes of whoever was here. Raises SyncFailureError."""
        Delivery(
            self._post_box, self.counter, Tasks(lambda done: done()), self.clock.running
        ).hand_in_all()

    def leave(self) -> None:
        """Sign out, or give up before it came to that."""
        if self.opened is not None:
            self.opened = None
            self.box.close()
            self.reader.close()
            self.vault.close()
        for client in self._ways:
            client.close()


class _Wall:
    """What a desk asks of a clock."""

    def __init__(self, clock: Clock) -> None:
        self.now = clock.wall


def _new_id() -> str:
    return str(uuid4())


@contextmanager
def seated(
    place: Place, state: Path, clock: Clock, number: str, pin: str, **named: Any
) -> Iterator[Seat]:
    """Someone signed in, for as long as this lasts."""
    seat = Seat(place, state, clock, **named)
    try:
        seat.enter(number, pin)
        yield seat
    finally:
        seat.leave()
