"""A small share of refusing disks, from a fixed seed, one of them a really full one."""

from __future__ import annotations

from random import Random

import pytest

from tests.faults import campaign, disk


@pytest.mark.logs("storage_failed")
def test_a_disk_that_refuses_leaves_before_or_after() -> None:
    totals = campaign.run(disk.case, "1", cases=20)
    assert totals.told == []


@pytest.mark.logs("storage_failed")
@pytest.mark.parametrize("seed", range(3))
def test_a_disk_that_is_really_full_loses_nothing(seed: int) -> None:
    disk.really_full(Random(seed))  # noqa: S311
