"""Remote video visits."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from central import world
from central.connections.models import Connection


class VisitReason(models.TextChoices):
    """Why the facility refused or cancelled a visit; `reason_text` may say more."""

    TIME = "time", _("This time is not possible.")
    AWAY = "away", _("The person cannot come at this time.")
    RULES = "rules", _("It is against the rules here.")
    FAULT = "fault", _("Video visits do not work at the moment.")
    OTHER = "visit-other", _("The facility decided against it.")


class Visit(models.Model):
    """One booked visit. It was paid for when it was booked; most ends give the credits back."""

    class State(models.TextChoices):
        """Where it is. Each step is a compare-and-set from the one before."""

        REQUESTED = "requested", "Requested"
        APPROVED = "approved", "Approved, waits for the inmate"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused by the facility"
        DECLINED = "declined", "Declined by the inmate"
        CANCELLED = "cancelled", "Cancelled"
        LAPSED = "lapsed", "Not answered before it began"
        PAST = "past", "Past"

    class By(models.TextChoices):
        """Who cancelled it; `connection` where the tie ended or was blocked."""

        NOBODY = "", "Nobody"
        CONTACT = "contact", "Contact"
        FACILITY = "facility", "Facility"
        CONNECTION = "connection", "End of the connection"

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="visits")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    price = models.PositiveIntegerField(help_text="credits, fixed when it was booked")
    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    booked_at = models.DateTimeField()

    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_role = models.CharField(max_length=60, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=20, choices=VisitReason.choices, blank=True)
    reason_text = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=10, choices=By.choices, blank=True)
    refunded = models.PositiveIntegerField(default=0, help_text="credits")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="visit_takes_time")
        ]
        indexes = [
            models.Index(fields=["connection", "starts_at"]),
            models.Index(fields=["state", "starts_at"]),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def minutes(self) -> int:
        """How long it is."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60
