"""A share of the histories, from a fixed seed, each lived twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
HISTORIES = 5


def test_histories_keep_the_invariants_and_are_the_same_twice(tmp_path: Path) -> None:
    totals = tmp_path / "faults.json"
    settings = {"SEED": "1", "CASES": str(HISTORIES), "TOTALS": str(totals)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.model"],
        cwd=PROJECT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    kept = json.loads(totals.read_text())["model"]
    assert kept["cases"] == HISTORIES
    assert [kept[kind] for kind in ("lost", "double", "stuck", "crashed")] == [0, 0, 0, 0]
