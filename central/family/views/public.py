"""The pages that anyone may read."""

from __future__ import annotations

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
    return render(request, "family/welcome.html", {"facilities": Facility.objects.order_by("name")})


@require_GET
def how(request: HttpRequest) -> HttpResponse:
    """How it works and what it costs."""
    return render(request, "family/how.html", {"facilities": Facility.objects.order_by("name")})
