"""A share of the kills, from a fixed seed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
KILLS = 10


def test_nothing_is_lost_or_done_twice_by_a_kill(tmp_path: Path) -> None:
    totals = tmp_path / "faults.json"
    settings = {"SEED": "1", "CASES": str(KILLS), "TOTALS": str(totals)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.kill"],
        cwd=PROJECT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    kept = json.loads(totals.read_text())["kill"]
    assert kept["cases"] == KILLS
    assert [kept[kind] for kind in ("lost", "double", "stuck", "crashed")] == [0, 0, 0, 0]
