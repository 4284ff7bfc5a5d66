"""Conversations as the person sees them: facts, with what is still on its way laid over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import msgspec

from kiosk.domain import (
    Connection,
    ConnectionId,
    ConnectionState,
    Direction,
    ItemState,
    Message,
    MessageId,
    Payment,
    Rejection,
    Thread,
)
from kiosk.vault import people
from kiosk.vault.connection import Reader, Row, SqlValue
from kiosk.vault.times import from_micros, maybe_time

MESSAGE_COLUMNS = """id, connection, contact_name, direction, payment, price, state, body, sent_at,
  reviewed, approved_at, delivered_at, opened_at, rejection, note, seen, opening, lost"""
UNREAD_SQL = """SELECT connection, count(*) FROM cache.message INDEXED BY message_unread
  WHERE removed = 0 AND direction = 'in' AND seen = 0 AND state IN ('delivered', 'opened')
    AND id NOT IN (SELECT item FROM main.pending_mark WHERE seen = 1)
    AND id NOT IN (SELECT item FROM removal WHERE removed = 1)
  GROUP BY connection"""
SEALED_SQL = """SELECT connection, count(*) FROM cache.message INDEXED BY message_sealed
  WHERE removed = 0 AND direction = 'in' AND payment = 'cod' AND body IS NULL
    AND state = 'delivered' AND id NOT IN (SELECT item FROM removal WHERE removed = 1)
  GROUP BY connection"""
KEPT_COLUMNS = """id, connection, contact_name, payment, price, status, body, created_at, boxed,
  taking_back"""


def message(reader: Reader, item: MessageId) -> Message | None:
    """One message, removed or not, kept or known to central."""
    sql = f"SELECT {MESSAGE_COLUMNS} FROM message_now WHERE id = ?"  # noqa: S608
    if row := reader.row(sql, (item,)):
        return _message(row)
    sql = f"SELECT {KEPT_COLUMNS} FROM kept_message WHERE id = ?"  # noqa: S608
    row = reader.row(sql, (item,))
    return None if row is None else _kept(row)


def page(
    reader: Reader, connection: ConnectionId, before: MessageId | None, limit: int
) -> tuple[Message, ...]:
    """Messages of one conversation, oldest first: the newest `limit`, or those before one.

    What central has not shown yet stands at the end, in the order it was sent: no device's clock
    decides where a message stands.
    """
    kept = _kept_page(reader, connection, before, limit)
    if len(kept) >= limit:
        return kept
    place = ""
    bindings: tuple[str, ...] = (connection,)
    if before is not None and reader.row("SELECT 1 FROM cache.message WHERE id = ?", (before,)):
        place = " AND (at, key) < (SELECT at, key FROM cache.message WHERE id = ?)"
        bindings = (connection, before)
    rows = _facts(reader, place, "DESC", (*bindings, limit - len(kept)))
    return (*(_message(row) for row in rows), *kept)


def window(reader: Reader, first: MessageId, limit: int) -> tuple[Message, ...]:
    """Messages of one conversation from a fact of central's on, oldest first; what is kept last."""
    row = reader.row("SELECT connection FROM cache.message WHERE id = ?", (first,))
    if row is None:
        return ()
    connection = cast(str, row[0])
    place = " AND (at, key) >= (SELECT at, key FROM cache.message WHERE id = ?)"
    rows = _facts(reader, place, "ASC", (connection, first, limit))
    room = limit - len(rows)
    kept = _kept_page(reader, ConnectionId(connection), None, room) if room else ()
    return (*(_message(row) for row in rows), *kept)


def by_keys(reader: Reader, keys: Sequence[int]) -> tuple[Message, ...]:
    """The messages of these keys, in their order."""
    marks = ", ".join("?" * len(keys))
    rows = reader.rows(
        f"SELECT {MESSAGE_COLUMNS}, key FROM message_now WHERE key IN ({marks})",  # noqa: S608
        keys,
    )
    found = {row[-1]: _message(row) for row in rows}
    return tuple(found[key] for key in keys if key in found)


def kept(reader: Reader) -> tuple[Message, ...]:
    """What central has not shown yet, to anybody, the newest first."""
    sql = f"SELECT {KEPT_COLUMNS} FROM kept_message ORDER BY position DESC"  # noqa: S608
    return tuple(_kept(row) for row in reader.rows(sql))


def threads(reader: Reader) -> tuple[Thread, ...]:
    """One row a person: those one may write to, and those with messages; the newest first."""
    shown = people.connections(
        reader, ConnectionState.APPROVED, ConnectionState.BLOCKED, ConnectionState.ENDED
    )
    rows = [
        thread
        for thread in _threads(reader, shown)
        if thread.last is not None
        or thread.draft
        or thread.connection.state is ConnectionState.APPROVED
    ]
    rows.sort(key=lambda thread: thread.connection.name.casefold())
    rows.sort(key=_newness, reverse=True)
    return tuple(rows)


def thread(reader: Reader, item: ConnectionId) -> Thread | None:
    """The row of one person."""
    connection = people.connection(reader, item)
    return None if connection is None else _threads(reader, (connection,))[0]


def unread_ids(reader: Reader, connection: ConnectionId) -> tuple[MessageId, ...]:
    """The incoming messages of one person that were not seen yet, sealed ones included."""
    rows = reader.rows(
        "SELECT id FROM cache.message INDEXED BY message_unread"
        " WHERE removed = 0 AND direction = 'in' AND seen = 0"
        " AND state IN ('delivered', 'opened') AND connection = ?"
        " AND id NOT IN (SELECT item FROM main.pending_mark WHERE seen = 1)",
        (connection,),
    )
    return tuple(MessageId(cast(str, row[0])) for row in rows)


