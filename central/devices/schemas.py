"""The shapes that travel between device and central (`docs/protocol/openapi.json`)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

Credits = Annotated[int, Field(ge=0)]
LONGEST_TEXT = 40_000  # characters
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Hex64 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
DeviceStatus = Literal["pending", "active", "retired", "revoked"]


class Problem(Schema):
    """RFC 9457 problem; clients branch on `code`, never on text."""

    code: str
    status: int = 0
    title: str = ""
    detail: str = ""
    retry_after: float | None = Field(None, description="seconds until the next try is allowed")
    tries_left: int | None = Field(None, description="wrong-pin")
    reason: str = Field("", description="weak-pin: why; invalid: which field")
    policy: Literal["", "keep", "erase"] = Field("", description="account-closed: of the vault")


class EnrollRequest(Schema):
    """A one-time code, and the device's raw Ed25519 public key in base64."""

    code: Annotated[str, Field(max_length=40)]
    public_key: Annotated[str, Field(max_length=60)]
    kind: Literal["kiosk", "tablet"]
    app_version: Annotated[str, Field(max_length=100)]


class EnrollAnswer(Schema):
    """The device's id, and central's Ed25519 key (raw, base64) that signs receipts.

    `check_digits`: SHA-256 of the device's raw key, first 8 bytes, big-endian, modulo 10**8.
    `post_box_key`: as in `DeviceSelf`. `staff_key`: 32 bytes in base64, for its staff screen.
    """

    device: str
    facility_name: str
    device_name: str
    central_key: str
    check_digits: str
    post_box_key: str
    staff_key: str
    status: DeviceStatus


class TokenRequest(Schema):
    """An EdDSA JWT, iss = sub = device id, aud = "central", exp within 5 minutes (RFC 7523).

    With the scope `postbox` the token is good for the post box alone; a revoked device gets one.
    """

    assertion: Annotated[str, Field(max_length=4000)]
    scope: Literal["", "postbox"] = ""


class Token(Schema):
    """A bearer token; expires_in is seconds."""

    token: str
    expires_in: int


class WireTariff(Schema):
    """Prices in credits."""

    message: Credits
    photo: Credits


class WireServices(Schema):
    """What the facility has switched on."""

    photos: bool
    messages: bool
    cod: bool
    visits: bool = False


class WireVisitRules(Schema):
    """What people are told of visits: the facility's own words, the price in credits a minute.

    Contacts cancel with a refund until `cancel_hours` before a visit begins.
    """

    minute_price: Credits
    cancel_hours: Annotated[int, Field(ge=0)]
    rules_en: str
    rules_es: str


class WirePage(Schema):
    """A page of information by the facility, plain text; empty where a language has none.

    A public one may be shown to anybody, before signing in.
    """

    id: str
    title_en: str
    text_en: str
    title_es: str
    text_es: str
    public: bool


class WireNotice(Schema):
    """The monitoring notice in both languages."""

    version: int
    en: str
    es: str


class PersonHere(Schema):
    """What a device must know of each person with a vault on it; `policy` for one who is gone."""

    inmate: str
    pin_version: int
    status: Literal["active", "frozen", "released", "erased"]
    policy: Literal["keep", "erase"]


class DeviceSelf(Schema):
    """The policy, and people with a vault here; in seconds, and a raw X25519 `post_box_key`."""

    device: str
    status: DeviceStatus
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
    stay_allowed: bool
    poll_seconds: int
    minimum_version: str
    people: list[PersonHere]
    post_box_key: str
    visits: WireVisitRules | None = None
    pages: list[WirePage] = []


class SessionRequest(Schema):
    """Number and PIN (with the vault's raw Ed25519 key, base64), or the vault key's assertion.

    The assertion is an EdDSA JWT: iss = sub = inmate id, aud = "central", device = device id.
    """

    number: Annotated[str, Field(max_length=32)] = ""
    pin: Annotated[str, Field(max_length=32)] = ""
    vault_key: Annotated[str, Field(max_length=60)] = ""
    assertion: Annotated[str, Field(max_length=4000)] = ""


