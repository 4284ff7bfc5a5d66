"""The pages that anyone may read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from central.facilities.models import Facility
from central.family.guard import contact_of


@require_GET
def welcome(request: HttpRequest) -> HttpResponse:
    """The front page; whoever is signed in goes on to their own."""
    if contact_of(request) is not None:
        return redirect("family:home")
    if request.user.is_authenticated:
        return redirect("console:start")
    return render(request, "family/welcome.html", _prices())


@require_GET
def how(request: HttpRequest) -> HttpResponse:
    """How it works and what it costs."""
    return render(request, "family/how.html", _prices())


def _prices() -> dict[str, Any]:
    step, fee = settings.PURCHASE_STEP, settings.PURCHASE_FEE
    facilities = Facility.objects.order_by("name")
    return {"facilities": facilities, "step": step, "fee": fee, "least": step + fee}
