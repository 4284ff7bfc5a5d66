"""A person's place at one device: the app's vault, engine and mailbox, which may crash."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from kiosk.session.counter import Counter
from kiosk.session.delivery import Delivery
from kiosk.session.postbox import PostBox
from kiosk.sync.client import Client
from kiosk.sync.engine import Engine, Heard
from kiosk.sync.failures import SyncFailureError
from kiosk.sync.line import Line
from kiosk.sync.protocol import Change, DeviceSelf, PinRequest, SessionRequest
from kiosk.sync.tokens import CentralClock, DeviceTokens, SessionTokens, vault_claim
from kiosk.tasks import Tasks
from kiosk.vault.connection import VaultFailureError
from kiosk.vault.database import OpenVault, open_vault
from tests.faults.comparing import whole_feed
from tests.faults.model.house import ADDRESS, House
from tests.faults.model.room import Room
from tests.faults.model.station import Station, public_part
from tests.faults.model.wire import CrashedError, Wire
from tests.unit.kiosk.world import Clock, Desk

MOST_STEPS = 200  # a sync fetches one picture a step


def _at_once(work: Callable[[], None]) -> None:
    work()


class SeededIds:
    """Random ids of the history's."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng

    def __call__(self) -> str:
        return str(UUID(int=self._rng.getrandbits(128), version=4))


class Seat:
    """One vault at one device; `box` is there while somebody is signed in."""

    def __init__(self, house: House, station: Station, room: Room, rng: Random, quota: int) -> None:
        self.name = station.name
        self.room = room
        self._station = station
        self._root, self._lives = room.root, 0
        self._rng, self._quota = rng, quota
        self.clock = Clock(wall=house.world.time, ticks=1000.0)
        self._ids = SeededIds(rng)
        self.wire = Wire(house, self._leave_copy)
        self._client = Client(ADDRESS, ca=None, app_version="0.1.0", monotonic=self._monotonic)
        self._client._http.mount("http://", self.wire)
        self._time = CentralClock(self._now)
        self._devices = DeviceTokens(self._client, station.identity.assertion, self._time)
        self._carrier = Counter(self._client, station.identity, self._now)
        self._said: DeviceSelf | None = None
        self.post_box = PostBox(self._root / f"{self.name}-postbox", self._post_box_key)
        self._delivery = Delivery(self.post_box, self._carrier, Tasks(_at_once), self._monotonic)
        self.desk: Desk | None = None
        self.refused: list[str] = []
        shutil.copytree(station.folder, self.folder)
        self.open()

    def _now(self) -> datetime:
        return self.clock.now()

    def _monotonic(self) -> float:
        return self.clock.monotonic()

    # --- signing in ----------------------------------------------------------------------------

    def sign_in(self, number: str, pin: str, new_pin: Callable[[], str]) -> str:
        """Sign in by the PIN, choosing a new one where central asks; the PIN that holds now."""
        public = public_part(self._station.vault_key)
        request = SessionRequest(number=number, pin=pin, vault_key=public)
        answer = self._devices.using(lambda token: self._client.sign_in(token, request))
        if answer.must_change_pin:
            change = PinRequest(pin, new_pin(), public)
            answer = self._client.change_pin(answer.token, change)
            pin = change.new_pin
        self.close()
        self.open(answer.token)
        return pin

    @property
    def folder(self) -> Path:
        """Where the vault lies now."""
        return self._root / f"{self.name}-{self._lives}"

    @property
    def is_open(self) -> bool:
        """Whether somebody is signed in here."""
        return self.desk is not None

    def _hear(self, said: DeviceSelf) -> None:
        self._said = said

    def _post_box_key(self) -> bytes | None:
        return base64.b64decode(self._said.post_box_key) if self._said else None

    def open(self, token: str = "") -> None:
        """Open the vault, unless the disk is too full for that.

        Without a token the vault's key signs in to central.
        """
        station = self._station
        try:
            self.vault: OpenVault = open_vault(self.folder, station.data_key)
        except VaultFailureError:
            if not self.is_full:
                raise
            return
        self.reader = self.vault.reader()
        tokens = SessionTokens(
            self._client,
            self._devices,
            vault_claim(station.vault_key, station.inmate, station.identity.device),
            self._time,
            token=token,
        )
        self._tokens = tokens
        line = Line(
            vault=self.vault,
            reader=self.reader,
            client=self._client,
            tokens=tokens,
            central_key=station.central_key,
            now=self._now,
            new_id=self._ids,
            opened_at=self._now(),
        )
        self._engine = Engine(
            line,
            self._devices,
            Heard(self._hear, lambda problem: self.refused.append(problem.code)),
            monotonic=self._monotonic,
            rng=self._rng,
            quota=self._quota,
        )
        self.desk = Desk(self.vault, self.clock, self._ids)
        self.box = self.desk.box

    @property
    def is_full(self) -> bool:
        """Whether its disk takes nothing more."""
        return self.name in self.room.full

    def fill_post_box(self) -> None:
        """Put what still waits into the post box."""
        self.post_box.fill(self.vault)

    def hand_in(self) -> str:
        """Bring central what lies in the post box; what came of that."""
        try:
            self._delivery.hand_in_all()
        except SyncFailureError as failure:
            return type(failure).__name__
        except CrashedError:
            if self.is_open:
                self._fall_back()
            return "crashed"
        return "handed in"

    def close(self) -> None:
        """Sign out."""
        if self.desk is not None:
            self.desk = None
            self.box.close()
            self.reader.close()
            self.vault.close()

    def crash(self) -> None:
        """The power goes: what lies on the disk now is all that is left."""
        self._leave_copy()
        self._fall_back()

    def _leave_copy(self) -> None:
        left = self._root / f"{self.name}-{self._lives + 1}"
        if left.exists():  # of a crash while nobody was signed in, which took nothing back
            shutil.rmtree(left)
        shutil.copytree(self.folder, left)

    def _fall_back(self) -> None:
        self.close()
        shutil.rmtree(self.folder)
        self._lives += 1
        self.open()

    # --- acting --------------------------------------------------------------------------------

    def act(self, name: str, *args: Any, **named: Any) -> Any:
        """Carry out an act of the mailbox; what `done` was called with."""
        assert self.desk is not None
        return self.desk.act(name, *args, **named)

    def step(self, *, asked: bool = False) -> float:
        """One step of the engine, or a crash in the midst of it."""
        if self.desk is None:
            return 1.0
        try:
            rest = self._engine.step(asked=asked)
        except CrashedError:
            self._fall_back()
            return 0.0
        self.desk.settle()
        return rest

    def whole_feed(self) -> list[Change]:
        """All that central has for the person."""
        return self._tokens.using(lambda token: whole_feed(self._client, token))

    def sync(self) -> None:
        """Step, with news asked for, until there is nothing more to fetch."""
        self.step(asked=True)
        for _ in range(MOST_STEPS):
            if self.step() > 0:
                break
