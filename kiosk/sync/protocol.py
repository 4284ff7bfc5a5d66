"""The wire types of central's device API (`docs/protocol/openapi.json`), validated in decoding."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

Credits = Annotated[int, Meta(ge=0)]
Text = Annotated[str, Meta(max_length=40_000)]
Hex64 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class Problem(Struct, frozen=True):
    """RFC 9457 problem; the app branches on `code`, never on text."""

    code: str
    status: int = 0
    title: str = ""
    detail: str = ""
    retry_after: float | None = None  # seconds until the next try is allowed
    tries_left: int | None = None  # wrong-pin
    reason: str = ""  # weak-pin: why; rejected input: which field


# --- devices -------------------------------------------------------------------------------


class EnrollRequest(Struct, frozen=True):
    """`POST /v1/devices/enroll`; public_key is a raw Ed25519 key in base64."""

    code: str
    public_key: str
    kind: Literal["kiosk", "tablet"]
    app_version: str


class EnrollAnswer(Struct, frozen=True):
    """The device's id, and central's Ed25519 key (raw, base64) that signs receipts.

    `check_digits`: sha256 of the raw public key, its first 8 bytes as a big-endian number, modulo
    10**8, written with 8 digits. The device makes its own from its own key, and compares.
    """

    device: str
    facility_name: str
    device_name: str
    central_key: str
    check_digits: str  # compared by staff with the device's screen
    status: Literal["pending", "active", "retired", "revoked"]


class TokenRequest(Struct, frozen=True):
    """`POST /v1/devices/token`: an EdDSA JWT, iss = sub = device id, aud = "central" (RFC 7523)."""

    assertion: str


class Token(Struct, frozen=True):
    """A bearer token; expires_in is seconds."""

    token: str
    expires_in: int


class WireTariff(Struct, frozen=True):
    """Prices in credits."""

    message: Credits
    photo: Credits


class WireServices(Struct, frozen=True):
    """What the facility has switched on."""

    photos: bool
    messages: bool
    cod: bool


class WireNotice(Struct, frozen=True):
    """The monitoring notice in both languages."""

    version: int
    en: str
    es: str


class PersonHere(Struct, frozen=True):
    """What a device must know of each person with a vault on it."""

    inmate: str
    pin_version: int
    status: Literal["active", "frozen", "released", "erased"]


class DeviceSelf(Struct, frozen=True):
    """`GET /v1/devices/self`: the policy, and the people with a vault here."""

    device: str
    status: Literal["pending", "active", "retired", "revoked"]
    device_name: str
    facility_name: str
    inmate_noun: str
    tariff: WireTariff
    services: WireServices
    notice: WireNotice
    message_limit: int
    languages: list[str]
    idle_seconds: int
    session_seconds: int
    poll_seconds: int
    minimum_version: str
    people: list[PersonHere]


# --- sessions ------------------------------------------------------------------------------


class SessionRequest(Struct, frozen=True, omit_defaults=True):
    """`POST /v1/sessions`, with the device's token: number and PIN, or the vault key's assertion.

    `vault_key` (raw Ed25519 public key, base64) registers this device's vault with a PIN sign-in.
    The assertion is an EdDSA JWT: iss = sub = inmate id, aud = "central", device = device id.
    """

    number: str = ""
    pin: str = ""
    vault_key: str = ""
    assertion: str = ""


class SignIn(Struct, frozen=True):
    """When and where the account was last used."""

    at: datetime
    place: str


class WireProfile(Struct, frozen=True):
    """The feed's `profile`, and part of a session."""

    number: str
    first_name: str
    last_name: str
    balance: int
    frozen: bool = False


class SessionAnswer(Struct, frozen=True):
    """A session token; the recovery share (32 bytes, base64) comes after a right PIN only.

    With `must_change_pin` the token is good for `POST /v1/sessions/pin` alone.
    """

    token: str
    expires_in: int
    inmate: str
    profile: WireProfile
    pin_version: int
    must_change_pin: bool
    failed_tries: int
    last_sign_in: SignIn | None = None
    pin_reset_at: datetime | None = None
    recovery_share: str | None = None


class PinRequest(Struct, frozen=True):
    """`POST /v1/sessions/pin`, with the session's token; answered by a new `SessionAnswer`."""

    old_pin: str
    new_pin: str
    vault_key: str = ""


# --- feed ----------------------------------------------------------------------------------


class WireRendition(Struct, frozen=True):
    """One stored size of a photo."""

    sha256: Hex64
    size: Annotated[int, Meta(ge=1)]
    width: Annotated[int, Meta(ge=1, le=8192)]
    height: Annotated[int, Meta(ge=1, le=8192)]


class WireRejection(Struct, frozen=True):
    """A rejection with its reason in plain words."""

    reason: str
    role: str
    decided_at: datetime
    refund: Credits
    appeal_until: datetime | None = None
    appeal: Literal["none", "waiting", "upheld", "denied"] = "none"


class WireConnection(Struct, frozen=True):
    """The feed's `connection`."""

    contact: str
    name: str
    state: Literal["requested", "approved", "declined", "blocked", "ended"]
    muted: bool
    requested_at: datetime
    request_text: Text
    decided_at: datetime | None = None


class WirePhoto(Struct, frozen=True):
    """The feed's `photo`: delivered or withdrawn; others never reach the device."""

    connection: str
    caption: Text
    sent_at: datetime
    delivered_at: datetime
    state: Literal["delivered", "withdrawn"]
    renditions: dict[Literal["thumb", "screen", "full"], WireRendition]
    note: str = ""
    removed: bool = False


