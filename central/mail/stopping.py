"""What becomes of waiting items, and of visits, when a connection stops."""

from __future__ import annotations

from central.connections.models import Connection
from central.ledger import accounts, audit
from central.mail import emails, items
from central.mail.models import Item, Message, Photo
from central.visits import ending


def stop(*connections: Connection) -> int:
    """Mark all that still waits `not_delivered`, cancel visits, refund both; returns how many.

    Runs inside the transaction that blocks or ends the connections, under the inmate's lock. All
    accounts that a refund may touch are locked first, in order, as one refund after another could
    meet somebody who locks the same accounts the other way round.
    """
    waiting: list[items.AnyItem] = []
    for model in (Message, Photo):
        rows = model.objects.filter(connection__in=connections, state=Item.State.WAITING)
        waiting += rows.select_related("connection__inmate").order_by("pk")
    visits = list(ending.under_way(*connections))
    if waiting or visits:
        accounts.lock_all(one.connection for one in (*waiting, *visits))
    for row in waiting:
        fail_delivery(items.locked(row))
    for visit in visits:
        ending.stop(visit)
    return len(waiting) + len(visits)


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
