"""Writing a message: the draft is kept at central while it is typed, and sent once."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from central import world
from central.accounts.models import Contact
from central.connections.models import Connection
from central.family import words
from central.family.guard import connection_of, for_contacts
from central.family.models import Draft
from central.ledger import accounts
from central.mail import sending
from central.refusals import Refused

PAYMENTS = {"prepaid", "cod"}


@require_http_methods(["GET", "POST"])
@for_contacts
def write(request: HttpRequest, contact: Contact, connection: UUID) -> HttpResponse:
    """Show the draft; on POST keep it, then send it or go and buy credits for it."""
    tie = connection_of(contact, connection)
    draft = keep(tie, request) if request.method == "POST" else of(tie)
    if request.method == "POST" and request.POST.get("act") == "buy":
        return redirect(f"{reverse('family:buy')}?next={reverse('family:write', args=[tie.pk])}")
    if request.method == "POST" and draft is not None:
        try:
            return _send(request, tie, draft)
        except Refused as refused:
            messages.error(request, words.refusal(refused), extra_tags="bad")
            return redirect("family:write", connection=tie.pk)
    balance = accounts.of_contact(contact).balance
    facility = tie.inmate.facility
    context = {
        "tie": tie,
        "draft": draft,
        "balance": balance,
        "price": facility.message_price,
        "enough": balance >= facility.message_price,
        "missing": facility.message_price - balance,
        "after": balance - facility.message_price,
        "limit": facility.message_limit,
    }
    return render(request, "family/write.html", context)


def _send(request: HttpRequest, tie: Connection, draft: Draft) -> HttpResponse:
    price = request.POST.get("expected_price", "")
    sent = sending.send_from_contact(
        tie,
        draft.body,
        payment=draft.payment,
        expected_price=int(price) if price.isdigit() else -1,
        message_id=draft.pk,
    )
    draft.delete()
    if sent.state == sent.State.WAITING:
        words_said = _("Sent. Staff look at it first; you see here where it is.")
    else:
        words_said = _("Sent.")
    messages.success(request, words_said)
    response = redirect("family:person", connection=tie.pk)
    response["Location"] += f"#m-{sent.pk}"
    return response


def of(tie: Connection) -> Draft | None:
    """The draft to this person, if there is one."""
    return Draft.objects.filter(connection=tie).first()


def keep(tie: Connection, request: HttpRequest) -> Draft:
    """Keep what is in the form; browsers send line ends as CR LF, which would count twice."""
    payment = request.POST.get("payment", "prepaid")
    body = request.POST.get("body", "").replace("\r\n", "\n")
    draft, _made = Draft.objects.update_or_create(
        connection=tie,
        defaults={
            "body": body[: 2 * tie.inmate.facility.message_limit],
            "payment": payment if payment in PAYMENTS else "prepaid",
            "updated_at": world.now(),
        },
    )
    return draft


@require_POST
@for_contacts
def keep_draft(request: HttpRequest, contact: Contact, connection: UUID) -> HttpResponse:
    """Keep the draft while it is typed; an empty one is forgotten."""
    draft = keep(connection_of(contact, connection), request)
    if not draft.body.strip():
        draft.delete()
    return HttpResponse(status=204)
