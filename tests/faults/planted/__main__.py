"""Plants each bug in a copy of the project, and expects the suite it names to catch it.

A plant is a patch with a head of two lines:

    suite: duel DATABASE=postgresql         (the suite, and what its environment says besides)
    about: balances are read without a lock on their rows

`python -m tests.faults.planted [name ...]`; SEED is handed on. Exits non-zero if one survives.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[2]
LEFT_OUT = shutil.ignore_patterns(".*", "var", "dist", "__pycache__", "docs", "build")
MINUTES = "10"  # a suite that has found nothing by then does not catch the bug
CAUGHT = 1
AT_ONCE = 2


@dataclass(frozen=True)
class Plant:
    """One bug to plant."""

    path: Path
    suite: str
    environment: dict[str, str]
    about: str


def plants() -> list[Plant]:
    """All of them, by name. Raises ValueError where a head is not as it should be."""
    return [_read(path) for path in sorted(HERE.glob("*.patch"))]


def _read(path: Path) -> Plant:
    first, second = path.read_text().splitlines()[:2]
    if not first.startswith("suite: ") or not second.startswith("about: "):
        raise ValueError(f"{path.name}: begins with `suite:` and `about:`")
    suite, *given = first.removeprefix("suite: ").split()
    environment = dict(each.split("=", 1) for each in given)
    return Plant(path, suite, environment, second.removeprefix("about: "))


def applies(plant: Plant, tree: Path = PROJECT, *, check: bool = True) -> str:
    """Put the bug into a tree, or only see whether that can be done; what stands against it."""
    words = ["patch", "-p1", "--forward", "--batch", "--fuzz=0", "--input", str(plant.path)]
    done = subprocess.run(
        [*words, *(["--dry-run"] if check else [])],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr if done.returncode else ""


def caught(plant: Plant) -> str:
    """Plant the bug and run its suite until something is found; empty, or why it survived."""
    with tempfile.TemporaryDirectory(prefix="planted-") as name:
        tree = Path(name) / "project"
        shutil.copytree(PROJECT, tree, ignore=LEFT_OUT)
        against = applies(plant, tree, check=False)
        if against:
            return f"cannot be planted any more:\n{against}"
        given = dict(os.environ)
        given.pop("TOTALS", None)  # what a plant brings about is no figure of the project
        done = subprocess.run(
            [sys.executable, "-m", f"tests.faults.{plant.suite}"],
            cwd=tree,
            env={**given, "FIRST": "1", "MINUTES": MINUTES, **plant.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == CAUGHT and "case " in done.stdout:
            return ""
        return f"survived (exit {done.returncode})\n{(done.stdout + done.stderr)[-2000:]}"


def main(names: list[str]) -> int:
    """Plant those named, or all; say what became of each."""
    chosen = [plant for plant in plants() if not names or plant.path.stem in names]
    survived = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for plant, why in zip(chosen, pool.map(caught, chosen), strict=True):
            survived += bool(why)
            verdict = f"NOT CAUGHT: {why}" if why else f"caught by {plant.suite}"
            sys.stdout.write(f"{plant.path.stem}: {plant.about}: {verdict}\n")
            sys.stdout.flush()
    sys.stdout.write(f"planted {len(chosen)}, caught {len(chosen) - survived}\n")
    return 1 if survived or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
