"""What the pages read: people with their state, a thread, a ledger; nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from central import world
from central.accounts.models import Contact
from central.connections.models import Connection
from central.connections.standing import shown_to_contact
from central.family import words
from central.family.timeline import Step, steps
from central.ledger.models import Entry
from central.mail.models import Item, Message, Photo

PAGE = 40
SHOWN_TO_CONTACT = (Item.State.DELIVERED, Item.State.OPENED, Item.State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the home page; the counts are of messages to the contact."""

    tie: Connection
    state: str
    unread: int
    sealed: int
    waiting: int
    refused: int
    draft: bool
    last_photo: Photo | None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a thread; `text` is None where the contact has yet to pay for it."""

    item: Message | Photo
    at: datetime
    text: str | None
    steps: list[Step]

    @property
    def is_photo(self) -> bool:
        """Whether it is a photo; all the others are messages."""
        return isinstance(self.item, Photo)

    @property
    def mine(self) -> bool:
        """Whether the contact sent it."""
        item = self.item
        return isinstance(item, Photo) or item.direction == Message.Direction.IN

    @property
    def sealed(self) -> bool:
        """Whether this is an envelope to open."""
        return self.text is None

    @property
    def refused(self) -> bool:
        """Whether the facility said no to something the contact sent."""
        return self.mine and self.item.state == Item.State.REJECTED

    @property
    def kind(self) -> str:
        """The word in the item's address."""
        return "photo" if self.is_photo else "message"

    @property
    def reason(self) -> str:
        """Why it was refused, in the page's language."""
        return words.reason(self.item)

    @property
    def may_appeal(self) -> bool:
        """Whether the contact can still ask for a second look."""
        until = self.item.appeal_until
        unasked = self.item.appeal == Item.Appeal.NONE
        return self.refused and unasked and until is not None and world.now() <= until

    @property
    def free_for_me(self) -> bool:
        """Whether the contact pays nothing for it: collect to the inmate, or freed by an appeal."""
        return isinstance(self.item, Message) and (
            self.item.free or (self.item.payment == Message.Payment.COD and self.mine)
        )


def people(contact: Contact) -> list[Person]:
    """The contact's people: those who answered first, then by the newest request."""
    ties = Connection.objects.filter(contact=contact).select_related("inmate__facility", "draft")
    made = [_person(tie) for tie in ties.order_by("-requested_at")]
    order = {"approved": 0, "requested": 1}
    return sorted(made, key=lambda person: order.get(person.state, 2))


def _person(tie: Connection) -> Person:
    new = incoming(tie).filter(state=Item.State.DELIVERED)
    sealed = sum(1 for message in new if message.sealed)
    photos = tie.photos.filter(removed_by_contact=False)
    sent = tie.messages.filter(direction=Message.Direction.IN, removed_by_contact=False)
    return Person(
        tie=tie,
        state=shown_to_contact(tie),
        unread=len(new) - sealed,
        sealed=sealed,
        waiting=sum(q.filter(state=Item.State.WAITING).count() for q in (photos, sent)),
        refused=sum(q.filter(state=Item.State.REJECTED).count() for q in (photos, sent)),
        draft=hasattr(tie, "draft"),
        last_photo=photos.exclude(state=Item.State.REJECTED).order_by("-sent_at").first(),
    )


def incoming(tie: Connection) -> QuerySet[Message]:
    """Messages to the contact that may be shown: never those still held or refused."""
    return Message.objects.filter(
        connection=tie,
        direction=Message.Direction.OUT,
        state__in=SHOWN_TO_CONTACT,
        removed_by_contact=False,
    )


def thread(tie: Connection, before: datetime | None = None) -> tuple[list[Line], bool]:
    """One page of a thread, oldest first, and whether there is more before it."""
    mine = Q(direction=Message.Direction.IN)
    shown = Q(direction=Message.Direction.OUT, state__in=SHOWN_TO_CONTACT)
    texts = tie.messages.filter(mine | shown, removed_by_contact=False)
    photos = tie.photos.filter(removed_by_contact=False).prefetch_related("renditions")
    if before is not None:
        texts, photos = texts.filter(sent_at__lt=before), photos.filter(sent_at__lt=before)
    both: list[Message | Photo] = [
        *texts.order_by("-sent_at")[: PAGE + 1],
        *photos.order_by("-sent_at")[: PAGE + 1],
    ]
    both.sort(key=lambda item: item.sent_at, reverse=True)
    return [line(item) for item in reversed(both[:PAGE])], len(both) > PAGE


def memories(tie: Connection) -> QuerySet[Photo]:
    """The newest photos that arrived, for the side of the page."""
    arrived = tie.photos.filter(state=Item.State.DELIVERED, removed_by_contact=False)
    return arrived.order_by("-sent_at")[:6]


def line(item: Message | Photo) -> Line:
    """One thing as the contact may see it."""
    if isinstance(item, Photo):
        return Line(item, item.sent_at, item.caption, steps(item))
    if item.direction == Message.Direction.IN:
        return Line(item, item.sent_at, item.body, steps(item))
    text: str | None = item.body
    if item.state == Item.State.WITHDRAWN:
        text = ""
    elif item.sealed:
        text = None
    return Line(item, item.delivered_at or item.sent_at, text, [])


def entries(contact: Contact) -> QuerySet[Entry]:
    """The contact's ledger, newest first."""
    return Entry.objects.filter(account__contact=contact).order_by("-at", "-id")
