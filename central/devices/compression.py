"""Gzip for the JSON of the device API, and for nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware


class JsonGzip(GZipMiddleware):
    """Compresses JSON only: pictures do not shrink, and pages hold secrets beside echoed input."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:  # type: ignore[override]
        """Compress `response` where it is JSON of the device API."""
        kind = response.headers.get("Content-Type", "")
        if not request.path.startswith("/v1/") or "json" not in kind:
            return response
        return super().process_response(request, response)  # type: ignore[return-value]
