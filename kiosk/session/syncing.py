"""Starts the sync of an open vault, and sorts what central says through it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.device.clock import Clock
from kiosk.device.identity import Identity
from kiosk.session.entry import keep_last_sign_in
from kiosk.sync.client import Client
from kiosk.sync.engine import Engine, Heard
from kiosk.sync.line import Line
from kiosk.sync.protocol import SessionAnswer
from kiosk.sync.tokens import CentralClock, DeviceTokens, SessionTokens, vault_claim
from kiosk.sync.worker import Worker
from kiosk.tasks import Tasks
from kiosk.vault.connection import Reader
from kiosk.vault.database import OpenVault


class Sync:
    """One vault's sync on its thread, with its own way to central."""

    def __init__(self, worker: Worker, client: Client, reader: Reader) -> None:
        self._worker = worker
        self._client = client
        self._reader = reader

    def stop(self) -> None:
        """Break off and end; what was under way is built upon at the next start."""
        if self._worker.stop():
            self._client.close()
            self._reader.close()
        # else the thread still reads, or waits for a name to be resolved: nothing may be closed
        # under it, and it goes with the process

    def sync_now(self) -> None:
        """Somebody asks for news."""
        self._worker.sync_now()


class _FirstSession:
    """After a sign-in that did not ask central: what it says of earlier use, once it is asked."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault
        self._heard = False

    def begun(self, answer: SessionAnswer) -> None:
        """The first session's answer tells of others; a renewed one would tell of this one."""
        if not self._heard:
            self._heard = True
            keep_last_sign_in(self._vault, answer)


@dataclass(frozen=True, slots=True)
class Syncing:
    """Makes a `Sync` for whoever signs in."""

    identity: Identity
    make_client: Callable[[], Client]
    clock: Clock
    tasks: Tasks

    def start(self, vault: OpenVault, token: str, heard: Heard) -> Sync:
        """Sync from now on; `token` is the session's, or "" after an offline sign-in.

        `heard` is called on sync's thread.
        """
        client = self.make_client()
        clock = CentralClock(self.clock.wall)
        devices = DeviceTokens(client, self.identity.assertion, clock)
        claim = vault_claim(vault.signing_key, vault.inmate, self.identity.device)
        reader = vault.reader()
        renewed = None if token else _FirstSession(vault).begun
        line = Line(
            vault=vault,
            reader=reader,
            client=client,
            tokens=SessionTokens(client, devices, claim, clock, token, renewed),
            central_key=Ed25519PublicKey.from_public_bytes(self.identity.enrolled.central_key),
            now=self._now,
            new_id=lambda: str(uuid4()),
            opened_at=self._now(),
        )
        spread = random.Random()  # noqa: S311 - keeps devices out of step, hides nothing
        engine = Engine(line, devices, heard, monotonic=self.clock.running, rng=spread)
        worker = Worker(engine, vault, self._crashed)
        worker.start()
        return Sync(worker, client, reader)

    def _now(self) -> datetime:
        return self.clock.wall()

    def _crashed(self, error: Exception) -> None:
        """A bug on sync's thread ends the process like one on the screen's."""

        def again() -> None:
            raise error

        self.tasks.post(again)
