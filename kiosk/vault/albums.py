"""Albums of the person's own: their names, and the way of both names and photos to central."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

import msgspec

from kiosk.domain import Album, AlbumId, PhotoFilter, PhotoId, Topic
from kiosk.vault import photos
from kiosk.vault.connection import Reader, SqlValue, Transaction


def albums(reader: Reader) -> tuple[Album, ...]:
    """All albums that were not deleted, by name."""
    rows = reader.rows("SELECT id, name FROM album_now WHERE removed = 0")
    found = [_album(reader, str(item), str(name or "")) for item, name in rows]
    return tuple(sorted(found, key=lambda album: (album.name.casefold(), album.id)))


def album(reader: Reader, item: AlbumId) -> Album | None:
    """One album, deleted or not."""
    row = reader.row("SELECT id, name FROM album_now WHERE id = ?", (item,))
    return None if row is None else _album(reader, str(row[0]), str(row[1] or ""))


def albums_of(reader: Reader, photo: PhotoId) -> frozenset[AlbumId]:
    """The albums that hold a photo."""
    rows = reader.rows("SELECT album FROM album_photo_now WHERE photo = ?", (photo,))
    return frozenset(AlbumId(str(row[0])) for row in rows)


def keep(transaction: Transaction, item: AlbumId, fields: Mapping[str, object]) -> None:
    """Keep an album's name, or that it was deleted (`removed`), to be brought to central."""
    transaction.run(
        "INSERT INTO pending_album (id, fields) VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET fields = json_patch(fields, excluded.fields),"
        " edits = edits + 1",
        (item, msgspec.json.encode(fields).decode()),
    )
    transaction.changed(Topic.PHOTOS)


def unsynced(reader: Reader) -> tuple[tuple[str, dict[str, object], int, int], ...]:
    """Albums that central must be told of: id, fields, base revision, and which state it is."""
    rows = reader.rows(
        "SELECT p.id, p.fields, max(p.rev, coalesce(f.rev, 0)), p.edits FROM main.pending_album p"
        " LEFT JOIN cache.album f ON f.id = p.id WHERE p.edits > p.pushed"
    )
    return tuple(
        (
            cast(str, row[0]),
            msgspec.json.decode(cast(str, row[1]), type=dict[str, object]),
            cast(int, row[2]),
            cast(int, row[3]),
        )
        for row in rows
    )


def synced(transaction: Transaction, item: str, edits: int, rev: int) -> None:
    """Central has this state of an album, as revision `rev`."""
    transaction.run("UPDATE pending_album SET pushed = ?, rev = ? WHERE id = ?", (edits, rev, item))


def shown(reader: Reader) -> tuple[tuple[str, int], ...]:
    """Albums that the feed shows by now, with the state that was pushed."""
    rows = reader.rows(
        "SELECT p.id, p.edits FROM main.pending_album p JOIN cache.album f ON f.id = p.id"
        " WHERE p.edits = p.pushed AND f.rev >= p.rev"
    )
    return tuple((cast(str, row[0]), cast(int, row[1])) for row in rows)


def forget_shown(transaction: Transaction, gone: Iterable[tuple[str, int]]) -> None:
    """Let go of what the feed shows, unless it changed since."""
    transaction.each("DELETE FROM pending_album WHERE id = ? AND edits = ?", gone)


def push_again(transaction: Transaction) -> None:
    """After a restore of central: tell it all that it may have lost."""
    transaction.run("UPDATE pending_album SET pushed = 0, rev = 0")


def lost(reader: Reader) -> tuple[tuple[SqlValue, ...], ...]:
    """Albums that central does not have any more, with their fields."""
    return tuple(
        reader.rows(
            "SELECT a.id, json_object('name', a.name, 'removed',"
            " json(iif(a.removed, 'true', 'false'))) FROM cache.album a"
            " JOIN cache.item i ON i.id = 'album/' || a.id"
            " WHERE i.type = 'state' AND i.orphaned = 1"
        )
    )


def push_lost(transaction: Transaction, gone: Iterable[tuple[SqlValue, ...]]) -> None:
    """Have central told again of what it lost; what was changed here since goes before."""
    transaction.each(
        "INSERT INTO pending_album (id, fields) VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET fields = json_patch(excluded.fields, fields),"
        " edits = edits + 1",
        gone,
    )


def _album(reader: Reader, item: str, name: str) -> Album:
    which = PhotoFilter(album=AlbumId(item))
    cells = photos.cells(reader, which)
    return Album(AlbumId(item), name, len(cells), cells[0].thumb if len(cells) else None)
