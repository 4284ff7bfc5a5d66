"""Making messages and photos findable: their words, parts of words, of whom and of when."""

from __future__ import annotations

from datetime import date
from typing import Final, cast

from kiosk.domain import ItemState, Topic
from kiosk.domain.folding import folded_words
from kiosk.domain.question import LEAST_PART, Day
from kiosk.vault.connection import Queries, Row, Transaction
from kiosk.vault.times import from_micros

SLICE = 500  # items made findable in one transaction: the writer has other things to do
_PER_MILLISECOND: Final = 2**15  # places: what came in the same millisecond stands side by side

_DUE_SQL = {
    "message": """SELECT d.key, s.place, f.connection, f.at, f.state, coalesce(f.body, '')
      FROM search_due d JOIN message f ON f.key = d.key
      LEFT JOIN search_place s ON s.kind = d.kind AND s.key = d.key
      WHERE d.kind = 'message' ORDER BY d.key DESC LIMIT ?""",
    "photo": """SELECT d.key, s.place, f.connection, f.delivered_at, f.state, f.caption
      FROM search_due d JOIN photo f ON f.key = d.key
      LEFT JOIN search_place s ON s.kind = d.kind AND s.key = d.key
      WHERE d.kind = 'photo' ORDER BY d.key DESC LIMIT ?""",
}


def make_findable(transaction: Transaction, limit: int = SLICE) -> bool:
    """Index some of what waits for it, the newest first (on cache.db); whether more waits.

    A sealed message is known by its sender and its date alone; one that the facility took back is
    not known at all.
    """
    for kind, sql in _DUE_SQL.items():
        rows = transaction.rows(sql, (limit,))
        old = [(row[1],) for row in rows if row[1] is not None]
        transaction.each("DELETE FROM search_place WHERE place = ?", old)
        _index(transaction, kind, rows)
        done = [(kind, row[0]) for row in rows]
        transaction.each("DELETE FROM search_due WHERE kind = ? AND key = ?", done)
    return anything_due(transaction)


def finish_slice(transaction: Transaction) -> bool:
    """One slice of a backlog; screens look again once all of it is done."""
    more = make_findable(transaction)
    if not more:
        transaction.changed(Topic.MESSAGES, Topic.PHOTOS)
    return more


def anything_due(queries: Queries) -> bool:
    """Whether anything is not findable yet."""
    return queries.row("SELECT 1 FROM search_due LIMIT 1") is not None


def local_day(micros: int) -> date:
    """The date of a moment on this device's clock."""
    return from_micros(micros).astimezone().date()


def person_mark(kind: str, connection: str) -> str:
    """How the index writes whose an item is; never a word that somebody typed."""
    return f"{kind[0]}p{connection.encode().hex()}"


def day_marks(kind: str, day: Day) -> list[str]:
    """How the index writes when an item came; what is None is left out."""
    parts = (("y", day.year), ("m", day.month), ("d", day.day))
    return [f"{kind[0]}{part}{value}" for part, value in parts if value is not None]


def _index(transaction: Transaction, kind: str, rows: list[Row]) -> None:
    texts: list[tuple[int, str, str]] = []
    parts: list[tuple[int, str]] = []
    for row in rows:
        key, _, connection, at, state, text = cast("tuple[int, object, str, int, str, str]", row)
        if state == ItemState.WITHDRAWN:
            continue
        place = _take_place(transaction, kind, key, at)
        came = local_day(at)
        marks = day_marks(kind, Day(came.year, came.month, came.day))
        words = folded_words(text)
        texts.append((place, " ".join(words), " ".join((person_mark(kind, connection), *marks))))
        parts.append((place, " ".join(word for word in words if len(word) >= LEAST_PART)))
    transaction.each(
        f"INSERT INTO search_words (rowid, {kind}, marks) VALUES (?, ?, ?)",  # noqa: S608
        texts,
    )
    transaction.each("INSERT INTO search_parts (rowid, words) VALUES (?, ?)", parts)


def _take_place(transaction: Transaction, kind: str, key: int, at: int) -> int:
    place = at // 1000 * _PER_MILLISECOND + key % _PER_MILLISECOND
    while transaction.row("SELECT 1 FROM search_place WHERE place = ?", (place,)):
        place += 1
    transaction.run(
        "INSERT INTO search_place (place, kind, key) VALUES (?, ?, ?)", (place, kind, key)
    )
    return place
