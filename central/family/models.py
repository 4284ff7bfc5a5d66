"""What the family pages keep of their own: texts and pictures that are not sent yet."""

from __future__ import annotations

from django.db import models

from central import world
from central.accounts.models import Contact
from central.connections.models import Connection


class Draft(models.Model):
    """A message being written; its id becomes the message's id, so it is sent once."""

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    connection = models.OneToOneField(Connection, on_delete=models.CASCADE, related_name="draft")
    body = models.TextField(blank=True)
    payment = models.CharField(max_length=7, default="prepaid")
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Pick(models.Model):
    """A picture that was chosen and checked but not sent; its id becomes the photo's id.

    The picture lies in the media folder under `picks`, with a small preview beside it.
    """

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="picks")
    caption = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return str(self.id)


class SearchTry(models.Model):
    """One search made, for the hourly limit; what was searched for is not kept."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE)
    at = models.DateTimeField(db_index=True)
