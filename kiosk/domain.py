"""The words of the product as frozen values and rules, with no input or output."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

InmateId = NewType("InmateId", str)
ContactId = NewType("ContactId", str)
ConnectionId = NewType("ConnectionId", str)
PhotoId = NewType("PhotoId", str)
MessageId = NewType("MessageId", str)
CommandId = NewType("CommandId", str)
Sha256 = NewType("Sha256", str)


class Topic(StrEnum):
    """What a write changed; views reload what they show of it."""

    PROFILE = "profile"
    PHOTOS = "photos"
    MESSAGES = "messages"
    PEOPLE = "people"
    CREDITS = "credits"
    DRAFTS = "drafts"
    OUTBOX = "outbox"
    SETTINGS = "settings"
    POLICY = "policy"
    STATUS = "status"
    FILES = "files"


class Payment(StrEnum):
    """Who pays for a message: the sender now, or the recipient when first opening."""

    PREPAID = "prepaid"
    COD = "cod"


class Direction(StrEnum):
    """Seen from the inmate."""

    IN = "in"
    OUT = "out"


class ItemState(StrEnum):
    """Where a photo or message is; KEPT exists on this device only."""

    KEPT = "kept"
    SENT = "sent"
    WAITING = "waiting"
    DELIVERED = "delivered"
    OPENED = "opened"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    NOT_DELIVERED = "not_delivered"


class AppealState(StrEnum):
    """What became of an appeal against a rejection."""

    NONE = "none"
    WAITING = "waiting"
    UPHELD = "upheld"
    DENIED = "denied"


class ConnectionState(StrEnum):
    """The tie between a contact and the inmate."""

    REQUESTED = "requested"
    APPROVED = "approved"
    DECLINED = "declined"
    BLOCKED = "blocked"
    ENDED = "ended"


class CommandKind(StrEnum):
    """What an inmate can have central carry out, exactly once."""

    CONNECTION_APPROVE = "connection.approve"
    CONNECTION_DECLINE = "connection.decline"
    CONNECTION_BLOCK = "connection.block"
    CONNECTION_UNBLOCK = "connection.unblock"
    CONNECTION_MUTE = "connection.mute"
    CONNECTION_UNMUTE = "connection.unmute"
    MESSAGE_SEND = "message.send"
    MESSAGE_OPEN = "message.open"
    ITEM_REMOVE = "item.remove"
    ITEM_RESTORE = "item.restore"
    REJECTION_APPEAL = "rejection.appeal"
    ACCOUNT_FREEZE = "account.freeze"
    COMMAND_CANCEL = "command.cancel"


class CommandStatus(StrEnum):
    """The life of a command in the outbox."""

    QUEUED = "queued"
    SENDING = "sending"
    DONE = "done"
    REFUSED = "refused"


class LedgerKind(StrEnum):
    """What a line of the inmate's ledger was for."""

    MESSAGE_SEND = "message.send"
    MESSAGE_OPEN = "message.open"
    REFUND = "refund"
    GIFT = "gift"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Rendition:
    """One stored size of a photo: baseline JPEG without metadata; size in bytes and pixels."""

    sha256: Sha256
    size: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Rejection:
    """The facility's no, with everything a person is owed about it; refund in credits."""

    reason: str
    role: str
    decided_at: datetime
    refund: int
    appeal_until: datetime | None
    appeal: AppealState = AppealState.NONE


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as the person sees it: central's facts with their own marks laid over."""

    id: PhotoId
    connection: ConnectionId
    contact_name: str
    caption: str
    sent_at: datetime
    delivered_at: datetime
    state: ItemState
    thumb: Rendition
    screen: Rendition
    full: Rendition
    seen: bool = False
    favourite: bool = False
    rotation: int = 0  # degrees clockwise: 0, 90, 180, 270
    note: str = ""  # why it was withdrawn


@dataclass(frozen=True, slots=True)
class PhotoCell:
    """What the grid needs of one photo, and no more; width and height of the thumb in pixels."""

    id: PhotoId
    delivered_at: datetime
    width: int
    height: int
    seen: bool
    favourite: bool
    contact_name: str
    caption: str
    thumb: Sha256 = Sha256("")
    rotation: int = 0  # degrees clockwise
    withdrawn: bool = False  # by the facility: nothing to show but a note


@dataclass(frozen=True, slots=True)
class PhotoFilter:
    """Which photos a grid shows; all of them by default."""

    connection: ConnectionId | None = None
    favourites: bool = False
    new: bool = False
    removed: bool = False  # what the person took away, to restore it


