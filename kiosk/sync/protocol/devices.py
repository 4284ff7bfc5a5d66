"""Devices and sessions on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from kiosk.sync.protocol.problems import Credits


class EnrollRequest(Struct, frozen=True):
    """`POST /v1/devices/enroll`; public_key is a raw Ed25519 key in base64."""

    code: str
    public_key: str
    kind: Literal["kiosk", "tablet"]
    app_version: str


class EnrollAnswer(Struct, frozen=True):
    """The device's id, and central's Ed25519 key (raw, base64) that signs receipts.

    `post_box_key`: as in `DeviceSelf`.
    `check_digits`: sha256 of the raw public key, its first 8 bytes as a big-endian number, modulo
    10**8, written with 8 digits. The device makes its own from its own key, and compares.
    """

    device: str
    facility_name: str
    device_name: str
    central_key: str
    check_digits: str  # compared by staff with the device's screen
    status: Literal["pending", "active", "retired", "revoked"]
    post_box_key: str = ""
    staff_key: str = ""  # 32 bytes in base64, for the staff screen; empty of an older central


class TokenRequest(Struct, frozen=True, omit_defaults=True):
    """`POST /v1/devices/token`: an EdDSA JWT, iss = sub = device id, aud = "central" (RFC 7523).

    With the scope `postbox` the token is good for the post box alone; a revoked device gets one.
    """

    assertion: str
    scope: Literal["", "postbox"] = ""


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
    visits: bool = False


class WireVisitRules(Struct, frozen=True):
    """What people are told of visits: the facility's own words, the price in credits a minute.

    Contacts cancel with a refund until `cancel_hours` before a visit begins.
    """

    minute_price: Credits
    cancel_hours: Annotated[int, Meta(ge=0)]
    rules_en: str
    rules_es: str


class WirePage(Struct, frozen=True):
    """A page of information by the facility, plain text; empty where a language has none.

    A public one may be shown to anybody, before signing in.
    """

    id: str
    title_en: str
    text_en: str
    title_es: str
    text_es: str
    public: bool


class WireNotice(Struct, frozen=True):
    """The monitoring notice in both languages."""

    version: int
    en: str
    es: str


class PersonHere(Struct, frozen=True):
    """What a device must know of each person with a vault on it.

    `policy`: what becomes of the vault of a person who was released or erased.
    """

    inmate: str
    pin_version: int
    status: Literal["active", "frozen", "released", "erased"]
    policy: Literal["keep", "erase"] = "erase"

    @property
    def to_erase(self) -> bool:
        """Whether nothing of this person may stay on a device."""
        return self.status in ("released", "erased") and self.policy == "erase"


class DeviceSelf(Struct, frozen=True):
    """`GET /v1/devices/self`: the policy, and the people with a vault here.

    `post_box_key`: central's raw X25519 public key in base64, to which envelopes are sealed now;
    empty where a central has no post box.
    """

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
    post_box_key: str = ""
    stay_allowed: bool = False
    visits: WireVisitRules | None = None
    pages: list[WirePage] = []


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
