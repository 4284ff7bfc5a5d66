"""Appeals against a rejection."""

from __future__ import annotations

from django.db import transaction

from central import world
from central.accounts.inmate_status import gone
from central.accounts.models import User
from central.facilities.staff import role_of
from central.ledger import audit
from central.mail import emails, items, stopping
from central.mail.models import Item, Message
from central.refusals import Refused
from central.text import clean

Appeal = Item.Appeal
LONGEST = 2000  # characters


@transaction.atomic
def appeal(item: items.AnyItem, text: str, *, side: str) -> items.AnyItem:
    """Ask for a second look, once and in time; `side` is "inmate" or "contact", the sender.

    Refuses not-allowed, already-decided, appeal-closed, empty, too-long (limit).
    """
    item = items.locked(item)
    if items.sent_by_inmate(item) != (side == "inmate"):
        raise Refused("not-allowed")
    if item.state != Item.State.REJECTED or item.appeal != Appeal.NONE:
        raise Refused("already-decided")
    if item.appeal_until is None or world.now() > item.appeal_until:
        raise Refused("appeal-closed")
    words = clean(text)
    if not words:
        raise Refused("empty")
    if len(words) > LONGEST:
        raise Refused("too-long", limit=LONGEST)
    item.appeal, item.appeal_text, item.appealed_at = Appeal.WAITING, words, world.now()
    item.save()
    items.show(item)
    connection = item.connection
    actor = connection.inmate if side == "inmate" else connection.contact
    audit.record(actor, "item.appeal", items.thing_of(item), connection.inmate.facility)
    return item


@transaction.atomic
def decide(item: items.AnyItem, *, uphold: bool, by: User) -> items.AnyItem:
    """Decide an appeal: an upheld one delivers the item free of charge for both sides."""
    role = role_of(by, item.connection.inmate.facility)
    item = items.locked(item)
    if item.appeal != Appeal.WAITING:
        raise Refused("already-decided")
    item.appeal = Appeal.UPHELD if uphold else Appeal.DENIED
    item.appeal_decided_by, item.appeal_decided_at = by, world.now()
    if uphold and item.connection.open and not gone(item.connection.inmate):
        _deliver_free(item)
    elif uphold:
        stopping.fail_delivery(item)
    item.save()
    items.show(item)
    thing = items.thing_of(item)
    audit.record(by, "item.appeal-decided", thing, role.facility, uphold=uphold)
    return item


def _deliver_free(item: items.AnyItem) -> None:
    item.state = Item.State.DELIVERED
    item.approved_at = item.delivered_at = item.appeal_decided_at
    if isinstance(item, Message):
        item.free = True
    to_contact = items.sent_by_inmate(item)
    kind = emails.Kind.MESSAGE if to_contact else emails.Kind.DELIVERED
    emails.tell(item.connection.contact, kind)
