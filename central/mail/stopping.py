"""What becomes of waiting items when a connection stops."""

from __future__ import annotations

from central.connections.models import Connection
from central.ledger import audit
from central.mail import emails, items
from central.mail.models import Item, Message, Photo


def stop(connection: Connection) -> int:
    """Mark all that still waits `not_delivered` and refund it; returns how many.

    Runs inside the transaction that blocks or ends the connection, under the inmate's lock.
    """
    stopped = 0
    for model in (Message, Photo):
        waiting = model.objects.filter(connection=connection, state=Item.State.WAITING)
        for row in waiting.order_by("pk"):
            item = items.locked(row)
            fail_delivery(item)
            stopped += 1
    return stopped


def fail_delivery(item: items.AnyItem) -> None:
    """Mark one item `not_delivered`, refund it and tell its sender."""
    item.state = Item.State.NOT_DELIVERED
    refunded = items.refund(item)
    item.save()
    items.show(item)
    if not items.sent_by_inmate(item):
        emails.tell(item.connection.contact, emails.Kind.NOT_DELIVERED)
    facility = item.connection.inmate.facility
    audit.record("system", "item.not-delivered", items.thing_of(item), facility, refund=refunded)
