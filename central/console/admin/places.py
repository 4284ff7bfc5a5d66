"""Facilities and their staff, reasons and devices."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from central.accounts.models import User
from central.console.access import may
from central.console.admin.base import ReadOnlyAdmin, door
from central.console.models import PresetReason
from central.devices.models import Device
from central.facilities import founding
from central.facilities.models import Facility, StaffRole
from central.facilities.staff import facilities_of

for unwanted in (Group, EmailAddress):  # rights come with a job, addresses with the contact
    if admin.site.is_registered(unwanted):
        admin.site.unregister(unwanted)


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@admin.register(Facility)
class FacilityAdmin(ReadOnlyAdmin):
    """What a facility has decided; changes go through the service, which audits them."""

    right = "govern"
    place = "pk"
    list_display = ("name", "message_price", "photo_price", "review_incoming", "review_outgoing")
    readonly_fields = ("notice_version",)
    fieldsets = (
        (None, {"fields": ("name", "inmate_noun")}),
        (
            _("Services"),
            {"fields": (("photos_on", "messages_on"), ("cod_on", "gifts_on"), "visits_on")},
        ),
        (
            _("Prices, in credits"),
            {"fields": (("message_price", "photo_price", "visit_minute_price"),)},
        ),
        (
            _("Visits"),
            {
                "fields": (
                    ("visit_block", "visit_most_blocks", "visit_capacity"),
                    ("visit_first_hour", "visit_last_hour"),
                    ("visit_notice_hours", "visit_ahead_days", "visit_cancel_hours"),
                    ("visit_rules_en", "visit_rules_es"),
                )
            },
        ),
        (
            _("Review and limits"),
            {
                "fields": (
                    ("review_incoming", "review_outgoing", "review_names"),
                    ("message_limit", "unopened_cod_limit"),
                    ("requests_per_day", "appeal_days"),
                )
            },
        ),
        (_("Monitoring notice"), {"fields": ("notice_version", "notice_en", "notice_es")}),
        (
            _("Devices"),
            {
                "fields": (
                    ("idle_seconds", "tablet_idle_seconds"),
                    ("session_seconds", "stay_allowed"),
                    ("poll_seconds", "minimum_version"),
                    "keep_released",
                )
            },
        ),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Supervisors may."""
        return may(request.user, "govern")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The user's own."""
        return facilities_of(_user(request))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: ARG002
        """Hand the changed fields to the service."""
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        founding.change(Facility.objects.get(pk=obj.pk), by=_user(request), **changed)


@admin.register(PresetReason)
class PresetReasonAdmin(ModelAdmin):
    """A facility's own wordings for rejections."""

    list_display = ("text_en", "text_es", "facility", "order")
    list_filter = ("facility",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Supervisors may."""
        return may(request.user, "govern")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Supervisors may."""
        return may(request.user, "govern")

    has_add_permission = has_module_permission
    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The user's own facilities'."""
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.filter(facility__in=facilities_of(_user(request)))

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[ModelForm[Any]]:
        """Offer the user's own facilities only."""
        form: Any = super().get_form(request, *args, **kwargs)
        form.base_fields["facility"].queryset = facilities_of(_user(request))
        made: type[ModelForm[Any]] = form
        return made


@admin.register(StaffRole)
class StaffRoleAdmin(ReadOnlyAdmin):
    """Who works where; appointing has a form of its own."""

    right = "govern"
    place = "facility"
    list_display = ("user", "job", "title", "facility")
    list_filter = ("facility",)
    actions_list = ("appoint",)

    @admin.display(description=_("job"))
    def job(self, role: StaffRole) -> str:
        """The groups of the user."""
        return ", ".join(group.name for group in role.user.groups.all())

    @door(_("Appoint staff"), url_path="appoint", icon="person_add")
    def appoint(self, _request: HttpRequest) -> HttpResponse:
        """Go to the form."""
        return redirect("console:appoint")


@admin.register(Device)
class DeviceAdmin(ReadOnlyAdmin):
    """Kiosks and tablets."""

    right = "equip"
    place = "facility"
    list_display = ("name", "state", "kind", "facility", "app_version", "last_seen_at", "tries")
    list_filter = ("status", "kind", "facility")
    search_fields = ("name",)
    ordering = ("name",)
    actions_list = ("enrol",)

    @admin.display(description=_("status"))
    def state(self, device: Device) -> SafeString:
        """The status, marked where staff must act."""
        return format_html(
            '<span class="k-pill k-{}">{}</span>', device.status, device.get_status_display()
        )

    @admin.display(description=_("wrong tries today"))
    def tries(self, device: Device) -> int:
        """Wrong sign-ins on the last day there were any."""
        return device.wrong_tries

    @door(_("Enrol a device"), url_path="enrol", icon="add")
    def enrol(self, _request: HttpRequest) -> HttpResponse:
        """Go to the form."""
        return redirect("console:code")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A device has a page of its own, with its digits and what may be done."""
        del request, form_url, extra_context
        return redirect("console:device", key=object_id)
