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
from central.family import asked, words
from central.family.guard import connection_of, for_contacts
from central.family.models import Draft
from central.ledger import accounts
from central.mail import sending
from central.mail.models import Message
from central.refusals import Refused
from central.text import clean

PAYMENTS = {"prepaid", "cod"}


@require_http_methods(["GET", "POST"])
@for_contacts
def write(request: HttpRequest, contact: Contact, connection: UUID) -> HttpResponse:
    """Show the draft; on POST keep it, then send it or go and buy credits for it."""
    tie = connection_of(contact, connection)
    if request.method == "POST":
        return _post(request, tie)
    draft = of(tie)
    balance = accounts.of_contact(contact).balance
    facility = tie.inmate.facility
    context = {
        "tie": tie,
        "draft": draft,
        "form_id": world.new_id() if draft is None else draft.pk,
        "balance": balance,
        "price": facility.message_price,
        "enough": balance >= facility.message_price,
        "missing": facility.message_price - balance,
        "after": balance - facility.message_price,
        "limit": facility.message_limit,
    }
    return render(request, "family/write.html", context)


def _post(request: HttpRequest, tie: Connection) -> HttpResponse:
    """Send, once for each form: a second press leads to what the first has sent.

    A form that was sent, gone back to and changed is kept as a new draft, to be looked at again.
    """
    sent = sent_by(request, tie)
    if sent is not None and sent.body == clean(_body(request)):
        return _to_thread(sent)
    draft = keep(tie, request)
    if request.POST.get("act") == "buy":
        return redirect(f"{reverse('family:buy')}?next={reverse('family:write', args=[tie.pk])}")
    if sent is not None:
        messages.info(request, _("Saved."))
        return redirect("family:write", connection=tie.pk)
    try:
        return _send(request, tie, draft)
    except Refused as refused:
        messages.error(request, words.refusal(refused), extra_tags="bad")
        return redirect("family:write", connection=tie.pk)


def _send(request: HttpRequest, tie: Connection, draft: Draft) -> HttpResponse:
    sent = sending.send_from_contact(
        tie,
        draft.body,
        payment=draft.payment,
        expected_price=asked.whole(request.POST.get("expected_price", "")),
        message_id=_form_id(request) or draft.pk,
    )
    draft.delete()
    if sent.state == sent.State.WAITING:
        words_said = _("Sent. Staff look at it first; you see here where it is.")
    else:
        words_said = _("Sent.")
    messages.success(request, words_said)
    return _to_thread(sent)


def _to_thread(sent: Message) -> HttpResponse:
    response = redirect("family:person", connection=sent.connection_id)
    response["Location"] += f"#m-{sent.pk}"
    return response


def _form_id(request: HttpRequest) -> UUID | None:
    return asked.key(request.POST.get("draft", ""))


def _body(request: HttpRequest) -> str:
    """The text as typed; browsers send line ends as CR LF, which would count twice."""
    return request.POST.get("body", "").replace("\r\n", "\n").replace("\x00", "")


def sent_by(request: HttpRequest, tie: Connection) -> Message | None:
    """The message that this form has sent already, if it has."""
    asked_for = _form_id(request)
    mine = Message.objects.filter(connection=tie, direction=Message.Direction.IN)
    return None if asked_for is None else mine.filter(pk=asked_for).first()


def of(tie: Connection) -> Draft | None:
    """The draft to this person, if there is one."""
    return Draft.objects.filter(connection=tie).first()


def keep(tie: Connection, request: HttpRequest) -> Draft:
    """Keep what is in the form; a new draft takes the form's id unless something has it."""
    payment = request.POST.get("payment", "prepaid")
    kept = {
        "body": _body(request)[: 2 * tie.inmate.facility.message_limit],
        "payment": payment if payment in PAYMENTS else "prepaid",
        "updated_at": world.now(),
    }
    key = _form_id(request) or world.new_id()
    if Draft.objects.filter(pk=key).exists() or Message.objects.filter(pk=key).exists():
        key = world.new_id()
    draft, _made = Draft.objects.update_or_create(
        connection=tie, defaults=kept, create_defaults={**kept, "pk": key}
    )
    return draft


@require_POST
@for_contacts
def keep_draft(request: HttpRequest, contact: Contact, connection: UUID) -> HttpResponse:
    """Keep the draft while it is typed; an empty one is forgotten."""
    tie = connection_of(contact, connection)
    sent = sent_by(request, tie)
    if sent is not None and sent.body == clean(_body(request)):
        return HttpResponse(status=204)  # saved late: it is on its way
    draft = keep(tie, request)
    if not draft.body.strip():
        draft.delete()
    return HttpResponse(status=204)
