"""One connection to one encrypted database: opening it, reading, and writing in a transaction."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple, Self

import apsw

from kiosk.domain import KnownFailure, Topic

BUSY_MS = 5_000
PAGES_KIB = 32 * 1024  # decrypted pages kept in memory, at most, by one connection to cache.db
MINOR_RANGE = 10_000  # user_version = major * MINOR_RANGE + minor
DAMAGED_MARK = ".damaged"

SqlValue = None | int | float | str | bytes
Row = tuple[SqlValue, ...]
Bindings = Sequence[SqlValue] | Mapping[str, SqlValue]


class Store(StrEnum):
    """The two databases of a vault: intentions and keys, and what can be fetched again."""

    VAULT = "vault"
    CACHE = "cache"

    def path(self, folder: Path) -> Path:
        """Name the file of this database."""
        return folder / f"{self.value}.db"


class VaultFailureError(Exception):
    """Storage failed through no fault of the code; `failure` is what a screen explains."""

    def __init__(self, failure: KnownFailure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class VaultClosedError(Exception):
    """The vault was closed; nothing was read or written."""


class ReadStoppedError(Exception):
    """Another thread had the reading stopped."""


class DatabaseDamagedError(Exception):
    """The file is not a database that this key opens, or its pages are damaged."""


class DatabaseTooNewError(Exception):
    """A newer version of the app wrote this database; this one leaves it alone."""


class Migration(NamedTuple):
    """One step of a schema; version is `user_version` after it."""

    version: int
    sql: str


@cache
def migrations(store: Store) -> tuple[Migration, ...]:
    """Read the migrations of a database, oldest first.

    Each begins with a line `-- version MAJOR.MINOR`. A step of the minor number only adds, so that
    the version before it can still read the database; a newer major is refused.
    """
    folder = files("kiosk.vault") / "migrations"
    found = []
    for file in folder.iterdir():
        if not re.fullmatch(rf"{store.value}_\d{{4}}_\w+\.sql", file.name):
            continue
        sql = file.read_text(encoding="utf-8")
        major, minor = re.match(r"-- version (\d+)\.(\d+)\n", sql).groups()  # type: ignore[union-attr]
        found.append(Migration(int(major) * MINOR_RANGE + int(minor), sql))
    return tuple(sorted(found))


@contextmanager
def storage_failures(path: Path) -> Iterator[None]:
    """Turn SQLite's words on a bad disk into VaultFailureError; note damage for the next start."""
    try:
        yield
    except (apsw.CorruptError, apsw.NotADBError) as error:
        with suppress(OSError):  # a disk that takes no mark is found broken again
            path.with_suffix(DAMAGED_MARK).touch()
        raise VaultFailureError(KnownFailure.STORAGE_BROKEN) from error
    except apsw.FullError as error:
        raise VaultFailureError(KnownFailure.DISK_FULL) from error
    except (apsw.IOError, apsw.CantOpenError, apsw.ReadOnlyError, apsw.PermissionsError) as error:
        raise VaultFailureError(KnownFailure.STORAGE_BROKEN) from error
    except apsw.InterruptError as error:
        raise ReadStoppedError from error
    except (apsw.ConnectionClosedError, apsw.CursorClosedError) as error:
        raise VaultClosedError from error


