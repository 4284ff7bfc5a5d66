"""The photo files of one vault: encrypted, under random names; cache.db knows which is which."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk import durable
from kiosk.domain import Sha256, Topic
from kiosk.vault.chunks import CHUNK_BYTES, ChunkDamagedError, ChunkedFile, TooLongError
from kiosk.vault.connection import Reader, Store, Transaction, disk_failures
from kiosk.vault.writer import Writer

NAME_BYTES = 16
PARTIAL = ".part"
TRIES_BEFORE_BAD = 3


class FileMissingError(Exception):
    """The picture is not on this device: not fetched yet, or evicted; it needs the network."""


class FileDamagedError(Exception):
    """The picture's bytes on disk are not those that were written; it will be fetched again."""


class WrongContentError(Exception):
    """The bytes handed in are not those that the feed promised (size or sha256)."""


class PhotoFiles:
    """The photo files of one vault; every method may be called from any thread.

    Each file has a key of its own, derived from its random name. A file is written under a
    temporary name, synced, renamed, its folder synced, and only then does cache.db say it is here.
    """

    def __init__(self, folder: Path, key: bytes, reader: Reader, writer: Writer) -> None:
        self.folder = folder
        self._key = key
        self._reader = reader
        self._writer = writer
        self._door = threading.Lock()
        self._seen: set[Sha256] = set()
        self._wanted: dict[Sha256, None] = {}  # in order, the most wanted last
        self.on_want: Callable[[], None] = _nothing
        durable.make_folder(folder)

    def has(self, sha256: Sha256) -> bool:
        """Say whether the whole picture is here."""
        return self._row(sha256, "here") is not None

    def read(self, sha256: Sha256) -> bytes:
        """Give a picture's bytes as they were fetched.

        Raises FileMissingError, or FileDamagedError after which it counts as not fetched.
        Raises VaultFailureError where the disk fails.
        """
        row = self._row(sha256, "here")
        if row is None:
            raise FileMissingError(sha256)
        name, size = row
        with disk_failures():
            try:
                data = self._file(name, sha256, size).read()
            except FileNotFoundError as error:
                self._forget(sha256, name)
                raise FileMissingError(sha256) from error
            except ChunkDamagedError as error:
                self._forget(sha256, name)
                raise FileDamagedError(sha256) from error
        with self._door:
            self._seen.add(sha256)
        return data

    def partial_size(self, sha256: Sha256) -> int:
        """Say how many bytes of an interrupted fetch can be built upon: whole, good chunks."""
        row = self._row(sha256, "wanted")
        if row is None or not row[0]:
            return 0
        held = 0
        with suppress(ChunkDamagedError, OSError):  # what lies before the damage is good
            for chunk in self._file(row[0], sha256, row[1], PARTIAL).chunks():
                held += len(chunk)
        return held - held % CHUNK_BYTES

    def write(self, sha256: Sha256, size: int, chunks: Iterable[bytes], offset: int = 0) -> None:
        """Keep a picture; `chunks` begin at `offset`, which is 0 or what `partial_size` said.

        What came before an interruption (an exception out of `chunks`) stays for the next try.
        Raises WrongContentError where the bytes are not as promised: all is then thrown away.
        Raises VaultFailureError where the disk fails.
        """
        name = self._begin(sha256, size, offset)
        partial = self._file(name, sha256, size, PARTIAL)
        with disk_failures():
            durable.make_folder(partial.path.parent)
            try:
                right = partial.fill(chunks, offset) == sha256
            except (TooLongError, ChunkDamagedError):
                right = False
            if not right:
                partial.path.unlink(missing_ok=True)
                self._wrong(sha256)
                raise WrongContentError(sha256)
            partial.path.replace(self._path(name))
            durable.sync_folder(partial.path.parent)
        self._here(sha256, name, size)

    def remove(self, sha256: Sha256) -> None:
        """Take a picture off the disk; it can be fetched again when it is asked for."""

        def dropped(transaction: Transaction) -> str:
            name = transaction.text("SELECT name FROM file WHERE sha256 = ?", (sha256,))
            transaction.run(
                "UPDATE file SET state = 'dropped', name = NULL WHERE sha256 = ?", (sha256,)
            )
            transaction.changed(Topic.FILES)
            return name

        self.unlink(self._writer.submit(Store.CACHE, dropped).result())

    def unlink(self, name: str) -> None:
        """Take a file off the disk that no row names any more. Raises VaultFailureError."""
        if name:
            with disk_failures():
                self._path(name).unlink(missing_ok=True)
                self._path(name, PARTIAL).unlink(missing_ok=True)

    def want(self, sha256: Sha256) -> None:
        """Say that a person is waiting for this picture: it is fetched before all others."""
        with self._door:
            self._wanted.pop(sha256, None)
            self._wanted[sha256] = None
        self.on_want()

    def wanted_first(self) -> Sha256 | None:
        """The picture that was asked for last and was not served yet."""
        with self._door:
            return next(reversed(self._wanted), None)

    def served(self, sha256: Sha256) -> None:
        """Nobody waits for this picture any more: it is here, or cannot be had."""
        with self._door:
            self._wanted.pop(sha256, None)

    def take_seen(self) -> frozenset[Sha256]:
        """Give the pictures that were read since the last call, for the order of eviction."""
        with self._door:
            seen, self._seen = frozenset(self._seen), set()
        return seen

    def close(self) -> None:
        """Close the reading connection; the writer's is closed by the vault."""
        with self._door:
            self._reader.close()

    def _begin(self, sha256: Sha256, size: int, offset: int) -> str:
        """Give the name to write under; a file of more than one chunk can be continued by it."""
        row = self._row(sha256, "wanted")
        if offset and row and row[0]:
            return row[0]
        name = secrets.token_hex(NAME_BYTES)
        if size > CHUNK_BYTES:

            def named(transaction: Transaction) -> str:
                old = transaction.text("SELECT name FROM file WHERE sha256 = ?", (sha256,))
                transaction.run(
                    "INSERT INTO file (sha256, kind, size, name, newest)"
                    " VALUES (?, 'full', ?, ?, 0)"
                    " ON CONFLICT DO UPDATE SET state = 'wanted', name = excluded.name",
                    (sha256, size, name),
                )
                return old

            self.unlink(self._writer.submit(Store.CACHE, named).result())
        return name

    def _here(self, sha256: Sha256, name: str, size: int) -> None:
        def here(transaction: Transaction) -> None:
            # a file that no photo of the feed names counts as the least wanted kind
            transaction.run(
                "INSERT INTO file (sha256, kind, size, state, name, newest)"
                " VALUES (?, 'full', ?, 'here', ?, 0)"
                " ON CONFLICT DO UPDATE SET state = 'here', name = excluded.name, tries = 0",
                (sha256, size, name),
            )
            transaction.changed(Topic.FILES)

        self._writer.submit(Store.CACHE, here).result()

    def _wrong(self, sha256: Sha256) -> None:
        def counted(transaction: Transaction) -> None:
            transaction.run(
                "UPDATE file SET name = NULL, tries = tries + 1,"
                " state = CASE WHEN tries + 1 >= ? THEN 'bad' ELSE 'wanted' END WHERE sha256 = ?",
                (TRIES_BEFORE_BAD, sha256),
            )

        self._writer.submit(Store.CACHE, counted).result()

    def _forget(self, sha256: Sha256, name: str) -> None:
        def wanted(transaction: Transaction) -> None:
            transaction.run(
                "UPDATE file SET state = 'wanted', name = NULL WHERE sha256 = ? AND name = ?",
                (sha256, name),
            )
            transaction.changed(Topic.FILES)

        self._writer.submit(Store.CACHE, wanted).result()
        self.unlink(name)

    def _row(self, sha256: Sha256, state: str) -> tuple[str, int] | None:
        with self._door:
            row = self._reader.row(
                "SELECT coalesce(name, ''), size FROM cache.file WHERE sha256 = ? AND state = ?",
                (sha256, state),
            )
        return None if row is None else (str(row[0]), int(str(row[1])))

    def _file(self, name: str, sha256: Sha256, size: int, suffix: str = "") -> ChunkedFile:
        key = HKDF(SHA256(), 32, None, f"photo file {name}".encode()).derive(self._key)
        return ChunkedFile(self._path(name, suffix), key, sha256, size)

    def _path(self, name: str, suffix: str = "") -> Path:
        return self.folder / name[:2] / (name + suffix)


def _nothing() -> None:
    """Nobody fetches pictures while no sync runs."""
