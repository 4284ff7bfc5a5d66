"""What the person did and central must carry out, exactly once; and central's signed receipts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import msgspec

from kiosk.domain import (
    CommandId,
    CommandKind,
    CommandStatus,
    ConnectionId,
    MessageId,
    OutboxEntry,
    Payment,
    Topic,
)
from kiosk.vault import drafts
from kiosk.vault.connection import Queries, Row, SqlValue, Transaction
from kiosk.vault.times import from_micros, to_micros

BATCH = 50
CANCELLED = "cancelled"  # central's code for a command that was taken back in time
ENTRY_SQL = """SELECT o.id, o.kind, o.status, o.created_at, o.connection, o.about,
  coalesce(c.name, ''), o.code, o.missing, o.price
  FROM main.outbox o LEFT JOIN cache.connection c ON c.id = o.connection"""
# What may go to central now: nothing from the first held command on. What takes a command back goes
# before all others, and so before that command.
FREE = """status IN ('queued', 'sending') AND (kind = 'command.cancel' OR position < coalesce(
  (SELECT min(position) FROM main.outbox WHERE held), 9223372036854775807))"""

# Kinds of which the newest word on one thing counts: saying the same twice is one command.
OPPOSITES: Mapping[CommandKind, frozenset[CommandKind]] = {
    kind: group
    for group in (
        frozenset({CommandKind.ITEM_REMOVE, CommandKind.ITEM_RESTORE}),
        frozenset({CommandKind.CONNECTION_MUTE, CommandKind.CONNECTION_UNMUTE}),
        frozenset(
            {
                CommandKind.CONNECTION_APPROVE,
                CommandKind.CONNECTION_DECLINE,
                CommandKind.CONNECTION_BLOCK,
                CommandKind.CONNECTION_UNBLOCK,
            }
        ),
        frozenset({CommandKind.MESSAGE_OPEN}),
        frozenset({CommandKind.MESSAGE_SEND}),
        frozenset({CommandKind.REJECTION_APPEAL}),
        frozenset({CommandKind.VISIT_ACCEPT, CommandKind.VISIT_DECLINE}),
        frozenset({CommandKind.TICKET_OPEN}),
        frozenset({CommandKind.ACCOUNT_FREEZE}),
        frozenset({CommandKind.COMMAND_CANCEL}),
    )
    for kind in group
}
TOPICS: Mapping[str, frozenset[Topic]] = {
    "connection": frozenset({Topic.PEOPLE, Topic.MESSAGES}),
    "message": frozenset({Topic.MESSAGES}),
    "item": frozenset({Topic.MESSAGES, Topic.PHOTOS}),
    "rejection": frozenset({Topic.MESSAGES}),
    "visit": frozenset({Topic.VISITS}),
    "ticket": frozenset({Topic.TICKETS}),
    "account": frozenset({Topic.PROFILE}),
    "command": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Command:
    """One act of the person, as it goes to central."""

    id: CommandId
    kind: CommandKind
    args: Mapping[str, str | int]
    connection: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """Central's receipt for a command; signed is the whole receipt as it was sent, in JSON.

    It is None where central would not even read the command.
    """

    id: CommandId
    status: CommandStatus  # DONE or REFUSED
    seq: int
    code: str
    missing: int
    price: int
    signed: str | None


def add(transaction: Transaction, command: Command, now: datetime, *, held: bool = False) -> bool:
    """Queue a command; answers whether it was new (asking for the same again adds nothing).

    A held one is as durable as any, but neither it nor what was queued after it goes to central
    until `release`, so that `take_back` can still leave no trace of it.
    """
    if _said_already(transaction, command):
        return False
    transaction.run(
        "INSERT INTO outbox (id, kind, args, held, created_at, connection, about)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            command.id,
            command.kind,
            msgspec.json.encode(command.args).decode(),
            held,
            to_micros(now),
            command.connection,
            command.about,
        ),
    )
    _changed(transaction, command.kind)
    return True


def requeue(transaction: Transaction) -> None:
    """At start: what was being sent when the app ended is sent again, under the same ids."""
    transaction.run("UPDATE outbox SET status = 'queued' WHERE status = 'sending'")
    transaction.run("UPDATE outbox SET held = 0 WHERE held")  # nobody can take it back any more


def release(transaction: Transaction, connection: ConnectionId) -> None:
    """Let the held decision about a person go to central."""
    transaction.run("UPDATE outbox SET held = 0 WHERE held AND connection = ?", (connection,))
    transaction.changed(Topic.OUTBOX)


def take_back(transaction: Transaction, connection: ConnectionId) -> None:
    """Undo the held decision about a person as if it had never been made."""
    transaction.run("DELETE FROM outbox WHERE held AND connection = ?", (connection,))
    transaction.changed(Topic.OUTBOX, Topic.PEOPLE, Topic.MESSAGES)


def do_not_send(
    transaction: Transaction, message: MessageId, cancel: CommandId, now: datetime
) -> None:
    """Take back a message that is still on its way; its text is the draft again.

    At once where it never left this device. Else central says whether it was in time: it gets
    `command.cancel`, under the id `cancel`, and then the message again, for its receipt.
    """
    row = transaction.row(
        "SELECT id, kind, args, connection, about, given FROM outbox"
        " WHERE kind = 'message.send' AND about = ? AND status IN ('queued', 'sending')",
        (message,),
    )
    if row is None:
        return
    command = _command(row[:5])
    if row[5]:
        args: dict[str, str | int] = {"command": command.id}
        take_back = Command(cancel, CommandKind.COMMAND_CANCEL, args, about=command.id)
        add(transaction, take_back, now)
    else:
        _never_sent(transaction, command, now)
    _changed(transaction, command.kind)


def take_batch(transaction: Transaction) -> tuple[Command, ...]:
    """Give the oldest unsettled commands, at most 50, and note that they are being sent.

    Those from the first held one on stay: the order of a person's acts is kept. `given` counts the
    batches and envelopes that a command may have left this device in.
    """
    rows = transaction.rows(
        "SELECT id, kind, args, connection, about FROM main.outbox"  # noqa: S608
        f" WHERE {FREE} ORDER BY kind <> 'command.cancel', position LIMIT ?",
        (BATCH,),
    )
    transaction.each(
        "UPDATE outbox SET status = 'sending', given = given + 1 WHERE id = ?",
        [(row[0],) for row in rows],
    )
    return tuple(_command(row) for row in rows)


def not_given(transaction: Transaction, batch: Sequence[Command], now: datetime) -> None:
    """Note that a batch has certainly not left this device, and so count its commands back.

    A message that has then never left, and that the person asked back in the meantime, is taken
    back at once, as it would have been before.
    """
    transaction.each(
        "UPDATE outbox SET status = 'queued', given = given - 1"
        " WHERE id = ? AND status = 'sending'",
        [(command.id,) for command in batch],
    )
    rows = transaction.rows(
        "SELECT o.id, o.kind, o.args, o.connection, o.about, c.id FROM outbox o"
        " JOIN outbox c ON c.kind = 'command.cancel' AND c.about = o.id AND c.status = 'queued'"
        " WHERE o.status = 'queued' AND o.given = 0"
    )
    for *row, cancel in rows:
        transaction.run("DELETE FROM outbox WHERE id = ?", (cancel,))
        _never_sent(transaction, _command(tuple(row)), now)


def settle(transaction: Transaction, settled: Settled, now: datetime) -> None:
    """Keep a receipt; a refused message's text goes back into the draft in the same transaction."""
    if settled.signed is not None:
        transaction.run(
            "INSERT INTO receipt (id, status, seq, signed, received_at, args)"
            " VALUES (?1, ?2, ?3, ?4, ?5, (SELECT args FROM outbox WHERE id = ?1))"
            " ON CONFLICT DO NOTHING",
            (settled.id, settled.status, settled.seq, settled.signed, to_micros(now)),
        )
    row = transaction.row(
        "SELECT id, kind, args, connection, about FROM outbox"
        " WHERE id = ? AND status IN ('queued', 'sending')",
        (settled.id,),
    )
    if row is None:
        return
    transaction.run(
        "UPDATE outbox SET status = ?, seq = ?, code = ?, missing = ?, price = ? WHERE id = ?",
        (
            settled.status,
            settled.seq,
            settled.code,
            settled.missing,
            settled.price,
            settled.id,
        ),
    )
    command = _command(row)
    _changed(transaction, command.kind)
    if settled.status is CommandStatus.REFUSED and command.kind is CommandKind.MESSAGE_SEND:
        _give_back(transaction, command, now)
        if settled.code == CANCELLED:  # as the person wished: nothing to explain
            transaction.run("DELETE FROM outbox WHERE id = ?", (command.id,))


