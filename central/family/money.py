"""A contact's ledger in words: every line with whom it was about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from central.family.words import MOVES
from central.ledger.models import Entry, Gift, TransferKind
from central.mail.models import Message, Photo
from central.visits.models import Visit

Thing = Message | Photo | Gift | Visit


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line as shown: amounts in credits, `link` the item's id if it is still here."""

    text: str
    icon: str
    amount: int
    balance_after: int
    at: datetime
    item: Message | Photo | None

    @property
    def kind(self) -> str:
        """The word in the item's address."""
        return "photo" if isinstance(self.item, Photo) else "message"


def lines(entries: Iterable[Entry]) -> list[LedgerLine]:
    """Put entries in words, asking the database once for each kind of thing."""
    page = list(entries)
    things = _things(page)
    return [_line(entry, things.get(entry.thing)) for entry in page]


def _things(page: list[Entry]) -> dict[str, Thing]:
    wanted: dict[str, list[UUID]] = {"message": [], "photo": [], "gift": [], "visit": []}
    for entry in page:
        kind, _colon, key = entry.thing.partition(":")
        if kind in wanted:
            wanted[kind].append(UUID(key))
    ties = "connection__inmate"
    found: dict[str, Thing] = {}
    for message in Message.objects.filter(pk__in=wanted["message"]).select_related(ties):
        found[f"message:{message.pk}"] = message
    for photo in Photo.objects.filter(pk__in=wanted["photo"]).select_related(ties):
        found[f"photo:{photo.pk}"] = photo
    for visit in Visit.objects.filter(pk__in=wanted["visit"]).select_related(ties):
        found[f"visit:{visit.pk}"] = visit
    for gift in Gift.objects.filter(pk__in=wanted["gift"]).select_related("inmate"):
        found[f"gift:{gift.pk}"] = gift
    return found


def _line(entry: Entry, about: Thing | None) -> LedgerLine:
    words, icon = MOVES[TransferKind(entry.kind)]
    item = about if isinstance(about, Message | Photo) else None
    name = ""
    if isinstance(about, Gift):
        name = about.inmate.first_name
    elif about is not None:
        name = about.connection.inmate.first_name
    if entry.kind == TransferKind.REFUND and about is not None:
        name = _returned(about) % {"name": name}
    return LedgerLine(
        str(words) % {"name": name}, icon, entry.amount, entry.balance_after, entry.at, item
    )


def _returned(about: Thing) -> str:
    if isinstance(about, Visit):
        return _("video visit with %(name)s")
    return _("photo to %(name)s") if isinstance(about, Photo) else _("message to %(name)s")