class SignIn(Schema):
    """When and where the account was last used."""

    at: datetime
    place: str


class WireProfile(Schema):
    """The feed's `profile`, and part of a session."""

    number: str
    first_name: str
    last_name: str
    balance: int
    frozen: bool = False


class SessionAnswer(Schema):
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


class PinRequest(Schema):
    """The old PIN and the new one of six digits."""

    old_pin: Annotated[str, Field(max_length=32)]
    new_pin: Annotated[str, Field(max_length=32)]
    vault_key: Annotated[str, Field(max_length=60)] = ""


class WireState(Schema):
    """The feed's `state`, and the answer of `PUT /v1/state/{kind}/{id}`.

    The kinds `draft`, `mark`, `settings` and `album` have the fields of `central.feed.states`;
    a draft's `versions` [{body, saved_at}] are central's: texts written from an older revision,
    newest first. The feed's id is "kind/id".
    """

    kind: Literal["draft", "mark", "settings", "album"]
    id: str
    rev: int
    fields: dict[str, Any]


class StateRequest(Schema):
    """Fields replace those of the same name.

    With a `base_rev` older than central's, a draft's `body` is kept as a version beside the newer.
    """

    base_rev: int
    fields: dict[str, Any]


class Change(Schema):
    """One current row of the feed; `data` has the shape named by `type`, and is absent if deleted.

    Types: profile, connection, photo, message, visit, ledger, refusal, state; clients keep and
    skip others.
    """

    seq: int
    type: str
    id: str
    rev: int
    deleted: bool = False
    data: dict[str, Any] | None = None


class Audit(Schema):
    """Count and digest of the live items: sum of sha256("type:id:rev")[:8] modulo 2**64, hex."""

    count: int
    digest: str


class Changes(Schema):
    """One page; `since` repeats the cursor that was asked with; `poll_after` in seconds.

    `epoch` is another after a restore of central: devices then hand in their receipts.
    """

    since: str
    cursor: str
    more: bool
    changes: list[Change]
    poll_after: float
    epoch: str = ""
    audit: Audit | None = None


class WireCommand(Schema):
    """What the inmate did. Arguments by kind, all ids as strings:
    `connection.*` {connection}; `message.send` {message, connection, body, payment,
    expected_price}; `message.open` {message, expected_price}; `item.remove`, `item.restore`
    {type, item}; `rejection.appeal` {message, text}; `visit.accept`, `visit.decline` {visit};
    `account.freeze` {}; `command.cancel` {command}.
    """

    id: UUID
    kind: Annotated[str, Field(max_length=40, pattern=r"^[a-z.-]+$")]
    args: dict[str, Any]


class CommandsRequest(Schema):
    """Carried out in order; none where `epoch`, if told, is not the feed's: 410 `epoch-changed`."""

    commands: Annotated[list[WireCommand], Field(max_length=50)]
    epoch: str = ""


class Receipt(Schema):
    """Central's signed word on one command, stored for ever under the command's id.

    `signature` is Ed25519 (base64) by central's key over the JSON of all other fields with sorted
    keys, no spaces, UTF-8. `seq` is the feed position at which the effect shows. Codes of
    refusals: too-few-credits, price-changed, not-connected, blocked, no-contact, service-off,
    too-long, empty, gone, already-decided, too-many-unopened, appeal-closed, not-allowed,
    unknown-command, cancelled, too-late. `fingerprint` is sha256 of the JSON of [kind, args],
    written likewise; `entry` is the id of the ledger's line; `connection` that of the thing.
    """

    id: str
    status: Literal["done", "refused"]
    kind: str
    seq: int
    at: str
    charged: Credits
    balance: int
    thing: str = ""
    code: str = ""
    missing: Credits = 0
    price: Credits = 0
    inmate: str = ""
    connection: str = ""
    fingerprint: str = ""
    entry: str = ""
    signature: str = ""


class CommandsAnswer(Schema):
    """A receipt for each command, in the order sent."""

    receipts: list[Receipt]