def _threads(reader: Reader, connections: Sequence[Connection]) -> list[Thread]:
    """The rows of some people, by a fixed number of queries and one look-up a person."""
    unread = _counts(reader, UNREAD_SQL)
    sealed = _counts(reader, SEALED_SQL)
    drafts = _counts(
        reader,
        "SELECT connection, 1 FROM main.draft WHERE discarded = 0 AND body <> ''",
    )
    writing = {
        cast(str, row[0])
        for row in reader.rows(
            "SELECT connection FROM kept_message"
            " UNION SELECT f.connection FROM removal r JOIN cache.message f ON f.id = r.item"
        )
    }
    newest = {
        ConnectionId(cast(str, row[1])): _message(row)
        for row in reader.rows(
            f"SELECT {MESSAGE_COLUMNS} FROM message_now WHERE key IN ("  # noqa: S608
            " SELECT (SELECT key FROM cache.message f WHERE f.removed = 0 AND f.connection = c.id"
            " ORDER BY at DESC, key DESC LIMIT 1) FROM cache.connection c)"
        )
    }
    rows = []
    for connection in connections:
        item = connection.id
        if item in writing:  # what lies over the facts decides which message is the last
            last = page(reader, item, None, 1)
        else:
            last = (newest[item],) if item in newest else ()
        rows.append(
            Thread(
                connection=connection,
                last=last[-1] if last else None,
                unread=unread.get(item, 0),
                sealed=sealed.get(item, 0),
                draft=item in drafts,
            )
        )
    return rows


def _counts(reader: Reader, sql: str) -> dict[str, int]:
    return {cast(str, row[0]): cast(int, row[1]) for row in reader.rows(sql)}


def _newness(row: Thread) -> tuple[bool, float]:
    last = row.last
    if last is None:
        return (False, 0.0)
    at = last.delivered_at if last.direction is Direction.IN else None
    return (last.state is ItemState.KEPT, (at or last.sent_at).timestamp())


def _facts(reader: Reader, place: str, way: str, bindings: tuple[SqlValue, ...]) -> list[Row]:
    """Messages that central has shown, from one end of a conversation, oldest first."""
    shown = "removed = 0"
    if reader.row("SELECT 1 FROM main.outbox WHERE kind = 'item.restore' LIMIT 1"):
        shown = "(removed = 0 OR id IN (SELECT item FROM removal WHERE removed = 0))"
    return reader.rows(
        f"SELECT {MESSAGE_COLUMNS} FROM message_now WHERE key IN ("  # noqa: S608
        f" SELECT key FROM cache.message WHERE {shown} AND connection = ?"
        f"{place} AND id NOT IN (SELECT item FROM removal WHERE removed = 1)"
        f" ORDER BY at {way}, key {way} LIMIT ?) ORDER BY at, key",
        bindings,
    )


def _kept_page(
    reader: Reader, connection: ConnectionId, before: MessageId | None, limit: int
) -> tuple[Message, ...]:
    place = ""
    bindings: tuple[str, ...] = (connection,)
    if before is not None:
        # before a fact there is no kept message, and its position counts as 0
        place = " AND position < coalesce((SELECT position FROM kept_message WHERE id = ?), 0)"
        bindings = (connection, before)
    rows = reader.rows(
        f"SELECT {KEPT_COLUMNS} FROM kept_message WHERE connection = ?{place}"  # noqa: S608
        " ORDER BY position DESC LIMIT ?",
        (*bindings, limit),
    )
    return tuple(_kept(row) for row in reversed(rows))


def _message(row: Row) -> Message:
    direction = Direction(cast(str, row[3]))
    state = ItemState(cast(str, row[6]))
    arrived = state in (ItemState.DELIVERED, ItemState.OPENED)
    return Message(
        id=MessageId(cast(str, row[0])),
        connection=ConnectionId(cast(str, row[1])),
        contact_name=cast(str, row[2]),
        direction=direction,
        payment=Payment(cast(str, row[4])),
        price=cast(int, row[5]),
        state=state,
        body=cast("str | None", row[7]),
        sent_at=from_micros(cast(int, row[8])),
        reviewed=bool(row[9]),
        approved_at=maybe_time(cast("int | None", row[10])),
        delivered_at=maybe_time(cast("int | None", row[11])),
        opened_at=maybe_time(cast("int | None", row[12])),
        rejection=msgspec.json.decode(cast(str, row[13]), type=Rejection) if row[13] else None,
        note=cast(str, row[14]),
        unread=direction is Direction.IN and arrived and not row[15],
        opening=bool(row[16]) and row[7] is None,
        lost=bool(row[17]),
    )


def _kept(row: Row) -> Message:
    item, connection, name, payment, price, status, body, created_at, boxed, taking_back = row
    return Message(
        id=MessageId(cast(str, item)),
        connection=ConnectionId(cast(str, connection)),
        contact_name=cast(str, name),
        direction=Direction.OUT,
        payment=Payment(cast(str, payment)),
        price=cast(int, price),
        # done: central has it, and its fact comes with the next page of the feed
        state=ItemState.SENT if status == "done" else ItemState.KEPT,
        body=cast(str, body),
        sent_at=from_micros(cast(int, created_at)),
        boxed=bool(boxed),
        taking_back=bool(taking_back),
    )
