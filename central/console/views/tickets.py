"""The desk of tickets: what people inside say is wrong, and the facility's answer."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from central.accounts.models import User
from central.console import about
from central.console.access import attempt, facility_of, for_staff, page
from central.facilities.staff import facilities_of
from central.tickets import answering
from central.tickets.models import Ticket


@require_GET
@for_staff("oversee")
def ticket_list(request: HttpRequest, user: User) -> HttpResponse:
    """What waits for an answer, the oldest first, and what was answered last."""
    facility = facility_of(user, request.GET.get("facility", ""))
    return page(
        request,
        "tickets.html",
        _("Tickets"),
        facility=facility,
        facilities=facilities_of(user),
        waiting=[(ticket, about.told(ticket)) for ticket in answering.waiting(facility)],
        answered=[(ticket, about.told(ticket)) for ticket in answering.answered(facility)],
        longest=answering.LONGEST,
    )


@require_POST
@for_staff("oversee")
def ticket_act(request: HttpRequest, user: User, key: UUID) -> HttpResponse:
    """Say that it is looked into, or answer it; a second answer changes nothing and says so."""
    rows = Ticket.objects.select_related("inmate__facility")
    ticket = get_object_or_404(rows, pk=key, inmate__facility__in=facilities_of(user))
    text = request.POST.get("text", "")
    if request.POST.get("act") == "look":
        attempt(request, lambda: answering.look(ticket, by=user), _("They see that you look."))
    elif request.POST.get("act") == "answer":
        attempt(request, lambda: answering.answer(ticket, text, by=user), _("Answered."))
    return redirect(f"{reverse('console:tickets')}?facility={ticket.inmate.facility_id}")
