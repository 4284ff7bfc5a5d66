"""What is found where a vault was left, and what stands in for it."""

from __future__ import annotations

import errno
import threading
from functools import partial
from pathlib import Path

import apsw
import pytest

from kiosk.domain import KnownFailure
from kiosk.vault import connection, database, keys
from kiosk.vault.connection import Store, VaultFailureError
from kiosk.vault.database import COPY_NAME, VaultDamagedError
from tests.unit.kiosk.vault.ground import run, save, saved, unlock
from tests.unit.kiosk.world import make_vault


@pytest.mark.parametrize("left", [b"", None], ids=["emptied", "put back"])
def test_a_vault_db_older_than_its_copy_makes_room_for_it(
    tmp_path: Path, left: bytes | None
) -> None:
    folder = tmp_path / "vault"
    opened = make_vault(folder)
    opened.close()
    old = (folder / "vault.db").read_bytes() if left is None else left
    opened = unlock(folder)
    save(opened, "newer words")
    assert opened.copy().result()
    opened.close()
    (folder / "vault.db").write_bytes(old)
    opened = unlock(folder)
    assert saved(opened) == "newer words"
    opened.close()


def test_a_copy_that_is_damaged_too_is_a_vault_that_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    make_vault(folder).close()
    for name in ("vault.db", "vault.copy"):
        data = bytearray((folder / name).read_bytes())
        data[-4096:] = bytes(4096)
        (folder / name).write_bytes(data)
    for _ in range(2):
        with pytest.raises(VaultDamagedError):
            unlock(folder)


def test_a_copy_that_cannot_be_read_stands_in_for_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    opened = make_vault(folder)
    save(opened, "words")
    opened.close()
    (folder / COPY_NAME).write_bytes(bytes(8192))
    opened = unlock(folder)
    assert saved(opened) == "words"
    opened.close()
    assert not list(folder.glob("*.damaged-db"))


def test_a_cache_that_is_marked_and_missing_is_begun_anew(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    make_vault(folder).close()
    (folder / "cache.db").unlink()
    mark = (folder / "cache.db").with_suffix(connection.DAMAGED_MARK)
    mark.touch()
    opened = unlock(folder)
    reader = opened.reader()
    assert reader.rows("SELECT cursor FROM cache.feed") == [("",)]
    assert not mark.exists()
    reader.close()
    opened.close()


def writers() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name == "vault writer"]


def test_a_vault_without_its_own_key_is_lost_and_leaves_nothing_running(tmp_path: Path) -> None:
    folder, before = tmp_path / "vault", writers()
    opened = make_vault(folder)
    sql = "DELETE FROM secret WHERE name = 'vault_key'"
    opened.write(Store.VAULT, partial(run, sql)).result()
    opened.close()
    with pytest.raises(VaultDamagedError):
        unlock(folder)
    assert writers() == before


def test_a_vault_whose_header_cannot_be_written_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "")

    folder, before = tmp_path / "vault", writers()
    monkeypatch.setattr(keys, "write_header", full)
    with pytest.raises(OSError, match="28"):
        make_vault(folder)
    assert writers() == before
    assert not keys.has_vault(folder)
    monkeypatch.undo()
    make_vault(folder).close()
    unlock(folder).close()


def test_a_disk_that_cannot_be_read_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "vault"
    opened = make_vault(folder)
    save(opened, "words")
    opened.close()
    looked_through: list[apsw.Connection] = []

    def failing(connection: apsw.Connection) -> bool:
        looked_through.append(connection)
        raise apsw.IOError

    monkeypatch.setattr(database, "healthy", failing)
    with pytest.raises(VaultFailureError) as caught:
        unlock(folder)
    assert caught.value.failure is KnownFailure.STORAGE_BROKEN
    with pytest.raises(apsw.ConnectionClosedError):
        looked_through[0].execute("SELECT 1")
    monkeypatch.undo()
    opened = unlock(folder)
    assert saved(opened) == "words"
    opened.close()
    assert not list(folder.glob("*.damaged-db"))


def test_a_cache_whose_tables_cannot_be_read_is_set_aside(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    make_vault(folder).close()
    data = bytearray((folder / "cache.db").read_bytes())
    data[4096:] = bytes(len(data) - 4096)  # all but the page that opening looks at
    (folder / "cache.db").write_bytes(data)
    opened = unlock(folder)
    reader = opened.reader()
    assert reader.rows("SELECT cursor FROM cache.feed") == [("",)]
    reader.close()
    opened.close()
