"""Hiding an item from one side; the other side and the facility keep theirs."""

from __future__ import annotations

from django.db import transaction

from central.ledger import audit
from central.mail import items
from central.refusals import Refused


@transaction.atomic
def remove(item: items.AnyItem, *, side: str) -> items.AnyItem:
    """Hide the item from `side`, "inmate" or "contact"; can be restored."""
    return _set(item, side, hidden=True)


@transaction.atomic
def restore(item: items.AnyItem, *, side: str) -> items.AnyItem:
    """Show a hidden item again."""
    return _set(item, side, hidden=False)


def _set(item: items.AnyItem, side: str, *, hidden: bool) -> items.AnyItem:
    item = items.locked(item)
    own = items.sent_by_inmate(item) == (side == "inmate")
    if not own and item.delivered_at is None:
        raise Refused("not-allowed")
    if side == "inmate":
        item.removed_by_inmate = hidden
    else:
        item.removed_by_contact = hidden
    item.save(update_fields=[f"removed_by_{side}"])
    items.show(item)
    connection = item.connection
    actor = connection.inmate if side == "inmate" else connection.contact
    act = "item.remove" if hidden else "item.restore"
    audit.record(actor, act, items.thing_of(item), connection.inmate.facility)
    return item
