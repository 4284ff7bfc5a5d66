"""The review queue: one item beside its decision, the next one a key away."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from central.accounts.models import User
from central.console import menu, reading
from central.console.access import facility_of, for_staff, item_of, page
from central.facilities.staff import facilities_of
from central.family import words
from central.mail import media, review
from central.mail.models import Message, Photo
from central.refusals import Refused

LISTED = 60


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """The first page of the menu that the user may see; the sign-in for everyone else."""
    for group in menu.navigation(request):
        return redirect(group["items"][0]["link"])
    return redirect("admin:login")


@require_GET
@for_staff("review")
def queue(request: HttpRequest, user: User) -> HttpResponse:
    """What waits, oldest first, with one item opened."""
    facility = facility_of(user, request.GET.get("facility", ""))
    cards = reading.waiting(facility)
    wanted = request.GET.get("item", "")
    at = next((n for n, card in enumerate(cards) if str(card.key) == wanted), 0)
    context = {
        "facility": facility,
        "facilities": facilities_of(user),
        "cards": cards[:LISTED],
        "count": len(cards),
        "card": cards[at] if cards else None,
        "before": cards[at - 1] if at > 0 else None,
        "after": cards[at + 1] if at + 1 < len(cards) else None,
        "choices": reading.choices(facility),
    }
    return page(request, "queue.html", _("Review"), **context)


@require_POST
@for_staff("review")
def decide(request: HttpRequest, user: User, kind: str, key: UUID) -> HttpResponse:
    """Approve or reject, then show the next; the second of two reviewers is told who was first."""
    item = item_of(user, kind, key)
    facility = item.connection.inmate.facility
    act = _act(request, user, item)
    try:
        act()
    except Refused as refused:
        if refused.code == "already-decided":
            messages.warning(request, reading.who_decided(item))
        elif refused.code == "empty":
            messages.error(request, _("Choose a reason. With the last one, write it in words."))
            return redirect(f"{reverse('console:queue')}?facility={facility.pk}&item={key}")
        else:
            messages.error(request, words.refusal(refused))
    else:
        approved = request.POST.get("act") == "approve"
        messages.success(request, _("Approved.") if approved else _("Rejected, and refunded."))
    after = request.POST.get("after", "")
    return redirect(f"{reverse('console:queue')}?facility={facility.pk}&item={after}")


def _act(request: HttpRequest, user: User, item: Message | Photo) -> Callable[[], object]:
    if request.POST.get("act") == "approve":
        return lambda: review.approve(item, by=user)
    reason, text = reading.chosen(
        item.connection.inmate.facility,
        request.POST.get("reason", ""),
        request.POST.get("text", "").strip(),
        reading.language_of_sender(item),
    )
    return lambda: review.reject(item, reason=reason, text=text, by=user)


@require_GET
@cache_control(private=True, max_age=3600)
@for_staff("review")
def picture(_request: HttpRequest, user: User, key: UUID, size: str) -> HttpResponse:
    """A rendition for the reviewer."""
    photo = item_of(user, "photo", key)
    rendition = get_object_or_404(photo.renditions, name=size) if isinstance(photo, Photo) else None
    data = media.read(rendition.sha256) if rendition is not None else b""
    return HttpResponse(data, content_type="image/jpeg")
