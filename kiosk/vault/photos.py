"""Photos as the person sees them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import cast, overload

import msgspec

from kiosk.domain import (
    ConnectionId,
    ItemState,
    Photo,
    PhotoCell,
    PhotoCounts,
    PhotoFilter,
    PhotoId,
    Rendition,
    Sha256,
)
from kiosk.vault.connection import Reader, Row, SqlValue
from kiosk.vault.times import from_micros, to_micros

PAGE = 256  # cells read at a time
PAGES_KEPT = 16
MOMENT = timedelta(microseconds=1)
FAR = 2**62  # microseconds: after every photo
SPANS = "SELECT value ->> 0 AS since, value ->> 1 AS until FROM json_each(?)"

PHOTO_COLUMNS = """id, connection, contact_name, caption, sent_at, delivered_at, state,
  thumb_sha, thumb_size, thumb_width, thumb_height,
  screen_sha, screen_size, screen_width, screen_height,
  full_sha, full_size, full_width, full_height, seen, favourite, rotation, note, lost"""

CELL_COLUMNS = """id, delivered_at, thumb_width, thumb_height, seen, favourite, contact_name,
  caption, thumb_sha, rotation, state, key"""


def photo(reader: Reader, item: PhotoId) -> Photo | None:
    """One photo, removed or not."""
    row = reader.row(f"SELECT {PHOTO_COLUMNS} FROM photo_now WHERE id = ?", (item,))  # noqa: S608
    return None if row is None else _photo(row)


def newest(reader: Reader, which: PhotoFilter, limit: int) -> tuple[Photo, ...]:
    """The newest photos of a kind, whole."""
    keys, bindings = _keys(reader, which)
    rows = reader.rows(
        f"SELECT {PHOTO_COLUMNS} FROM photo_now WHERE key IN ({keys} LIMIT ?)"  # noqa: S608
        " ORDER BY delivered_at DESC, key DESC",
        (*bindings, limit),
    )
    return tuple(_photo(row) for row in rows)


def by_keys(reader: Reader, keys: Sequence[int]) -> tuple[Photo, ...]:
    """The photos of these keys, in their order."""
    marks = ", ".join("?" * len(keys))
    rows = reader.rows(
        f"SELECT {PHOTO_COLUMNS}, key FROM photo_now WHERE key IN ({marks})",  # noqa: S608
        keys,
    )
    found = {row[-1]: _photo(row) for row in rows}
    return tuple(found[key] for key in keys if key in found)


def cells(reader: Reader, which: PhotoFilter) -> PhotoCells:
    """The cells of a grid, newest first; read as they are looked at."""
    return PhotoCells(reader, which)


def counts(reader: Reader) -> PhotoCounts:
    """How many photos there are, in all and by person."""
    by_person = _by_person(reader)
    return PhotoCounts(
        total=sum(held for _, held in by_person.values()),
        new=count(reader, PhotoFilter(new=True)),
        favourites=count(reader, PhotoFilter(favourites=True)),
        by_connection=tuple(
            (ConnectionId(key), name, held) for key, (name, held) in by_person.items() if held
        ),
    )


def months(
    reader: Reader, which: PhotoFilter, begin: Callable[[datetime], datetime]
) -> tuple[tuple[datetime, int], ...]:
    """How many photos of a grid each month holds, newest first: (its begin, number).

    `begin` gives the first moment of a moment's month; months without a photo are left out. One
    query counts them all by one index, so that many years cost hardly more than one.
    """
    newest_at, oldest_at = _at_end(reader, which, "DESC"), _at_end(reader, which, "ASC")
    if newest_at is None or oldest_at is None:
        return ()
    begins = [begin(from_micros(newest_at))]
    while to_micros(begins[-1]) > oldest_at:
        begins.append(begin(begins[-1] - MOMENT))
    since = [to_micros(first) for first in begins]
    spans = msgspec.json.encode(list(zip(since, [FAR, *since], strict=False))).decode()
    found, bindings = _found(reader, which, between=True)
    held_by = f"(SELECT count(*) FROM ({found}))"  # noqa: S608
    rows = reader.rows(
        f"WITH span AS MATERIALIZED ({SPANS}) SELECT {held_by} FROM span",  # noqa: S608
        (spans, *bindings),
    )
    held = [cast(int, row[0]) for row in rows]
    return tuple((first, number) for first, number in zip(begins, held, strict=True) if number)


def place(reader: Reader, which: PhotoFilter, item: PhotoId) -> int | None:
    """The index of a photo's cell in a grid; None where the grid does not hold it."""
    row = reader.row("SELECT delivered_at, key FROM cache.photo WHERE id = ?", (item,))
    if row is None:
        return None
    at, key = cast("tuple[int, int]", row)
    keys, bindings = _keys(reader, which, after=(at, key + 1))
    if reader.number(f"{keys} LIMIT 1", bindings) != key:
        return None
    keys, bindings = _keys(reader, which, ordered=False, after=(at, key))
    older = reader.number(f"SELECT count(*) FROM ({keys})", bindings)  # noqa: S608
    return count(reader, which) - older - 1