@dataclass(frozen=True, slots=True)
class PhotoCounts:
    """How many photos there are, in all and by person."""

    total: int
    new: int
    favourites: int
    by_connection: tuple[tuple[ConnectionId, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A message with the outbox laid over; body is None while a COD message is unpaid."""

    id: MessageId
    connection: ConnectionId
    contact_name: str
    direction: Direction
    payment: Payment
    price: int
    state: ItemState
    body: str | None
    sent_at: datetime
    approved_at: datetime | None = None
    delivered_at: datetime | None = None
    opened_at: datetime | None = None
    rejection: Rejection | None = None
    reviewed: bool = True  # whether the facility reads it before delivery
    unread: bool = False
    opening: bool = False  # the person asked to open it; central has not answered yet
    note: str = ""

    @property
    def sealed(self) -> bool:
        """Whether this is an unpaid COD envelope addressed to the inmate."""
        return self.direction is Direction.IN and self.payment is Payment.COD and self.body is None


@dataclass(frozen=True, slots=True)
class Connection:
    """A contact and the tie to them."""

    id: ConnectionId
    contact: ContactId
    name: str
    state: ConnectionState
    muted: bool
    requested_at: datetime
    decided_at: datetime | None
    request_text: str
    photos: int = 0
    messages: int = 0
    pending: bool = False  # a decision of mine is on its way to central


@dataclass(frozen=True, slots=True)
class Thread:
    """One row of the messages screen."""

    connection: Connection
    last: Message | None
    unread: int
    sealed: int
    draft: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """Text being written; its id becomes the message's id when it is sent."""

    id: MessageId
    connection: ConnectionId
    body: str
    payment: Payment
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class DraftVersion:
    """An earlier text of a draft, kept for 30 days."""

    body: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of the ledger; amount is signed credits, balance_after in credits."""

    id: str
    kind: LedgerKind
    amount: int
    balance_after: int
    at: datetime
    contact_name: str
    about_type: str = ""
    about: str = ""
    about_state: ItemState | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """Who is signed in; balance in credits, as central last said."""

    inmate: InmateId
    number: str
    first_name: str
    last_name: str
    balance: int


@dataclass(frozen=True, slots=True)
class Tariff:
    """What each act costs, in credits; served per facility."""

    message: int
    photo: int


@dataclass(frozen=True, slots=True)
class Services:
    """What the facility has switched on."""

    photos: bool = True
    messages: bool = True
    cod: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """The facility's monitoring notice, shown at the first sign-in and when it changes."""

    version: int
    en: str
    es: str


@dataclass(frozen=True, slots=True)
class Policy:
    """How the facility wants this device to behave; times in seconds."""

    facility_name: str
    device_name: str
    inmate_noun: str
    tariff: Tariff
    services: Services
    notice: Notice
    message_limit: int = 30000  # characters
    languages: tuple[str, ...] = ("en", "es")
    idle_seconds: int = 120
    session_seconds: int = 1800
    poll_seconds: int = 15
    minimum_version: str = "0.0.0"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the person likes the screen; follows them to any device."""

    language: str = ""
    theme: str = ""  # light, dark, contrast; empty: the device's own
    text_percent: int = 0  # 100, 125, 150, 200; 0: the device's own
    reduce_motion: bool = False
    notice_version: int = 0  # the newest notice the person has agreed to
    last_screen: str = ""  # where to resume, with its argument: "conversation:<id>"


@dataclass(frozen=True, slots=True)
class LastSignIn:
    """What a person should know about earlier use of the account."""

    at: datetime | None
    place: str
    failed_tries: int
    pin_reset_at: datetime | None = None


class NetworkState(StrEnum):
    """What the last contact with central was like."""

    UNKNOWN = "unknown"
    ONLINE = "online"
    OFFLINE = "offline"
    NETWORK_PROBLEM = "network_problem"  # something answered, but not central
    CLOCK_WRONG = "clock_wrong"
    UPGRADE_REQUIRED = "upgrade_required"
    REFUSED = "refused"  # device revoked or account closed


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """What the status bar says of the network."""

    network: NetworkState = NetworkState.UNKNOWN
    last_synced: datetime | None = None
    queued: int = 0


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A command the person gave that is not settled yet, or was refused."""

    id: CommandId
    kind: CommandKind
    status: CommandStatus
    created_at: datetime
    connection: ConnectionId | None = None
    about: str = ""
    contact_name: str = ""
    code: str = ""  # the refusal's code; a screen explains it in words
    missing: int = 0  # credits missing, where that is the reason
    price: int = 0  # the price now, where that is the reason


@dataclass(frozen=True, slots=True)
class Home:
    """Everything the home screen says is new."""

    profile: Profile
    new_photos: tuple[Photo, ...]
    new_photo_count: int
    threads: tuple[Thread, ...]
    unread_count: int
    requests: tuple[Connection, ...]
    last_credit: LedgerLine | None
    refusals: tuple[OutboxEntry, ...] = ()
    latest_photos: tuple[Photo, ...] = field(default=())  # shown when nothing is new


class KnownFailure(StrEnum):
    """What can go wrong with an act through no fault of the code; a screen explains each."""

    DISK_FULL = "disk_full"
    STORAGE_BROKEN = "storage_broken"
    OFFLINE = "offline"
    TOO_LONG = "too_long"
    EMPTY = "empty"
    NOT_CONNECTED = "not_connected"
    TOO_FEW_CREDITS = "too_few_credits"
    SERVICE_OFF = "service_off"
    GONE = "gone"


WEAK_SEQUENCES = ("0123456789", "9876543210")


def weak_pin(pin: str, *, number: str, birth_date: str = "") -> bool:
    """Say whether a 6-digit PIN is too easy: one digit, a run, pairs, the number, a birth date.

    `birth_date` is ISO 8601, or empty where it is not known (the device never knows it).
    """
    if len(pin) != 6 or not pin.isascii() or not pin.isdigit():
        return True
    if len(set(pin)) <= 2 or pin[:2] * 3 == pin or pin[:3] * 2 == pin:
        return True
    if any(pin in run for run in WEAK_SEQUENCES):
        return True
    digits = "".join(c for c in number if c.isdigit())
    if digits and (pin in digits or digits in pin or digits.zfill(6)[-6:] == pin):
        return True
    if birth_date:
        year, month, day = birth_date.split("-")
        dates = {month + day + year[2:], day + month + year[2:], year[2:] + month + day}
        dates |= {year + month, month + year, year + day}
        return pin in dates
    return False
