"""A share of the duels, from a fixed seed, on either database."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.faults import campaign, shares

ROUNDS = 30


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_two_at_the_same_moment_have_one_outcome(database: str, tmp_path: Path) -> None:
    shares.expect_none_to_fail("duel", ROUNDS, tmp_path, DATABASE=database)


def test_a_duel_that_is_ended_leaves_no_server() -> None:
    with tempfile.TemporaryDirectory(prefix="duel-") as name:  # a short path: it holds a socket
        folder = Path(name)
        folder.chmod(0o711)
        settings = {"DATABASE": "postgresql", "TOTALS": str(folder / "faults.json")}
        duel = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.duel"],
            cwd=campaign.PROJECT,
            env={**os.environ, **settings, "TMPDIR": name},
            stdout=subprocess.PIPE,
            text=True,
        )
        with duel:
            assert duel.stdout is not None
            assert duel.stdout.readline() == "duel: on postgresql\n"
            (held,) = folder.glob("central-pg-*/data/postmaster.pid")
            server = int(held.read_text().splitlines()[0])
            duel.terminate()
            assert duel.wait() != 0
        assert not list(folder.glob("central-*"))
        assert not Path(f"/proc/{server}").exists()
