"""A person's place at one device: the app's vault, engine and mailbox, which may crash."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from kiosk.sync.client import Client
from kiosk.sync.engine import Engine, Heard
from kiosk.sync.line import Line
from kiosk.sync.protocol import PinRequest, SessionRequest
from kiosk.sync.tokens import CentralClock, DeviceTokens, SessionTokens, device_claim, vault_claim
from kiosk.vault.database import OpenVault, open_vault
from tests.faults.model.house import ADDRESS, House
from tests.faults.model.station import Station, public_part
from tests.faults.model.wire import CrashedError, Wire
from tests.unit.kiosk.world import Clock, Desk

MOST_STEPS = 200  # a sync fetches one picture a step


class SeededIds:
    """Random ids of the history's."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng

    def __call__(self) -> str:
        return str(UUID(int=self._rng.getrandbits(128), version=4))


class Seat:
    """One vault at one device; `box` is there while somebody is signed in."""

    def __init__(
        self, house: House, station: Station, folder: Path, rng: Random, quota: int
    ) -> None:
        self.name = station.name
        self._station = station
        self._root, self._lives = folder, 0
        self._rng, self._quota = rng, quota
        self.clock = Clock(wall=house.world.time, ticks=1000.0)
        self._ids = SeededIds(rng)
        self.wire = Wire(house, self._leave_copy)
        self._client = Client(ADDRESS, ca=None, app_version="0.1.0", monotonic=self._monotonic)
        self._client._http.mount("http://", self.wire)
        self._time = CentralClock(self._now)
        self._devices = DeviceTokens(
            self._client, device_claim(station.device_key, station.device), self._time
        )
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

    def open(self, token: str = "") -> None:
        """Open the vault; without a token the vault's key signs in to central."""
        station = self._station
        self.vault: OpenVault = open_vault(self.folder, station.data_key)
        self.reader = self.vault.reader()
        tokens = SessionTokens(
            self._client,
            self._devices,
            vault_claim(station.vault_key, station.inmate, station.device),
            self._time,
            token=token,
        )
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
            Heard(lambda _: None, lambda problem: self.refused.append(problem.code)),
            monotonic=self._monotonic,
            rng=self._rng,
            quota=self._quota,
        )
        self.desk = Desk(self.vault, self.clock, self._ids)
        self.box = self.desk.box

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
        shutil.copytree(self.folder, self._root / f"{self.name}-{self._lives + 1}")

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
        assert self.desk is not None
        try:
            rest = self._engine.step(asked=asked)
        except CrashedError:
            self._fall_back()
            return 0.0
        self.desk.settle()
        return rest

    def sync(self) -> None:
        """Step, with news asked for, until there is nothing more to fetch."""
        self.step(asked=True)
        for _ in range(MOST_STEPS):
            if self.step() > 0:
                break
