"""The rows of the change feed, and synced state."""

from __future__ import annotations

from django.db import models

from central import world
from central.accounts.models import Inmate


class Life(models.Model):
    """The one row that says which life of the database this is; renewed by a restore only."""

    epoch = models.UUIDField(default=world.new_id)


class FeedHead(models.Model):
    """Where an inmate's feed stands. Its row lock orders all changes of that inmate's feed."""

    inmate = models.OneToOneField(
        Inmate, on_delete=models.PROTECT, primary_key=True, related_name="feed_head"
    )
    seq = models.BigIntegerField(default=0)
    count = models.BigIntegerField(default=0, help_text="live items")
    digest = models.CharField(max_length=16, default="0" * 16, help_text="hexadecimal, 64 bits")
    expired_through = models.BigIntegerField(
        default=0, help_text="cursors before this are answered cursor-expired (an operator's act)"
    )


class FeedItem(models.Model):
    """The current row of one thing, with the sequence number of its last change."""

    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="feed")
    type = models.CharField(max_length=20)
    item = models.CharField(max_length=80)
    seq = models.BigIntegerField()
    rev = models.PositiveIntegerField()
    deleted = models.BooleanField(default=False)
    data = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inmate", "type", "item"], name="one_row_a_thing"),
            models.UniqueConstraint(fields=["inmate", "seq"], name="one_change_a_number"),
        ]


class State(models.Model):
    """A draft, mark or setting; `fields` holds the last writer's value for each field."""

    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="states")
    kind = models.CharField(max_length=10)
    item = models.CharField(max_length=64)
    rev = models.PositiveIntegerField(default=0)
    fields = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inmate", "kind", "item"], name="one_state_a_thing")
        ]


class DraftVersion(models.Model):
    """The body of a draft that was written from an older revision, kept beside the newer."""

    state = models.ForeignKey(State, on_delete=models.CASCADE, related_name="versions")
    body = models.TextField()
    saved_at = models.DateTimeField()
