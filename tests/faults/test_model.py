"""A share of the histories, from a fixed seed, each lived twice."""

from __future__ import annotations

from pathlib import Path

from tests.faults import shares

HISTORIES = 5


def test_histories_keep_the_invariants_and_are_the_same_twice(tmp_path: Path) -> None:
    shares.expect_none_to_fail("model", HISTORIES, tmp_path, AT_ONCE="1")
