"""Verbs of `tests.seed` that play central's operator, staff with devices, and a contact's card."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from central.backups import making
from central.devices import enrolment, postbox
from central.feed import operating, publishing
from central.ledger.models import LooseEnd, Purchase
from central.payments import booking
from central.payments.processor.models import CardPayment
from tests import databases, rows

_commit = BaseDatabaseWrapper._commit  # type: ignore[attr-defined]


def echo(token: str) -> rows.Answer:
    """Answer with what was asked: all orders before this one are done."""
    return {"id": token}


def die_after_commits(number: int) -> rows.Answer:
    """Have this process killed right after so many commits from now on; 0: let it live."""
    left = [number]
    door = threading.Lock()

    def commit(self: BaseDatabaseWrapper) -> None:
        with door:  # no other commit gets through after the last
            _commit(self)
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

    BaseDatabaseWrapper._commit = commit if number else _commit  # type: ignore[attr-defined]
    return {"id": str(number)}


def buy(contact: str, credits: int) -> rows.Answer:  # noqa: A002  (the product's word)
    """Buy credits by card: a restore of central finds the payment at the processor."""
    begun = booking.begin(
        rows.contact(contact), credits, return_url=lambda _: "", callback_url="http://127.0.0.1:9"
    )
    payment = begun.rstrip("/").rpartition("/")[2]
    CardPayment.objects.filter(pk=payment).update(state="captured")
    booking.look(Purchase.objects.get(payment_id=payment))
    return {"id": payment}


def book_payments(contact: str) -> list[rows.Answer]:
    """Have the gateway tell again of all it took; what it took of this contact."""
    booking.book_all_captured()
    found = CardPayment.objects.filter(customer=contact, state="captured")
    return [{"id": row.pk, "cents": row.cents} for row in found]


def go_on(source: str = "") -> rows.Answer:
    """Go on with a new copy of a database, or of the one that is in use, which then stays."""
    source = source or str(connection.settings_dict["NAME"])
    databases.go_on(source)
    return {"id": source}


def backup(folder: str) -> rows.Answer:
    """Write a backup to a new folder."""
    return {"id": folder, "made_at": making.make(Path(folder)).made_at}


def loose_ends() -> list[rows.Answer]:
    """What staff find on their list after a restore, oldest first."""
    return [
        {
            "id": str(row.pk),
            "source": row.source,
            "why": row.why,
            "kind": row.kind,
            "thing": row.thing,
            "amount": row.amount,
        }
        for row in LooseEnd.objects.order_by("at", "pk")
    ]


def expire_cursors() -> rows.Answer:
    """Make every cursor too old."""
    return {"id": "life", "feeds": operating.expire_cursors()}


@transaction.atomic
def later(inmate: str, count: int) -> rows.Answer:
    """Rows of the feed of a type that only later versions of the app know."""
    for number in range(count):
        publishing.publish(UUID(inmate), "later", str(number), {"number": number})
    return {"id": "later"}


def renew_epoch() -> rows.Answer:
    """Begin a new life, as a restore from backup does."""
    operating.renew_epoch()
    return {"id": "life"}


def retire_device(device: str = "") -> rows.Answer:
    """Let a device hand in and erase itself; the newest unless named."""
    return {"id": str(enrolment.retire(rows.device(device), by=rows.staff()).pk)}


def device(device: str = "") -> rows.Answer:
    """How a device stands; the newest unless named."""
    found = rows.device(device)
    return {"status": found.status, "erased": found.erased_at is not None}


def approve_envelopes() -> rows.Answer:
    """Staff approve all envelopes that wait."""
    waiting = list(postbox.waiting(rows.staff()))
    return {"envelopes": [str(postbox.approve(row, by=rows.staff()).pk) for row in waiting]}
