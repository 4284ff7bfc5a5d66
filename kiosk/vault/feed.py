"""How far central's feed was read, and putting its rows into the tables of facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import cast

from kiosk.domain import ItemState, Topic
from kiosk.vault import indexing
from kiosk.vault.connection import Reader, SqlValue, Transaction
from kiosk.vault.times import from_micros, maybe_time, to_micros

RANGE = 2**64
REPAIR_EVERY = timedelta(days=1)
NOTED_EVERY = timedelta(minutes=1)
OWN = (
    "mark",
    "settings",
    "album",
)  # states that the person wrote: what central lost is told to it again
STATES: Mapping[str, str] = {  # the table of each kind of state
    "draft": "central_draft", "mark": "mark", "settings": "settings", "album": "album",
}  # fmt: skip
KEYS: Mapping[str, str] = {"mark": "item"}  # of tables whose key is not called id
TOPICS: Mapping[str, frozenset[Topic]] = {
    "profile": frozenset({Topic.PROFILE, Topic.CREDITS}),
    "connection": frozenset({Topic.PEOPLE, Topic.MESSAGES, Topic.PHOTOS, Topic.VISITS}),
    "photo": frozenset({Topic.PHOTOS, Topic.PEOPLE}),
    "message": frozenset({Topic.MESSAGES, Topic.PEOPLE}),
    "visit": frozenset({Topic.VISITS}),
    "ticket": frozenset({Topic.TICKETS}),
    "ledger": frozenset({Topic.CREDITS}),
    "refusal": frozenset({Topic.OUTBOX}),
    "mark": frozenset({Topic.PHOTOS, Topic.MESSAGES, Topic.TICKETS, Topic.OUTBOX}),
    "central_draft": frozenset(),  # the working copy tells, once it is in step
    "settings": frozenset({Topic.SETTINGS}),
    "album": frozenset({Topic.PHOTOS}),
}


class Resync(StrEnum):
    """Why a new generation is read; the words are central's codes."""

    NONE = ""
    EXPIRED = "cursor-expired"
    BAD = "bad-cursor"
    EPOCH = "epoch-changed"
    AHEAD = "cursor-ahead"
    AUDIT = "audit"

    @property
    def central_lost(self) -> bool:
        """Whether rows that central no longer has may have been lost there, not deleted."""
        return self in (Resync.EPOCH, Resync.AHEAD)


@dataclass(frozen=True, slots=True)
class Position:
    """How far the feed was read; seq is that of the newest row applied."""

    cursor: str
    generation: int
    resync: Resync
    seq: int


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One row of the feed, ready for the table of facts it belongs to.

    `table` is empty for what this version does not know; `raw` is the row's data as sent, where
    this version does not know all of it. `share` is its part of the audit's digest.
    """

    type: str
    id: str
    seq: int
    rev: int
    deleted: bool
    share: int
    table: str = ""
    key: str = ""
    fields: Mapping[str, SqlValue] | None = None
    raw: bytes | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the feed; audit is count and digest of the live items, on the last page."""

    since: str
    cursor: str
    more: bool
    rows: tuple[FeedRow, ...]
    audit: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a page: not accepted (late), or applied; whether the audit matched."""

    accepted: bool
    audit_right: bool = True
    photos_gone: bool = False
    pictures_came: bool = False  # files that were not known before
    drafts_changed: bool = False
    finished: Resync = Resync.NONE  # the resync that this page completed


def position(reader: Reader) -> Position:
    """How far the feed was read."""
    row = reader.row("SELECT cursor, generation, resync, seq FROM cache.feed")
    cursor, generation, resync, seq = cast("tuple[str, int, str, int]", row)
    return Position(cursor, generation, Resync(resync), seq)


def synced_at(reader: Reader) -> datetime | None:
    """When all of the feed was last read, by the device's clock."""
    row = reader.row("SELECT synced_at FROM cache.feed")
    return None if row is None else maybe_time(cast("int | None", row[0]))


