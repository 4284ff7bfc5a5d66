"""Who may see a page: a signed-in contact, and only what is theirs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from central.accounts.models import Contact, User
from central.connections.models import Connection

Rest = ParamSpec("Rest")
Page = Callable[Concatenate[HttpRequest, Contact, Rest], HttpResponse]
UNVERIFIED = {"verify", "account"}  # what one may see before e-mail or phone is confirmed


def contact_of(request: HttpRequest) -> Contact | None:
    """The contact who is signed in, if one is."""
    user = request.user
    if not isinstance(user, User):
        return None
    return Contact.objects.select_related("user", "account").filter(user=user).first()


def for_contacts(page: Page[Rest]) -> Callable[Concatenate[HttpRequest, Rest], HttpResponse]:
    """Let signed-in contacts in and hand the page their contact; staff go to the console."""

    @wraps(page)
    def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        contact = contact_of(request)
        if contact is None:
            return redirect("console:start")
        match = request.resolver_match
        if contact.verified_at is None and (match is None or match.url_name not in UNVERIFIED):
            return redirect("family:verify")
        return page(request, contact, *args, **kwargs)

    return login_required(guarded)


def connection_of(contact: Contact, connection: UUID) -> Connection:
    """One of the contact's own connections; a stranger's is simply not found."""
    found: Connection = get_object_or_404(
        Connection.objects.select_related("inmate__facility", "contact"),
        pk=connection,
        contact=contact,
    )
    return found