def _never_sent(transaction: Transaction, command: Command, now: datetime) -> None:
    """Let go of a message that no-one but this device knows of."""
    transaction.run("DELETE FROM outbox WHERE id = ?", (command.id,))
    _give_back(transaction, command, now)
    _changed(transaction, command.kind)


def _give_back(transaction: Transaction, command: Command, now: datetime) -> None:
    drafts.put_back(
        transaction,
        MessageId(command.about),
        ConnectionId(command.connection),
        str(command.args["body"]),
        Payment(str(command.args["payment"])),
        now,
    )


def any_shown(queries: Queries, seq: int) -> bool:
    """Say whether `forget_shown` has anything to do."""
    sql = "SELECT 1 FROM main.outbox WHERE status = 'done' AND seq <= ? LIMIT 1"
    return queries.row(sql, (seq,)) is not None


def forget_shown(transaction: Transaction, seq: int) -> None:
    """Let go of done commands whose effect the feed has shown: it was read up to `seq`."""
    kinds = transaction.rows(
        "SELECT DISTINCT kind FROM outbox WHERE status = 'done' AND seq <= ?", (seq,)
    )
    transaction.run("DELETE FROM outbox WHERE status = 'done' AND seq <= ?", (seq,))
    for (kind,) in kinds:
        _changed(transaction, CommandKind(cast(str, kind)))


