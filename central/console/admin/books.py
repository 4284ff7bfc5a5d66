"""Ledger and audit trail, for reading only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from central.console.admin.base import ReadOnlyAdmin
from central.facilities.models import Facility
from central.ledger.models import Account, AuditRow, Correction, Entry, Gift, Purchase, Transfer


def accounts_of(places: QuerySet[Facility]) -> QuerySet[Account]:
    """The facilities' own accounts, and those of their inmates and of the contacts of these."""
    return Account.objects.filter(
        Q(facility__in=places)
        | Q(inmate__facility__in=places)
        | Q(contact__connections__inmate__facility__in=places)
    )


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    """The lines of the accounts that concern the user's facilities."""

    right = "inspect"
    list_display = ("at", "kind", "owner", "amount", "balance_after", "thing")
    list_filter = ("kind",)
    search_fields = ("thing", "account__inmate__number", "account__contact__user__username")
    ordering = ("-at",)
    list_select_related = ("account__inmate", "account__contact__user", "account__facility")

    def limit(self, rows: QuerySet[Any], places: QuerySet[Facility]) -> QuerySet[Any]:
        """By the account; the gateway's and the fees' lines beside one of theirs."""
        mine = accounts_of(places)
        beside = Q(account__kind__in=["gateway", "fees"], transfer__entries__account__in=mine)
        return rows.filter(Q(account__in=mine) | beside)

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

    def limit(self, rows: QuerySet[Any], places: QuerySet[Facility]) -> QuerySet[Any]:
        """Those that concern the facilities."""
        return rows.filter(pk__in=accounts_of(places))

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

    def limit(self, rows: QuerySet[Any], places: QuerySet[Facility]) -> QuerySet[Any]:
        """By the accounts it moved."""
        return rows.filter(entries__account__in=accounts_of(places))


@admin.register(Purchase)
class PurchaseAdmin(ReadOnlyAdmin):
    """Credits bought by card."""

    right = "inspect"
    place = "contact__connections__inmate__facility"
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

    def limit(self, rows: QuerySet[Any], places: QuerySet[Facility]) -> QuerySet[Any]:
        """The facilities' own, and what belongs to none of them (purchases, operators' acts)."""
        return rows.filter(Q(facility__in=places) | Q(facility=None))

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
