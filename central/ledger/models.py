"""Accounts, transfers and their entries; purchases and gifts; the audit trail."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from central import world
from central.accounts.models import Contact, Inmate
from central.facilities.models import Facility


class Account(models.Model):
    """One account of the double entry; `balance` is kept under this row's lock, in credits."""

    class Kind(models.TextChoices):
        """Whose account it is. All balances together sum to zero."""

        CONTACT = "contact", "Contact"
        INMATE = "inmate", "Inmate"
        FACILITY = "facility", "Facility's revenue"
        GATEWAY = "gateway", "Payment gateway"
        FEES = "fees", "Processing fees"

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    contact = models.OneToOneField(
        Contact, on_delete=models.PROTECT, null=True, related_name="account"
    )
    inmate = models.OneToOneField(
        Inmate, on_delete=models.PROTECT, null=True, related_name="account"
    )
    facility = models.OneToOneField(
        Facility, on_delete=models.PROTECT, null=True, related_name="account"
    )
    balance = models.BigIntegerField(default=0)
    charged_back = models.BooleanField(default=False, help_text="may lie below zero")
    rebooked = models.BooleanField(
        default=False, help_text="lies below zero by what was booked again after a restore"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind__in=["gateway", "fees"]),
                name="one_gateway_one_fees",
            ),
            models.CheckConstraint(
                name="account_has_its_owner",
                condition=Q(kind="contact", contact__isnull=False)
                | Q(kind="inmate", inmate__isnull=False)
                | Q(kind="facility", facility__isnull=False)
                | Q(kind__in=["gateway", "fees"]),
            ),
            models.CheckConstraint(
                name="person_not_below_zero",
                condition=Q(kind__in=["facility", "gateway", "fees"])
                | Q(balance__gte=0)
                | Q(kind="contact", charged_back=True)
                | Q(rebooked=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class TransferKind(models.TextChoices):
    """What a transfer was for; the first five are also the kinds of the device's ledger lines."""

    MESSAGE_SEND = "message.send", "Message sent"
    MESSAGE_OPEN = "message.open", "Collect message opened"
    REFUND = "refund", "Refund"
    GIFT = "gift", "Gift of credits"
    CORRECTION = "correction", "Correction"
    PHOTO_SEND = "photo.send", "Photo sent"
    PURCHASE = "purchase", "Credits bought"
    CHARGEBACK = "chargeback", "Chargeback"
    VISIT_BOOK = "visit.book", "Visit booked"


class Transfer(models.Model):
    """One act that moved credits: its entries sum to zero. Never changed, never deleted.

    `act` is the id of the command or act that caused it (unique: a retry cannot book twice);
    `thing` names what it was about, as "message:<id>".
    """

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    act = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=TransferKind.choices)
    thing = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.thing}"


class Entry(models.Model):
    """One line of a transfer; amount is signed credits. Never changed, never deleted.

    At most one for each (account, kind, thing): nobody pays or is refunded twice for a thing.
    """

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20, choices=TransferKind.choices)
    thing = models.CharField(max_length=80)
    amount = models.BigIntegerField()
    balance_after = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["account", "kind", "thing"], name="once_a_thing"),
            models.CheckConstraint(condition=~Q(amount=0), name="entry_moves_credits"),
        ]
        indexes = [models.Index(fields=["account", "-at"])]

    def __str__(self) -> str:
        return f"{self.amount:+d} {self.kind}"


class Purchase(models.Model):
    """Credits bought by card; booked when the gateway has captured, once a `payment_id`."""

    class State(models.TextChoices):
        """What the gateway said last."""

        STARTED = "started", "Started"
        CAPTURED = "captured", "Captured"
        FAILED = "failed", "Failed"
        CHARGED_BACK = "charged_back", "Charged back"

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="purchases")
    credits = models.PositiveIntegerField()
    fee = models.PositiveIntegerField(help_text="cents")
    payment_id = models.CharField(max_length=100, unique=True, null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.STARTED)
    failure = models.CharField(max_length=40, blank=True, help_text="the gateway's code")
    started_at = models.DateTimeField()
    captured_at = models.DateTimeField(null=True, blank=True)
    charged_back_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)

    @property
    def cents(self) -> int:
        """What the card is charged."""
        return self.credits + self.fee


class Gift(models.Model):
    """Credits that a contact gave to an inmate."""

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="gifts")
    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="gifts")
    credits = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Correction(models.Model):
    """A new line that puts a mistake right: proposed by one person, booked by another."""

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="corrections")
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="corrections")
    amount = models.IntegerField(help_text="signed credits; the facility's account balances it")
    reason = models.CharField(max_length=200)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="corrected_by_two_people",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class LooseEnd(models.Model):
    """What central could not put right by itself after a restore; staff settle it, by hand.

    Its line, if any, is in the books as written; `details` is the receipt or payment.
    """

    class Why(models.TextChoices):
        """What is missing or odd."""

        THING_GONE = "thing-gone", "It names something that is no longer here"
        NOT_REPEATED = "not-repeated", "Its effect could not be repeated"
        DIFFERS = "differs", "Another answer was given under the same id"
        BELOW_ZERO = "below-zero", "The account lies below zero"
        NOT_BOOKED = "not-booked", "A captured payment could not be booked"

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    source = models.CharField(max_length=120, help_text='"receipt:<id>" or "payment:<id>"')
    why = models.CharField(max_length=20, choices=Why.choices)
    kind = models.CharField(max_length=40)
    thing = models.CharField(max_length=80)
    amount = models.IntegerField(help_text="credits, or cents of a payment")
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, null=True, related_name="+")
    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, null=True, related_name="+")
    details = models.JSONField(default=dict)
    at = models.DateTimeField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True, help_text="what staff did about it")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "why"], name="one_loose_end")]

    def __str__(self) -> str:
        return f"{self.why} {self.thing}"


class AuditRow(models.Model):
    """Who did what, when; figures and ids only. Never changed, never deleted."""

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    at = models.DateTimeField()
    actor = models.CharField(max_length=60, help_text='"user:<id>", "inmate:<id>", "system" ...')
    act = models.CharField(max_length=40)
    thing = models.CharField(max_length=80)
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, null=True, related_name="+")
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["thing"]), models.Index(fields=["-at"])]

    def __str__(self) -> str:
        return f"{self.act} {self.thing}"
