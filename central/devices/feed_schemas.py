"""The shapes of the feed's items (`docs/protocol/openapi.json`)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from central.devices.schemas import Credits, Hex64, Text, WireProfile, WireState


class WireRendition(Schema):
    """One stored size of a photo: baseline JPEG; size in bytes, width and height in pixels."""

    sha256: Hex64
    size: Annotated[int, Field(ge=1)]
    width: Annotated[int, Field(ge=1, le=8192)]
    height: Annotated[int, Field(ge=1, le=8192)]


class WireRejection(Schema):
    """A rejection with its reason in plain words."""

    reason: str
    role: str
    decided_at: datetime
    refund: Credits
    appeal_until: datetime | None = None
    appeal: Literal["none", "waiting", "upheld", "denied"] = "none"


class WireConnection(Schema):
    """The feed's `connection`."""

    contact: str
    name: str
    state: Literal["requested", "approved", "declined", "blocked", "ended"]
    muted: bool
    requested_at: datetime
    request_text: Text
    decided_at: datetime | None = None


class WirePhoto(Schema):
    """The feed's `photo`: delivered or withdrawn; others never reach the device."""

    connection: str
    caption: Text
    sent_at: datetime
    delivered_at: datetime
    state: Literal["delivered", "withdrawn"]
    renditions: dict[Literal["thumb", "screen", "full"], WireRendition]
    note: str = ""
    removed: bool = False


class WireMessage(Schema):
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


class WireVisit(Schema):
    """The feed's `visit`: approved by the facility; others never reach the device.

    Booked and paid by the contact. `lapsed`: nobody accepted it before it began. `reason` is the
    facility's, where it cancelled.
    """

    connection: str
    starts_at: datetime
    ends_at: datetime
    state: Literal["approved", "accepted", "declined", "cancelled", "lapsed", "past"]
    price: Credits
    refunded: Credits
    approved_at: datetime
    answered_at: datetime | None = None
    cancelled_by: Literal["", "contact", "facility", "connection"] = ""
    reason: str = ""


class WireTicket(Schema):
    """The feed's `ticket`: what the inmate said is wrong, by the id that the device gave it.

    `about` is the id of a thing of `about_type`; a `command` is an act that was refused. `answer`
    is the facility's, by somebody of this `role`.
    """

    kind: Literal["broken", "charge", "missing", "person", "other"]
    text: Text
    about_type: Literal["", "message", "photo", "visit", "ledger", "command"]
    about: str
    state: Literal["received", "looked_at", "answered"]
    opened_at: datetime
    looked_at: datetime | None = None
    answered_at: datetime | None = None
    role: str = ""
    answer: Text = ""


class WireLedgerLine(Schema):
    """The feed's `ledger`: one line of the inmate's account; amount is signed credits."""

    kind: Literal["message.send", "message.open", "refund", "gift", "correction"]
    amount: int
    balance_after: int
    at: datetime
    contact_name: str = ""
    about_type: str = ""
    about: str = ""


class WireRefusal(Schema):
    """The feed's `refusal`: a command out of an envelope that was not done, by the command's id.

    Codes as of receipts, and `discarded` by staff. `text` is the message's or appeal's.
    """

    kind: str
    code: str
    connection: str
    text: Text
    missing: Credits
    price: Credits
    at: datetime


FEED_SCHEMAS: tuple[type[Schema], ...] = (
    WireProfile,
    WireConnection,
    WirePhoto,
    WireMessage,
    WireVisit,
    WireTicket,
    WireLedgerLine,
    WireRefusal,
    WireState,
)
