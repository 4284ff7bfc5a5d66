"""Inmates and contacts: lists to find them, with doors to what may be done."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from central.accounts.models import Contact, Inmate, User
from central.connections.models import Connection
from central.console.admin.base import ReadOnlyAdmin, door
from central.devices.models import SignInTries
from central.facilities.staff import facilities_of


@admin.register(Inmate)
class InmateAdmin(ReadOnlyAdmin):
    """Inmates of the user's facilities."""

    right = "house"
    place = "facility"
    list_display = (
        "number", "last_name", "first_name", "facility", "status", "stopped_by_self_at",
        "last_sign_in_at",
    )  # fmt: skip
    list_display_links = ("number", "last_name")
    list_filter = ("status", "facility")
    search_fields = ("number", "first_name", "last_name")
    ordering = ("last_name", "first_name")
    fields = (
        "facility",
        ("number", "status"),
        ("first_name", "last_name"),
        "birth_date",
        ("last_sign_in_at", "last_sign_in_place", "failed_tries"),
        ("pin_version", "must_change_pin", "pin_reset_at"),
        "stopped_by_self_at",
    )
    actions_list = ("admit",)
    actions_detail = ("reset_pin", "status")

    @admin.display(description=_("wrong PINs since the last sign-in"))
    def failed_tries(self, inmate: Inmate) -> int:
        """On any device of the facility."""
        return SignInTries.untold(inmate.facility_id, inmate.number)

    @door(_("Admit an inmate"), url_path="admit", icon="person_add")
    def admit(self, _request: HttpRequest) -> HttpResponse:
        """Go to the form."""
        return redirect("console:admit")

    @door(_("New one-time PIN"), url_path="pin", icon="key")
    def reset_pin(self, _request: HttpRequest, object_id: str) -> HttpResponse:
        """Go to the page that asks once more."""
        return redirect("console:reset-pin", key=object_id)

    @door(_("Freeze, release ..."), url_path="status", icon="lock")
    def status(self, _request: HttpRequest, object_id: str) -> HttpResponse:
        """Go to the form."""
        return redirect("console:status", key=object_id)


@admin.register(Contact)
class ContactAdmin(ReadOnlyAdmin):
    """Contacts who have asked for someone at the user's facilities."""

    right = "oversee"
    place = "connections__inmate__facility"
    list_display = ("full_name", "username", "email", "phone", "verified_at", "frozen_at")
    search_fields = ("user__username", "user__email", "user__last_name", "user__first_name")
    list_filter = ("language",)
    list_select_related = ("user",)
    fields = (
        ("full_name", "username"),
        ("email", "phone", "language"),
        ("verified_at", "verified_by"),
        ("frozen_at", "frozen_reason"),
        "people",
    )
    readonly_fields = ("full_name", "username", "email", "people")
    change_form_template = "console/contact.html"

    @admin.display(description=_("name"))
    def full_name(self, contact: Contact) -> str:
        """First and last name."""
        return contact.name

    @admin.display(description=_("username"))
    def username(self, contact: Contact) -> str:
        """What they sign in with."""
        return contact.user.username

    @admin.display(description=_("e-mail"))
    def email(self, contact: Contact) -> str:
        """Where they are told."""
        return contact.user.email

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the ties that `people` may tell of: those to inmates of the user's facilities."""
        ties = Connection.objects.select_related("inmate")
        if isinstance(request.user, User):
            ties = ties.filter(inmate__facility__in=facilities_of(request.user))
        mine = Prefetch("connections", queryset=ties, to_attr="ties_here")
        return super().get_queryset(request).prefetch_related(mine)

    @admin.display(description=_("connections"))
    def people(self, contact: Any) -> str:
        """Whom they are tied to here."""
        ties: list[Connection] = contact.ties_here
        return ", ".join(
            f"{tie.inmate.name} {tie.inmate.number} ({tie.get_state_display()})" for tie in ties
        )
