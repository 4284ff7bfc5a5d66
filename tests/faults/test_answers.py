"""A small share of wrong answers in central's place, from a fixed seed."""

from __future__ import annotations

from pathlib import Path

from tests.faults import shares

CASES = 80


def test_wrong_answers_lose_nothing_and_end_nothing(tmp_path: Path) -> None:
    shares.expect_none_to_fail("answers", CASES, tmp_path, AT_ONCE="1")
