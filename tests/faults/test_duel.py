"""A share of the duels, from a fixed seed, on either database."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import shares

ROUNDS = 30


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_two_at_the_same_moment_have_one_outcome(database: str, tmp_path: Path) -> None:
    shares.expect_none_to_fail("duel", ROUNDS, tmp_path, DATABASE=database)
