"""Connections, and the pairs that staff forbid."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from central import world
from central.accounts.models import Contact, Inmate


class Connection(models.Model):
    """The tie between one contact and one inmate.

    `state` is what both agreed on; blocks and the mute lie beside it, so that undoing them
    returns exactly to what was. The inmate is asked once `review` is approved.
    """

    class State(models.TextChoices):
        """What was asked and answered."""

        REQUESTED = "requested", "Requested"
        APPROVED = "approved", "Approved"
        DECLINED = "declined", "Declined"
        ENDED = "ended", "Ended"

    class Review(models.TextChoices):
        """The facility's decision about the contact's name."""

        WAITING = "waiting", "Waiting"
        APPROVED = "approved", "Approved"
        REJECTED = "rejected", "Rejected"

    class Relation(models.TextChoices):
        """The only words a request carries: there is no free text before approval."""

        MOTHER = "mother", "mother"
        FATHER = "father", "father"
        PARTNER = "partner", "partner"
        CHILD = "child", "child"
        SIBLING = "sibling", "brother or sister"
        FAMILY = "family", "family"
        FRIEND = "friend", "friend"
        OTHER = "other", "someone you know"

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="connections")
    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="connections")
    relation = models.CharField(max_length=10, choices=Relation.choices)
    contact_name = models.CharField(max_length=310, help_text="the name that was reviewed")
    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    review = models.CharField(max_length=10, choices=Review.choices, default=Review.WAITING)
    requested_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    muted = models.BooleanField(default=False)
    blocked_by_inmate = models.BooleanField(default=False)
    blocked_by_contact = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "inmate"], name="one_connection_a_pair")
        ]
        indexes = [models.Index(fields=["inmate", "state"]), models.Index(fields=["review"])]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def open(self) -> bool:
        """Whether anything can be sent, either way."""
        return (
            self.state == self.State.APPROVED
            and not self.blocked_by_inmate
            and not self.blocked_by_contact
        )


class RequestTry(models.Model):
    """One connection request made, for the daily limit."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE)
    at = models.DateTimeField(db_index=True)


class NoContact(models.Model):
    """Staff's order that a pair may not communicate; lifted, never deleted."""

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="no_contact")
    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="no_contact")
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "inmate"],
                condition=Q(lifted_at__isnull=True),
                name="one_order_in_force_a_pair",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
