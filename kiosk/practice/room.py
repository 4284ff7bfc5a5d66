"""One practice at a time: makes its vault, hands out its mailbox, destroys it at the end."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain import InmateId, KnownFailure, NetworkState, Policy, Settings
from kiosk.domain.invented import Invented
from kiosk.mailbox import Mailbox
from kiosk.practice.central import PracticeCentral
from kiosk.practice.rows import PERSON, photographs
from kiosk.tasks import Tasks
from kiosk.vault import keys
from kiosk.vault.connection import VaultFailureError, disk_failures
from kiosk.vault.database import OpenVault, create_vault
from kiosk.vault.files import PhotoFiles
from kiosk.vault.keys import PinCost

CHEAP = PinCost(memory_kib=64, iterations=1, lanes=1)  # nobody can guess 32 random bytes
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class _Made:
    """A practice that was made, open until it is destroyed."""

    vault: OpenVault
    central: PracticeCentral

    def destroy(self) -> None:
        """Close it and leave nothing; what a failing disk keeps is wiped at the next start."""
        self.central.close()
        self.vault.close()
        with suppress(OSError):
            keys.wipe(self.vault.folder)


class PracticeRoom:
    """Used on the screen's thread. `pictures` hears whose are shown: None for the person's own.

    The vault's key opens by a PIN and secrets that are drawn and forgotten at once: what a crash
    leaves of it cannot be read by anybody.
    """

    def __init__(
        self,
        folder: Path,
        photos: Path,
        tasks: Tasks,
        now: Callable[[], datetime],
        pictures: Callable[[PhotoFiles | None], None],
    ) -> None:
        self._folder, self._photos = folder, photos
        self._tasks, self._now, self._pictures = tasks, now, pictures
        self._made: _Made | None = None
        self._mailbox: Mailbox | None = None
        self._turn = 0
        self._beginning = False

    def sweep(self) -> None:
        """At start: destroy what a crash left. Raises OSError."""
        for left in self._folder.glob("*/"):
            keys.wipe(left)

    def begin(
        self,
        invented: Invented,
        policy: Policy,
        settings: Settings,
        done: Callable[[Mailbox | KnownFailure], None],
    ) -> None:
        """Make a practice; `done` is given its mailbox, unless it was ended before."""
        if self._beginning or self._made is not None:
            return
        self._beginning = True
        turn = self._turn

        def made(result: _Made | KnownFailure) -> None:
            if turn != self._turn:
                if isinstance(result, _Made):
                    self._tasks.run(result.destroy, lambda _: None)
                return
            self._beginning = False
            done(self._open(result, policy, settings) if isinstance(result, _Made) else result)

        self._tasks.run(lambda: self._make(invented, policy), made)

    def end(self) -> None:
        """Destroy the practice, if there is one; the person's own pictures show again."""
        self._turn += 1
        self._beginning = False
        made, mailbox = self._made, self._mailbox
        self._made = self._mailbox = None
        if made is not None and mailbox is not None:
            self._pictures(None)
            mailbox.close()
            made.destroy()

    def _open(self, made: _Made, policy: Policy, settings: Settings) -> Mailbox:
        self._made = made
        made.vault.set_policy(policy)
        made.vault.set_network(NetworkState.ONLINE)
        self._mailbox = Mailbox(made.vault, self._tasks, policy)
        self._mailbox.save_settings(settings)
        self._pictures(made.vault.files)
        return self._mailbox

    def _make(self, invented: Invented, policy: Policy) -> _Made | KnownFailure:
        folder = self._folder / secrets.token_hex(16)
        try:
            with disk_failures():
                vault = create_vault(
                    folder,
                    inmate=InmateId(PERSON),
                    pin=secrets.token_hex(SECRET_BYTES),
                    pin_version=1,
                    recovery_share=secrets.token_bytes(SECRET_BYTES),
                    device_secret=secrets.token_bytes(SECRET_BYTES),
                    signing_key=Ed25519PrivateKey.generate(),
                    cost=CHEAP,
                )
        except VaultFailureError as error:
            return _nothing_left(folder, error)
        made = _Made(vault, PracticeCentral(vault, self._tasks, invented, policy, self._now))
        try:
            made.central.fill(photographs(self._photos))
        except VaultFailureError as error:
            made.destroy()
            return error.failure
        return made


def _nothing_left(folder: Path, error: VaultFailureError) -> KnownFailure:
    with suppress(OSError):
        keys.wipe(folder)
    return error.failure
