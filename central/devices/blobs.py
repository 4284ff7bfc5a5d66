"""Photo bytes, for whom the photo was delivered to."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse

from central.accounts.models import Inmate
from central.mail import media
from central.mail.models import Item, Rendition
from central.refusals import Refused

NAME = re.compile(r"[0-9a-f]{64}")
RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")


def answer(request: HttpRequest, inmate: Inmate, sha256: str) -> HttpResponse:
    """The bytes or the part asked for (RFC 9110, single ranges).

    Allowed by what the inmate may see, not by knowing the hash: refuses `not-found`.
    """
    if not NAME.fullmatch(sha256):
        raise Refused("not-found")
    rendition = Rendition.objects.filter(
        sha256=sha256,
        photo__connection__inmate=inmate,
        photo__state=Item.State.DELIVERED,
    ).first()
    if rendition is None:
        raise Refused("not-found")
    etag = f'"{sha256}"'
    headers = {
        "ETag": etag,
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, max-age=31536000, immutable",
    }
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    asked = request.headers.get("Range", "")
    condition = request.headers.get("If-Range")
    if not asked or (condition is not None and condition != etag):
        return HttpResponse(media.read(sha256), content_type="image/jpeg", headers=headers)
    part = parse_range(asked, rendition.size)
    if part is None:
        return HttpResponse(media.read(sha256), content_type="image/jpeg", headers=headers)
    start, end = part
    if start >= end:
        headers["Content-Range"] = f"bytes */{rendition.size}"
        return HttpResponse(status=416, headers=headers)
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{rendition.size}"
    return HttpResponse(
        media.read(sha256, start, end), status=206, content_type="image/jpeg", headers=headers
    )


def parse_range(asked: str, size: int) -> tuple[int, int] | None:
    """Start and end (without) of a single range; None for what may be ignored by RFC 9110.

    An empty span says that the range cannot be satisfied.
    """
    match = RANGE.fullmatch(asked.strip())
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        return max(0, size - int(last)), size if int(last) else 0
    start = int(first)
    if last and int(last) < start:
        return None
    return (start, min(int(last) + 1, size) if last else size) if start < size else (size, size)
