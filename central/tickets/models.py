"""What people inside say is wrong."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from central.accounts.models import Inmate


class Ticket(models.Model):
    """One thing that is wrong, in the inmate's words, and the facility's one answer to it."""

    class Kind(models.TextChoices):
        """What it is about."""

        BROKEN = "broken", _("Something does not work")
        CHARGE = "charge", _("A charge is wrong")
        MISSING = "missing", _("A photo or message is missing")
        PERSON = "person", _("Somebody bothers me")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        """Where it is. Each step is a compare-and-set from the one before."""

        RECEIVED = "received", _("Received")
        LOOKED_AT = "looked_at", _("Being looked at")
        ANSWERED = "answered", _("Answered")

    class About(models.TextChoices):
        """What kind of thing `about` is the id of; `command` is an act that was refused."""

        NOTHING = "", "Nothing"
        MESSAGE = "message", "Message"
        PHOTO = "photo", "Photo"
        VISIT = "visit", "Visit"
        LEDGER = "ledger", "Line of the ledger"
        COMMAND = "command", "Refused act"

    id = models.UUIDField(primary_key=True, editable=False, help_text="made by the device")
    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="tickets")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField()
    about_type = models.CharField(max_length=10, choices=About.choices, blank=True)
    about = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    opened_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_role = models.CharField(max_length=60, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["inmate", "state"]),
            models.Index(fields=["state", "opened_at"]),
        ]

    def __str__(self) -> str:
        return str(self.id)