def begin_resync(transaction: Transaction, why: Resync, now: datetime) -> bool:
    """Read all of the feed anew, while what was read before stays visible.

    A resync because of an audit is begun once a day at most; answers whether it was begun.
    """
    row = transaction.row("SELECT repaired_at FROM feed")
    repaired = None if row is None else maybe_time(cast("int | None", row[0]))
    if why is Resync.AUDIT:
        # a clock that was set back must not forbid repairs for years
        if repaired is not None and timedelta() <= now - repaired < REPAIR_EVERY:
            return False
        transaction.run("UPDATE feed SET repaired_at = ?", (to_micros(now),))
    transaction.run(
        "UPDATE feed SET cursor = '', generation = generation + 1, seq = 0,"
        " live = 0, digest = '0000000000000000',"
        # what a restore lost stays lost, though another resync begins before that one ended
        " resync = CASE WHEN resync IN (?, ?) THEN resync ELSE ? END",
        (Resync.EPOCH, Resync.AHEAD, why),
    )
    return True


def apply(transaction: Transaction, page: Page, generation: int, now: datetime) -> Applied:
    """Put one page into the tables of facts, with its cursor, in this transaction (of cache.db).

    A page is accepted only if it continues where this generation stands. A row that is not newer
    than what this generation holds changes nothing.
    """
    row = transaction.row(
        "SELECT cursor, generation, resync, seq, live, digest, synced_at FROM feed"
    )
    cursor, current, resync, seq, live, digest, synced = cast(
        "tuple[str, int, str, int, int, str, int | None]", row
    )
    if page.since != cursor or generation != current:
        return Applied(accepted=False)
    if not page.rows and page.cursor == cursor and not page.more and not resync:
        right = page.audit is None or page.audit == (live, digest)
        if synced is None or abs(now - from_micros(synced)) >= NOTED_EVERY:
            transaction.run("UPDATE feed SET synced_at = ?", (to_micros(now),))
            transaction.changed(Topic.STATUS)
        return Applied(accepted=True, audit_right=right)
    tally = _Tally(live, int(digest, 16), seq, Resync(resync).central_lost)
    for change in page.rows:
        _apply_row(transaction, change, generation, tally)
    indexing.make_findable(transaction, max(len(page.rows), indexing.SLICE))
    transaction.run(
        "UPDATE feed SET cursor = ?, seq = ?, live = ?, digest = ?",
        (page.cursor, tally.seq, tally.live, f"{tally.digest:016x}"),
    )
    finished = Resync.NONE
    if not page.more:
        finished = Resync(resync)
        if finished is not Resync.NONE:
            _finish(transaction, finished, generation, tally)
        transaction.run("UPDATE feed SET resync = '', synced_at = ?", (to_micros(now),))
        transaction.changed(Topic.STATUS)
    return Applied(
        accepted=True,
        audit_right=page.audit is None or page.audit == (tally.live, f"{tally.digest:016x}"),
        photos_gone=tally.photos_gone,
        pictures_came=tally.pictures_came,
        drafts_changed=tally.drafts_changed,
        finished=finished,
    )


@dataclass(slots=True)
class _Tally:
    """What adds up while a page is applied."""

    live: int
    digest: int
    seq: int
    restored: bool
    photos_gone: bool = False
    pictures_came: bool = False
    drafts_changed: bool = False


def _apply_row(transaction: Transaction, change: FeedRow, generation: int, tally: _Tally) -> None:
    old = transaction.row(
        "SELECT seq, deleted, generation, share, rev FROM item WHERE type = ? AND id = ?",
        (change.type, change.id),
    )
    tally.seq = max(tally.seq, change.seq)
    older = False  # whether central lost what was written to it since
    if old is not None and old[2] != generation and tally.restored:
        older = change.table in OWN and not change.deleted and change.rev < cast(int, old[4])
    if old is not None and old[2] == generation:
        if change.seq <= cast(int, old[0]):
            return
        if not old[1]:
            tally.live -= 1
            tally.digest = (tally.digest - cast(int, old[3])) % RANGE
    if not change.deleted:
        tally.live += 1
        tally.digest = (tally.digest + change.share) % RANGE
    transaction.run(
        "INSERT INTO item (type, id, seq, rev, deleted, generation, share, orphaned, raw)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq,"
        " rev = excluded.rev, deleted = excluded.deleted, generation = excluded.generation,"
        " share = excluded.share, orphaned = excluded.orphaned, raw = excluded.raw",
        (
            change.type,
            change.id,
            change.seq,
            change.rev,
            int(change.deleted),
            generation,
            _signed(change.share),
            int(older),
            change.raw,
        ),
    )
    if change.table and not older:
        _apply_fact(transaction, change, tally)


