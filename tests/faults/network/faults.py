"""What a network can do to one exchange, and what a request is for."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum
from random import Random

# what a request is for, by how its first line begins; another row is all that a new end needs
ENDPOINTS = {
    "enroll": r"POST /v1/devices/enroll ",
    "token": r"POST /v1/devices/token ",
    "self": r"GET /v1/devices/self ",
    "sessions": r"POST /v1/sessions ",
    "pin": r"POST /v1/sessions/pin ",
    "afresh": r"GET /v1/changes ",  # the feed from its start
    "changes": r"GET /v1/changes\?",
    "commands": r"POST /v1/commands ",
    "postbox": r"POST /v1/postbox ",
    "emptied": r"POST /v1/postbox/empty ",
    "receipts": r"POST /v1/receipts ",
    "state": r"PUT /v1/state/",
    "blobs": r"GET /v1/blobs/",
}
NEVER_SPOILT: dict[str, str] = {}  # "POST /v1/...": why no fault can befall it


class Kind(StrEnum):
    """One way to spoil an exchange, in the order of its phases."""

    # connecting
    REFUSED = "refused"
    HUNG_UP = "hung up"
    # TLS
    WRONG_AUTHORITY = "wrong authority"
    WRONG_HOST = "wrong host"
    EXPIRED = "expired"
    NOT_TLS = "not TLS"
    # the request
    REQUEST_LOST = "request lost"
    REQUEST_HALVED = "request halved"
    TWICE = "twice"
    TWICE_FIRST = "twice, first answer"
    # instead of central's answer
    GARBAGE = "garbage"
    PORTAL = "portal"
    REDIRECT = "redirect"
    ERROR_PAGE = "error page"
    BUSY = "busy"
    STALE = "stale"
    # central carried it out
    WHOLE = "range left out"
    # its answer
    SWAPPED = "swapped"
    DROPPED = "dropped"
    HEAD_CUT = "head cut"
    BODY_CUT = "body cut"
    BODY_RESET = "body reset"
    SHORT = "short"
    LATE = "late"
    SLOW = "slow"
    STALLED = "stalled"


AT_CONNECT = frozenset({Kind.REFUSED, Kind.HUNG_UP})
AT_TLS = frozenset({Kind.WRONG_AUTHORITY, Kind.WRONG_HOST, Kind.EXPIRED, Kind.NOT_TLS})


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault to come; `endpoint` empty for the next request whatever it is for."""

    kind: Kind
    endpoint: str
    share: float  # how far into the bytes it strikes, 0 to 1
    seed: int


def endpoint_of(request: bytes) -> str:
    """What a request is for; empty for none of the known."""
    line = request.partition(b"\r\n")[0].decode("latin-1")
    return next((name for name, begins in ENDPOINTS.items() if re.match(begins, line)), "")


LEAVING = frozenset({"token", "postbox", "emptied"})  # what a device asks for that has to go


def drawn(
    rng: Random, *, tls: bool, only: Set[str] = ENDPOINTS.keys() - {"emptied"}
) -> list[Fault | None]:
    """A schedule: faults for requests to come, None where one passes unharmed."""
    kinds = [kind for kind in Kind if (tls or kind not in AT_TLS)]
    schedule: list[Fault | None] = []
    for _ in range(rng.randint(4, 20)):
        if rng.random() < 0.35:
            schedule.append(None)
            continue
        kind = rng.choice(kinds)
        anywhere = kind in AT_CONNECT | AT_TLS or rng.random() < 0.5
        endpoint = "" if anywhere else rng.choice(sorted(only))
        schedule.append(Fault(kind, endpoint, rng.random(), rng.getrandbits(32)))
    if "blobs" in only and rng.random() < 0.3:
        schedule += broken_photo(rng)
    if "afresh" in only and rng.random() < 0.2:
        stale = Fault(Kind.STALE, "afresh", rng.random(), rng.getrandbits(32))
        schedule.insert(rng.randint(0, len(schedule)), stale)
    return schedule


def broken_photo(rng: Random) -> list[Fault | None]:
    """A photo is cut within, and what then goes on with it is not as it asked."""
    kinds = Kind.BODY_CUT, rng.choice((Kind.BODY_CUT, Kind.SHORT, Kind.WHOLE, Kind.DROPPED))
    return [Fault(kind, "blobs", rng.uniform(0.3, 1), rng.getrandbits(32)) for kind in kinds]
