"""Ids and the few states that things can be in."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

InmateId = NewType("InmateId", str)
ContactId = NewType("ContactId", str)
ConnectionId = NewType("ConnectionId", str)
PhotoId = NewType("PhotoId", str)
AlbumId = NewType("AlbumId", str)
MessageId = NewType("MessageId", str)
TicketId = NewType("TicketId", str)
VisitId = NewType("VisitId", str)
CommandId = NewType("CommandId", str)
Sha256 = NewType("Sha256", str)


class Topic(StrEnum):
    """What a write changed; views reload what they show of it."""

    PROFILE = "profile"
    PHOTOS = "photos"
    MESSAGES = "messages"
    PEOPLE = "people"
    VISITS = "visits"
    TICKETS = "tickets"
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


class VisitState(StrEnum):
    """Where a video visit stands; LAPSED was not answered before it began."""

    APPROVED = "approved"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    PAST = "past"


class VisitEnd(StrEnum):
    """Who cancelled a visit; CONNECTION where the tie ended or was blocked."""

    NOBODY = ""
    CONTACT = "contact"
    FACILITY = "facility"
    CONNECTION = "connection"


class TicketKind(StrEnum):
    """What is wrong."""

    BROKEN = "broken"
    CHARGE = "charge"
    MISSING = "missing"
    PERSON = "person"
    OTHER = "other"


class TicketState(StrEnum):
    """Where a ticket is; KEPT is on this device only, REFUSED was not taken by central."""

    KEPT = "kept"
    REFUSED = "refused"
    RECEIVED = "received"
    LOOKED_AT = "looked_at"
    ANSWERED = "answered"


class AboutType(StrEnum):
    """What kind of thing a ticket is about; COMMAND is an act that was refused."""

    NOTHING = ""
    MESSAGE = "message"
    PHOTO = "photo"
    VISIT = "visit"
    LEDGER = "ledger"
    COMMAND = "command"


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
    VISIT_ACCEPT = "visit.accept"
    VISIT_DECLINE = "visit.decline"
    TICKET_OPEN = "ticket.open"
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


class NetworkState(StrEnum):
    """What the last contact with central was like."""

    UNKNOWN = "unknown"
    ONLINE = "online"
    OFFLINE = "offline"
    NETWORK_PROBLEM = "network_problem"  # something answered, but not central
    CLOCK_WRONG = "clock_wrong"
    UPGRADE_REQUIRED = "upgrade_required"
    REFUSED = "refused"  # device revoked or account closed


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
