"""A small share of the faults of the network, from a fixed seed."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.faults import campaign
from tests.faults.network.faults import ENDPOINTS, Kind, endpoint_of
from tests.faults.network.running import cases


@pytest.mark.logs("sync_failed", "resync", "storage_failed")
def test_nothing_is_lost_or_done_twice_behind_a_faulty_network() -> None:
    applied: Counter[str] = Counter()
    with cases(applied) as case:
        totals = campaign.run(case, "network-1", cases=5)
    assert totals.line() == "5 cases: lost 0, double 0, stuck 0, crashed 0", totals.told
    assert len(applied) > len(Kind) // 2


def test_every_end_is_told_apart() -> None:
    lines = {
        b"POST /v1/sessions HTTP/1.1\r\n": "sessions",
        b"PUT /v1/state/mark/1 HTTP/1.1\r\n": "state",
        b"GET /v1/changes?cursor=x HTTP/1.1\r\n": "changes",
        b"GET / HTTP/1.1\r\n": "",
    }
    assert {line: endpoint_of(line) for line in lines} == lines
    assert set(lines.values()) - {""} <= set(ENDPOINTS)
