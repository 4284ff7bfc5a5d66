"""A share of the kills, from a fixed seed."""

from __future__ import annotations

from pathlib import Path

from tests.faults import shares

KILLS = 10


def test_nothing_is_lost_or_done_twice_by_a_kill(tmp_path: Path) -> None:
    shares.expect_none_to_fail("kill", KILLS, tmp_path)
