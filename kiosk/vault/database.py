"""Making, opening and closing a vault: two encrypted databases, one writer, many readers."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

import apsw
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk import durable
from kiosk.domain import InmateId, NetworkState, Policy, Topic
from kiosk.vault import indexing, keys
from kiosk.vault.connection import (
    DAMAGED_MARK,
    DatabaseDamagedError,
    Reader,
    Store,
    VaultClosedError,
    VaultFailureError,
    disk_failures,
    healthy,
    open_copy,
    open_for_writing,
    storage_failures,
)
from kiosk.vault.files import PhotoFiles
from kiosk.vault.keys import PIN_COST, DataKey, PinCost
from kiosk.vault.writer import Work, Writer

__all__ = [
    "OpenVault",
    "Reader",
    "Store",
    "VaultClosedError",
    "VaultDamagedError",
    "VaultFailureError",
    "create_vault",
    "open_vault",
]

T = TypeVar("T")
Listener = Callable[[frozenset[Topic]], None]
COPY_NAME = "vault.copy"
PHOTOS_NAME = "photos"
SIDE_FILES = ("-wal", "-shm", "-journal")
COUNT_COPY = """INSERT INTO remembered (name, value) VALUES (?, '1')
  ON CONFLICT DO UPDATE SET value = CAST(value + 1 AS TEXT)"""
COPIES = "copies"  # how often vault.db was copied: tells which of the two is newer


class VaultDamagedError(Exception):
    """vault.db cannot be read and no copy of it can either."""


class OpenVault:
    """An open vault. Writing goes through `write`; each reading thread opens its own `reader`."""

    def __init__(self, folder: Path, key: DataKey) -> None:
        self.folder = folder
        self.policy: Policy | None = None
        self.network = NetworkState.UNKNOWN
        self._keys = {store: key.derive(f"{store.value}.db") for store in Store}
        self._listeners: list[Listener] = []
        self._door = threading.Lock()
        self._copied_changes = -1  # none yet
        with disk_failures():
            connections = {Store.VAULT: _open_vault_db(folder, self._keys[Store.VAULT])}
            try:
                connections[Store.CACHE] = _open_cache_db(folder, self._keys[Store.CACHE])
            except BaseException:
                connections[Store.VAULT].close()
                raise
        self._writer = Writer(connections, folder, self.publish)
        try:
            reader = self.reader()
            self.inmate = InmateId(_secret(reader, "inmate").decode())
            self._signing = Ed25519PrivateKey.from_private_bytes(_secret(reader, "vault_key"))
            photos = key.derive("photo files")
            self.files = PhotoFiles(folder / PHOTOS_NAME, photos, reader, self._writer)
            if indexing.anything_due(reader):
                self._make_findable()
        except BaseException:
            self._writer.close()
            raise

    @property
    def signing_key(self) -> Ed25519PrivateKey:
        """The vault's own key: it signs in to central without the PIN."""
        return self._signing

    def reader(self) -> Reader:
        """Open a read-only view of facts and intentions for one thread; the caller closes it."""
        return Reader.open(self.folder, self._keys)

    def write(self, store: Store, work: Work[T]) -> Future[T]:
        """Run `work` in one transaction on the writer's thread; done once durable.

        The future fails with VaultFailureError where the disk does. Raises VaultClosedError.
        """
        return self._writer.submit(store, work)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear of changed topics, on whatever thread changed them; answers the way to stop."""
        with self._door:
            self._listeners.append(listener)

        def stop() -> None:
            with self._door:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return stop

    def publish(self, topics: frozenset[Topic]) -> None:
        """Tell all listeners that these topics changed."""
        with self._door:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(topics)

    def set_network(self, network: NetworkState) -> None:
        """Say what the last contact with central was like (kept in memory only)."""
        if network is not self.network:
            self.network = network
            self.publish(frozenset({Topic.STATUS}))

    def set_policy(self, policy: Policy) -> None:
        """Say how the facility wants the device to behave (kept by the device, not the vault)."""
        if policy != self.policy:
            self.policy = policy
            self.publish(frozenset({Topic.POLICY}))

    def copy(self) -> Future[bool]:
        """Copy vault.db beside itself if anything in it changed; answers whether it did.

        The future fails with VaultFailureError where the disk does: the copy before it stays.
        """

        def run(connection: apsw.Connection) -> bool:
            changes = connection.total_changes()
            if changes == self._copied_changes:
                return False
            temporary = self.folder / f"{COPY_NAME}.new"
            with disk_failures():
                with connection:
                    connection.execute(COUNT_COPY, (COPIES,))
                temporary.unlink(missing_ok=True)
                connection.execute("VACUUM INTO ?", (str(temporary),))
                _sync_file(temporary)
                temporary.replace(self.folder / COPY_NAME)
                durable.sync_folder(self.folder)
            self._copied_changes = connection.total_changes()
            return True

        return self._writer.outside(Store.VAULT, run)

    def _make_findable(self) -> None:
        """Index what an earlier version left, in slices between which others may write."""

        def again(slice_: Future[bool]) -> None:
            try:
                more = slice_.result()
            except VaultFailureError:
                return  # what is left goes on with the next page of the feed, or at the next start
            if more:
                with suppress(VaultClosedError):
                    self._make_findable()

        self._writer.submit(Store.CACHE, indexing.finish_slice).add_done_callback(again)

    def close(self) -> None:
        """Keep all that was handed in, then close; using the vault afterwards raises."""
        self.files.close()
        self._writer.close()  # the last to close folds the log into the database


def create_vault(
    folder: Path,
    *,
    inmate: InmateId,
    pin: str,
    pin_version: int,
    recovery_share: bytes,
    device_secret: bytes,
    signing_key: Ed25519PrivateKey,
    cost: PinCost = PIN_COST,
) -> OpenVault:
    """Make the vault of a person who signed in here for the first time, and open it.

    The header is written last: a folder without one is no vault, and what a power cut left of an
    earlier attempt is thrown away. Raises VaultFailureError.
    """
    if keys.has_vault(folder):
        raise FileExistsError(folder.name)
    if folder.exists():
        shutil.rmtree(folder)
    durable.make_folder(folder)
    key = keys.new_data_key()
    connection = open_for_writing(Store.VAULT, folder, key.derive("vault.db"))
    try:
        with storage_failures(Store.VAULT.path(folder)), connection:
            connection.executemany(
                "INSERT INTO secret (name, value) VALUES (?, ?)",
                (("inmate", inmate.encode()), ("vault_key", signing_key.private_bytes_raw())),
            )
    finally:
        connection.close()
    public = signing_key.public_key().public_bytes_raw()
    header = keys.new_header(
        inmate, public, key, pin, pin_version, recovery_share, device_secret, cost
    )
    vault = OpenVault(folder, key)
    try:
        vault.copy().result()
        keys.write_header(folder, header, device_secret)
    except BaseException:
        vault.close()
        raise
    return vault


def open_vault(folder: Path, key: DataKey) -> OpenVault:
    """Open a vault with the key that `keys.unlock_with_pin` or `unlock_with_share` gave.

    A damaged cache.db is set aside and begun anew (sync fetches it again); a damaged vault.db is
    replaced by its copy. Raises VaultDamagedError, DatabaseTooNewError, VaultFailureError.
    """
    return OpenVault(folder, key)


def _open_vault_db(folder: Path, key: bytes) -> apsw.Connection:
    """Open vault.db, or its copy in its place where it is damaged or older than the copy."""
    path, copy = Store.VAULT.path(folder), folder / COPY_NAME
    if path.exists():
        connection = _sound(folder, key)
        if connection is not None:
            if _copies(connection) >= _copies_of_copy(copy, key):
                return connection
            connection.close()
        _set_aside(path)
    if not copy.exists():
        raise VaultDamagedError(folder.name)
    _remove_side_files(path)  # a log of the damaged file must never meet the copy
    durable.write_whole(path, copy.read_bytes())
    connection = _sound(folder, key)
    if connection is None:
        raise VaultDamagedError(folder.name)
    return connection


def _sound(folder: Path, key: bytes) -> apsw.Connection | None:
    """Open vault.db, None where any page of it is damaged."""
    path = Store.VAULT.path(folder)
    try:
        connection = open_for_writing(Store.VAULT, folder, key)
    except DatabaseDamagedError:
        return None
    try:
        with storage_failures(path):
            sound = healthy(connection)
        if sound:
            path.with_suffix(DAMAGED_MARK).unlink(missing_ok=True)
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    return None


def _copies_of_copy(copy: Path, key: bytes) -> int:
    """How often vault.db had been copied when this copy was made; 0 where it cannot be read."""
    if not copy.exists():
        return 0
    try:
        with closing(open_copy(copy, key)) as connection:
            return _copies(connection)
    except apsw.Error:
        return 0


def _copies(connection: apsw.Connection) -> int:
    rows = connection.execute("SELECT value FROM remembered WHERE name = ?", (COPIES,)).fetchall()
    return int(str(rows[0][0])) if rows else 0


def _open_cache_db(folder: Path, key: bytes) -> apsw.Connection:
    path = Store.CACHE.path(folder)
    if path.with_suffix(DAMAGED_MARK).exists():
        _set_aside(path)
    try:
        return open_for_writing(Store.CACHE, folder, key)
    except DatabaseDamagedError:
        _set_aside(path)
        return open_for_writing(Store.CACHE, folder, key)


def _set_aside(path: Path) -> None:
    """Put a damaged database where it is out of the way; only the newest such file is kept."""
    if path.exists():
        path.replace(path.with_suffix(".damaged-db"))
        durable.sync_folder(path.parent)  # it must not come back without its log
    _remove_side_files(path)
    path.with_suffix(DAMAGED_MARK).unlink(missing_ok=True)


def _remove_side_files(path: Path) -> None:
    for suffix in SIDE_FILES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    durable.sync_folder(path.parent)


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _secret(reader: Reader, name: str) -> bytes:
    found = reader.row("SELECT value FROM secret WHERE name = ?", (name,))
    if found is None or not isinstance(found[0], bytes):
        raise VaultDamagedError(name)
    return found[0]
