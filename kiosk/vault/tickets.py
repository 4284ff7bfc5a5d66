"""Tickets as the person sees them, and the one that is being written."""

from __future__ import annotations

from typing import cast

import msgspec

from kiosk.domain import (
    About,
    AboutType,
    CommandId,
    Ticket,
    TicketDraft,
    TicketId,
    TicketKind,
    TicketState,
)
from kiosk.vault.connection import Queries, Reader, Row, Transaction
from kiosk.vault.times import from_micros, maybe_time

COLUMNS = """id, kind, text, about_type, about, state, opened_at, looked_at, answered_at, role,
  answer, unread, command, code"""
MOST = 100  # older ones are of no use to anybody
DRAFT = "ticket draft"  # its name among what vault.db remembers


def ticket(reader: Reader, item: TicketId) -> Ticket | None:
    """One ticket, wherever it is."""
    row = reader.row(f"SELECT {COLUMNS} FROM ticket_now WHERE id = ?", (item,))  # noqa: S608
    return None if row is None else _ticket(row)


def newest(reader: Reader) -> tuple[Ticket, ...]:
    """The person's tickets, the newest first."""
    sql = f"SELECT {COLUMNS} FROM ticket_now ORDER BY opened_at DESC, id LIMIT ?"  # noqa: S608
    return tuple(_ticket(row) for row in reader.rows(sql, (MOST,)))


def answers(reader: Reader) -> tuple[Ticket, ...]:
    """Those whose answer the person has not seen, the newest answer first."""
    sql = f"SELECT {COLUMNS} FROM ticket_now WHERE unread ORDER BY answered_at DESC, id"  # noqa: S608
    return tuple(_ticket(row) for row in reader.rows(sql))


def draft(queries: Queries) -> TicketDraft:
    """What is being written; empty where there is nothing."""
    held = queries.text("SELECT value FROM main.remembered WHERE name = ?", (DRAFT,))
    return msgspec.json.decode(held, type=TicketDraft) if held else TicketDraft()


def keep_draft(transaction: Transaction, wanted: TicketDraft) -> None:
    """Keep what is being written; an empty one is forgotten."""
    if wanted == TicketDraft():
        transaction.run("DELETE FROM remembered WHERE name = ?", (DRAFT,))
        return
    transaction.run(
        "INSERT INTO remembered (name, value) VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET value = excluded.value",
        (DRAFT, msgspec.json.encode(wanted).decode()),
    )


def _ticket(row: Row) -> Ticket:
    return Ticket(
        id=TicketId(cast(str, row[0])),
        kind=TicketKind(cast(str, row[1])),
        text=cast(str, row[2]),
        about=About(AboutType(cast(str, row[3])), cast(str, row[4])),
        state=TicketState(cast(str, row[5])),
        opened_at=from_micros(cast(int, row[6])),
        looked_at=maybe_time(cast("int | None", row[7])),
        answered_at=maybe_time(cast("int | None", row[8])),
        role=cast(str, row[9]),
        answer=cast(str, row[10]),
        unread=bool(row[11]),
        command=CommandId(cast(str, row[12])) if row[12] else None,
        code=cast(str, row[13]),
    )
