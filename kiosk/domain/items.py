"""Photos, messages, drafts and the people they come from, as a person sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain.account import Profile
from kiosk.domain.words import (
    AboutType,
    AlbumId,
    AppealState,
    CommandId,
    CommandKind,
    CommandStatus,
    ConnectionId,
    ConnectionState,
    ContactId,
    Direction,
    ItemState,
    LedgerKind,
    MessageId,
    Payment,
    PhotoId,
    Sha256,
    TicketId,
    TicketKind,
    TicketState,
    VisitEnd,
    VisitId,
    VisitState,
)


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
    lost: bool = False  # central lost it in a restore, and this device still has it


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
    album: AlbumId | None = None


@dataclass(frozen=True, slots=True)
class Album:
    """An album of the person's own; cover is its newest photo's thumb."""

    id: AlbumId
    name: str
    photos: int
    cover: Sha256 | None = None


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
    boxed: bool = False  # kept here, and in an envelope that this device brings to central
    taking_back: bool = False  # the person asked not to send it; central has not answered yet
    note: str = ""
    lost: bool = False  # central lost it in a restore, and this device still has it

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
    """An earlier text of a draft, kept for 30 days; a later one has a higher number."""

    number: int
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
class Visit:
    """A video visit with the person's answer laid over; price and refund are the contact's."""

    id: VisitId
    connection: ConnectionId
    contact_name: str
    starts_at: datetime
    ends_at: datetime
    state: VisitState
    price: int = 0
    refunded: int = 0
    cancelled_by: VisitEnd = VisitEnd.NOBODY
    reason: str = ""  # why the facility cancelled it
    pending: bool = False  # an answer of mine is on its way to central
    lost: bool = False  # central lost it in a restore, and this device still has it

    @property
    def minutes(self) -> int:
        """How long it is."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    def standing(self, now: datetime) -> VisitState:
        """The state as time has made it, whether or not central has said so yet."""
        if self.state is VisitState.APPROVED and now >= self.starts_at:
            return VisitState.LAPSED
        if self.state is VisitState.ACCEPTED and now >= self.ends_at:
            return VisitState.PAST
        return self.state

    def over(self, now: datetime) -> bool:
        """Whether it has been, or will not be."""
        return self.lost or self.standing(now) not in (VisitState.APPROVED, VisitState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class About:
    """The one thing that a ticket is about, by its id; nothing at all by default."""

    type: AboutType = AboutType.NOTHING
    id: str = ""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the person said is wrong, where that is now, and the facility's answer."""

    id: TicketId
    kind: TicketKind
    text: str
    about: About
    state: TicketState
    opened_at: datetime
    looked_at: datetime | None = None
    answered_at: datetime | None = None
    role: str = ""  # whose answer it is
    answer: str = ""
    unread: bool = False  # an answer that the person has not seen
    command: CommandId | None = None  # of one that central did not take
    code: str = ""  # why central did not take it


@dataclass(frozen=True, slots=True)
class TicketDraft:
    """What is being written of a ticket; kept on this device only."""

    kind: TicketKind | None = None
    text: str = ""
    about: About = About()


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
    answers: tuple[Ticket, ...] = ()  # tickets whose answer is new
    visits: tuple[Visit, ...] = ()  # those that may still take place, the soonest first
    latest_photos: tuple[Photo, ...] = field(default=())  # shown when nothing is new
