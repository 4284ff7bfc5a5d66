"""Devices, their codes, tokens and vault keys; tries at sign-in; commands and receipts."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Sum

from central import world
from central.accounts.models import Inmate
from central.facilities.models import Facility


class Device(models.Model):
    """A kiosk or tablet. It stays pending until staff have compared the 8 digits of its key."""

    class Kind(models.TextChoices):
        """Shared on a wall, or issued to one person."""

        KIOSK = "kiosk", "Kiosk"
        TABLET = "tablet", "Tablet"

    class Status(models.TextChoices):
        """A retired device hands in what it has and erases; a revoked one is refused at once."""

        PENDING = "pending", "Pending"
        ACTIVE = "active", "Active"
        RETIRED = "retired", "Retired"
        REVOKED = "revoked", "Revoked"

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="devices")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=6, choices=Kind.choices)
    public_key = models.BinaryField(max_length=32, unique=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.PENDING)
    app_version = models.CharField(max_length=40)
    enrolled_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)
    wrong_tries_on = models.DateField(null=True, help_text="the day that wrong_tries counts")
    wrong_tries = models.PositiveIntegerField(default=0)
    last_try_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(
        null=True, help_text="when a retired or revoked device said that it erases itself"
    )

    def __str__(self) -> str:
        return self.name


class EnrolmentCode(models.Model):
    """A one-time code, kept as a hash."""

    code_hash = models.CharField(max_length=64, unique=True)
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    device_name = models.CharField(max_length=80)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField()
    used_by = models.OneToOneField(Device, on_delete=models.PROTECT, null=True)


class EnrolmentTry(models.Model):
    """One wrong code, for the rate limit."""

    address = models.CharField(max_length=45)
    at = models.DateTimeField(db_index=True)


class UsedAssertion(models.Model):
    """The `jti` of an assertion already used, so that a copy of it buys nothing."""

    issuer = models.CharField(max_length=80)
    jti = models.CharField(max_length=80)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "jti"], name="assertion_once")]


class Token(models.Model):
    """A bearer token, kept as a hash: a device's, or with `inmate` a session's."""

    token_hash = models.CharField(max_length=64, primary_key=True)
    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="tokens")
    inmate = models.ForeignKey(Inmate, on_delete=models.CASCADE, null=True, related_name="tokens")
    pin_version = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)
    pin_only = models.BooleanField(default=False)
    post_box_only = models.BooleanField(default=False)


class VaultKey(models.Model):
    """The key of one inmate's vault on one device, and central's share of its recovery key."""

    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="vault_keys")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="vault_keys")
    public_key = models.BinaryField(max_length=32, null=True)
    pin_version = models.PositiveIntegerField()
    recovery_share = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inmate", "device"], name="one_vault_a_device")
        ]


class RegisteredKey(models.Model):
    """Every key that a vault was ever registered with, by `central.secret.key_id`.

    A session takes the newest key alone; an envelope may have been signed by one before it.
    """

    id = models.CharField(max_length=64, primary_key=True)
    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="registered_keys")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="registered_keys")
    public_key = models.BinaryField(max_length=32)
    at = models.DateTimeField()


class Envelope(models.Model):
    """An envelope of the post box: its answer, for ever, and its content only while it waits."""

    class State(models.TextChoices):
        """Staff decide about one that waits."""

        WAITING = "waiting", "Waiting"
        TAKEN = "taken", "Taken"
        DISCARDED = "discarded", "Discarded"

    id = models.UUIDField(primary_key=True)
    key = models.ForeignKey(RegisteredKey, on_delete=models.PROTECT, related_name="envelopes")
    counter = models.BigIntegerField()
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="envelopes")
    digest = models.CharField(max_length=64, help_text="sha256 of what was signed")
    state = models.CharField(max_length=9, choices=State.choices)
    why = models.CharField(max_length=20, help_text="why it waits: a code, or empty")
    content = models.BinaryField(null=True)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "counter"], name="one_envelope_a_counter")
        ]


class SignInTries(models.Model):
    """Wrong PINs for one number at one device, whether or not the number exists."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="tries")
    number = models.CharField(max_length=32)
    count = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)
    told = models.PositiveIntegerField(
        default=0, help_text="how many of `wrong` the owner was told of at a sign-in"
    )
    wrong = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "number"], name="tries_a_number")]

    @classmethod
    def untold(cls, facility_id: UUID, number: str) -> int:
        """Wrong tries for a number on all devices of a facility since its last sign-in."""
        rows = cls.objects.filter(device__facility=facility_id, number=number)
        return rows.aggregate(all=Sum(F("wrong") - F("told")))["all"] or 0


class Command(models.Model):
    """A command id of an inmate and, for ever, the receipt it got."""

    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="commands")
    command = models.UUIDField()
    kind = models.CharField(max_length=40)
    fingerprint = models.CharField(
        max_length=64, help_text="sha256 of kind and arguments; empty when cancelled beforehand"
    )
    receipt = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inmate", "command"], name="one_receipt_a_command")
        ]
