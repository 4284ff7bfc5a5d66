"""Reading the feed: one page of current rows after a cursor."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from central import logs
from central.accounts.models import Inmate
from central.feed import cursors
from central.feed.models import FeedHead, FeedItem
from central.refusals import Refused

PAGE = 200
log = logs.get(__name__)


def page(inmate: Inmate, cursor: str, *, limit: int = PAGE) -> dict[str, Any]:
    """The answer of `GET /v1/changes`, without `poll_after`.

    When nothing is new it costs one row, however many items there are. Otherwise rows and audit
    are read under the feed's lock, so that they are of one moment. Refuses bad-cursor,
    epoch-changed, cursor-ahead, cursor-expired.
    """
    epoch = cursors.epoch()
    at = _position(inmate, cursor, epoch) if cursor else cursors.Position(epoch, 0)
    head = FeedHead.objects.get(pk=inmate.pk)
    if at.seq > head.seq:
        log.error("a device's cursor is ahead of central", code="cursor-ahead", inmate=inmate.pk)
        raise Refused("cursor-ahead")
    if cursor and max(at.seq, at.begun) < head.expired_through:
        raise Refused("cursor-expired")
    if cursor and at.seq == head.seq:
        return _answer(inmate, cursor, at, [], head)
    with transaction.atomic():
        head = FeedHead.objects.select_for_update(no_key=True).get(pk=inmate.pk)
        found = FeedItem.objects.filter(inmate=inmate, seq__gt=at.seq).order_by("seq")
        rows = list(found[: limit + 1])
    more = len(rows) > limit
    rows = rows[:limit]
    reached = rows[-1].seq if rows else head.seq
    begun = at.begun if cursor else head.expired_through
    position = cursors.Position(epoch, reached, begun)
    return _answer(inmate, cursor, position, rows, None if more else head)


def _position(inmate: Inmate, cursor: str, epoch: UUID) -> cursors.Position:
    position = cursors.read(inmate.pk, cursor)
    if position.epoch != epoch:
        log.warning("a cursor of another epoch", code="epoch-changed", inmate=inmate.pk)
        raise Refused("epoch-changed")
    return position


def _answer(
    inmate: Inmate,
    since: str,
    position: cursors.Position,
    rows: list[FeedItem],
    head: FeedHead | None,
) -> dict[str, Any]:
    changes: list[dict[str, Any]] = []
    for row in rows:
        change = {
            "seq": row.seq,
            "type": row.type,
            "id": row.item,
            "rev": row.rev,
            "deleted": row.deleted,
        }
        if not row.deleted:
            change["data"] = row.data
        changes.append(change)
    answer: dict[str, Any] = {
        "since": since,
        "cursor": cursors.write(inmate.pk, position),
        "more": head is None,
        "epoch": str(position.epoch),
        "changes": changes,
    }
    if head is not None:
        answer["audit"] = {"count": head.count, "digest": head.digest}
    return answer
