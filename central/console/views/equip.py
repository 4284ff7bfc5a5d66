"""Devices: enrolment codes, confirming a key, retiring and revoking."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from central.accounts.models import User
from central.console.access import attempt, for_staff, page
from central.console.forms import ChallengeForm, CodeForm, DigitsForm
from central.devices import enrolment, staff_screen
from central.devices.models import Device
from central.facilities.staff import facilities_of
from central.family import words
from central.refusals import Refused


@never_cache
@require_http_methods(["GET", "POST"])
@for_staff("equip")
def code(request: HttpRequest, user: User) -> HttpResponse:
    """Make a one-time code; it is shown in this one answer and kept only as a hash."""
    form = CodeForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            made = enrolment.make_code(asked["facility"], device_name=asked["device_name"], by=user)
        except Refused as refused:
            messages.error(request, words.refusal(refused))
        else:
            title = _("Code for %(name)s") % {"name": asked["device_name"]}
            return page(request, "code.html", title, code=made)
    intro = _("The code works once, for 60 minutes. The device then shows 8 digits to compare.")
    return page(
        request, "form.html", _("Enrol a device"), form=form, intro=intro, button=_("Make a code")
    )


ACTS = {"retire": enrolment.retire, "revoke": enrolment.revoke}


@never_cache
@require_http_methods(["GET", "POST"])
@for_staff("equip")
def device(request: HttpRequest, user: User, key: UUID) -> HttpResponse:
    """One device: confirm it by its digits, answer its staff screen, retire it, or revoke it."""
    found = get_object_or_404(
        Device.objects.select_related("facility"), pk=key, facility__in=facilities_of(user)
    )
    form, asked, answer = DigitsForm(), ChallengeForm(), ""
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act == "confirm":
            form = DigitsForm(request.POST)
            if form.is_valid():
                digits = form.cleaned_data["digits"]
                attempt(
                    request,
                    lambda: enrolment.confirm(found, digits=digits, by=user),
                    _("Confirmed: the device works now."),
                )
                return redirect("console:device", key=key)
        elif act == "staff":
            asked = ChallengeForm(request.POST)
            if asked.is_valid():
                answer = _answer(request, user, found, asked.cleaned_data["challenge"])
        elif act in ACTS:
            attempt(request, lambda: ACTS[act](found, by=user), _("Done."))
            return redirect("console:device", key=key)
    context = {"device": found, "form": form, "asked": asked, "answer": answer}
    return page(request, "device.html", found.name, **context)


def _answer(request: HttpRequest, user: User, device: Device, challenge: str) -> str:
    """What to type on the device's staff screen; empty where it was refused, and says why."""
    try:
        return staff_screen.answer(device, challenge=challenge, by=user)
    except Refused as refused:
        messages.error(request, words.refusal(refused))
        return ""
