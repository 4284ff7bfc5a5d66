"""The list for staff of what a restore left open."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from central import world
from central.accounts.models import Inmate, User
from central.facilities.staff import facilities_of, role_of
from central.ledger import audit
from central.ledger.models import LooseEnd
from central.refusals import Refused
from central.text import clean

Why = LooseEnd.Why
LONGEST_SOURCE = 80


def source(kind: str, key: str) -> str:
    """What a loose end came from; an id that is too long is told apart by its hash."""
    if len(kind) + 1 + len(key) > LONGEST_SOURCE:
        key = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}:{key}"


def note(
    source: str,
    why: LooseEnd.Why,
    *,
    kind: str,
    thing: str,
    amount: int,
    inmate: Inmate | None = None,
    details: dict[str, Any],
) -> None:
    """Put something on the list, once; what staff have settled stays settled."""
    facility = None if inmate is None else inmate.facility
    _, made = LooseEnd.objects.get_or_create(
        source=source,
        why=why,
        defaults={
            "kind": kind[:40],
            "thing": thing[:80],
            "amount": amount,
            "facility": facility,
            "inmate": inmate,
            "details": details,
            "at": world.now(),
        },
    )
    if made:
        audit.record("system", "loose-end.note", source[:80], facility, why=why.value)


def seen_by(user: User) -> QuerySet[LooseEnd]:
    """Those of the user's facilities, and payments that belong to none; oldest first."""
    mine = Q(facility__in=facilities_of(user)) | Q(facility=None)
    return LooseEnd.objects.filter(mine).select_related("inmate", "settled_by").order_by("at")


@transaction.atomic
def settle(end: LooseEnd, *, note: str, by: User) -> LooseEnd:
    """Mark as settled by a member of staff, who says how; refuses `empty`, `already-decided`."""
    if end.facility is not None:
        role_of(by, end.facility)
    words = clean(note, one_line=True)[:200]
    if not words:
        raise Refused("empty")
    end = LooseEnd.objects.select_for_update(no_key=True).get(pk=end.pk)
    if end.settled_at is not None:
        raise Refused("already-decided")
    end.settled_by, end.settled_at, end.note = by, world.now(), words
    end.save(update_fields=["settled_by", "settled_at", "note"])
    audit.record(by, "loose-end.settle", end.source[:80], end.facility, why=end.why)
    return end
