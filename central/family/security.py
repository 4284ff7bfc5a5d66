"""What a browser may load and run on our pages: only what we serve ourselves."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
CONSOLE = (  # the admin's widgets are Alpine.js: inline handlers, compiled in the browser
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


class ContentPolicy:
    """Middleware that adds the policy, and keeps personal pages out of caches and referrers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, then set the headers that the view has not set."""
        response = self.get_response(request)
        staff = request.path.startswith("/staff/")
        response.headers.setdefault("Content-Security-Policy", CONSOLE if staff else PAGES)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        if request.user.is_authenticated if hasattr(request, "user") else False:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