def _at_end(reader: Reader, which: PhotoFilter, order: str) -> int | None:
    """When the newest (DESC) or the oldest (ASC) photo of a grid came."""
    found, bindings = _found(reader, which)
    row = reader.row(
        f"SELECT delivered_at FROM ({found}) ORDER BY delivered_at {order} LIMIT 1",  # noqa: S608
        bindings,
    )
    return None if row is None else cast(int, row[0])


def count(reader: Reader, which: PhotoFilter) -> int:
    """How many photos a grid of this kind holds."""
    if not (which.new or which.favourites or which.removed or which.album):
        held = _by_person(reader)
        if which.connection is None:
            return sum(number for _, number in held.values())
        return held.get(which.connection, ("", 0))[1]
    keys, bindings = _keys(reader, which, ordered=False)
    return reader.number(f"SELECT count(*) FROM ({keys})", bindings)  # noqa: S608


class PhotoCells(Sequence[PhotoCell]):
    """The cells of a grid of any length; opening it costs the same for 100 and for 50,000.

    A page of cells is read when one of them is first looked at. The length is that of the moment
    of asking; a view asks again when the topic `photos` changes. A cell that has gone since then
    raises IndexError, as any index past the end does.
    """

    def __init__(self, reader: Reader, which: PhotoFilter) -> None:
        self._reader = reader
        self._which = which
        self._length = count(reader, which)
        self._pages: dict[int, list[PhotoCell]] = {}
        self._ends: dict[int, tuple[int, int]] = {}  # where the page ended, to go on from there

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> PhotoCell: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PhotoCell]: ...
    def __getitem__(self, index: int | slice) -> PhotoCell | Sequence[PhotoCell]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(self._length))]
        at = index + self._length if index < 0 else index
        if not 0 <= at < self._length:
            raise IndexError(index)
        return self._page(at // PAGE)[at % PAGE]

    def _page(self, number: int) -> list[PhotoCell]:
        page = self._pages.pop(number, None)
        if page is None:
            page = self._read(number)
        self._pages[number] = page  # the newest last
        if len(self._pages) > PAGES_KEPT:
            del self._pages[next(iter(self._pages))]
        return page

    def _read(self, number: int) -> list[PhotoCell]:
        start = self._ends.get(number - 1)
        keys, bindings = _keys(self._reader, self._which, after=start)
        skip = 0 if start else number * PAGE
        rows = self._reader.rows(
            f"SELECT {CELL_COLUMNS} FROM photo_now"  # noqa: S608
            f" WHERE key IN ({keys} LIMIT ? OFFSET ?) ORDER BY delivered_at DESC, key DESC",
            (*bindings, PAGE, skip),
        )
        if rows:
            self._ends[number] = cast("tuple[int, int]", (rows[-1][1], rows[-1][-1]))
        return [_cell(row) for row in rows]


def _keys(
    reader: Reader,
    which: PhotoFilter,
    *,
    ordered: bool = True,
    after: tuple[int, int] | None = None,
) -> tuple[str, tuple[SqlValue, ...]]:
    """The query for the keys of a grid's photos, those before others or all of them."""
    found, bindings = _found(reader, which, after=after)
    order = " ORDER BY delivered_at DESC, key DESC" if ordered else ""
    return f"SELECT key FROM ({found}{order})", bindings  # noqa: S608


def _found(
    reader: Reader,
    which: PhotoFilter,
    *,
    after: tuple[int, int] | None = None,
    between: bool = False,
) -> tuple[str, tuple[SqlValue, ...]]:
    """The query for when a grid's photos came, with their keys, through one index of the facts.

    What the person restored, or marked in a way that central does not show yet, may be missing in
    that index; where there is any such photo, it is looked at by itself and merged in. `between`
    keeps to the `since` and `until` of the query around this one.
    """
    bindings: tuple[SqlValue, ...] = () if which.connection is None else (which.connection,)
    terms = f"removed = {int(which.removed)}"
    terms += "" if which.connection is None else " AND connection = ?"
    if which.album is not None:
        terms += " AND id IN (SELECT photo FROM album_photo_now WHERE album = ?)"
        bindings += (which.album,)
    terms += " AND seen = 0 AND state = 'delivered'" if which.new else ""
    terms += " AND favourite = 1" if which.favourites else ""
    terms += " AND delivered_at >= since AND delivered_at < until" if between else ""
    if after is not None:
        terms += " AND (delivered_at, key) < (?, ?)"
        bindings += after
    by = "" if which.album is not None else f" INDEXED BY {_index(which)}"
    facts = f"SELECT delivered_at, key FROM cache.photo{by} WHERE {terms}"  # noqa: S608
    facts += "".join(f" AND id NOT IN ({gone})" for gone in _taken_out(reader, which))
    added = _brought_in(reader, which)
    if not added:
        return facts, bindings
    extra = " UNION ALL ".join(added)
    merged = f"SELECT delivered_at, key FROM photo_now WHERE id IN ({extra}) AND {terms}"  # noqa: S608
    return f"{facts} UNION {merged}", bindings * 2


def _taken_out(reader: Reader, which: PhotoFilter) -> list[str]:
    """Queries for photos that the facts put into a grid and the person took out of it."""
    found = [f"SELECT item FROM removal WHERE removed <> {int(which.removed)}"]  # noqa: S608
    if which.new:
        found.append("SELECT item FROM main.pending_mark WHERE seen = 1")
    if which.favourites:
        found.append("SELECT item FROM main.pending_mark WHERE favourite = 0")
    return [sql for sql in found if reader.row(f"{sql} LIMIT 1")]


def _brought_in(reader: Reader, which: PhotoFilter) -> list[str]:
    """Queries for photos that may belong to a grid though the facts do not say so."""
    found = [f"SELECT item FROM removal WHERE removed = {int(which.removed)}"]  # noqa: S608
    if which.new:
        found.append("SELECT item FROM main.pending_mark WHERE seen = 0")
    if which.favourites:
        found.append("SELECT item FROM main.pending_mark WHERE favourite = 1")
    return [sql for sql in found if reader.row(f"{sql} LIMIT 1")]


def _index(which: PhotoFilter) -> str:
    """The shortest index that holds all of a grid's photos in their order."""
    if which.removed:
        return "photo_removed"
    if which.new:
        return "photo_new"
    if which.favourites:
        return "photo_favourite"
    return "photo_newest" if which.connection is None else "photo_person"


def _by_person(reader: Reader) -> dict[str, tuple[str, int]]:
    """Name and number of photos of each person, removals not yet shown by central included."""
    rows = reader.rows(
        "SELECT t.connection, coalesce(c.name, ''), t.photos FROM cache.tally t"
        " LEFT JOIN cache.connection c ON c.id = t.connection WHERE t.photos > 0"
        " ORDER BY t.photos DESC, t.connection"
    )
    held = {str(row[0]): (str(row[1]), cast(int, row[2])) for row in rows}
    moved = reader.rows(
        "SELECT p.connection, coalesce(c.name, ''), p.removed - r.removed FROM removal r"
        " CROSS JOIN cache.photo p ON p.id = r.item"  # in this order: removals are few
        " LEFT JOIN cache.connection c ON c.id = p.connection"
    )
    for connection, name, change in moved:
        known = held.get(str(connection), (str(name), 0))
        held[str(connection)] = (known[0], known[1] + cast(int, change))
    return held


def _cell(row: Row) -> PhotoCell:
    item, at, width, height, seen, favourite, name, caption, sha, rotation, state, _ = row
    return PhotoCell(
        PhotoId(cast(str, item)),
        from_micros(cast(int, at)),
        cast(int, width),
        cast(int, height),
        bool(seen),
        bool(favourite),
        cast(str, name),
        cast(str, caption),
        Sha256(cast(str, sha)),
        cast(int, rotation),
        state == ItemState.WITHDRAWN,
    )


def _photo(row: Row) -> Photo:
    return Photo(
        id=PhotoId(cast(str, row[0])),
        connection=ConnectionId(cast(str, row[1])),
        contact_name=cast(str, row[2]),
        caption=cast(str, row[3]),
        sent_at=from_micros(cast(int, row[4])),
        delivered_at=from_micros(cast(int, row[5])),
        state=ItemState(cast(str, row[6])),
        thumb=_rendition(row[7:11]),
        screen=_rendition(row[11:15]),
        full=_rendition(row[15:19]),
        seen=bool(row[19]),
        favourite=bool(row[20]),
        rotation=cast(int, row[21]),
        note=cast(str, row[22]),
        lost=bool(row[23]),
    )


def _rendition(row: Row) -> Rendition:
    sha, size, width, height = row
    return Rendition(Sha256(cast(str, sha)), cast(int, size), cast(int, width), cast(int, height))
