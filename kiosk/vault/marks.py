"""Read marks, favourites, rotation, albums and settings on their way to central."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

import msgspec

from kiosk.domain import AlbumId, Topic
from kiosk.vault import albums as own_albums
from kiosk.vault.connection import Queries, Reader, SqlValue, Transaction

IN_ALBUM = "in:"  # before an album's id: the field of a mark that says whether it holds the photo


@dataclass(frozen=True, slots=True)
class UnsyncedState:
    """Fields of a mark or of the settings that central does not have; edits names this state."""

    id: str  # of the message or photo; empty for the settings
    fields: dict[str, object]
    base_rev: int
    edits: int


@dataclass(frozen=True, slots=True)
class Lost:
    """What central lost of a person's marks and settings, as it was known here."""

    marks: tuple[tuple[SqlValue, ...], ...] = ()  # item, seen, favourite, rotation, albums
    settings: str = ""  # JSON
    albums: tuple[tuple[SqlValue, ...], ...] = ()  # id, fields


def mark(
    transaction: Transaction,
    item: str,
    *,
    seen: bool | None = None,
    favourite: bool | None = None,
    rotation: int | None = None,
    albums: Mapping[AlbumId, bool] | None = None,
) -> None:
    """Keep a mark on a photo or message; what is None stays as it is.

    `albums` says of some albums whether they hold the photo.
    """
    placed = None if albums is None else msgspec.json.encode(albums).decode()
    bindings: tuple[SqlValue, ...] = (item, _flag(seen), _flag(favourite), rotation, placed)
    transaction.run(
        "INSERT INTO pending_mark (item, seen, favourite, rotation, albums) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET seen = coalesce(excluded.seen, seen),"
        " favourite = coalesce(excluded.favourite, favourite),"
        " rotation = coalesce(excluded.rotation, rotation),"
        " albums = coalesce(json_patch(coalesce(albums, '{}'), excluded.albums), albums),"
        " edits = edits + 1",
        bindings,
    )


def unsynced_marks(reader: Reader, limit: int) -> tuple[UnsyncedState, ...]:
    """Marks that central must be told of."""
    rows = reader.rows(
        "SELECT m.item, m.seen, m.favourite, m.rotation, m.albums,"
        " max(m.rev, coalesce(f.rev, 0)), m.edits"
        " FROM main.pending_mark m LEFT JOIN cache.mark f ON f.item = m.item"
        " WHERE m.edits > m.pushed LIMIT ?",
        (limit,),
    )
    found = []
    for item, seen, favourite, rotation, placed, rev, edits in rows:
        fields: dict[str, object] = {}
        if seen is not None:
            fields["seen"] = bool(seen)
        if favourite is not None:
            fields["favourite"] = bool(favourite)
        if rotation is not None:
            fields["rotation"] = rotation
        inside = msgspec.json.decode(cast(str, placed or "{}"), type=dict[str, bool])
        fields |= {f"{IN_ALBUM}{album}": held for album, held in inside.items()}
        found.append(UnsyncedState(cast(str, item), fields, cast(int, rev), cast(int, edits)))
    return tuple(found)


def mark_synced(transaction: Transaction, pushed: UnsyncedState, rev: int) -> None:
    """Central has this state of a mark, as revision `rev`."""
    transaction.run(
        "UPDATE pending_mark SET pushed = ?, rev = ? WHERE item = ?", (pushed.edits, rev, pushed.id)
    )


def unsynced_settings(reader: Reader) -> UnsyncedState | None:
    """Settings that central must be told of."""
    row = reader.row(
        "SELECT fields, max(rev, coalesce((SELECT rev FROM cache.settings LIMIT 1), 0)), edits"
        " FROM main.pending_settings WHERE edits > pushed"
    )
    if row is None:
        return None
    fields = msgspec.json.decode(cast(str, row[0]), type=dict[str, object])
    return UnsyncedState("", fields, cast(int, row[1]), cast(int, row[2]))


def settings_synced(transaction: Transaction, pushed: UnsyncedState, rev: int) -> None:
    """Central has this state of the settings, as revision `rev`."""
    transaction.run("UPDATE pending_settings SET pushed = ?, rev = ?", (pushed.edits, rev))


