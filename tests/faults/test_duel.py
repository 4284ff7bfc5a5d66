"""A share of the duels, from a fixed seed, on either database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
ROUNDS = 30


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_two_at_the_same_moment_have_one_outcome(database: str, tmp_path: Path) -> None:
    totals = tmp_path / "faults.json"
    settings = {"DATABASE": database, "SEED": "1", "CASES": str(ROUNDS), "TOTALS": str(totals)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.duel"],
        cwd=PROJECT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    kept = json.loads(totals.read_text())["duel"]
    assert kept["cases"] == ROUNDS
    assert [kept[kind] for kind in ("lost", "double", "stuck", "crashed")] == [0, 0, 0, 0]
