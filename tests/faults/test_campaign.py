"""Cases are counted, told, repeated, and added up over seeds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.faults import campaign
from tests.faults.campaign import PROJECT, Kind, Violation

ENDLESS = """
import os, signal, sys, tempfile
from tests.faults.campaign import main

def endless(rng):
    with tempfile.TemporaryDirectory(dir=folder):
        os.write(1, b"%d\\n" % os.getpid())
        signal.pause()

with tempfile.TemporaryDirectory(dir=sys.argv[1]) as folder:
    main("endless", endless, at_once=2)
"""


def unlucky(rng: Random) -> None:
    if rng.random() < 0.5:
        raise Violation(Kind.LOST, "a letter")


def test_the_same_seed_gives_the_same_cases() -> None:
    first, second = (campaign.run(unlucky, "7", cases=20) for _ in range(2))
    assert first.told == second.told
    assert 0 < first.violations["lost"] < first.cases == 20


def test_several_processes_find_what_one_finds() -> None:
    alone, together = (campaign.run(unlucky, "7", cases=20, at_once=each) for each in (1, 2))
    assert together.cases == 20
    assert [text.splitlines()[0] for text in together.told] == [
        text.splitlines()[0] for text in alone.told
    ]


def test_several_processes_end_at_the_first_that_fails() -> None:
    alone, together = (
        campaign.run(unlucky, "7", cases=20, first=True, at_once=each) for each in (1, 2)
    )
    assert (together.cases, together.violations) == (alone.cases, alone.violations)


def test_a_run_that_is_ended_leaves_no_process_and_no_folder(tmp_path: Path) -> None:
    words = [sys.executable, "-c", ENDLESS, str(tmp_path)]
    run = subprocess.Popen(words, cwd=PROJECT, stdout=subprocess.PIPE)
    assert run.stdout is not None
    run.stdout.readline()  # the seed
    workers = [int(run.stdout.readline()) for _ in range(2)]
    run.terminate()
    run.communicate()
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)
    assert run.returncode == 143
    assert list(tmp_path.iterdir()) == []


def test_any_other_exception_is_a_crash() -> None:
    def broken(_rng: Random) -> None:
        raise KeyError("x")

    assert campaign.run(broken, "7", cases=1).violations == {"crashed": 1}


def test_distinct_seeds_add_up(tmp_path: Path) -> None:
    path = tmp_path / "faults.json"
    for seed in ("1", "2", "1"):
        campaign.add_up("rot", seed, campaign.run(unlucky, seed, cases=5), path)
    kept = json.loads(path.read_text())["rot"]
    assert kept["seeds"] == ["1", "2"]
    assert kept["cases"] == 10