def shown_marks(reader: Reader) -> tuple[tuple[str, int], ...]:
    """Marks that the feed shows by now, with the state that was pushed."""
    rows = reader.rows(
        "SELECT m.item, m.edits FROM main.pending_mark m JOIN cache.mark f ON f.item = m.item"
        " WHERE m.edits = m.pushed AND f.rev >= m.rev"
    )
    return tuple((cast(str, row[0]), cast(int, row[1])) for row in rows)


def settings_shown(reader: Reader) -> int | None:
    """The state of the settings that was pushed, if the feed shows it by now."""
    row = reader.row(
        "SELECT p.edits FROM main.pending_settings p JOIN cache.settings f"
        " WHERE p.edits = p.pushed AND f.rev >= p.rev"
    )
    return None if row is None else cast(int, row[0])


def forget_shown(
    transaction: Transaction, marks: Iterable[tuple[str, int]], settings: int | None
) -> None:
    """Let go of marks and settings that the feed shows, unless they changed since."""
    transaction.each("DELETE FROM pending_mark WHERE item = ? AND edits = ?", marks)
    transaction.run("DELETE FROM pending_settings WHERE edits = ?", (settings,))


def push_again(transaction: Transaction) -> None:
    """After a restore of central: tell it all that it may have lost."""
    transaction.run("UPDATE pending_mark SET pushed = 0, rev = 0")
    transaction.run("UPDATE pending_settings SET pushed = 0, rev = 0")
    own_albums.push_again(transaction)
    transaction.run("UPDATE draft SET base_rev = 0, edits = edits + 1")
    transaction.changed(Topic.OUTBOX)


def lost(reader: Reader) -> Lost:
    """What central does not have any more, of things that it has."""
    rows = reader.rows(
        "SELECT m.item, m.seen, m.favourite, m.rotation, m.albums FROM cache.item i"
        " JOIN cache.mark m ON i.id = 'mark/' || m.item"
        " WHERE i.type = 'state' AND i.orphaned = 1 AND EXISTS (SELECT 1 FROM cache.item t"
        " WHERE t.type IN ('photo', 'message', 'refusal') AND t.id = m.item"
        " AND t.orphaned = 0 AND t.deleted = 0)"
    )
    settings = reader.text(
        "SELECT s.fields FROM cache.settings s JOIN cache.item i ON i.id = 'settings/' || s.id"
        " WHERE i.type = 'state' AND i.orphaned = 1"
    )
    return Lost(tuple(rows), settings, own_albums.lost(reader))


def push_lost(transaction: Transaction, gone: Lost) -> None:
    """Have central told again of what it lost; what was changed here since goes before."""
    transaction.each(
        "INSERT INTO pending_mark (item, seen, favourite, rotation, albums) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET seen = coalesce(seen, excluded.seen),"
        " favourite = coalesce(favourite, excluded.favourite),"
        " rotation = coalesce(rotation, excluded.rotation),"
        " albums = json_patch(excluded.albums, coalesce(albums, '{}')), edits = edits + 1",
        gone.marks,
    )
    own_albums.push_lost(transaction, gone.albums)
    if gone.settings:
        transaction.run(
            "INSERT INTO pending_settings (one, fields) VALUES (1, ?)"
            " ON CONFLICT DO UPDATE SET fields = json_patch(excluded.fields, fields),"
            " edits = edits + 1",
            (gone.settings,),
        )


def unsynced(queries: Queries) -> bool:
    """Say whether any draft, mark or setting waits to be told to central."""
    return (
        queries.row(
            "SELECT 1 FROM main.pending_mark WHERE edits > pushed"
            " UNION ALL SELECT 1 FROM main.pending_settings WHERE edits > pushed"
            " UNION ALL SELECT 1 FROM main.pending_album WHERE edits > pushed"
            " UNION ALL SELECT 1 FROM main.draft WHERE edits > pushed LIMIT 1"
        )
        is not None
    )


def _flag(value: bool | None) -> int | None:
    return None if value is None else int(value)
