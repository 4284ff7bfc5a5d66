"""Sending photos: choose several, see each with its caption and any fault, then pay for all."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from central.accounts.models import Contact
from central.connections.models import Connection
from central.family import asked, picks, words
from central.family.guard import connection_of, for_contacts
from central.family.models import Pick
from central.ledger import accounts
from central.mail import photos
from central.refusals import Refused
from central.text import clean


@require_http_methods(["GET", "POST"])
@for_contacts
def pick(request: HttpRequest, contact: Contact, connection: UUID) -> HttpResponse:
    """Show what is chosen; on POST add pictures, take one out, go and buy, or send them all."""
    tie = connection_of(contact, connection)
    if request.method == "POST":
        return _act(request, tie)
    chosen = list(tie.picks.all())
    price = tie.inmate.facility.photo_price
    balance = accounts.of_contact(contact).balance
    total = price * len(chosen)
    context = {
        "tie": tie,
        "picks": chosen,
        "price": price,
        "total": total,
        "balance": balance,
        "after": balance - total,
        "missing": total - balance,
        "room": picks.MOST - len(chosen),
    }
    return render(request, "family/photos.html", context)


def _act(request: HttpRequest, tie: Connection) -> HttpResponse:
    _keep_captions(request, tie)
    act = request.POST.get("act", "add")
    here = reverse("family:photos", args=[tie.pk])
    if act == "buy":
        return redirect(f"{reverse('family:buy')}?next={here}")
    if act == "send":
        return _send(request, tie)
    if act.startswith("drop:"):
        wanted = asked.key(act.removeprefix("drop:"))
        picks.drop(get_object_or_404(Pick, pk=wanted, connection=tie))
    else:
        _add(request, tie)
    return redirect(here)


def _keep_captions(request: HttpRequest, tie: Connection) -> None:
    for chosen in tie.picks.all():
        caption = request.POST.get(f"caption-{chosen.pk}")
        kept = None if caption is None else clean(caption, one_line=True)
        if kept is not None and kept != chosen.caption:
            chosen.caption = kept[: photos.LONGEST_CAPTION]
            chosen.save(update_fields=["caption"])


def _add(request: HttpRequest, tie: Connection) -> None:
    files = [one for one in request.FILES.getlist("pictures") if isinstance(one, UploadedFile)]
    for file in files:
        try:
            picks.add(tie, file)
        except Refused as refused:
            fault = {"file": file.name or "", "why": words.refusal(refused)}
            messages.error(request, _("%(file)s: %(why)s") % fault, extra_tags="bad")


def _send(request: HttpRequest, tie: Connection) -> HttpResponse:
    price = asked.whole(request.POST.get("expected_price", ""))
    sent = 0
    for chosen in tie.picks.all():
        try:
            picks.send(chosen, price)
        except Refused as refused:
            messages.error(request, words.refusal(refused), extra_tags="bad")
            break
        sent += 1
    if sent:
        said = ngettext(
            "%(n)s photo was sent. Staff look at it first; you see here where it is.",
            "%(n)s photos were sent. Staff look at them first; you see here where they are.",
            sent,
        )
        messages.success(request, said % {"n": sent})
    if tie.picks.exists():
        return redirect("family:photos", connection=tie.pk)
    response = redirect("family:person", connection=tie.pk)
    response["Location"] += "#end"
    return response


@require_GET
@for_contacts
def preview(_request: HttpRequest, contact: Contact, connection: UUID, key: UUID) -> HttpResponse:
    """The checked picture, made small."""
    chosen = get_object_or_404(Pick, pk=key, connection=connection_of(contact, connection))
    return HttpResponse(picks.preview(chosen), content_type="image/jpeg")
