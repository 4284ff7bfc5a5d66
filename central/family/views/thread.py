"""The page of one person: the thread, and each sent thing on a page of its own."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from central.accounts.inmate_status import gone
from central.accounts.models import Contact
from central.connections import requesting
from central.connections.standing import shown_to_contact
from central.family import asked, rows, words
from central.family.guard import connection_of, for_contacts
from central.ledger import accounts
from central.mail import appeals, media, opening, removing
from central.mail.models import Item, Message, Photo
from central.refusals import Refused

TIES = ("connection__inmate__facility", "connection__contact")
RENDITIONS = {"thumb", "screen"}


@require_GET
@for_contacts
def person(request: HttpRequest, contact: Contact, connection: UUID) -> HttpResponse:
    """The thread with one inmate, oldest first; prepaid messages count as opened when shown."""
    tie = connection_of(contact, connection)
    lines, more = rows.thread(tie, asked.moment(request.GET.get("before", "")))
    if contact.works:
        _note_opened(lines)
    context = {
        "tie": tie,
        "state": shown_to_contact(tie),
        "away": gone(tie.inmate),
        "lines": lines,
        "memories": rows.memories(tie),
        "earlier": lines[0].item.sent_at.isoformat() if more else "",
        "request_words": requesting.request_text(tie, contact.language),
        "draft": getattr(tie, "draft", None),
        "balance": accounts.of_contact(contact).balance,
    }
    return render(request, "family/person.html", context)


def _note_opened(lines: list[rows.Line]) -> None:
    """Tell the sender that what stands on the page was opened; envelopes stay sealed."""
    for line in lines:
        new = not line.mine and not line.sealed and line.item.state == Item.State.DELIVERED
        if new and isinstance(line.item, Message):
            with suppress(Refused):  # taken back, or the contact frozen, while the page was made
                opening.open_by_contact(line.item, expected_price=0)


def _own(contact: Contact) -> dict[str, Contact]:
    return {"connection__contact": contact}


def item_of(contact: Contact, kind: str, key: UUID) -> Message | Photo:
    """A message or photo that the contact may see; anything else is simply not found."""
    found: Message | Photo
    if kind == "photo":
        found = get_object_or_404(Photo.objects.select_related(*TIES), pk=key, **_own(contact))
    else:
        found = get_object_or_404(Message.objects.select_related(*TIES), pk=key, **_own(contact))
    incoming = isinstance(found, Message) and found.direction == Message.Direction.OUT
    if incoming and found.state not in rows.SHOWN_TO_CONTACT:
        raise Http404
    return found


@require_GET
@for_contacts
def item(request: HttpRequest, contact: Contact, kind: str, key: UUID) -> HttpResponse:
    """Where one thing is, what was decided about it, and what can be done."""
    found = item_of(contact, kind, key)
    context = {
        "line": rows.line(found),
        "tie": found.connection,
        "kind": kind,
        "balance": accounts.of_contact(contact).balance,
    }
    return render(request, "family/item.html", context)


@require_GET
@cache_control(private=True, max_age=86400, immutable=True)
@for_contacts
def picture(_request: HttpRequest, contact: Contact, key: UUID, size: str) -> HttpResponse:
    """A rendition of a photo the contact sent; the original never leaves."""
    photo = get_object_or_404(Photo, pk=key, connection__contact=contact)
    if size not in RENDITIONS:
        raise Http404
    rendition = get_object_or_404(photo.renditions, name=size)
    return HttpResponse(media.read(rendition.sha256), content_type="image/jpeg")


@require_POST
@for_contacts
def item_act(request: HttpRequest, contact: Contact, kind: str, key: UUID) -> HttpResponse:
    """Appeal, remove or restore."""
    found = item_of(contact, kind, key)
    act = request.POST.get("act", "")
    try:
        if act == "appeal":
            appeals.appeal(found, request.POST.get("text", "").strip(), side="contact")
            messages.success(request, _("Your appeal was sent. You will see the answer here."))
        elif act == "remove":
            removing.remove(found, side="contact")
            messages.success(request, _("Removed. Only you stop seeing it."))
            return redirect("family:person", connection=found.connection_id)
        elif act == "restore":
            removing.restore(found, side="contact")
    except Refused as refused:
        messages.error(request, words.refusal(refused), extra_tags="bad")
    return redirect("family:item", kind=kind, key=key)


@require_POST
@for_contacts
def open_sealed(request: HttpRequest, contact: Contact, key: UUID) -> HttpResponse:
    """Pay for a collect message and open it; too few credits leads to buying, and back here."""
    found = item_of(contact, "message", key)
    if not isinstance(found, Message):
        raise Http404
    price = request.POST.get("expected_price", "")
    try:
        opening.open_by_contact(found, expected_price=asked.whole(price))
    except Refused as refused:
        messages.error(request, words.refusal(refused), extra_tags="bad")
        if refused.code == "too-few-credits":
            return redirect(buy_and_return(found.connection_id, f"m-{found.pk}"))
    return _to_item(found)


def buy_and_return(connection: UUID | str, anchor: str = "") -> str:
    """The address of the buying page that comes back to a thread."""
    back = reverse("family:person", args=[connection]) + (f"#{anchor}" if anchor else "")
    return f"{reverse('family:buy')}?{urlencode({'next': back})}"


def _to_item(found: Message) -> HttpResponse:
    response = redirect("family:person", connection=found.connection_id)
    response["Location"] += f"#m-{found.pk}"
    return response
