"""A small share of rotten files, from a fixed seed."""

from __future__ import annotations

from random import Random

import pytest

from tests.faults import campaign, rot


@pytest.mark.logs("vault.set_aside", "resync")
def test_rot_is_found_or_harmless() -> None:
    totals = campaign.run(rot.case, "1", cases=40)
    assert totals.told == []


def test_an_old_vault_put_back_pays_for_nothing_twice() -> None:
    rot.put_back_whole(Random(1))  # noqa: S311
