"""The receipts on their way back to a central that was restored, and how far they went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from kiosk.vault.connection import Queries, Transaction

# by central's own times, so that what was done first is brought back first
AT = "json_extract(signed, '$.at')"


@dataclass(frozen=True, slots=True)
class Place:
    """How far the journal was handed in to the central of that epoch; empty at the start."""

    epoch: str
    at: str
    id: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A receipt as central wrote it and its command's arguments, both JSON; args may be empty."""

    at: str
    id: str
    signed: str
    args: str


def epoch(queries: Queries) -> str:
    """The life of central's database that has all of the receipts; empty before the first."""
    return queries.text("SELECT epoch FROM main.journal")


def due(queries: Queries) -> Place | None:
    """Where to go on handing in, or None where central has them all."""
    row = queries.row("SELECT epoch, at, id FROM main.journal WHERE due")
    return None if row is None else Place(*cast("tuple[str, str, str]", row))


def page(queries: Queries, after: Place, limit: int) -> tuple[Kept, ...]:
    """The next receipts in the order of their times."""
    rows = queries.rows(
        f"SELECT {AT}, id, signed, coalesce(args, '') FROM main.receipt"  # noqa: S608
        f" WHERE ({AT}, id) > (?, ?) ORDER BY {AT}, id LIMIT ?",
        (after.at, after.id, limit),
    )
    return tuple(Kept(*cast("tuple[str, str, str, str]", row)) for row in rows)


def begin(transaction: Transaction) -> None:
    """Have all receipts handed in, from the first one on."""
    transaction.run("UPDATE journal SET due = 1, at = '', id = ''")


def advance(transaction: Transaction, place: Place) -> None:
    """Note how far they were handed in."""
    transaction.run(
        "UPDATE journal SET epoch = ?, at = ?, id = ?", (place.epoch, place.at, place.id)
    )


def finish(transaction: Transaction) -> None:
    """Note that central has them all."""
    transaction.run("UPDATE journal SET due = 0, at = '', id = ''")


def meet(transaction: Transaction, epoch: str) -> bool:
    """Hear of a life of central's database; answers whether receipts have to be handed in to it."""
    transaction.run("UPDATE journal SET epoch = ?", (epoch,))
    if transaction.row("SELECT 1 FROM receipt LIMIT 1") is None:
        return False
    begin(transaction)
    return True
