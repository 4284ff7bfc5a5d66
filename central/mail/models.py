"""Messages, photos, their renditions, and e-mails that wait to be sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from central import world
from central.accounts.models import Contact
from central.connections.models import Connection


class Reason(models.TextChoices):
    """Why something was rejected, as the person is told; `reason_text` may say more."""

    SEXUAL = "sexual", _("It shows or describes nudity or sex.")
    THREAT = "threat", _("It threatens or frightens someone.")
    CONTRABAND = "contraband", _("It is about things that are not allowed here.")
    GANG = "gang", _("It shows signs or words of a gang.")
    CODE = "code", _("It seems to hold a hidden message.")
    VICTIM = "victim", _("It is about a person you may not contact.")
    UNREADABLE = "unreadable", _("We could not read it.")
    OTHER = "other", _("It is against the rules here.")


class Item(models.Model):
    """What messages and photos share: price, review, refund, appeal."""

    class State(models.TextChoices):
        """Where it is. Compare-and-set from WAITING is what makes a decision final."""

        WAITING = "waiting", "Waiting for review"
        DELIVERED = "delivered", "Delivered"
        OPENED = "opened", "Opened"
        REJECTED = "rejected", "Rejected"
        WITHDRAWN = "withdrawn", "Withdrawn"
        NOT_DELIVERED = "not_delivered", "Not delivered"

    class Appeal(models.TextChoices):
        """What became of an appeal."""

        NONE = "none", "None"
        WAITING = "waiting", "Waiting"
        UPHELD = "upheld", "Upheld"
        DENIED = "denied", "Denied"

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="%(class)ss")
    price = models.PositiveIntegerField(help_text="credits, fixed when it was sent")
    state = models.CharField(max_length=14, choices=State.choices)
    reviewed = models.BooleanField(help_text="the facility looks at it before delivery")
    sent_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_role = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    reason_text = models.CharField(max_length=500, blank=True)
    refunded = models.PositiveIntegerField(default=0, help_text="credits")

    appeal = models.CharField(max_length=10, choices=Appeal.choices, default=Appeal.NONE)
    appeal_until = models.DateTimeField(null=True, blank=True)
    appeal_text = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    appeal_decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    appeal_decided_at = models.DateTimeField(null=True, blank=True)

    withdrawn_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, help_text="told to both sides")

    removed_by_inmate = models.BooleanField(default=False)
    removed_by_contact = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.id)


class Message(Item):
    """A text, either way. `free` once an appeal was upheld: nobody pays for it any more."""

    class Direction(models.TextChoices):
        """Seen from the inmate."""

        IN = "in", "to the inmate"
        OUT = "out", "from the inmate"

    class Payment(models.TextChoices):
        """Who pays: the sender now, or the recipient when first opening."""

        PREPAID = "prepaid", "Paid by the sender"
        COD = "cod", "Collect"

    direction = models.CharField(max_length=3, choices=Direction.choices)
    payment = models.CharField(max_length=7, choices=Payment.choices)
    body = models.TextField()
    free = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["connection", "sent_at"]),
            models.Index(fields=["state", "sent_at"]),
        ]

    @property
    def sealed(self) -> bool:
        """Whether the recipient has yet to pay before the text may be shown to them."""
        return self.payment == self.Payment.COD and not self.free and self.opened_at is None


class Photo(Item):
    """A picture from a contact; `original` is for review only and never leaves."""

    caption = models.CharField(max_length=300, blank=True)
    original = models.CharField(max_length=64, help_text="sha256 in the media store")
    original_type = models.CharField(max_length=10, help_text="JPEG, PNG or WEBP")

    class Meta:
        indexes = [
            models.Index(fields=["connection", "sent_at"]),
            models.Index(fields=["state", "sent_at"]),
        ]


class Rendition(models.Model):
    """One stored size of a photo: baseline JPEG without metadata; size in bytes and pixels."""

    class Name(models.TextChoices):
        """Longest side at most 320, 1920 and 4096 pixels."""

        THUMB = "thumb", "thumb"
        SCREEN = "screen", "screen"
        FULL = "full", "full"

    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="renditions")
    name = models.CharField(max_length=6, choices=Name.choices)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["photo", "name"], name="one_rendition_a_size")
        ]


class Email(models.Model):
    """The outbox of e-mails; holds what kind of thing happened, never its content."""

    class Kind(models.TextChoices):
        """What the contact is told."""

        APPROVED = "approved", "Your request was approved"
        MESSAGE = "message", "A message waits for you"
        DELIVERED = "delivered", "What you sent was delivered"
        REJECTED = "rejected", "What you sent was rejected"
        NOT_DELIVERED = "not_delivered", "What you sent could not be delivered"
        REQUEST_REJECTED = "request_rejected", "Your request could not be passed on"
        VISIT_ON = "visit_on", "Your visit was accepted"
        VISIT_OFF = "visit_off", "A visit does not take place"

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="emails")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
