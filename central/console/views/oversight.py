"""The supervisor's desk: appeals, names, taking back what was delivered."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from central.accounts.models import User
from central.connections import requesting
from central.connections.models import Connection
from central.console import reading
from central.console.access import attempt, facility_of, for_staff, item_of, page
from central.devices import postbox
from central.facilities.staff import facilities_of
from central.family import words
from central.mail import appeals, review
from central.mail.models import Item, Message, Photo
from central.refusals import Refused
from central.text import clean

FOUND = 30


@require_GET
@for_staff("oversee")
def appeal_list(request: HttpRequest, user: User) -> HttpResponse:
    """Appeals with the item, the reason it was rejected, and what the sender says."""
    facility = facility_of(user, request.GET.get("facility", ""))
    return page(
        request,
        "appeals.html",
        _("Appeals"),
        facility=facility,
        facilities=facilities_of(user),
        cards=reading.appealed(facility),
    )


@require_POST
@for_staff("oversee")
def appeal_decide(request: HttpRequest, user: User, kind: str, key: UUID) -> HttpResponse:
    """Uphold, which delivers free of charge, or deny."""
    item = item_of(user, kind, key)
    uphold = request.POST.get("act") == "uphold"
    done = _("Upheld: it is delivered free of charge.") if uphold else _("Denied.")
    attempt(request, lambda: appeals.decide(item, uphold=uphold, by=user), done)
    return redirect("console:appeals")


@require_GET
@for_staff("review")
def names(request: HttpRequest, user: User) -> HttpResponse:
    """Requests whose contact's name is to be checked before the inmate is asked."""
    facility = facility_of(user, request.GET.get("facility", ""))
    waiting = Connection.objects.filter(
        inmate__facility=facility,
        state=Connection.State.REQUESTED,
        review=Connection.Review.WAITING,
    ).select_related("inmate", "contact__user")
    return page(
        request,
        "names.html",
        _("Names and requests"),
        facility=facility,
        facilities=facilities_of(user),
        waiting=waiting.order_by("requested_at"),
    )


@require_POST
@for_staff("review")
def name_decide(request: HttpRequest, user: User, key: UUID) -> HttpResponse:
    """Let a request pass, or stop it because of the name."""
    tie = get_object_or_404(Connection, pk=key, inmate__facility__in=facilities_of(user))
    if request.POST.get("act") == "approve":
        attempt(request, lambda: requesting.approve_name(tie, by=user), _("Passed on."))
    else:
        attempt(request, lambda: requesting.reject_name(tie, by=user), _("Not passed on."))
    return redirect("console:names")


@require_GET
@for_staff("oversee")
def delivered(request: HttpRequest, user: User) -> HttpResponse:
    """Find something that was delivered, by inmate number or a name."""
    facility = facility_of(user, request.GET.get("facility", ""))
    asked = clean(request.GET.get("q", ""), one_line=True)
    found: list[Message | Photo] = []
    if asked:
        people = (
            Q(connection__inmate__number__istartswith=asked)
            | Q(connection__inmate__last_name__icontains=asked)
            | Q(connection__contact_name__icontains=asked)
        )
        for model in (Message, Photo):
            rows = model.objects.filter(
                people,
                connection__inmate__facility=facility,
                state__in=[Item.State.DELIVERED, Item.State.OPENED],
            ).select_related("connection__contact__user", "connection__inmate")
            found += rows.order_by("-delivered_at")[:FOUND]
        found.sort(key=lambda item: item.sent_at, reverse=True)
    return page(
        request,
        "delivered.html",
        _("Take back"),
        facility=facility,
        facilities=facilities_of(user),
        asked=asked,
        cards=[reading.Card(item) for item in found[:FOUND]],
    )


@require_POST
@for_staff("oversee")
def withdraw(request: HttpRequest, user: User, kind: str, key: UUID) -> HttpResponse:
    """Take it back, with a note for both sides and, if staff choose, the credits."""
    item = item_of(user, kind, key)
    note, refund = request.POST.get("note", ""), request.POST.get("refund") == "1"
    if not note.strip():
        messages.error(request, _("Write a note: both sides are told why."))
    else:
        done = _("Taken back. Both sides see your note.")
        attempt(request, lambda: review.withdraw(item, note=note, refund=refund, by=user), done)
    return redirect("console:delivered")


@never_cache
@require_http_methods(["GET", "POST"])
@for_staff("oversee")
def envelopes(request: HttpRequest, user: User) -> HttpResponse:
    """Envelopes that nobody may carry out unasked: approve or discard each."""
    acts = {"approve": postbox.approve, "discard": postbox.discard}
    if request.method == "POST":
        act = acts.get(request.POST.get("act", ""))
        wanted = request.POST.get("envelope", "")
        found = next((row for row in postbox.waiting(user) if str(row.pk) == wanted), None)
        if found is None or act is None:
            messages.warning(request, words.refusal(Refused("already-decided")))
        else:
            attempt(request, lambda: act(found, by=user), _("Done."))
        return redirect("console:envelopes")
    rows = [(row, postbox.content(row).commands) for row in postbox.waiting(user)]
    return page(request, "envelopes.html", _("Envelopes"), rows=rows)
