"""The device's secrets, behind keyring's interface: one encrypted file under one root key."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import keyring
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from kiosk import durable
from kiosk.device import storage

SERVICE = "kiosk"
CREDENTIAL = "device_root"  # LoadCredentialEncrypted= in the unit gives it this name
SECRETS_FILE = "secrets"
DEVELOPMENT_ROOT = "development-root-key"
ROOT_BYTES = 32
NONCE_BYTES = 12


class Strength(StrEnum):
    """What protects the root key."""

    CREDENTIAL = (
        "credential"  # systemd decrypts it for this service only, by TPM where there is one
    )
    FILE = "file"  # lies beside what it protects: for development


class RootKeyMissing(Exception):  # noqa: N818 - a state that doctor explains
    """The service was given credentials, but not the device's root key."""


class DeviceKeyring(KeyringBackend):
    """All secrets of the device in one file, encrypted under the root key.

    A systemd credential is read-only while the service runs, so only the root key is one.
    """

    priority = 20  # never chosen by priority, see `open_keyring`

    def __init__(self, path: Path, root_key: bytes, strength: Strength) -> None:
        # Not the base class's: it sets any attribute that the environment names.
        self._path = path
        self.strength = strength
        derived = HKDF(SHA256(), 32, None, b"kiosk device secrets").derive(root_key)
        self._cipher = ChaCha20Poly1305(derived)

    def get_password(self, service: str, username: str) -> str | None:
        """A secret, or None. Raises KeyringLocked if the file is of another root key."""
        return self._load().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret durably. Raises KeyringLocked, OSError."""
        self._save({**self._load(), f"{service}/{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        """Remove a secret durably. Raises PasswordDeleteError if there is none."""
        held = self._load()
        if held.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError(username)
        self._save(held)

    def _load(self) -> dict[str, str]:
        sealed = storage.read(self._path)
        if sealed is None:
            return {}
        nonce, content = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            plain = self._cipher.decrypt(nonce, content, SERVICE.encode())
        except (InvalidTag, ValueError):
            raise KeyringLocked(str(self._path)) from None
        held: dict[str, str] = json.loads(plain)
        return held

    def _save(self, held: dict[str, str]) -> None:
        nonce = secrets.token_bytes(NONCE_BYTES)
        plain = json.dumps(held, sort_keys=True).encode()
        durable.write_whole(
            self._path, nonce + self._cipher.encrypt(nonce, plain, SERVICE.encode())
        )


def open_keyring(state: Path, environ: Mapping[str, str]) -> DeviceKeyring:
    """Make the device's keyring the one that `keyring` uses, whatever else is installed.

    Raises RootKeyMissing, OSError. Without a service's credentials (development) the root key is
    a file beside the secrets, and the strength says so.
    """
    durable.make_folder(state)
    root, strength = _root_key(state, environ)
    backend = DeviceKeyring(state / SECRETS_FILE, root, strength)
    keyring.set_keyring(backend)
    return backend


def _root_key(state: Path, environ: Mapping[str, str]) -> tuple[bytes, Strength]:
    given = environ.get("CREDENTIALS_DIRECTORY")
    if given:
        root = storage.read(Path(given) / CREDENTIAL)
        if root is None or len(root) < ROOT_BYTES:
            raise RootKeyMissing
        return root, Strength.CREDENTIAL
    path = state / DEVELOPMENT_ROOT
    root = storage.read(path)
    if root is None:
        root = secrets.token_bytes(ROOT_BYTES)
        durable.write_whole(path, root)
    return root, Strength.FILE
