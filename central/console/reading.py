"""What the console's pages show of an item; nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from central.console.models import PresetReason
from central.facilities.models import Facility
from central.family import words
from central.feed.models import State
from central.mail import items, review
from central.mail.models import Item, Message, Photo, Reason


@dataclass(frozen=True, slots=True)
class Card:
    """One item as staff see it: who to whom, when, what; a draft is never among them."""

    item: Message | Photo

    @property
    def kind(self) -> str:
        """The word in the item's address."""
        return "photo" if isinstance(self.item, Photo) else "message"

    @property
    def key(self) -> UUID:
        """The item's id."""
        return self.item.pk

    @property
    def sender(self) -> str:
        """The name of who sent it."""
        tie = self.item.connection
        return tie.inmate.name if items.sent_by_inmate(self.item) else tie.contact_name

    @property
    def recipient(self) -> str:
        """The name of who is to get it."""
        tie = self.item.connection
        return tie.contact_name if items.sent_by_inmate(self.item) else tie.inmate.name

    @property
    def from_inmate(self) -> bool:
        """Whether it goes out."""
        return items.sent_by_inmate(self.item)

    @property
    def sent_at(self) -> datetime:
        """When it was sent."""
        return self.item.sent_at

    @property
    def text(self) -> str:
        """The message, or the photo's caption."""
        return self.item.caption if isinstance(self.item, Photo) else self.item.body

    @property
    def cod(self) -> bool:
        """Whether the recipient is to pay."""
        return isinstance(self.item, Message) and self.item.payment == Message.Payment.COD

    @property
    def refund(self) -> int:
        """What a rejection gives back, in credits: nothing was charged for an unopened collect."""
        return 0 if self.cod else self.item.price

    @property
    def reason(self) -> str:
        """Why it was rejected, if it was."""
        return words.reason(self.item) if self.item.reason else ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One reason to choose: its value in the form, and its words in both languages."""

    value: str
    text_en: str
    text_es: str


def waiting(facility: Facility) -> list[Card]:
    """The queue, oldest first."""
    return [Card(item) for item in review.queue(facility)]


def appealed(facility: Facility) -> list[Card]:
    """Appeals that wait, oldest first."""
    found = [
        item
        for model in (Message, Photo)
        for item in model.objects.filter(
            appeal=Item.Appeal.WAITING, connection__inmate__facility=facility
        ).select_related("connection__contact__user", "connection__inmate", "decided_by")
    ]
    return [Card(item) for item in sorted(found, key=lambda item: str(item.appealed_at))]


def choices(facility: Facility) -> list[Choice]:
    """The facility's own reasons first, then those everyone has."""
    own = [
        Choice(f"preset:{preset.pk}", preset.text_en, preset.text_es)
        for preset in PresetReason.objects.filter(facility=facility)
    ]
    with translation.override("es"):
        spanish = {value: str(label) for value, label in Reason.choices}
    with translation.override("en"):
        usual = [Choice(value, str(label), spanish[value]) for value, label in Reason.choices]
    return own + usual


def chosen(facility: Facility, value: str, extra: str, language: str) -> tuple[str, str]:
    """Turn the form's choice into a reason and words in the language of who is told."""
    kind, _colon, key = value.partition(":")
    if kind != "preset":
        return value, extra
    preset = _preset(facility, key)
    if preset is None:
        return "", extra
    return preset.reason, f"{preset.text(language)} {extra}".strip()


def _preset(facility: Facility, key: str) -> PresetReason | None:
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    return PresetReason.objects.filter(pk=wanted, facility=facility).first()


def language_of_sender(item: Message | Photo) -> str:
    """The language in which whoever sent it is told."""
    tie = item.connection
    if not items.sent_by_inmate(item):
        return tie.contact.language
    settings = State.objects.filter(inmate=tie.inmate, kind="settings").first()
    return str(settings.fields.get("language") or "en") if settings is not None else "en"


def who_decided(item: Message | Photo) -> str:
    """A sentence for the second of two reviewers: who was first, and what they decided."""
    item.refresh_from_db()
    by = item.decided_by.get_full_name() or item.decided_by.username if item.decided_by else ""
    facts = {"who": by, "role": item.decided_role}
    if item.state == Item.State.REJECTED:
        return _("%(who)s (%(role)s) has rejected this already. You changed nothing.") % facts
    if item.decided_by is not None:
        return _("%(who)s (%(role)s) has approved this already. You changed nothing.") % facts
    return _("This does not wait any more: it could not be delivered. You changed nothing.")
