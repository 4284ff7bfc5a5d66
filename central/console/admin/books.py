"""Ledger and audit trail, for reading only."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from central.console.admin.base import ReadOnlyAdmin
from central.ledger.models import Account, AuditRow, Correction, Entry, Gift, Purchase, Transfer


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    """Every line of every account."""

    right = "inspect"
    list_display = ("at", "kind", "owner", "amount", "balance_after", "thing")
    list_filter = ("kind",)
    search_fields = ("thing", "account__inmate__number", "account__contact__user__username")
    ordering = ("-at",)
    list_select_related = ("account__inmate", "account__contact__user", "account__facility")

    @admin.display(description=_("account"))
    def owner(self, entry: Entry) -> str:
        """Whose account it is."""
        return owner_of(entry.account)


@admin.register(Account)
class AccountAdmin(ReadOnlyAdmin):
    """Balances."""

    right = "inspect"
    list_display = ("owner", "kind", "balance", "charged_back")
    list_filter = ("kind", "charged_back")
    search_fields = ("inmate__number", "contact__user__username")
    list_select_related = ("inmate", "contact__user", "facility")

    @admin.display(description=_("account"))
    def owner(self, account: Account) -> str:
        """Whose account it is."""
        return owner_of(account)


@admin.register(Transfer)
class TransferAdmin(ReadOnlyAdmin):
    """Acts that moved credits."""

    right = "inspect"
    list_display = ("at", "kind", "thing", "act")
    list_filter = ("kind",)
    search_fields = ("thing", "act")
    ordering = ("-at",)


@admin.register(Purchase)
class PurchaseAdmin(ReadOnlyAdmin):
    """Credits bought by card."""

    right = "inspect"
    list_display = ("started_at", "contact_name", "credits", "fee", "state", "payment_id")
    list_filter = ("state",)
    search_fields = ("payment_id", "contact__user__username")
    ordering = ("-started_at",)
    list_select_related = ("contact__user",)

    @admin.display(description=_("contact"))
    def contact_name(self, purchase: Purchase) -> str:
        """Who bought."""
        return purchase.contact.name


@admin.register(Gift)
class GiftAdmin(ReadOnlyAdmin):
    """Credits given to inmates."""

    right = "inspect"
    place = "inmate__facility"
    list_display = ("at", "inmate", "credits")
    ordering = ("-at",)


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    """Corrections; they are proposed and booked on their own page."""

    right = "inspect"
    place = "facility"
    list_display = ("proposed_at", "amount", "reason", "proposed_by", "decided_by", "approved")
    ordering = ("-proposed_at",)


@admin.register(AuditRow)
class AuditAdmin(ReadOnlyAdmin):
    """Who did what, when."""

    right = "inspect"
    list_display = ("at", "actor_name", "act", "thing", "details")
    list_filter = ("act", "facility")
    search_fields = ("thing", "actor", "act")
    ordering = ("-at",)

    @admin.display(description=_("who"))
    def actor_name(self, row: AuditRow) -> str:
        """The actor; staff by their username, everyone else by id alone."""
        from central.accounts.models import User

        kind, _colon, key = row.actor.partition(":")
        user = User.objects.filter(pk=key).first() if kind == "user" else None
        return user.username if user is not None else row.actor


def owner_of(account: Account) -> str:
    """An account's owner in few words."""
    if account.inmate is not None:
        return f"{account.inmate.name} ({account.inmate.number})"
    if account.contact is not None:
        return f"{account.contact.name} ({account.contact.user.username})"
    if account.facility is not None:
        return account.facility.name
    return account.get_kind_display()
