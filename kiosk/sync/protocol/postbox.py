"""Envelopes of the post box on the wire."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from kiosk.sync.protocol.problems import Hex64


class EnvelopeRequest(Struct, frozen=True):
    """`POST /v1/postbox`: commands of one vault, sealed to central, signed by the vault's key.

    `sealed` (base64) is HPKE base mode (RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305), the
    encapsulated key first, with info = "kiosk post box 1\\n" and the envelope's id, of the JSON of
    a `CommandsRequest`. `sealed_to` and `key` are SHA-256 in hexadecimal of central's and of the
    vault's raw public key. `counter` rises with each envelope of a vault. `signature` is Ed25519
    (base64) over "kiosk post box 1\\n" and the JSON of all other fields with sorted keys, no
    spaces, UTF-8.
    """

    id: str
    inmate: str
    key: Hex64
    counter: Annotated[int, Meta(ge=1, lt=2**53)]
    sealed_to: Hex64
    sealed: str
    signature: str


class EnvelopeAnswer(Struct, frozen=True):
    """What became of an envelope; each of these is final, and the same again gets the same.

    Codes of refusals: unknown-key, bad-signature, envelope-differs, counter-used, unreadable,
    account-closed. What waits is decided by staff.
    """

    status: Literal["taken", "waiting", "refused"]
    code: str = ""
