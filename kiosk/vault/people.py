"""Connections, and the person's own profile, balance and ledger."""

from __future__ import annotations

from typing import cast

import msgspec

from kiosk.domain import (
    Connection,
    ConnectionId,
    ConnectionState,
    ContactId,
    ItemState,
    LastSignIn,
    LedgerKind,
    LedgerLine,
    Profile,
    Settings,
    Topic,
)
from kiosk.vault.connection import Queries, Reader, Row, Transaction
from kiosk.vault.times import from_micros, maybe_time

CONNECTION_COLUMNS = """id, contact, name, state, muted, requested_at, decided_at, request_text,
  photos, messages, pending"""
LEDGER_COLUMNS = """l.id, l.kind, l.amount, l.balance_after, l.at, l.contact_name, l.about_type,
  l.about, coalesce(m.state, p.state)"""
LEDGER_FROM = """cache.ledger l LEFT JOIN cache.message m ON m.id = l.about
  LEFT JOIN cache.photo p ON p.id = l.about"""
LAST_SIGN_IN = "last_sign_in"
PRESENT_SIGN_IN = "present_sign_in"


def connections(reader: Reader, *states: ConnectionState) -> tuple[Connection, ...]:
    """People in the given states, or all; requests oldest first, others by name."""
    marks = ", ".join("?" * len(states))
    where = f" WHERE state IN ({marks})" if states else ""
    rows = reader.rows(
        f"SELECT {CONNECTION_COLUMNS} FROM connection_now{where}"  # noqa: S608
        " ORDER BY state <> 'requested', CASE state WHEN 'requested' THEN requested_at END,"
        " name COLLATE NOCASE, id",
        states,
    )
    return tuple(_connection(row) for row in rows)


def connection(reader: Reader, item: ConnectionId) -> Connection | None:
    """One person, whatever the state."""
    sql = f"SELECT {CONNECTION_COLUMNS} FROM connection_now WHERE id = ?"  # noqa: S608
    row = reader.row(sql, (item,))
    return None if row is None else _connection(row)


def profile(reader: Reader) -> Profile | None:
    """Who is signed in, once the feed or a session has said so."""
    row = reader.row("SELECT id, number, first_name, last_name, balance FROM cache.profile LIMIT 1")
    return None if row is None else Profile(*row)  # type: ignore[arg-type]


def keep_profile(transaction: Transaction, known: Profile) -> None:
    """Keep what central said of the person at a sign-in (on cache.db), until the feed says it."""
    transaction.run(
        "INSERT INTO profile (id, number, first_name, last_name, balance, frozen)"
        " VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING",
        (known.inmate, known.number, known.first_name, known.last_name, known.balance),
    )
    transaction.changed(Topic.PROFILE)


def ledger(reader: Reader, before: str | None, limit: int) -> tuple[LedgerLine, ...]:
    """Lines of the person's account, newest first, from the one after `before` on."""
    where = ""
    if before is not None:
        where = " WHERE (l.at, l.seq) < (SELECT at, seq FROM cache.ledger WHERE id = ?)"
    rows = reader.rows(
        f"SELECT {LEDGER_COLUMNS} FROM {LEDGER_FROM}{where}"  # noqa: S608
        " ORDER BY l.at DESC, l.seq DESC LIMIT ?",
        (limit,) if before is None else (before, limit),
    )
    return tuple(_line(row) for row in rows)


def last_credit(reader: Reader) -> LedgerLine | None:
    """The newest gift of credits."""
    row = reader.row(
        f"SELECT {LEDGER_COLUMNS} FROM {LEDGER_FROM} WHERE l.kind = 'gift'"  # noqa: S608
        " ORDER BY l.at DESC, l.seq DESC LIMIT 1"
    )
    return None if row is None else _line(row)


def settings(reader: Reader) -> Settings:
    """How the person likes the screen: central's word, with what was changed here laid over."""
    fields: dict[str, object] = {}
    for sql in (
        "SELECT fields FROM cache.settings LIMIT 1",
        "SELECT fields FROM main.pending_settings",
    ):
        fields |= msgspec.json.decode(reader.text(sql) or "{}", type=dict[str, object])
    known = {name: fields[name] for name in Settings.__dataclass_fields__ if name in fields}
    try:
        return msgspec.convert(known, Settings)
    except msgspec.ValidationError:
        return Settings()  # written by a version that means something else by a name


def keep_settings(transaction: Transaction, wanted: Settings, now: Settings) -> None:
    """Keep what differs from what is shown now, to be brought to central."""
    new, old = msgspec.to_builtins(wanted), msgspec.to_builtins(now)
    changed = {name: value for name, value in new.items() if old[name] != value}
    if not changed:
        return
    held = transaction.text("SELECT fields FROM pending_settings") or "{}"
    fields = msgspec.json.decode(held, type=dict[str, object]) | changed
    transaction.run(
        "INSERT INTO pending_settings (one, fields) VALUES (1, ?)"
        " ON CONFLICT DO UPDATE SET fields = excluded.fields, edits = edits + 1",
        (msgspec.json.encode(fields).decode(),),
    )
    transaction.changed(Topic.SETTINGS)


def last_sign_in(queries: Queries) -> LastSignIn:
    """The sign-in before this one: what central said, else what this device remembers."""
    held = queries.text("SELECT value FROM remembered WHERE name = ?", (LAST_SIGN_IN,))
    if not held:
        return LastSignIn(at=None, place="", failed_tries=0)
    return msgspec.json.decode(held, type=LastSignIn)


def begin_sign_in(transaction: Transaction, present: LastSignIn) -> None:
    """Note this sign-in; the one noted before it is the last one until central knows better."""
    row = transaction.row("SELECT value FROM remembered WHERE name = ?", (PRESENT_SIGN_IN,))
    if row is not None:
        _remember(transaction, LAST_SIGN_IN, cast(str, row[0]))
    _remember(transaction, PRESENT_SIGN_IN, msgspec.json.encode(present).decode())


def keep_last_sign_in(transaction: Transaction, last: LastSignIn) -> None:
    """Remember what central said of earlier use."""
    _remember(transaction, LAST_SIGN_IN, msgspec.json.encode(last).decode())
    transaction.changed(Topic.PROFILE)


def _remember(transaction: Transaction, name: str, value: str) -> None:
    transaction.run(
        "INSERT INTO remembered (name, value) VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET value = excluded.value",
        (name, value),
    )


def _connection(row: Row) -> Connection:
    return Connection(
        id=ConnectionId(cast(str, row[0])),
        contact=ContactId(cast(str, row[1])),
        name=cast(str, row[2]),
        state=ConnectionState(cast(str, row[3])),
        muted=bool(row[4]),
        requested_at=from_micros(cast(int, row[5])),
        decided_at=maybe_time(cast("int | None", row[6])),
        request_text=cast(str, row[7]),
        photos=cast(int, row[8]),
        messages=cast(int, row[9]),
        pending=bool(row[10]),
    )


def _line(row: Row) -> LedgerLine:
    return LedgerLine(
        id=cast(str, row[0]),
        kind=LedgerKind(cast(str, row[1])),
        amount=cast(int, row[2]),
        balance_after=cast(int, row[3]),
        at=from_micros(cast(int, row[4])),
        contact_name=cast(str, row[5]),
        about_type=cast(str, row[6]),
        about=cast(str, row[7]),
        about_state=ItemState(cast(str, row[8])) if row[8] else None,
    )
