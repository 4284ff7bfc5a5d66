"""Which photo files to fetch next, which to let go, and what a power cut left behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from kiosk.domain import Sha256, Topic
from kiosk.vault.chunks import sealed_length
from kiosk.vault.connection import Queries, Reader, Store, Transaction, disk_failures
from kiosk.vault.database import OpenVault
from kiosk.vault.files import PARTIAL
from kiosk.vault.times import to_micros

KINDS = ("thumb", "screen", "full")  # in the order they are fetched
EVICTED = ("full", "screen")  # in the order they go; thumbnails stay


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture to fetch; size in bytes."""

    sha256: Sha256
    kind: str
    size: int


def held_bytes(queries: Queries) -> int:
    """How many bytes of pictures are here."""
    return queries.number("SELECT coalesce(sum(size), 0) FROM file WHERE state = 'here'")


def wanted(reader: Reader, sha256: Sha256) -> Wanted | None:
    """The picture of this name, unless it is here or the feed knows of none such."""
    row = reader.row(
        "SELECT sha256, kind, size FROM cache.file WHERE sha256 = ? AND state <> 'here'", (sha256,)
    )
    return None if row is None else _wanted(row)


def next_wanted(reader: Reader, room: int) -> Wanted | None:
    """What to fetch while nobody waits: thumbnails, then screens, then full ones, newest first.

    `room` is what is left of the quota in bytes: only thumbnails are fetched beyond it.
    """
    for kind in KINDS:
        row = reader.row(
            "SELECT sha256, kind, size FROM cache.file WHERE state = 'wanted' AND kind = ?"
            " ORDER BY newest DESC LIMIT 1",
            (kind,),
        )
        if row is not None:
            found = _wanted(row)
            return found if kind == "thumb" or found.size <= room else None
    return None


def make_room(vault: OpenVault, size: int, quota: int, keep: Sha256) -> bool:
    """Let pictures go until `size` bytes fit the quota: full ones, then screens seen longest ago.

    Answers whether they fit. `keep` is never let go.
    """

    def work(transaction: Transaction) -> tuple[list[str], bool]:
        over = held_bytes(transaction) + size - quota
        names: list[str] = []
        for kind in EVICTED:
            if over <= 0:
                break
            rows = transaction.rows(
                "SELECT sha256, name, size FROM file WHERE state = 'here' AND kind = ?"
                " AND sha256 <> ? ORDER BY seen_at, newest",
                (kind, keep),
            )
            for sha256, name, length in rows:
                if over <= 0:
                    break
                transaction.run(
                    "UPDATE file SET state = 'dropped', name = NULL WHERE sha256 = ?", (sha256,)
                )
                transaction.changed(Topic.FILES)
                names.append(cast(str, name))
                over -= cast(int, length)
        return names, over <= 0

    names, fits = vault.write(Store.CACHE, work).result()
    for name in names:
        vault.files.unlink(name)
    return fits


def note_seen(vault: OpenVault, now: datetime) -> None:
    """Write down which pictures were looked at since the last call."""
    seen = vault.files.take_seen()
    if seen:
        vault.write(
            Store.CACHE,
            lambda transaction: transaction.each(
                "UPDATE file SET seen_at = ? WHERE sha256 = ?",
                [(to_micros(now), sha256) for sha256 in seen],
            ),
        ).result()


def sweep(vault: OpenVault) -> None:
    """Take away the pictures of photos that were withdrawn or are gone."""

    def work(transaction: Transaction) -> list[str]:
        rows = transaction.rows(
            "SELECT sha256, coalesce(name, '') FROM file WHERE newest > 0 AND sha256 NOT IN ("
            " SELECT thumb_sha FROM photo WHERE state = 'delivered'"
            " UNION SELECT screen_sha FROM photo WHERE state = 'delivered'"
            " UNION SELECT full_sha FROM photo WHERE state = 'delivered')"
        )
        transaction.each("DELETE FROM file WHERE sha256 = ?", [(row[0],) for row in rows])
        if rows:
            transaction.changed(Topic.FILES)
        return [cast(str, row[1]) for row in rows]

    for name in vault.write(Store.CACHE, work).result():
        vault.files.unlink(name)


def tidy(vault: OpenVault, reader: Reader) -> None:
    """At start: bring rows and files into step after whatever ended the last run.

    A file that no row names goes; a row whose file is missing or cut short is fetched again.
    Raises VaultFailureError.
    """
    rows = reader.rows("SELECT name, sha256, size, state FROM cache.file WHERE name IS NOT NULL")
    named = {cast(str, row[0]): row for row in rows}
    found: set[str] = set()
    with disk_failures():
        for folder in vault.files.folder.iterdir():
            for path in folder.iterdir():
                row = named.get(path.name.removesuffix(PARTIAL))
                here = row is not None and row[3] == "here"
                if row is None or here == path.name.endswith(PARTIAL):
                    path.unlink(missing_ok=True)
                elif here and path.stat().st_size == sealed_length(cast(int, row[2])):
                    found.add(path.name)
    missing = [
        (row[1], row[0]) for name, row in named.items() if row[3] == "here" and name not in found
    ]
    if missing:
        vault.write(
            Store.CACHE,
            lambda transaction: transaction.each(
                "UPDATE file SET state = 'wanted', name = NULL WHERE sha256 = ? AND name = ?",
                missing,
            ),
        ).result()


def _wanted(row: tuple[object, ...]) -> Wanted:
    return Wanted(Sha256(cast(str, row[0])), cast(str, row[1]), cast(int, row[2]))
