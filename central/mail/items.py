"""What messages and photos have in common for the services: locking, showing, refunding."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from central.accounts.models import Inmate
from central.feed import publishing
from central.feed.preferences import language_of
from central.ledger import booking
from central.mail.models import Item, Message, Photo
from central.wire import stamp, stamp_or_none

State = Item.State
AnyItem = Message | Photo
REACHED = frozenset({State.DELIVERED, State.OPENED, State.WITHDRAWN})
"""States of what the inmate has, or had, in their hands."""


def thing_of(item: AnyItem) -> str:
    """The name under which the ledger and the trail know it."""
    return f"{kind_of(item)}:{item.pk}"


def kind_of(item: AnyItem) -> str:
    """`message` or `photo`."""
    return "message" if isinstance(item, Message) else "photo"


def locked(item: AnyItem) -> AnyItem:
    """The row as it is now, under the inmate's lock and its own."""
    publishing.lock(item.connection.inmate_id)
    rows = type(item).objects.select_for_update(of=("self",), no_key=True)
    related = ("connection__contact__user", "connection__inmate__facility")
    return rows.select_related(*related).get(pk=item.pk)


def sent_by_inmate(item: AnyItem) -> bool:
    """Whether the inmate is the sender."""
    return isinstance(item, Message) and item.direction == Message.Direction.OUT


def inmate_of(item: AnyItem) -> Inmate:
    """The inmate at one end."""
    return item.connection.inmate


def refund(item: AnyItem) -> int:
    """Return what was charged for the item to who paid, once; returns the credits."""
    amount = booking.refund(thing_of(item), item.connection)
    item.refunded += amount
    return amount


def show(item: AnyItem) -> int:
    """Put the item into the inmate's feed if it is theirs to see; returns its position."""
    if not sent_by_inmate(item) and item.delivered_at is None:
        return publishing.retract(inmate_of(item), kind_of(item), str(item.pk))
    data = message_data(item) if isinstance(item, Message) else photo_data(item)
    return publishing.publish(inmate_of(item), kind_of(item), str(item.pk), data)


def body_for_inmate(message: Message) -> str | None:
    """The text, or None where the inmate has yet to pay or it was withdrawn from them."""
    if message.direction == Message.Direction.OUT:
        return message.body
    if message.sealed or message.state == State.WITHDRAWN:
        return None
    return message.body


def message_data(message: Message) -> dict[str, Any]:
    """The feed's `message`."""
    return {
        "connection": str(message.connection_id),
        "direction": message.direction,
        "payment": message.payment,
        "price": 0 if message.free else message.price,
        "state": message.state,
        "sent_at": stamp(message.sent_at),
        "reviewed": message.reviewed,
        "body": body_for_inmate(message),
        "approved_at": stamp_or_none(message.approved_at),
        "delivered_at": stamp_or_none(message.delivered_at),
        "opened_at": stamp_or_none(message.opened_at),
        "rejection": rejection_data(message) if sent_by_inmate(message) else None,
        "note": message.note,
        "removed": message.removed_by_inmate,
    }


def photo_data(photo: Photo) -> dict[str, Any]:
    """The feed's `photo`; only for one that was delivered."""
    if photo.delivered_at is None:
        raise ValueError("a photo reaches the feed when it is delivered")
    return {
        "connection": str(photo.connection_id),
        "caption": "" if photo.state == State.WITHDRAWN else photo.caption,
        "sent_at": stamp(photo.sent_at),
        "delivered_at": stamp(photo.delivered_at),
        "state": photo.state,
        "renditions": {
            rendition.name: {
                "sha256": rendition.sha256,
                "size": rendition.size,
                "width": rendition.width,
                "height": rendition.height,
            }
            for rendition in photo.renditions.all()
        },
        "note": photo.note,
        "removed": photo.removed_by_inmate,
    }


def rejection_data(item: AnyItem) -> dict[str, Any] | None:
    """The rejection with everything its sender is owed about it, or None."""
    if not item.reason or item.decided_at is None:
        return None
    inmate = inmate_of(item)
    first = inmate.facility.languages[0] if inmate.facility.languages else "en"
    with translation.override(language_of(inmate.pk, first)):
        reason = reason_text(item)
    return {
        "reason": reason,
        "role": item.decided_role,
        "decided_at": stamp(item.decided_at),
        "refund": item.refunded,
        "appeal_until": stamp_or_none(item.appeal_until),
        "appeal": item.appeal,
    }


def reason_text(item: AnyItem) -> str:
    """The reason in plain words of the active language, and what the reviewer added."""
    words = str(item.get_reason_display())
    return f"{words} {item.reason_text}".strip()