def _apply_fact(transaction: Transaction, change: FeedRow, tally: _Tally) -> None:
    if change.deleted or change.fields is None:
        _delete(transaction, change.table, change.key)
        tally.photos_gone |= change.table == "photo"
    else:
        transaction.run(_upsert(change.table, tuple(change.fields)), change.fields)
        if change.table == "photo":
            _expect_files(transaction, change.fields, tally)
        if change.table in ("photo", "message"):
            _lay_mark(transaction, change.table, change.key)
    tally.drafts_changed |= change.table == "central_draft"
    transaction.changed(*TOPICS[change.table])


def _lay_mark(transaction: Transaction, table: str, key: str) -> None:
    """A mark may have come before the thing it marks."""
    columns = "seen, favourite, rotation" if table == "photo" else "seen"
    transaction.run(
        f"UPDATE {table} SET ({columns}) = (SELECT {columns} FROM mark WHERE item = ?1)"  # noqa: S608
        " WHERE id = ?1 AND EXISTS (SELECT 1 FROM mark WHERE item = ?1)",
        (key,),
    )


def _expect_files(transaction: Transaction, photo: Mapping[str, SqlValue], tally: _Tally) -> None:
    if photo["state"] != ItemState.DELIVERED:
        tally.photos_gone = True  # its pictures must not stay on this device
        return
    names = {photo[f"{kind}_sha"] for kind in ("thumb", "screen", "full")}
    known = f"SELECT count(*) FROM file WHERE sha256 IN ({', '.join('?' * len(names))})"  # noqa: S608
    tally.pictures_came |= transaction.number(known, tuple(names)) < len(names)
    transaction.each(
        "INSERT INTO file (sha256, kind, size, newest) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET newest = max(newest, excluded.newest)",
        [
            (photo[f"{kind}_sha"], kind, photo[f"{kind}_size"], photo["delivered_at"])
            for kind in ("thumb", "screen", "full")
        ],
    )


def _finish(transaction: Transaction, why: Resync, generation: int, tally: _Tally) -> None:
    """Settle what the new generation did not show: lost by central, or gone."""
    if why.central_lost:
        transaction.run(
            "UPDATE item SET orphaned = 1 WHERE generation < ? AND deleted = 0", (generation,)
        )
        return
    gone = transaction.rows(
        "SELECT type, id FROM item WHERE generation < ? AND orphaned = 0", (generation,)
    )
    for kind, item in gone:
        table, key = table_of(cast(str, kind), cast(str, item))
        if table:
            _delete(transaction, table, key)
            transaction.changed(*TOPICS[table])
            tally.photos_gone |= table == "photo"
    transaction.run("DELETE FROM item WHERE generation < ? AND orphaned = 0", (generation,))


def table_of(kind: str, item: str) -> tuple[str, str]:
    """The table of facts for a row of the feed and its key there; empty where there is none."""
    if kind in (
        "profile",
        "connection",
        "photo",
        "message",
        "visit",
        "ticket",
        "ledger",
        "refusal",
    ):
        return kind, item
    if kind == "state":
        state, _, key = item.partition("/")
        return STATES.get(state, ""), key
    return "", ""


def _delete(transaction: Transaction, table: str, key: str) -> None:
    transaction.run(f"DELETE FROM {table} WHERE {KEYS.get(table, 'id')} = ?", (key,))  # noqa: S608


@cache
def _upsert(table: str, columns: tuple[str, ...]) -> str:
    key = KEYS.get(table, "id")
    names, marks = ", ".join(columns), ", ".join(f":{name}" for name in columns)
    sets = ", ".join(f"{name} = excluded.{name}" for name in columns if name != key)
    return (
        f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
        f" ON CONFLICT ({key}) DO UPDATE SET {sets}"
    )


def _signed(share: int) -> int:
    return share - RANGE if share >= RANGE // 2 else share