class WireMessage(Struct, frozen=True):
    """The feed's `message`; `body` is null while an incoming COD message is unpaid."""

    connection: str
    direction: Literal["in", "out"]
    payment: Literal["prepaid", "cod"]
    price: Credits
    state: Literal[
        "sent", "waiting", "delivered", "opened", "rejected", "withdrawn", "not_delivered"
    ]
    sent_at: datetime
    reviewed: bool
    body: Text | None = None
    approved_at: datetime | None = None
    delivered_at: datetime | None = None
    opened_at: datetime | None = None
    rejection: WireRejection | None = None
    note: str = ""
    removed: bool = False


class WireLedgerLine(Struct, frozen=True):
    """The feed's `ledger`: one line of the inmate's account; amount is signed credits."""

    kind: Literal["message.send", "message.open", "refund", "gift", "correction"]
    amount: int
    balance_after: int
    at: datetime
    contact_name: str = ""
    about_type: str = ""
    about: str = ""


class WireState(Struct, frozen=True):
    """The feed's `state`, and the answer of `PUT /v1/state/{kind}/{id}`.

    Kinds and their fields: `draft` {connection, body, payment, sent}; `mark` of a message or
    photo {seen, favourite, rotation}; `settings` {language, theme, text_percent, reduce_motion,
    notice_version, last_screen}. The feed's id is "kind/id".
    """

    kind: Literal["draft", "mark", "settings"]
    id: str
    rev: int
    fields: dict[str, Any]


class StateRequest(Struct, frozen=True):
    """`PUT /v1/state/{kind}/{id}`: fields replace those of the same name.

    With a `base_rev` older than central's, a draft's `body` is kept as a version beside the newer.
    """

    base_rev: int
    fields: dict[str, Any]


class Change(Struct, frozen=True):
    """One current row of the feed; unknown types are stored raw and skipped."""

    seq: int
    type: str
    id: str
    rev: int
    deleted: bool = False
    data: Raw | UnsetType = UNSET


class Audit(Struct, frozen=True):
    """Count and digest of the live items, on the last page of a pull."""

    count: int
    digest: str


class Changes(Struct, frozen=True):
    """`GET /v1/changes?cursor=`: one page; `since` repeats the cursor that was asked with."""

    since: str
    cursor: str
    more: bool
    changes: list[Change]
    poll_after: float  # seconds
    audit: Audit | None = None


def item_hash(kind: str, item: str, rev: int) -> int:
    """The 64-bit share of one live item in the audit digest: sha256("type:id:rev"), first 8 bytes.

    The digest is the sum of all shares modulo 2**64, as 16 hexadecimal digits.
    """
    return int.from_bytes(hashlib.sha256(f"{kind}:{item}:{rev}".encode()).digest()[:8], "big")


# --- commands ------------------------------------------------------------------------------


class WireCommand(Struct, frozen=True):
    """What the inmate did. Arguments by kind, all ids as strings:

    `connection.*` {connection}
    `message.send` {message, connection, body, payment, expected_price}
    `message.open` {message, expected_price}
    `item.remove`, `item.restore` {type, item}, type being `message` or `photo`
    `rejection.appeal` {message, text}
    `account.freeze` {}
    `command.cancel` {command}
    """

    id: str
    kind: str
    args: dict[str, Any]


class CommandsRequest(Struct, frozen=True):
    """`POST /v1/commands`: at most 50, carried out in order."""

    commands: list[WireCommand]


class Receipt(Struct, frozen=True):
    """Central's signed word on one command, stored for ever under the command's id.

    `signature` is Ed25519 (base64) by central's key over the JSON of all other fields with sorted
    keys, no spaces, UTF-8. `seq` is the feed position at which the effect shows. Codes of refusals:
    too-few-credits, price-changed, not-connected, blocked, no-contact, service-off, too-long,
    empty, gone, already-decided, too-many-unopened, appeal-closed, not-allowed, unknown-command,
    cancelled, too-late.
    """

    id: str
    status: Literal["done", "refused"]
    kind: str
    seq: int
    at: datetime
    charged: Credits
    balance: int
    thing: str = ""
    code: str = ""
    missing: Credits = 0
    price: Credits = 0
    signature: str = ""


class CommandsAnswer(Struct, frozen=True):
    """A receipt for each command, in the order sent."""

    receipts: list[Receipt]


FEED_TYPES: dict[str, type[Struct]] = {
    "profile": WireProfile,
    "connection": WireConnection,
    "photo": WirePhoto,
    "message": WireMessage,
    "ledger": WireLedgerLine,
    "state": WireState,
}

PROBLEM_CODES = frozenset(
    {
        "cursor-expired",
        "epoch-changed",
        "cursor-ahead",
        "bad-cursor",
        "wrong-pin",
        "locked",
        "weak-pin",
        "account-closed",
        "account-frozen",
        "assertion-expired",
        "bad-assertion",
        "token-expired",
        "vault-key-unknown",
        "vault-key-old",
        "device-pending",
        "device-revoked",
        "bad-code",
        "must-change-pin",
        "fingerprint-differs",
        "in-progress",
        "upgrade-required",
        "invalid",
        "not-found",
        "rate-limited",
        "server-error",
    }
)
