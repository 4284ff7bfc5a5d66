"""What a restore from backup left for staff."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from central.accounts.models import User
from central.console.access import attempt, for_staff, page
from central.ledger import loose_ends


@require_GET
@for_staff("oversee")
def loose_end_list(request: HttpRequest, user: User) -> HttpResponse:
    """What is open, oldest first, and what was settled last."""
    mine = loose_ends.seen_by(user)
    return page(
        request,
        "loose_ends.html",
        _("After a restore"),
        waiting=mine.filter(settled_at=None),
        settled=mine.exclude(settled_at=None).order_by("-settled_at")[:30],
    )


@require_POST
@for_staff("oversee")
def loose_end_settle(request: HttpRequest, user: User, key: UUID) -> HttpResponse:
    """Mark one as settled, with words on how."""
    found = get_object_or_404(loose_ends.seen_by(user), pk=key)
    note = request.POST.get("note", "")
    attempt(request, lambda: loose_ends.settle(found, note=note, by=user), _("Settled."))
    return redirect("console:loose-ends")
