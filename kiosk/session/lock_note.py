"""Who may come back by PIN alone: a sealed note that outlives the process, and holds no key."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from kiosk import durable, log
from kiosk.device import storage
from kiosk.domain import Settings
from kiosk.session.outcomes import SignOutReason

NONCE_BYTES = 12
TIMES = (SignOutReason.IDLE, SignOutReason.LIMIT)


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody who went away for a moment: the number, and how they read the screen."""

    number: str
    language: str
    theme: str
    text_percent: int
    reduce_motion: bool

    def settings(self) -> Settings:
        """As a person's settings."""
        return Settings(self.language, self.theme, self.text_percent, self.reduce_motion)


class LockNote:
    """At most one person; on a tablet also after time is up, since it is theirs."""

    def __init__(self, path: Path, key: bytes, *, tablet: bool) -> None:
        self._path = path
        self._box = ChaCha20Poly1305(key)
        self.tablet = tablet
        self.absent = self._read()

    def left(self, reason: SignOutReason, number: str, settings: Settings) -> None:
        """A session has ended: keep whose it was, where the reason lets them come back."""
        if reason is not SignOutReason.HIDDEN and not (self.tablet and reason in TIMES):
            self.forget()
            return
        look = settings.language, settings.theme, settings.text_percent, settings.reduce_motion
        self.absent = Absent(number, *look)
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._box.encrypt(nonce, msgspec.json.encode(self.absent), None)
        try:
            durable.write_whole(self._path, nonce + sealed)
        except OSError:  # then they enter their number, too
            log.event("session.lock_not_kept", "warning")

    def forget(self) -> None:
        """Nobody comes back by PIN alone."""
        self.absent = None
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _read(self) -> Absent | None:
        try:
            held = storage.read(self._path)
            if held is None:
                return None
            opened = self._box.decrypt(held[:NONCE_BYTES], held[NONCE_BYTES:], None)
            return msgspec.json.decode(opened, type=Absent)
        except (OSError, ValueError, InvalidTag, msgspec.DecodeError):
            return None  # rotten, or of another device: the number is asked for
