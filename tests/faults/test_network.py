"""A small share of the faults of the network, from a fixed seed."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.faults import campaign
from tests.faults.network.faults import ENDPOINTS, NEVER_SPOILT, Kind, endpoint_of
from tests.faults.network.fetches import Fetches
from tests.faults.network.running import cases

PROTOCOL = Path(__file__).resolve().parents[2] / "docs" / "protocol" / "openapi.json"
CHUNK = 64 * 1024


@pytest.mark.logs("sync_failed", "resync", "storage_failed")
def test_nothing_is_lost_or_done_twice_behind_a_faulty_network() -> None:
    applied: Counter[str] = Counter()
    with cases(applied) as case:
        totals = campaign.run(case, "network-1", cases=5)
    assert totals.line() == "5 cases: lost 0, double 0, stuck 0, crashed 0", totals.told
    assert len(applied) > len(Kind) // 2


def test_every_end_that_central_offers_to_devices_is_spoilt_or_excused() -> None:
    told = json.loads(PROTOCOL.read_text())["paths"]
    offered = {
        f"{method.upper()} {re.sub('{[a-z0-9]+}', 'x', path)}"
        for path, ends in told.items()
        for method in ends
    }
    names = {end: endpoint_of(f"{end} HTTP/1.1\r\n".encode()) for end in offered}
    assert {end for end, name in names.items() if not name} == set(NEVER_SPOILT)
    assert Counter(filter(None, names.values())) == Counter(ENDPOINTS.keys() - {"changes"})
    assert endpoint_of(b"GET /v1/changes?cursor=x HTTP/1.1\r\n") == "changes"
    assert endpoint_of(b"GET / HTTP/1.1\r\n") == ""


def request(start: int = 0) -> bytes:
    held = f"Range: bytes={start}-\r\n" if start else ""
    return f"GET /v1/blobs/{'ab' * 32} HTTP/1.1\r\nHost: x\r\n{held}\r\n".encode()


def answer(size: int, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {size}\r\n\r\n".encode() + bytes(size)


@pytest.mark.parametrize(
    ("kind", "given", "start", "repeated"),
    [
        (Kind.BODY_CUT, CHUNK + 1, CHUNK, 0),
        (Kind.BODY_CUT, CHUNK - 1, 0, 0),
        (Kind.BODY_CUT, CHUNK + 1, 0, 1),
        (Kind.BODY_CUT, 2 * CHUNK + 1, CHUNK, 1),
        (Kind.BODY_RESET, CHUNK + 1, 0, 0),  # what arrived by then, nobody knows
        (Kind.SWAPPED, CHUNK + 1, 0, 0),
        (None, 3 * CHUNK, CHUNK, 1),  # all of it
    ],
)
def test_of_a_photo_less_than_a_chunk_is_fetched_again(
    kind: Kind | None, given: int, start: int, repeated: int
) -> None:
    fetches, whole = Fetches(), answer(3 * CHUNK)
    fetches.asked(request())
    fetches.given(request(), kind, whole, whole[: len(whole) - 3 * CHUNK + given])
    fetches.asked(request(start))
    assert len(fetches.repeated) == repeated
