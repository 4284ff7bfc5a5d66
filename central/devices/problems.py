"""Refusals as RFC 9457 problems; devices branch on `code`, never on text."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from central import logs
from central.refusals import Refused

log = logs.get(__name__)
STATUS = {
    "cursor-expired": 410,
    "epoch-changed": 410,
    "cursor-ahead": 410,
    "bad-cursor": 400,
    "wrong-pin": 403,
    "locked": 429,
    "weak-pin": 422,
    "account-closed": 403,
    "account-frozen": 403,
    "assertion-expired": 401,
    "bad-assertion": 401,
    "token-expired": 401,
    "vault-key-unknown": 401,
    "vault-key-old": 401,
    "device-pending": 403,
    "device-revoked": 403,
    "bad-code": 403,
    "must-change-pin": 403,
    "fingerprint-differs": 422,
    "in-progress": 409,
    "upgrade-required": 426,
    "invalid": 400,
    "not-found": 404,
    "rate-limited": 429,
    "server-error": 500,
}
TITLES = {
    "wrong-pin": "Wrong number or PIN",
    "locked": "Too many tries",
    "token-expired": "The token has expired or is unknown",
}


def problem(code: str, **details: Any) -> HttpResponse:
    """The answer for one code; `retry_after` in seconds also becomes the header."""
    status = STATUS[code]
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(code, code.replace("-", " ").capitalize()),
        "status": status,
        "code": code,
    }
    body.update({name: value for name, value in details.items() if value not in {"", None}})
    response = HttpResponse(
        json.dumps(body), status=status, content_type="application/problem+json"
    )
    if status == 429 and "retry_after" in details:
        response.headers["Retry-After"] = str(details["retry_after"])
    return response


def install(api: NinjaAPI) -> None:
    """Let the API answer every refusal and error as a problem."""

    @api.exception_handler(Refused)
    def refused(_request: HttpRequest, refusal: Refused) -> HttpResponse:
        known = {"retry_after", "tries_left", "reason", "policy"}
        return problem(
            refusal.code, **{name: v for name, v in refusal.details.items() if name in known}
        )

    @api.exception_handler(ValidationError)
    def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        where = error.errors[0].get("loc", ()) if error.errors else ()
        return problem("invalid", reason=".".join(str(part) for part in where))

    @api.exception_handler(AuthenticationError)
    def nobody(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        return problem("token-expired")

    @api.exception_handler(RequestDataTooBig)
    def too_large(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
        return problem("invalid", reason="body")

    @api.exception_handler(HttpError)
    def http(_request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem("not-found" if error.status_code == 404 else "invalid")

    @api.exception_handler(Exception)
    def bug(_request: HttpRequest, error: Exception) -> HttpResponse:
        log.error("device API failed", exc_info=error)
        return problem("server-error")
