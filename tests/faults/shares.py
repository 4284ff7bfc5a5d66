"""A small share of a class of faults, lived through its command from a fixed seed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.faults.campaign import PROJECT, Kind


def expect_none_to_fail(name: str, cases: int, folder: Path, **settings: str) -> None:
    """Run so many cases of a class and see that each was counted and none went wrong."""
    totals = folder / "faults.json"
    given = {"SEED": "1", "CASES": str(cases), "TOTALS": str(totals), **settings}
    done = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{name}"],
        cwd=PROJECT,
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    kept = json.loads(totals.read_text())[name]
    assert kept["cases"] == cases
    assert {kind.value: kept[kind.value] for kind in Kind} == {kind.value: 0 for kind in Kind}
