"""What every page shows: who is signed in, and whether this is a demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from central.family.guard import contact_of

TABS = {
    "home": "home",
    "person": "home",
    "write": "home",
    "photos": "home",
    "search": "search",
    "connect": "search",
    "visits": "visits",
    "book": "visits",
    "credits": "credits",
    "buy": "credits",
    "paid": "credits",
    "account": "account",
}


def pages(request: HttpRequest) -> dict[str, Any]:
    """Context for the family templates; the admin and the API do not need it."""
    match = request.resolver_match
    if match is not None and match.namespace in {"admin", "v1"}:
        return {}
    return {
        "contact": contact_of(request) if hasattr(request, "user") else None,
        "tab": TABS.get(match.url_name or "", "") if match is not None else "",
        "demo": settings.DEMO,
        "language_next": request.get_full_path() if request.method == "GET" else "/",
    }
