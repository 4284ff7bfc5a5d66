"""What a facility has decided, and who works for it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from central import world


def both_languages() -> list[str]:
    """The default of Facility.languages."""
    return ["en", "es"]


class Facility(models.Model):
    """One facility: every price, limit and rule that the device or the pages use comes from here.

    Prices in credits, times in seconds unless the name says otherwise.
    """

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    name = models.CharField(max_length=120)
    inmate_noun = models.CharField(max_length=40, default="inmate")
    languages = models.JSONField(default=both_languages)

    photos_on = models.BooleanField(default=True)
    messages_on = models.BooleanField(default=True)
    cod_on = models.BooleanField(default=True)
    gifts_on = models.BooleanField(default=True)
    visits_on = models.BooleanField(default=True)

    message_price = models.PositiveIntegerField(default=50)
    photo_price = models.PositiveIntegerField(default=100)
    visit_minute_price = models.PositiveIntegerField(default=50, help_text="credits a minute")

    visit_block = models.PositiveSmallIntegerField(
        default=15, choices=[(15, "15 minutes"), (30, "30 minutes")]
    )
    visit_most_blocks = models.PositiveSmallIntegerField(
        default=2, validators=[MinValueValidator(1), MaxValueValidator(8)]
    )
    visit_first_hour = models.PositiveSmallIntegerField(
        default=9, validators=[MaxValueValidator(23)], help_text="visits begin, by the clock here"
    )
    visit_last_hour = models.PositiveSmallIntegerField(
        default=20, validators=[MaxValueValidator(24)], help_text="visits are over"
    )
    visit_capacity = models.PositiveSmallIntegerField(default=4, help_text="visits at one time")
    visit_notice_hours = models.PositiveSmallIntegerField(
        default=24, help_text="between booking and the visit, at least"
    )
    visit_ahead_days = models.PositiveSmallIntegerField(
        default=14, validators=[MaxValueValidator(90)], help_text="how far ahead one may book"
    )
    visit_cancel_hours = models.PositiveSmallIntegerField(
        default=12, help_text="before the visit, contacts may cancel and are refunded until then"
    )
    visit_rules_en = models.TextField(default="", blank=True)
    visit_rules_es = models.TextField(default="", blank=True)

    review_incoming = models.BooleanField(
        default=True, help_text="Hold messages to inmates until they are approved."
    )
    review_outgoing = models.BooleanField(
        default=True, help_text="Hold messages from inmates until they are approved."
    )
    review_names = models.BooleanField(
        default=True, help_text="Check a contact's name before the inmate is asked."
    )
    message_limit = models.PositiveIntegerField(default=30_000, help_text="characters")
    unopened_cod_limit = models.PositiveSmallIntegerField(default=10)
    requests_per_day = models.PositiveSmallIntegerField(
        default=5, help_text="connection requests a contact may make in 24 hours"
    )
    appeal_days = models.PositiveSmallIntegerField(default=14)

    notice_version = models.PositiveIntegerField(default=1)
    notice_en = models.TextField(default="")
    notice_es = models.TextField(default="")
    idle_seconds = models.PositiveIntegerField(default=120)
    tablet_idle_seconds = models.PositiveIntegerField(default=300)
    session_seconds = models.PositiveIntegerField(default=1800)
    stay_allowed = models.BooleanField(
        default=False,
        help_text="whoever is warned that a session ends may stay for as long again",
    )
    poll_seconds = models.PositiveIntegerField(default=15)
    keep_released = models.BooleanField(
        default=False,
        help_text="devices keep a released person's photos and texts shut, instead of erasing them",
    )
    minimum_version = models.CharField(max_length=20, default="0.0.0")

    class Meta:
        verbose_name_plural = "facilities"

    def __str__(self) -> str:
        return self.name


class FacilityPage(models.Model):
    """A short page of information that staff wrote, in both languages; plain text.

    An empty title and text in one language: the other is shown in its place. A public page can be
    read on a device by anybody, before signing in.
    """

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="pages")
    place = models.PositiveSmallIntegerField(help_text="its place among the pages, from 1")
    title_en = models.CharField(max_length=80, blank=True)
    text_en = models.TextField(blank=True)
    title_es = models.CharField(max_length=80, blank=True)
    text_es = models.TextField(blank=True)
    public = models.BooleanField(default=False)

    class Meta:
        ordering = ("place", "id")

    def __str__(self) -> str:
        return self.title_en or self.title_es


class StaffRole(models.Model):
    """What a user may do at a facility; the title is what people are told who decided."""

    class Role(models.TextChoices):
        """Rights grow downwards."""

        REVIEWER = "reviewer", "Reviewer"
        ADMINISTRATOR = "administrator", "Administrator"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="staff_roles"
    )
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="staff")
    role = models.CharField(max_length=20, choices=Role.choices)
    title = models.CharField(max_length=60, default="mail reviewer")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "facility"], name="one_role_a_facility")
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.facility_id}"
