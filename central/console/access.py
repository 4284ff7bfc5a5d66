"""Who may see a page of the console: staff with its right, and only their facilities' things."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from central.accounts.models import User
from central.facilities.models import Facility
from central.facilities.staff import facilities_of
from central.family import words
from central.mail.models import Message, Photo
from central.refusals import Refused

Rest = ParamSpec("Rest")
Page = Callable[Concatenate[HttpRequest, User, Rest], HttpResponse]


def may(user: Any, right: str) -> bool:
    """Whether a user has a right of the console."""
    return bool(user.has_perm(f"console.{right}"))


def for_staff(right: str) -> Callable[[Page[Rest]], Callable[..., HttpResponse]]:
    """Let staff with a right in, through the admin's own door, and hand the page the user."""

    def decorate(page: Page[Rest]) -> Callable[..., HttpResponse]:
        @wraps(page)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user = request.user
            if not isinstance(user, User) or not may(user, right):
                raise PermissionDenied
            return page(request, user, *args, **kwargs)

        @wraps(page)
        def through_the_door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            answer: HttpResponse = admin.site.admin_view(guarded)(request, *args, **kwargs)
            return answer

        return through_the_door

    return decorate


def facility_of(user: User, wanted: str = "") -> Facility:
    """The facility asked for, or the first of the user's; none at all is refused."""
    mine: QuerySet[Facility] = facilities_of(user)
    found = mine.filter(pk=wanted).first() if _is_id(wanted) else None
    found = found or mine.first()
    if found is None:
        raise PermissionDenied
    return found


def item_of(user: User, kind: str, key: UUID) -> Message | Photo:
    """A message or photo of one of the user's facilities; others are simply not found."""
    model: type[Message] | type[Photo] = Photo if kind == "photo" else Message
    found = (
        model.objects.select_related(
            "connection__contact__user", "connection__inmate__facility", "decided_by"
        )
        .filter(pk=key, connection__inmate__facility__in=facilities_of(user))
        .first()
    )
    if found is None:
        raise Http404
    return found


def page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    """Show a template inside the admin's frame."""
    frame = admin.site.each_context(request)
    return render(request, f"console/{template}", {**frame, "title": title, **context})


def attempt(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Carry out an act and say how it went; a refusal is said in words and changes nothing."""
    try:
        act()
    except Refused as refused:
        messages.error(request, words.refusal(refused))
        return False
    messages.success(request, done)
    return True


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
