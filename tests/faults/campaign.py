"""Runs fault cases from a seed for so many minutes, and adds up what became of them.

    from tests.faults.campaign import Kind, Violation, main

    def case(rng: Random) -> None: ...      # raises Violation; any other exception is a crash
    if __name__ == "__main__":
        sys.exit(main("rot", case))

The environment says how: SEED (drawn unless given; printed), MINUTES (10 unless given), CASES
(an end by count instead), FIRST=1 (end at the first violation), TOTALS (the file of totals,
var/faults.json unless given). A case is told apart by "SEED:number" and repeated by CASE=number.
"""

from __future__ import annotations

import fcntl
import json
import os
import platform
import secrets
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
TOTALS = PROJECT / "var" / "faults.json"
MINUTES = 10.0
SAY_EVERY = 10.0  # seconds
SHOWN = 20  # violations printed whole

Case = Callable[[Random], None]


class Kind(StrEnum):
    """What a fault must never bring about."""

    LOST = "lost"  # something kept, queued or paid for is gone
    DOUBLE = "double"  # something was carried out or charged twice
    STUCK = "stuck"  # it does not come to rest in step with central once the faults have ended
    CRASHED = "crashed"  # an exception or an end of the process that is no known failure


class Violation(AssertionError):  # noqa: N818  (the word of this room)
    """A case that ended as none may."""

    def __init__(self, kind: Kind, about: str) -> None:
        super().__init__(f"{kind.value}: {about}")
        self.kind = kind
        self.about = about


@dataclass
class Totals:
    """What a run came to."""

    cases: int = 0
    violations: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    def count(self, case: Case, seed: str) -> None:
        """Try one case."""
        self.cases += 1
        try:
            case(Random(seed))  # noqa: S311
        except Violation as violation:
            self._note(violation.kind, f"case {seed}: {violation}\n{traceback.format_exc()}")
        except Exception:  # noqa: BLE001  (whatever it is, it is a crash, and is told)
            self._note(Kind.CRASHED, f"case {seed}: crashed\n{traceback.format_exc()}")

    def _note(self, kind: Kind, text: str) -> None:
        self.violations[kind.value] += 1
        self.told.append(text)
        if len(self.told) <= SHOWN:
            sys.stdout.write(text + "\n")

    def line(self) -> str:
        """In words."""
        counts = ", ".join(f"{kind.value} {self.violations[kind.value]}" for kind in Kind)
        return f"{self.cases} cases: {counts}"


def run(
    case: Case,
    seed: str,
    *,
    minutes: float = MINUTES,
    cases: int | None = None,
    first: bool = False,
) -> Totals:
    """Try cases until the time is over or so many were tried, or one is `first` to fail."""
    totals = Totals()
    ends, says = time.monotonic() + minutes * 60, time.monotonic() + SAY_EVERY
    while totals.cases < cases if cases is not None else time.monotonic() < ends:
        totals.count(case, f"{seed}:{totals.cases}")
        if first and totals.told:
            break
        if time.monotonic() > says:
            says = time.monotonic() + SAY_EVERY
            sys.stdout.write(f"  {totals.line()}\n")
            sys.stdout.flush()
    return totals


def add_up(name: str, seed: str, totals: Totals, path: Path = TOTALS) -> None:
    """Add a run to the totals of its class, unless this seed is in them already."""
    with _held(path) as kept:
        entry = kept.setdefault(name, {"seeds": [], "cases": 0, **{kind.value: 0 for kind in Kind}})
        if seed in entry["seeds"]:
            sys.stdout.write(f"seed {seed} was counted before: not added to {path.name}\n")
            return
        entry["seeds"].append(seed)
        entry["cases"] += totals.cases
        for kind in Kind:
            entry[kind.value] += totals.violations[kind.value]
        entry["machine"] = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}"


def main(name: str, case: Case) -> int:
    """The command of one class of faults: non-zero on any violation."""
    seed = os.environ.get("SEED") or str(secrets.randbelow(10**9))
    only = os.environ.get("CASE")
    sys.stdout.write(f"{name}: seed {seed}\n")
    sys.stdout.flush()
    if only is not None:
        totals = Totals()
        totals.count(case, f"{seed}:{only}")
        sys.stdout.write(f"{name}: {totals.line()}\n")
        return 1 if totals.told else 0
    minutes = float(os.environ.get("MINUTES") or MINUTES)
    most = os.environ.get("CASES")
    totals = run(
        case,
        seed,
        minutes=minutes,
        cases=int(most) if most else None,
        first=os.environ.get("FIRST") == "1",
    )
    add_up(name, seed, totals, Path(os.environ.get("TOTALS") or TOTALS))
    sys.stdout.write(f"{name}: seed {seed}, {totals.line()}\n")
    return 1 if totals.told or not totals.cases else 0


@contextmanager
def _held(path: Path) -> Iterator[dict[str, Any]]:
    """The totals, for one process at a time; written back whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
        yield kept
        part = path.with_suffix(".part")
        part.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")
        part.replace(path)
