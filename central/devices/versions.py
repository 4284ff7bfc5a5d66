"""Which versions of the app a facility still lets in."""

from __future__ import annotations

import re

from django.http import HttpRequest

from central.facilities.models import Facility
from central.refusals import Refused

AGENT = re.compile(r"kiosk/(\d{1,5}(?:\.\d{1,5}){0,3})")


def parsed(version: str) -> tuple[int, ...]:
    """Read "1.10.0" as (1, 10), so that it comes after "1.9"; what is no number counts as 0."""
    parts = [int(part) if part.isdecimal() else 0 for part in version.split(".")]
    while parts and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


def require_new_enough(request: HttpRequest, facility: Facility) -> None:
    """Refuse `upgrade-required` to an app that names itself in User-Agent and is too old.

    Its policy stays within its reach, and on the device reading and writing go on.
    """
    named = AGENT.match(request.headers.get("User-Agent", ""))
    if named is not None and parsed(named[1]) < parsed(facility.minimum_version):
        raise Refused("upgrade-required")
