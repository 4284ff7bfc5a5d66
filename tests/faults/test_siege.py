"""A share of the siege: a few blows, among them a restore of central after much was done."""

from __future__ import annotations

from pathlib import Path

from tests.faults import shares

SEED = "5919"  # all kinds of blows, and in an order that tells most
BLOWS = "10"


def test_a_siege_loses_nothing_and_does_nothing_twice(tmp_path: Path) -> None:
    shares.expect_none_to_fail("siege", 1, tmp_path, SEED=SEED, EVENTS=BLOWS)
