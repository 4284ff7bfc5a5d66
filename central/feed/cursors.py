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
PAYLOAD_SIZE = 32


@dataclass(frozen=True, slots=True)
class Position:
    """How far a vault has read, in which life of the database.

    `begun` is what had expired when this reading began at the start: such a reading, which takes
    several pages, goes on though it has not come past that yet.
    """

    epoch: UUID
    seq: int
    begun: int = 0


@lru_cache(maxsize=4)
def _key(_secret: str) -> bytes:
    return secret.derive("cursors")


def _mac(inmate: UUID, payload: bytes) -> bytes:
    key = _key(settings.SECRET_KEY)
    return hmac.new(key, inmate.bytes + payload, hashlib.sha256).digest()[:MAC_SIZE]


def write(inmate: UUID, position: Position) -> str:
    """The cursor for one inmate's feed."""
    payload = position.epoch.bytes + b"".join(
        number.to_bytes(8, "big") for number in (position.seq, position.begun)
    )
    return base64.urlsafe_b64encode(payload + _mac(inmate, payload)).decode().rstrip("=")


def read(inmate: UUID, cursor: str) -> Position:
    """What is inside; refuses `bad-cursor` for one that was not made for this inmate's feed."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (binascii.Error, ValueError) as error:
        raise Refused("bad-cursor") from error
    payload, mac = raw[:PAYLOAD_SIZE], raw[PAYLOAD_SIZE:]
    if len(payload) != PAYLOAD_SIZE or not hmac.compare_digest(mac, _mac(inmate, payload)):
        raise Refused("bad-cursor")
    seq, begun = (int.from_bytes(payload[at : at + 8], "big") for at in (16, 24))
    return Position(UUID(bytes=payload[:16]), seq, begun)


def epoch() -> UUID:
    """The id of this life of the database; the first use makes it."""
    life = Life.objects.first()
    if life is None:
        life = Life.objects.get_or_create(pk=1)[0]
    return life.epoch
