"""The facility's decisions: approve, reject with reason, withdraw."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain

from django.db import transaction

from central import world
from central.accounts.models import User
from central.facilities.models import Facility, StaffRole
from central.facilities.staff import role_of
from central.ledger import audit
from central.mail import emails, items
from central.mail.models import Item, Message, Photo, Reason
from central.refusals import Refused
from central.text import clean

State = Item.State


def queue(facility: Facility) -> list[items.AnyItem]:
    """What waits for review at a facility, oldest first."""
    rows = (
        model.objects.filter(state=State.WAITING, connection__inmate__facility=facility)
        .select_related("connection__contact__user", "connection__inmate__facility")
        .order_by("sent_at")[:500]
        for model in (Message, Photo)
    )
    return sorted(chain.from_iterable(rows), key=lambda item: item.sent_at)


@transaction.atomic
def approve(item: items.AnyItem, *, by: User) -> items.AnyItem:
    """Let an item through; refuses `already-decided` unless it still waits."""
    role = role_of(by, item.connection.inmate.facility)
    item = _take(item, State.DELIVERED, by, role)
    item.approved_at = item.delivered_at = item.decided_at
    item.save()
    items.show(item)
    to_contact = items.sent_by_inmate(item)
    kind = emails.Kind.MESSAGE if to_contact else emails.Kind.DELIVERED
    emails.tell(item.connection.contact, kind)
    audit.record(by, "item.approve", items.thing_of(item), role.facility)
    return item


@transaction.atomic
def reject(item: items.AnyItem, *, reason: str, text: str = "", by: User) -> items.AnyItem:
    """Refuse an item with a reason, and refund who paid in the same act.

    `reason` is one of `Reason`; OTHER needs words (`empty`). Refuses `already-decided`.
    """
    role = role_of(by, item.connection.inmate.facility)
    words = clean(text, one_line=True)[:500]
    if reason not in Reason.values or (reason == Reason.OTHER and not words):
        raise Refused("empty")
    item = _take(item, State.REJECTED, by, role)
    item.reason, item.reason_text = Reason(reason), words
    item.appeal_until = world.now() + timedelta(days=role.facility.appeal_days)
    refunded = items.refund(item)
    item.save()
    items.show(item)
    if not items.sent_by_inmate(item):
        emails.tell(item.connection.contact, emails.Kind.REJECTED)
    thing = items.thing_of(item)
    audit.record(by, "item.reject", thing, role.facility, reason=reason, refund=refunded)
    return item


def _take(item: items.AnyItem, state: str, by: User, role: StaffRole) -> items.AnyItem:
    """Compare and set from `waiting`: of two reviewers at the same time one decides."""
    items.locked(item)
    now = world.now()
    taken = (
        type(item)
        .objects.filter(pk=item.pk, state=State.WAITING)
        .update(state=state, decided_by=by, decided_at=now, decided_role=role.title)
    )
    if not taken:
        raise Refused("already-decided")
    return items.locked(item)


@transaction.atomic
def withdraw(item: items.AnyItem, *, note: str, refund: bool, by: User) -> items.AnyItem:
    """Take back what was delivered, leaving a note; refunds who paid only if staff choose.

    Refuses `empty` without a note, and `already-decided` where there is nothing to take back.
    """
    role = role_of(by, item.connection.inmate.facility)
    words = clean(note, one_line=True)[:500]
    if not words:
        raise Refused("empty")
    item = items.locked(item)
    if item.state not in {State.DELIVERED, State.OPENED}:
        raise Refused("already-decided")
    item.state, item.note = State.WITHDRAWN, words
    item.withdrawn_at = world.now()
    refunded = items.refund(item) if refund else 0
    item.save()
    items.show(item)
    audit.record(by, "item.withdraw", items.thing_of(item), role.facility, refund=refunded)
    return item
