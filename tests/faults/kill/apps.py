"""Kills an app at a system call or at a moment, and opens what is left."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

from tests.central_server import PROJECT
from tests.faults.campaign import Kind
from tests.faults.kill.acts import found_family
from tests.faults.kill.judging import judge, must
from tests.faults.kill.seat import diary_lines, enrol

CALLS = (
    "fdatasync",
    "fsync",
    "pwrite64",
    "write",
    "rename",
    "unlink",
    "ftruncate",
    "openat",
    "sendto",
    "mkdir",
)
# how many calls of one kind a thread makes in a scenario, about
REACH = {
    "first": 12,
    "again": 8,
    "photos": 24,
    "write": 60,
    "evict": 40,
    "copy": 40,
    "post": 40,
    "migrate": 12,
}
MOMENTS = 0.2  # of all kills come at a moment, not at a call
NUMBERS = 1000


class Apps:
    """One central, one device and one fork server, for many cases."""

    def __init__(self, central: Any, folder: Path) -> None:
        self._central = central
        self._folder = folder
        self._place = enrol(central)
        self._number = NUMBERS
        self.points: Counter[str] = Counter()
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.kill.worker"],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def case(self, rng: Random, scenario: str, calls: Sequence[str] = ()) -> None:
        """One kill; at one of these system calls, if any are given."""
        self._number += 1
        if scenario == "first":
            self._place = enrol(self._central)  # a try of the wrong PIN counts against a device
        family = found_family(
            self._central,
            str(self._number),
            collect=3 if scenario == "write" else 0,
            photos={"photos": 2, "evict": 3}.get(scenario, 0),
            one_time=scenario == "first",
        )
        state = self._folder / family.number
        at_moment = not calls and rng.random() < MOMENTS
        call = "" if at_moment else rng.choice(calls or CALLS)
        order = {
            "place": asdict(self._place),
            "family": family.plain(),
            "state": str(state),
            "seed": rng.random(),
            "scenario": scenario,
            "call": call,
            "nth": int(REACH[scenario] ** rng.random()),
            "after": rng.uniform(0.0, 0.6),
        }
        ended = self._ask(order)
        if ended["killed"]:
            self.points[f"{scenario} {call or 'moment'}"] += 1
        crash = state / "crash"
        must(not crash.exists(), Kind.CRASHED, crash.read_text() if crash.exists() else "")
        must(not ended["late"], Kind.STUCK, f"{scenario} came to no end")
        judge(self._central, self._place, state, family, diary_lines(state / "diary"))
        shutil.rmtree(state)

    def _ask(self, order: dict[str, Any]) -> dict[str, Any]:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(order) + "\n")
        self._server.stdin.flush()
        answer: dict[str, Any] = json.loads(self._server.stdout.readline())
        return answer

    def close(self) -> None:
        """End the fork server."""
        self._server.communicate()
