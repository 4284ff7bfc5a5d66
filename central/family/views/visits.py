"""Video visits: the list with where each of them is, booking step by step, cancelling."""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from central import world
from central.accounts.models import Contact
from central.connections.models import Connection
from central.facilities.models import Facility
from central.family import asked, meetings, words
from central.family.guard import connection_of, for_contacts
from central.ledger import accounts
from central.refusals import Refused
from central.visits import ending, requesting, slots
from central.visits.models import Visit


@require_GET
@for_contacts
def visits(request: HttpRequest, contact: Contact) -> HttpResponse:
    """What lies ahead, the soonest first, and what is over; and with whom one may book."""
    ending.close_due(Visit.objects.filter(connection__contact=contact))
    ahead, over = meetings.of(contact)
    context = {"ahead": ahead, "over": over, "ties": meetings.bookable(contact)}
    return render(request, "family/visits.html", context)


@require_http_methods(["GET", "POST"])
@for_contacts
def book(request: HttpRequest, contact: Contact, connection: UUID) -> HttpResponse:
    """Length with its price, day, time, then the whole on one page to confirm and pay."""
    tie = connection_of(contact, connection)
    facility = tie.inmate.facility
    given = request.POST if request.method == "POST" else request.GET
    minutes = asked.whole(given.get("minutes", ""))
    day = _day(given.get("day", ""))
    at = asked.moment(given.get("at", ""))
    if request.method == "POST" and at is not None:
        return _book(request, tie, at, minutes)
    balance = accounts.of_contact(contact).balance
    price = slots.price(facility, minutes) if minutes in slots.lengths(facility) else 0
    times = slots.free(tie, day, minutes) if day else []
    context = {
        "tie": tie,
        "offered": facility.visits_on and tie.open and contact.works,
        "lengths": [(one, slots.price(facility, one)) for one in slots.lengths(facility)],
        "minutes": minutes if minutes in slots.lengths(facility) else 0,
        "days": slots.days(facility),
        "day": day,
        "times": times,
        "at": at if at in times else None,
        "price": price,
        "balance": balance,
        "after": balance - price,
        "missing": price - balance,
        "form_id": world.new_id(),
        "rules": _rules(facility),
        "cancel_hours": facility.visit_cancel_hours,
        "here": f"{request.path}?{urlencode({**request.GET.dict()})}",
    }
    return render(request, "family/book.html", context)


def _book(request: HttpRequest, tie: Connection, at: datetime, minutes: int) -> HttpResponse:
    try:
        requesting.book(
            tie,
            starts_at=at,
            minutes=minutes,
            expected_price=asked.whole(request.POST.get("expected_price", "")),
            visit_id=asked.key(request.POST.get("visit", "")),
        )
    except Refused as refused:
        messages.error(request, words.refusal(refused), extra_tags="bad")
        chosen = {"minutes": str(minutes), "day": request.POST.get("day", "")}
        return redirect(f"{reverse('family:book', args=[tie.pk])}?{urlencode(chosen)}")
    said = _("Booked. Staff look at it first, then %(name)s is asked. You see here where it is.")
    messages.success(request, said % {"name": tie.inmate.first_name})
    return redirect("family:visits")


@require_POST
@for_contacts
def cancel(request: HttpRequest, contact: Contact, key: UUID) -> HttpResponse:
    """Cancel a visit in time; the credits come back."""
    found = get_object_or_404(
        Visit.objects.select_related("connection__inmate__facility"),
        pk=key,
        connection__contact=contact,
    )
    try:
        ending.cancel_by_contact(found)
    except Refused as refused:
        messages.error(request, words.refusal(refused), extra_tags="bad")
    else:
        messages.success(request, _("Cancelled. Your credits came back."))
    return redirect("family:visits")


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:  # in the form of a date, but none
        return None


def _rules(facility: Facility) -> str:
    spanish = (get_language() or "").startswith("es")
    return facility.visit_rules_es if spanish else facility.visit_rules_en
