"""What central refused: told by a receipt here, or by the feed where an envelope brought it."""

from __future__ import annotations

from typing import cast

from kiosk.domain import CommandId, CommandKind, CommandStatus, ConnectionId, OutboxEntry, Topic
from kiosk.vault import marks, outbox
from kiosk.vault.connection import Queries, Reader, Transaction
from kiosk.vault.times import from_micros

KINDS = tuple(sorted(CommandKind))
# Not what this device was told by a receipt, nor what was put aside on any device.
FEED_SQL = f"""SELECT r.id, r.kind, r.at, r.connection, coalesce(c.name, ''), r.code, r.missing,
  r.price
  FROM cache.refusal r LEFT JOIN cache.connection c ON c.id = r.connection
  WHERE r.kind IN ({", ".join("?" * len(KINDS))})
    AND r.id NOT IN (SELECT id FROM main.receipt)
    AND r.id NOT IN (SELECT item FROM cache.mark WHERE seen)
    AND r.id NOT IN (SELECT item FROM main.pending_mark WHERE seen)
  ORDER BY r.at DESC, r.id"""  # noqa: S608


def shown(reader: Reader) -> tuple[OutboxEntry, ...]:
    """What the person has not put aside: this device's first, newest first."""
    rows = reader.rows(FEED_SQL, KINDS)
    from_feed = tuple(
        OutboxEntry(
            id=CommandId(cast(str, item)),
            kind=CommandKind(cast(str, kind)),
            status=CommandStatus.REFUSED,
            created_at=from_micros(cast(int, at)),
            connection=ConnectionId(cast(str, connection)) if connection else None,
            contact_name=cast(str, name),
            code=cast(str, code),
            missing=cast(int, missing),
            price=cast(int, price),
        )
        for item, kind, at, connection, name, code, missing, price in rows
    )
    return outbox.refusals(reader) + from_feed


def in_feed(queries: Queries, command: CommandId) -> bool:
    """Whether other devices show this refusal, too."""
    return queries.row("SELECT 1 FROM cache.refusal WHERE id = ?", (command,)) is not None


def dismiss(transaction: Transaction, command: CommandId, *, everywhere: bool) -> None:
    """Take a refusal off the screen, and where the feed has it off those of other devices."""
    outbox.dismiss(transaction, command)
    if everywhere:
        marks.mark(transaction, command, seen=True)
    transaction.changed(Topic.OUTBOX)
