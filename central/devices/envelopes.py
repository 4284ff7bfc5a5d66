"""The shapes of the post box (`docs/protocol/openapi.json`)."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from central.devices.schemas import Hex64


class EnvelopeRequest(Schema):
    """Commands of one vault, sealed to central and signed by the vault's key.

    `sealed` (base64) is HPKE base mode (RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305), the
    encapsulated key first, with info = "kiosk post box 1\\n" and the envelope's id, of the JSON
    of a `CommandsRequest`. `sealed_to` and `key` are SHA-256 in hexadecimal of central's and of
    the vault's raw public key. `counter` rises with each envelope of a vault. `signature` is
    Ed25519 (base64) over "kiosk post box 1\\n" and the JSON of all other fields with sorted keys,
    no spaces, UTF-8.
    """

    id: UUID
    inmate: UUID
    key: Hex64
    counter: Annotated[int, Field(ge=1, lt=2**53)]
    sealed_to: Hex64
    sealed: Annotated[str, Field(max_length=1_500_000)]
    signature: Annotated[str, Field(max_length=100)]


class EnvelopeAnswer(Schema):
    """What became of an envelope; each of these is final, and the same again gets the same.

    Codes of refusals: unknown-key, bad-signature, envelope-differs, counter-used, unreadable,
    account-closed. What waits is decided by staff.
    """

    status: Literal["taken", "waiting", "refused"]
    code: str = ""
