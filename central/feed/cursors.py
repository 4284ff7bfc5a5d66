"""The opaque cursor: epoch and position, signed so that no client can make one up."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from central import secret
from central.feed.models import Life
from central.refusals import Refused

MAC_SIZE = 16  # bytes


@dataclass(frozen=True, slots=True)
class Position:
    """How far a vault has read, in which life of the database."""

    epoch: UUID
    seq: int


@lru_cache(maxsize=4)
def _key(_secret: str) -> bytes:
    return secret.derive("cursors")


def _mac(inmate: UUID, payload: bytes) -> bytes:
    key = _key(settings.SECRET_KEY)
    return hmac.new(key, inmate.bytes + payload, hashlib.sha256).digest()[:MAC_SIZE]


def write(inmate: UUID, position: Position) -> str:
    """The cursor for one inmate's feed."""
    payload = position.epoch.bytes + position.seq.to_bytes(8, "big")
    return base64.urlsafe_b64encode(payload + _mac(inmate, payload)).decode().rstrip("=")


def read(inmate: UUID, cursor: str) -> Position:
    """What is inside; refuses `bad-cursor` for one that was not made for this inmate's feed."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (binascii.Error, ValueError) as error:
        raise Refused("bad-cursor") from error
    payload, mac = raw[:24], raw[24:]
    if len(payload) != 24 or not hmac.compare_digest(mac, _mac(inmate, payload)):
        raise Refused("bad-cursor")
    return Position(UUID(bytes=payload[:16]), int.from_bytes(payload[16:], "big"))


def epoch() -> UUID:
    """The id of this life of the database; the first use makes it."""
    life = Life.objects.first()
    if life is None:
        life = Life.objects.get_or_create(pk=1)[0]
    return life.epoch
