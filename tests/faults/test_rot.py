"""A small share of rotten files, from a fixed seed."""

from __future__ import annotations

import pytest

from tests.faults import campaign, rot


@pytest.mark.logs("vault.set_aside", "resync")
def test_rot_is_found_or_harmless() -> None:
    totals = campaign.run(rot.case, "1", cases=40)
    assert totals.told == []
