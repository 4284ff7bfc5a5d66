"""One small siege, of a fixed number of blows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
BLOWS = "10"


def test_a_siege_loses_nothing_and_does_nothing_twice(tmp_path: Path) -> None:
    totals = tmp_path / "faults.json"
    settings = {"SEED": "1", "CASES": "1", "EVENTS": BLOWS, "TOTALS": str(totals)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.siege"],
        cwd=PROJECT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    kept = json.loads(totals.read_text())["siege"]
    assert kept["cases"] == 1
    assert [kept[kind] for kind in ("lost", "double", "stuck", "crashed")] == [0, 0, 0, 0]
