"""Inmates: admitting them, their one-time PINs, their status."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from central.accounts import inmates
from central.accounts.models import Inmate, User
from central.console.access import attempt, for_staff, page
from central.console.forms import AdmitForm, StatusForm
from central.facilities.staff import facilities_of
from central.family import words
from central.refusals import Refused


def _inmate(user: User, key: UUID) -> Inmate:
    mine: Inmate = get_object_or_404(
        Inmate.objects.select_related("facility"), pk=key, facility__in=facilities_of(user)
    )
    return mine


def _slip(request: HttpRequest, inmate: Inmate, pin: str) -> HttpResponse:
    """The slip to print. It is shown in this one answer and kept nowhere."""
    return page(request, "slip.html", _("One-time PIN"), inmate=inmate, pin=pin)


@never_cache
@require_http_methods(["GET", "POST"])
@for_staff("house")
def admit(request: HttpRequest, user: User) -> HttpResponse:
    """Admit someone and print the one-time PIN."""
    form = AdmitForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            inmate, pin = inmates.admit(
                asked["facility"],
                number=asked["number"],
                first_name=asked["first_name"],
                last_name=asked["last_name"],
                birth_date=asked["birth_date"],
                by=user,
            )
        except Refused as refused:
            messages.error(request, words.refusal(refused))
        else:
            return _slip(request, inmate, pin)
    intro = _("A random PIN is made for the first sign-in, where a new one is chosen.")
    return page(
        request, "form.html", _("Admit an inmate"), form=form, intro=intro, button=_("Admit")
    )


@never_cache
@require_http_methods(["GET", "POST"])
@for_staff("house")
def reset_pin(request: HttpRequest, user: User, key: UUID) -> HttpResponse:
    """A new one-time PIN; the inmate is told at the next sign-in that it was done."""
    inmate = _inmate(user, key)
    if request.method == "POST":
        try:
            return _slip(request, inmate, inmates.reset_pin(inmate, by=user))
        except Refused as refused:
            messages.error(request, words.refusal(refused))
    intro = _(
        "The old PIN stops working on every device at once. At the next sign-in the inmate "
        "is told when it was reset. Photos, messages and drafts stay."
    )
    title = _("New PIN for %(name)s, %(number)s") % {"name": inmate.name, "number": inmate.number}
    return page(request, "form.html", title, intro=intro, button=_("Make a one-time PIN"))


@require_http_methods(["GET", "POST"])
@for_staff("house")
def status(request: HttpRequest, user: User, key: UUID) -> HttpResponse:
    """Freeze, thaw, release or erase."""
    inmate = _inmate(user, key)
    by_self = inmate.stopped_by_self_at is not None
    form = StatusForm(request.POST or None, initial={"status": inmate.status})
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data["status"]
        attempt(request, lambda: inmates.set_status(inmate, wanted, by=user), _("Changed."))
        if by_self and wanted == Inmate.Status.ACTIVE:  # somebody else may know the PIN
            return redirect("console:reset-pin", key=key)
        return redirect("admin:accounts_inmate_changelist")
    intro = _(
        "Frozen: no one can sign in until it is made active again. Released or erased: what "
        "still waits is not delivered and paid back, and devices close or wipe what they hold. "
        "Erased cannot be undone."
    )
    if by_self:
        intro = _(
            "They stopped this account themselves: somebody else had signed in to it, so somebody "
            "else may know the PIN. When you make it active again, a new one-time PIN comes next."
        )
    title = _("Status of %(name)s, %(number)s") % {"name": inmate.name, "number": inmate.number}
    return page(request, "form.html", title, form=form, intro=intro, button=_("Change the status"))
