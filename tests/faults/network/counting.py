"""How many requests a sync may take: as many as there is to bring and to fetch, and a few more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import ceil

from kiosk.vault.connection import Reader

PAGE = 200  # rows of the feed that central gives at once
BATCH = 50  # commands or receipts in one request
CONSTANT = 16  # of one step, whatever befalls it: tokens, self, the start of a resync
AT_REST = {"token": 1, "sessions": 1, "self": 1, "changes": 1}  # where there is nothing new


def waiting(reader: Reader, table: str) -> int:
    """How many rows a table of the vault has."""
    row = reader.row(f"SELECT count(*) FROM {table}")  # noqa: S608
    return int(str(row[0])) if row else 0


def in_step(reader: Reader, rows: int) -> int:
    """The most requests of one step; `rows` are all that central has for the feed."""
    commands = waiting(reader, "main.outbox")
    return (
        CONSTANT
        + 2 * pages(rows)
        + 2 * commands  # one by one, after an answer that seems to refuse them all
        + waiting(reader, "main.receipt")
        + _states(reader)
    )


def in_sync(reader: Reader, rows: int) -> dict[str, int]:
    """The most requests of one sync on a sound line, each for what it is for.

    A token that central wants anew costs one more of each; so does a resync, which reads all rows
    and hands in all receipts.
    """
    receipts = ceil(waiting(reader, "main.receipt") / BATCH)
    return {
        "token": 2,
        "sessions": 2,
        "self": 3,
        "afresh": 2,
        "changes": 2 * pages(rows) + 2,
        "receipts": 2 * receipts + 2,
        "commands": ceil(waiting(reader, "main.outbox") / BATCH) + 1,
        "state": _states(reader) + 1,
    }


def pages(rows: int) -> int:
    """How many pages of the feed so many rows are."""
    return max(1, ceil(rows / PAGE))


def excess(made: Iterable[str], allowed: dict[str, int]) -> dict[str, int]:
    """What was asked for more often than allowed, and how often."""
    counts = Counter(made)
    return {name: count for name, count in counts.items() if count > allowed.get(name, 0)}


def _states(reader: Reader) -> int:
    tables = "main.draft", "main.pending_mark", "main.pending_settings"
    return sum(waiting(reader, table) for table in tables)
