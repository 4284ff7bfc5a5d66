"""Home, searching, asking to connect, and the tie itself."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from central.accounts import inmates
from central.accounts.models import Contact, Inmate
from central.connections import ending, requesting
from central.connections.models import Connection
from central.facilities.models import Facility
from central.family import limits, rows, words
from central.family.forms import RelationForm, SearchForm
from central.family.guard import connection_of, for_contacts
from central.refusals import Refused

MOST_FOUND = 20


@require_GET
@for_contacts
def home(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Everyone the contact has asked for, what is new, and the balance."""
    return render(request, "family/home.html", {"people": rows.people(contact)})


@require_GET
@for_contacts
def search(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Find an inmate by name or number; rate-limited, so that nobody copies the list."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    found: list[Inmate] | None = None
    if form.is_bound and form.is_valid():
        if not limits.may_search(contact):
            said = _("You have searched many times. Please try again in an hour.")
            messages.error(request, said, extra_tags="bad")
        else:
            place = form.cleaned_data["facility"]
            matches = inmates.search(form.cleaned_data["q"], place)
            found = list(matches.select_related("facility")[: MOST_FOUND + 1])
    known = {tie.inmate_id: tie for tie in Connection.objects.filter(contact=contact)}
    context = {
        "form": form,
        "found": None
        if found is None
        else [(one, known.get(one.pk)) for one in found[:MOST_FOUND]],
        "more": found is not None and len(found) > MOST_FOUND,
        "many_facilities": Facility.objects.count() > 1,
    }
    return render(request, "family/search.html", context)


@require_http_methods(["GET", "POST"])
@for_contacts
def connect(request: HttpRequest, contact: Contact, inmate: UUID) -> HttpResponse:
    """Ask to connect, in words made from a template."""
    person = get_object_or_404(Inmate.objects.select_related("facility"), pk=inmate)
    form = RelationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            requesting.ask(contact, person, form.cleaned_data["relation"])
        except Refused as refused:
            messages.error(request, words.refusal(refused), extra_tags="bad")
        else:
            messages.success(request, _("Your request is on its way. We will e-mail you."))
            return redirect("family:home")
    return render(request, "family/connect.html", {"person": person, "form": form})


@require_http_methods(["GET"])
@for_contacts
def tie(request: HttpRequest, contact: Contact, connection: UUID) -> HttpResponse:
    """Block, unblock or end a connection, with what each of them does."""
    return render(request, "family/tie.html", {"tie": connection_of(contact, connection)})


TIE_ACTS = {
    "block": ending.block_by_contact,
    "unblock": ending.unblock_by_contact,
    "end": ending.end_by_contact,
}


@require_POST
@for_contacts
def tie_act(request: HttpRequest, contact: Contact, connection: UUID) -> HttpResponse:
    """Carry out one of the acts of the page above."""
    mine = connection_of(contact, connection)
    act = TIE_ACTS.get(request.POST.get("act", ""))
    if act is not None:
        try:
            act(mine)
        except Refused as refused:
            messages.error(request, words.refusal(refused), extra_tags="bad")
        else:
            messages.success(request, _("Done."))
    return redirect("family:person", connection=mine.pk)