def forget_done(transaction: Transaction) -> None:
    """Let go of all done commands: after a restore of central their places mean nothing."""
    transaction.run("DELETE FROM outbox WHERE status = 'done'")


def dismiss(transaction: Transaction, command: CommandId) -> None:
    """Take a refusal off the screen; its receipt stays."""
    transaction.run("DELETE FROM outbox WHERE id = ? AND status = 'refused'", (command,))
    transaction.changed(Topic.OUTBOX)


def entries(queries: Queries) -> tuple[OutboxEntry, ...]:
    """Commands that central has not settled yet, in their order."""
    rows = queries.rows(f"{ENTRY_SQL} WHERE o.status IN ('queued', 'sending') ORDER BY o.position")
    return tuple(_entry(row) for row in rows)


def refusals(queries: Queries) -> tuple[OutboxEntry, ...]:
    """What central refused and the person has not put aside, newest first."""
    rows = queries.rows(f"{ENTRY_SQL} WHERE o.status = 'refused' ORDER BY o.position DESC")
    return tuple(_entry(row) for row in rows)


def unsettled(queries: Queries) -> int:
    """How many commands wait for central."""
    return queries.number("SELECT count(*) FROM main.outbox WHERE status IN ('queued', 'sending')")


def any_to_send(queries: Queries) -> bool:
    """Whether something may go to central now."""
    return queries.row(f"SELECT 1 FROM main.outbox WHERE {FREE} LIMIT 1") is not None  # noqa: S608


def _said_already(transaction: Transaction, command: Command) -> bool:
    group = OPPOSITES[command.kind]
    thing: tuple[SqlValue, ...] = (command.connection, command.about)
    marks = ", ".join("?" * len(group))
    last = transaction.text(
        f"SELECT kind FROM outbox WHERE kind IN ({marks}) AND connection = ? AND about = ?"  # noqa: S608
        " AND status <> 'refused' ORDER BY position DESC LIMIT 1",
        (*sorted(group), *thing),
    )
    return last == command.kind


def _changed(transaction: Transaction, kind: CommandKind) -> None:
    transaction.changed(Topic.OUTBOX, *TOPICS[kind.value.partition(".")[0]])


def _command(row: Row) -> Command:
    item, kind, args, connection, about = row
    return Command(
        CommandId(cast(str, item)),
        CommandKind(cast(str, kind)),
        msgspec.json.decode(cast(str, args), type=dict[str, str | int]),
        cast(str, connection),
        cast(str, about),
    )


def _entry(row: Row) -> OutboxEntry:
    return OutboxEntry(
        id=CommandId(cast(str, row[0])),
        kind=CommandKind(cast(str, row[1])),
        status=CommandStatus(cast(str, row[2])),
        created_at=from_micros(cast(int, row[3])),
        connection=ConnectionId(cast(str, row[4])) if row[4] else None,
        about=cast(str, row[5]),
        contact_name=cast(str, row[6]),
        code=cast(str, row[7]),
        missing=cast(int, row[8]),
        price=cast(int, row[9]),
    )
