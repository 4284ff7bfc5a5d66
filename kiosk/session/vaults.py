"""The vaults on this device: found by number, opened by key, shut and wiped as central says."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk import log
from kiosk.domain import InmateId
from kiosk.vault import database, keys
from kiosk.vault.database import OpenVault
from kiosk.vault.keys import DataKey, Header, NoPinWrap, PinCost, WrongPin, WrongShare

SET_ASIDE = "-set-aside"


@dataclass(frozen=True, slots=True)
class Fresh:
    """What a new vault is made of, once central has said whose it is."""

    folder: Path
    inmate: InmateId
    pin: str
    pin_version: int
    recovery_share: bytes
    signing_key: Ed25519PrivateKey


class Vaults:
    """All vaults under one folder; for any thread. Headers are changed under one lock."""

    def __init__(self, root: Path, device_secret: bytes, cost: PinCost = keys.PIN_COST) -> None:
        self._root = root
        self._secret = device_secret
        self._cost = cost
        self._door = threading.Lock()

    def folder(self, number: str) -> Path:
        """Where the vault of this number lies, or would."""
        return keys.vault_folder(self._root, number, self._secret)

    def header(self, folder: Path) -> Header | None:
        """The vault's header; None if there is no vault.

        Raises HeaderDamagedError, HeaderTooNewError.
        """
        return keys.read_header(folder, self._secret) if keys.has_vault(folder) else None

    def all(self) -> dict[Path, Header]:
        """Every vault on this device that was not set aside."""
        found = keys.vault_headers(self._root, self._secret)
        return {path: head for path, head in found.items() if SET_ASIDE not in path.name}

    def unlock(self, folder: Path, pin: str) -> DataKey | WrongPin | NoPinWrap:
        """The vault's key by PIN; takes a quarter of a second."""
        return keys.unlock_with_pin(folder, pin, self._secret)

    def recover(
        self, folder: Path, share: bytes, pin: str, pin_version: int
    ) -> DataKey | WrongShare:
        """The vault's key by central's share; from now on this PIN opens it."""
        key = keys.unlock_with_share(folder, share, self._secret)
        if isinstance(key, DataKey):
            with self._door:
                keys.rewrap_pin(folder, key, pin, pin_version, self._secret, self._cost)
        return key

    def open(self, folder: Path, key: DataKey) -> OpenVault:
        """Open the databases. Raises as `database.open_vault` does."""
        return database.open_vault(folder, key)

    def create(self, fresh: Fresh) -> OpenVault:
        """Make and open a vault. Raises VaultFailureError."""
        return database.create_vault(
            fresh.folder,
            inmate=fresh.inmate,
            pin=fresh.pin,
            pin_version=fresh.pin_version,
            recovery_share=fresh.recovery_share,
            device_secret=self._secret,
            signing_key=fresh.signing_key,
            cost=self._cost,
        )

    def set_aside(self, folder: Path) -> None:
        """Move a vault that cannot be opened out of the way; it is kept until it is wiped."""
        log.event("vault.set_aside", "error")
        places = (folder.with_name(f"{folder.name}{SET_ASIDE}{each}") for each in count())
        folder.rename(next(place for place in places if not place.exists()))

    def outdate(self, inmate: str, pin_version: int) -> bool:
        """Shut out PINs older than this; answers whether a vault had one."""
        found = False
        with self._door:
            for folder, header in self.all().items():
                older = header.inmate == inmate and header.pin_version < pin_version
                if older and header.pin_wrap is not None:
                    keys.drop_pin_wrap(folder, self._secret)
                    found = True
        return found

    def wipe(self, inmate: str) -> None:
        """Destroy everything that a person has on this device."""
        for folder, header in keys.vault_headers(self._root, self._secret).items():
            if header.inmate == inmate:
                keys.wipe(folder)
                log.event("vault.wiped", "warning")

    def wipe_all(self) -> None:
        """Destroy everything of everyone."""
        for folder in self._root.glob("*/"):
            keys.wipe(folder)
        log.event("vault.wiped_all", "warning")
