"""A small share of wrong answers in central's place, from a fixed seed."""

from __future__ import annotations

import pytest

from tests.faults import campaign
from tests.faults.answers.running import cases


@pytest.mark.logs("sync_failed", "resync", "storage_failed")
def test_wrong_answers_lose_nothing_and_end_nothing() -> None:
    with cases() as case:
        totals = campaign.run(case, "answers-1", cases=60)
    assert totals.line() == "60 cases: lost 0, double 0, stuck 0, crashed 0", totals.told
