"""The post box: envelopes that this device carries for people who have signed out, unread."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import uuid4

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from kiosk import durable, log
from kiosk.device import storage
from kiosk.sync.protocol import EnvelopeRequest
from kiosk.vault import postbox
from kiosk.vault.connection import Store, VaultFailureError
from kiosk.vault.database import OpenVault
from kiosk.vault.postbox import Content

LABEL = b"kiosk post box 1\n"
KEY_DIGITS = 16  # of a vault key's name, in the name of its envelopes


@dataclass(frozen=True, slots=True)
class Lying:
    """One envelope in the post box."""

    path: Path
    envelope: EnvelopeRequest


class PostBox:
    """The envelopes in one folder of the device's state; for any thread."""

    def __init__(self, folder: Path, central_key: Callable[[], bytes | None]) -> None:
        self._folder = folder
        self._central_key = central_key

    def empty(self) -> bool:
        """Whether nothing waits to be handed in."""
        return not self._paths()

    def lying(self) -> list[Lying]:
        """What waits, each vault's in the order of its counter; what rotted is thrown away.

        Nothing is lost by that: its commands go out when their author signs in. Raises OSError.
        """
        found = []
        for path in self._paths():
            data = storage.read(path)
            try:
                found.append(Lying(path, msgspec.json.decode(data or b"", type=EnvelopeRequest)))
            except (msgspec.DecodeError, UnicodeDecodeError):
                log.event("postbox.damaged", "error")
                durable.remove(path)
        return found

    def handed_in(self, one: Lying) -> None:
        """Central has it for good. Raises OSError."""
        durable.remove(one.path)

    def fill(self, vault: OpenVault) -> None:
        """Put what is still queued in this vault into envelopes, before it is closed.

        Where the disk fails, or central's key is not known, it stays in the vault alone, and goes
        out when its author signs in here.
        """
        key = self._central_key()
        if key is None:
            return
        try:
            self._fill(vault, X25519PublicKey.from_public_bytes(key))
        except (OSError, VaultFailureError) as error:
            log.event("postbox.not_filled", "error", error=type(error).__name__)

    def _fill(self, vault: OpenVault, central: X25519PublicKey) -> None:
        name = key_id(vault.signing_key.public_key().public_bytes_raw())
        lying = {int(path.stem.partition("-")[2]) for path in self._paths(name[:KEY_DIGITS])}
        contents = vault.write(Store.VAULT, lambda work: postbox.take(work, lying)).result()
        if not contents:
            return
        vault.copy().result()  # a copy put back later must not give a number out twice
        durable.make_folder(self._folder)
        for content in contents:
            sealed = seal(content, vault, central)
            path = self._folder / f"{name[:KEY_DIGITS]}-{content.counter:012}.json"
            durable.write_whole(path, msgspec.json.encode(sealed))
            vault.write(Store.VAULT, partial(postbox.boxed, content=content)).result()
        log.event("postbox.filled", count=len(contents))

    def _paths(self, name: str = "") -> list[Path]:
        return sorted(self._folder.glob(f"{name}*-*.json"))


def seal(content: Content, vault: OpenVault, central: X25519PublicKey) -> EnvelopeRequest:
    """One envelope, which from now on central alone can open."""
    from cryptography.hazmat.primitives import hpke  # needed at a sign-out only

    suite = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
    number = str(uuid4())
    plain = b'{"commands":' + content.commands + b"}"
    fields = {
        "id": number,
        "inmate": vault.inmate,
        "key": key_id(vault.signing_key.public_key().public_bytes_raw()),
        "counter": content.counter,
        "sealed_to": key_id(central.public_bytes_raw()),
        "sealed": _text(suite.encrypt(plain, central, info=LABEL + number.encode())),
    }
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    signature = vault.signing_key.sign(LABEL + text.encode())
    return msgspec.convert({**fields, "signature": _text(signature)}, EnvelopeRequest)


def key_id(public_key: bytes) -> str:
    """The name of a raw public key: its SHA-256 in hexadecimal."""
    return hashlib.sha256(public_key).hexdigest()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
