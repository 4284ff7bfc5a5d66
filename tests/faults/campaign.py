"""Runs fault cases from a seed for so many minutes, and adds up what became of them.

    from tests.faults.campaign import Kind, Violation, main

    def case(rng: Random) -> None: ...      # raises Violation; any other exception is a crash
    if __name__ == "__main__":
        sys.exit(main("rot", case))

The environment says how: SEED (drawn unless given; printed), MINUTES (10 unless given), CASES
(an end by count instead), FIRST=1 (end at the first violation), TOTALS (the file of totals,
var/faults.json unless given), AT_ONCE (processes that share the cases, of a class that allows it).
A case is told apart by "SEED:number" and repeated by CASE=number. SIGTERM ends a run with all its
processes, and folders are removed.
"""

from __future__ import annotations

import fcntl
import itertools
import json
import multiprocessing
import os
import platform
import secrets
import signal
import sys
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any, NamedTuple

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


class Failed(NamedTuple):
    """What a case came to that failed, in words."""

    kind: Kind
    text: str


Tried = Failed | None


def attempt(case: Case, seed: str) -> Tried:
    """Try one case."""
    try:
        case(Random(seed))  # noqa: S311
    except Violation as violation:
        text = f"case {seed}: {violation}\n{traceback.format_exc()}"
        return Failed(violation.kind, text)
    except Exception:  # noqa: BLE001  (whatever it is, it is a crash, and is told)
        return Failed(Kind.CRASHED, f"case {seed}: crashed\n{traceback.format_exc()}")
    return None


@dataclass
class Totals:
    """What a run came to."""

    cases: int = 0
    violations: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    def count(self, tried: Tried) -> None:
        """Add one case."""
        self.cases += 1
        if tried is None:
            return
        self.violations[tried.kind.value] += 1
        self.told.append(tried.text)
        if len(self.told) <= SHOWN:
            sys.stdout.write(tried.text + "\n")

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
    at_once: int = 1,
) -> Totals:
    """Try cases until the time is over or so many were tried, or one is `first` to fail."""
    totals = Totals()
    ends, says = time.monotonic() + minutes * 60, time.monotonic() + SAY_EVERY
    numbers = itertools.count() if cases is None else iter(range(cases))
    seeds = (f"{seed}:{number}" for number in numbers)
    with closing(_attempts(case, seeds, at_once)) as attempts:
        for tried in attempts:
            totals.count(tried)
            now = time.monotonic()
            if (first and totals.told) or (cases is None and now >= ends):
                break
            if now > says:
                says = now + SAY_EVERY
                sys.stdout.write(f"  {totals.line()}\n")
                sys.stdout.flush()
    return totals


def _attempts(case: Case, seeds: Iterator[str], at_once: int) -> Generator[Tried, None, None]:
    """What each case came to, in order; tried by so many processes, which begin as this one is."""
    if at_once == 1:
        for seed in seeds:
            yield attempt(case, seed)
        return
    forking = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(at_once, forking, initializer=_take, initargs=(case,))
    try:
        begun = deque(pool.submit(_attempt, seed) for seed in itertools.islice(seeds, 2 * at_once))
        while begun:
            yield begun.popleft().result()
            begun.extend(pool.submit(_attempt, seed) for seed in itertools.islice(seeds, 1))
    finally:
        pool.shutdown(cancel_futures=True)


_taken: list[Case] = []  # the case of this process, of several


def _take(case: Case) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _taken.append(case)


def _attempt(seed: str) -> Tried:
    return attempt(_taken[0], seed)


def _end(number: int, _frame: FrameType | None) -> None:
    """End the processes of this run, and unwind it, so that each `with` removes what is its."""
    for process in multiprocessing.active_children():
        process.kill()
    raise SystemExit(128 + number)


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


def main(name: str, case: Case, *, at_once: int = 1) -> int:
    """The command of one class of faults: non-zero on any violation."""
    signal.signal(signal.SIGTERM, _end)
    seed = os.environ.get("SEED") or str(secrets.randbelow(10**9))
    only = os.environ.get("CASE")
    sys.stdout.write(f"{name}: seed {seed}\n")
    sys.stdout.flush()
    if only is not None:
        totals = Totals()
        totals.count(attempt(case, f"{seed}:{only}"))
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
        at_once=min(at_once, int(os.environ.get("AT_ONCE") or at_once)),
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
