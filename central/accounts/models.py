"""Users, contacts and inmates."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from central import world
from central.facilities.models import Facility


class User(AbstractUser):
    """Someone who signs in to the pages: a contact, or staff."""

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)


class Contact(models.Model):
    """A person outside; works only once `verified_at` is set."""

    class Language(models.TextChoices):
        """The languages of the family pages and e-mails."""

        ENGLISH = "en", "English"
        SPANISH = "es", "Español"

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="contact")
    phone = models.CharField(max_length=32, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.ENGLISH)
    created_at = models.DateTimeField(default=world.now, editable=False)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.CharField(max_length=10, blank=True, help_text="email or text")
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_reason = models.CharField(max_length=40, blank=True)
    tell_messages = models.BooleanField(default=True, help_text="e-mail when a message waits")
    tell_deliveries = models.BooleanField(default=True, help_text="e-mail when something arrived")

    def __str__(self) -> str:
        return str(self.id)

    @property
    def name(self) -> str:
        """First and last name, as the inmate sees them."""
        return self.user.get_full_name()

    @property
    def works(self) -> bool:
        """Whether the contact may do anything but look."""
        return self.verified_at is not None and self.frozen_at is None


class TextCode(models.Model):
    """A verification code sent by text message; the code itself is kept only as a hash."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="text_code")
    code_hash = models.CharField(max_length=128)
    sent_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)


class Inmate(models.Model):
    """A person in custody. `pin_hash` is slow and salted; the PIN is never stored."""

    class Status(models.TextChoices):
        """The states that every device with this person's vault learns."""

        ACTIVE = "active", "Active"
        FROZEN = "frozen", "Frozen"
        RELEASED = "released", "Released"
        ERASED = "erased", "Erased"

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="inmates")
    number = models.CharField(max_length=32)
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    birth_date = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)

    pin_hash = models.CharField(max_length=128, editable=False)
    pin_version = models.PositiveIntegerField(default=1, editable=False)
    must_change_pin = models.BooleanField(default=True, editable=False)
    pin_reset_at = models.DateTimeField(null=True, editable=False)
    stopped_by_self_at = models.DateTimeField(null=True, editable=False)

    last_sign_in_at = models.DateTimeField(null=True, editable=False)
    last_sign_in_place = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facility", "number"], name="number_in_facility")
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"
