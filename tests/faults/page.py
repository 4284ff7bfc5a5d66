"""Writes the page of totals, docs/faults.md, from the totals that the runs have added up.

    python -m tests.faults.page [totals]      (var/faults.json unless given)

The words around the tables are the page's own and stay as they are.
"""

from __future__ import annotations

import importlib.metadata
import json
import platform
import sys
from pathlib import Path
from typing import Any

import apsw

from tests.faults.campaign import PROJECT, TOTALS, Kind
from tests.faults.planted.__main__ import plants

PAGE = PROJECT / "docs" / "faults.md"
PARTS = ("PySide6-Essentials", "apsw-sqlite3mc", "cryptography", "Django", "hypothesis", "requests")


def between(page: str, name: str, lines: list[str]) -> str:
    """The page with other lines between the two marks of that name. Raises ValueError without."""
    first, last = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, _, rest = page.partition(first)
    _, found, after = rest.partition(last)
    if not found:
        raise ValueError(f"{PAGE.name} has no marks for {name}")
    return before + first + "\n".join([*lines, ""]) + last + after


def table(kept: dict[str, dict[str, Any]]) -> list[str]:
    """A row for each class of faults."""
    kinds = [kind.value for kind in Kind]
    rows = [
        f"| class | seeds | cases | {' | '.join(kinds)} |",
        "|---|---|---|" + "---|" * len(kinds),
    ]
    for name, entry in sorted(kept.items()):
        counts = " | ".join(str(entry[kind]) for kind in kinds)
        rows.append(f"| {name} | {', '.join(entry['seeds'])} | {entry['cases']:,} | {counts} |")
    return rows


def machine(kept: dict[str, dict[str, Any]]) -> list[str]:
    """Where the runs were made, and with what."""
    found = sorted({str(entry["machine"]) for entry in kept.values()})
    parts = [f"{name} {importlib.metadata.version(name)}" for name in PARTS]
    versions = [
        f"Python {platform.python_version()}",
        f"SQLite {apsw.sqlite_lib_version()}",
        *parts,
    ]
    return [f"Machine: {'; '.join(found)}.", f"Versions: {', '.join(versions)}."]


def bugs() -> list[str]:
    """A row for each planted bug."""
    rows = ["| bug | what it does | caught by |", "|---|---|---|"]
    return rows + [f"| {each.path.stem} | {each.about} | {each.suite} |" for each in plants()]


def main(path: Path) -> None:
    """Write the page anew."""
    kept = json.loads(path.read_text())
    page = PAGE.read_text()
    for name, lines in (("totals", table(kept)), ("machine", machine(kept)), ("bugs", bugs())):
        page = between(page, name, lines)
    PAGE.write_text(page)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TOTALS)