@contextmanager
def disk_failures() -> Iterator[None]:
    """Turn the system's words on a bad disk into VaultFailureError."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        failure = KnownFailure.DISK_FULL if full else KnownFailure.STORAGE_BROKEN
        raise VaultFailureError(failure) from error


class Queries:
    """Reading through one connection, by one thread at a time."""

    def __init__(self, connection: apsw.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def rows(self, sql: str, bindings: Bindings = ()) -> list[Row]:
        """All rows of a query. Raises VaultFailureError where the disk fails."""
        with storage_failures(self.path):
            return self.connection.execute(sql, bindings).fetchall()

    def row(self, sql: str, bindings: Bindings = ()) -> Row | None:
        """The first row of a query, or None."""
        found = self.rows(sql, bindings)
        return found[0] if found else None

    def number(self, sql: str, bindings: Bindings = ()) -> int:
        """The one whole number a query answers with; 0 where it answers nothing."""
        found = self.row(sql, bindings)
        return int(found[0]) if found and isinstance(found[0], int | float) else 0

    def text(self, sql: str, bindings: Bindings = ()) -> str:
        """The one text a query answers with; empty where it answers nothing."""
        found = self.row(sql, bindings)
        return found[0] if found and isinstance(found[0], str) else ""


class Reader(Queries):
    """Both databases, read-only, with the outbox laid over the facts by TEMP views."""

    @classmethod
    def open(cls, folder: Path, keys: Mapping[Store, bytes]) -> Self:
        """Open for the calling thread. Raises VaultFailureError."""
        vault, cached = Store.VAULT.path(folder), Store.CACHE.path(folder)
        with storage_failures(cached):  # vault.db was looked through when it was opened
            flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
            connection = apsw.Connection(str(vault), flags=flags)
            connection.set_busy_timeout(BUSY_MS)
            _give_key(connection, keys[Store.VAULT])
            uri = cached.absolute().as_uri() + "?mode=ro"
            # attached under a key of its own; `raw:` keys are hexadecimal, so nothing needs quoting
            attach = f"ATTACH ? AS cache KEY '{_raw(keys[Store.CACHE])}'"
            connection.execute(attach, (uri,), can_cache=False)
            connection.execute(f"PRAGMA cache.cache_size = -{PAGES_KIB}")
            overlay = (files("kiosk.vault") / "overlay.sql").read_text(encoding="utf-8")
            connection.execute(overlay)
        return cls(connection, cached)

    def stop(self) -> None:
        """Have what is being read now raise ReadStoppedError; called from any thread."""
        self.connection.interrupt()

    def close(self) -> None:
        """Close the connection; reading afterwards raises VaultClosedError."""
        self.connection.close()


class Transaction(Queries):
    """Writing through one connection; remembers which topics were changed."""

    def __init__(self, connection: apsw.Connection, path: Path) -> None:
        super().__init__(connection, path)
        self.topics: set[Topic] = set()

    def run(self, sql: str, bindings: Bindings = ()) -> int:
        """Change rows; answers how many."""
        with storage_failures(self.path):
            self.connection.execute(sql, bindings)
        return self.connection.changes()

    def each(self, sql: str, many: Iterable[Bindings]) -> None:
        """Run one statement for each of many bindings."""
        with storage_failures(self.path):
            self.connection.executemany(sql, many)

    def changed(self, *topics: Topic) -> None:
        """Say what screens should look at again once this is kept."""
        self.topics.update(topics)


def open_for_writing(store: Store, folder: Path, key: bytes) -> apsw.Connection:
    """Open a database by the fixed ceremony: key, probe, version, WAL, migrations.

    Raises DatabaseDamagedError, DatabaseTooNewError, VaultFailureError.
    """
    path = store.path(folder)
    with storage_failures(path):
        connection = apsw.Connection(str(path))
        connection.set_busy_timeout(BUSY_MS)
        _give_key(connection, key)
        try:
            version = int(str(connection.pragma("user_version")))
            newest = migrations(store)[-1].version
            if version // MINOR_RANGE > newest // MINOR_RANGE:
                raise DatabaseTooNewError(store.value)
            connection.pragma("journal_mode", "wal")
            connection.pragma("synchronous", 2)  # FULL: a commit survives a power cut
            connection.pragma("foreign_keys", 1)
            connection.pragma("temp_store", 2)  # memory: no temporary file ever
            connection.pragma("cache_size", -PAGES_KIB)
            _migrate(connection, store, version)
            connection.execute("SELECT count(*) FROM sqlite_schema WHERE sql <> ''").fetchall()
        except (apsw.CorruptError, apsw.NotADBError) as error:
            connection.close()
            raise DatabaseDamagedError(store.value) from error
        except BaseException:
            connection.close()
            raise
    return connection


def open_copy(path: Path, key: bytes) -> apsw.Connection:
    """Open a copy of a database only to look at it. Raises apsw.Error."""
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection(path.absolute().as_uri() + "?immutable=1", flags=flags)
    _give_key(connection, key)
    return connection


def healthy(connection: apsw.Connection) -> bool:
    """Say whether every page of a (small) database can be read and fits together."""
    try:
        return bool(connection.pragma("quick_check") == "ok")
    except (apsw.CorruptError, apsw.NotADBError):
        return False


def _migrate(connection: apsw.Connection, store: Store, version: int) -> None:
    for step in migrations(store):
        if step.version > version:
            with connection:
                connection.execute(step.sql)
                connection.pragma("user_version", step.version)


def _give_key(connection: apsw.Connection, key: bytes) -> None:
    connection.pragma("cipher", "chacha20")
    connection.pragma("key", _raw(key))


def _raw(key: bytes) -> str:
    return f"raw:{key.hex()}"
