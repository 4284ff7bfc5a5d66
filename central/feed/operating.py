"""What an operator may do to feeds."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from central import world
from central.feed.models import FeedHead, Life
from central.ledger import audit


@transaction.atomic
def renew_epoch() -> None:
    """Begin a new life after a restore from backup: every device notices and reads afresh."""
    Life.objects.update_or_create(pk=1, defaults={"epoch": world.new_id()})
    audit.record("system", "feed.renew-epoch", "life:1")


@transaction.atomic
def expire_cursors() -> int:
    """Make every device read its feeds from the start; returns how many feeds there are."""
    feeds = FeedHead.objects.update(expired_through=F("seq"))
    audit.record("system", "feed.expire-cursors", "life:1", count=feeds)
    return feeds
