"""The change feed on the wire: current rows, each with the position of its last change."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from kiosk.sync.protocol.devices import WireProfile
from kiosk.sync.protocol.problems import Credits, Hex64, Text


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


class WireVisit(Struct, frozen=True):
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


class WireTicket(Struct, frozen=True):
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


class WireLedgerLine(Struct, frozen=True):
    """The feed's `ledger`: one line of the inmate's account; amount is signed credits."""

    kind: Literal["message.send", "message.open", "refund", "gift", "correction"]
    amount: int
    balance_after: int
    at: datetime
    contact_name: str = ""
    about_type: str = ""
    about: str = ""


class WireRefusal(Struct, frozen=True):
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


class WireState(Struct, frozen=True):
    """The feed's `state`, and the answer of `PUT /v1/state/{kind}/{id}`.

    Kinds and their fields: `draft` {connection, body, payment, sent}; `mark` of a message,
    photo, refusal or ticket {seen, favourite, rotation}, of a photo also {in:<album>: whether it
    holds it}; `album` {name, removed}; `settings` {language, theme, text_percent,
    reduce_motion, hide_amounts, read_aloud, slide_seconds, notice_version, last_screen,
    last_spot}.
    The feed's id is "kind/id".
    """

    kind: Literal["draft", "mark", "settings", "album"]
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
    """`GET /v1/changes?cursor=`: one page; `since` repeats the cursor that was asked with.

    `epoch` names this life of central's database: after a restore it is another, and devices hand
    in their receipts.
    """

    since: str
    cursor: str
    more: bool
    changes: list[Change]
    poll_after: float  # seconds
    audit: Audit | None = None
    epoch: str = ""


def item_hash(kind: str, item: str, rev: int) -> int:
    """The 64-bit share of one live item in the audit digest: sha256("type:id:rev"), first 8 bytes.

    The digest is the sum of all shares modulo 2**64, as 16 hexadecimal digits.
    """
    return int.from_bytes(hashlib.sha256(f"{kind}:{item}:{rev}".encode()).digest()[:8], "big")


FEED_TYPES: dict[str, type[Struct]] = {
    "profile": WireProfile,
    "connection": WireConnection,
    "photo": WirePhoto,
    "message": WireMessage,
    "visit": WireVisit,
    "ticket": WireTicket,
    "ledger": WireLedgerLine,
    "refusal": WireRefusal,
    "state": WireState,
}
