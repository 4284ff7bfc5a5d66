"""The desk of visits: what waits for a decision, and what was approved and can be called off."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from central.accounts.models import User
from central.console.access import attempt, facility_of, for_staff, page
from central.facilities.staff import facilities_of
from central.visits import ending, review
from central.visits.models import Visit, VisitReason


@require_GET
@for_staff("review")
def visit_list(request: HttpRequest, user: User) -> HttpResponse:
    """Visits that wait, the soonest first, and those that were approved."""
    facility = facility_of(user, request.GET.get("facility", ""))
    ending.close_due(Visit.objects.filter(connection__inmate__facility=facility))
    return page(
        request,
        "visits.html",
        _("Visits"),
        facility=facility,
        facilities=facilities_of(user),
        waiting=review.queue(facility),
        coming=review.coming(facility),
        reasons=VisitReason.choices,
    )


@require_POST
@for_staff("review")
def visit_decide(request: HttpRequest, user: User, key: UUID) -> HttpResponse:
    """Approve, refuse or call off; a second decision changes nothing and says so."""
    mine = facilities_of(user)
    rows = Visit.objects.select_related("connection__inmate__facility")
    visit = get_object_or_404(rows, pk=key, connection__inmate__facility__in=mine)
    reason, text = request.POST.get("reason", ""), request.POST.get("text", "")
    act = request.POST.get("act", "")
    if act == "approve":
        attempt(request, lambda: review.approve(visit, by=user), _("Approved."))
    elif act == "refuse":
        refuse = lambda: review.refuse(visit, reason=reason, text=text, by=user)  # noqa: E731
        attempt(request, refuse, _("Refused, and refunded."))
    elif act == "cancel":
        cancel = lambda: review.cancel(visit, reason=reason, text=text, by=user)  # noqa: E731
        attempt(request, cancel, _("Called off, and refunded."))
    facility = visit.connection.inmate.facility_id
    return redirect(f"{reverse('console:visits')}?facility={facility}")
