"""Putting changes into an inmate's feed."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.db import transaction

from central.accounts.models import Inmate
from central.feed.models import FeedHead, FeedItem

DIGEST_SPACE = 2**64


def item_hash(kind: str, item: str, rev: int) -> int:
    """The 64-bit share of one live item in the audit digest: sha256("type:id:rev"), first 8 bytes.

    The digest is the sum of all shares modulo 2**64, as 16 hexadecimal digits.
    """
    return int.from_bytes(hashlib.sha256(f"{kind}:{item}:{rev}".encode()).digest()[:8], "big")


def lock(inmate_id: UUID) -> FeedHead:
    """Take the inmate's row lock, which comes before any account's; makes the first head.

    Every service that changes what an inmate sees begins with it.
    """
    head = FeedHead.objects.select_for_update(no_key=True).filter(pk=inmate_id).first()
    if head is None:
        FeedHead.objects.get_or_create(inmate_id=inmate_id)
        head = FeedHead.objects.select_for_update(no_key=True).get(pk=inmate_id)
    return head


@transaction.atomic
def publish(inmate: Inmate | UUID, kind: str, item: str, data: dict[str, Any]) -> int:
    """Store `data` as the current row of a thing; returns the feed position where it shows.

    Equal data changes nothing, so that a retry does not wake a device.
    """
    return _put(inmate, kind, item, data)


@transaction.atomic
def retract(inmate: Inmate | UUID, kind: str, item: str) -> int:
    """Leave a `deleted` row in place of a thing; returns the feed position where it shows."""
    return _put(inmate, kind, item, None)


def _put(inmate: Inmate | UUID, kind: str, item: str, data: dict[str, Any] | None) -> int:
    inmate_id = inmate.pk if isinstance(inmate, Inmate) else inmate
    head = lock(inmate_id)
    row = FeedItem.objects.filter(inmate_id=inmate_id, type=kind, item=item).first()
    deleted = data is None
    if row is None:
        if deleted:
            return head.seq
        row = FeedItem(inmate_id=inmate_id, type=kind, item=item, rev=0, deleted=True)
    elif row.deleted == deleted and row.data == data:
        return row.seq
    digest = int(head.digest, 16)
    if not row.deleted:
        digest -= item_hash(kind, item, row.rev)
        head.count -= 1
    head.seq += 1
    row.rev += 1
    row.seq, row.deleted, row.data = head.seq, deleted, data
    if not deleted:
        digest += item_hash(kind, item, row.rev)
        head.count += 1
    head.digest = f"{digest % DIGEST_SPACE:016x}"
    row.save()
    head.save(update_fields=["seq", "count", "digest"])
    return row.seq
