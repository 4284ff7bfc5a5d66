"""Opening, writing, damage and power cuts."""

from __future__ import annotations

import errno
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import apsw
import pytest

from kiosk.domain import KnownFailure, MessageId, Payment, Topic
from kiosk.vault import connection, drafts, keys
from kiosk.vault.connection import (
    DatabaseTooNewError,
    Reader,
    ReadStoppedError,
    Store,
    Transaction,
    VaultClosedError,
    VaultFailureError,
)
from kiosk.vault.database import (
    COPY_NAME,
    OpenVault,
    VaultDamagedError,
    create_vault,
)
from tests.faults.storage.medium import Medium
from tests.unit.kiosk.vault.ground import TIE, run, save, saved, unlock
from tests.unit.kiosk.world import SECRET, Clock, make_vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[OpenVault]:
    vault = make_vault(tmp_path / "vault")
    yield vault
    vault.close()


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(100, len(data), 512):
        data[at] ^= 0xFF
    path.write_bytes(bytes(data))


def test_what_was_written_is_there_again(vault: OpenVault) -> None:
    save(vault, "Dear mother")
    public = vault.signing_key.public_key().public_bytes_raw()
    vault.close()
    again = unlock(vault.folder)
    assert saved(again) == "Dear mother"
    assert again.inmate == "inmate-1"
    assert again.signing_key.public_key().public_bytes_raw() == public
    assert keys.read_header(vault.folder, SECRET).vault_key == public
    again.close()


def test_a_power_cut_loses_nothing_that_was_kept(vault: OpenVault, tmp_path: Path) -> None:
    save(vault, "Dear mother")
    cut = tmp_path / "cut"
    shutil.copytree(vault.folder, cut)  # the files as they lie, log and all, nothing closed
    again = unlock(cut)
    assert saved(again) == "Dear mother"
    again.close()


def test_an_unfinished_vault_is_begun_anew(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    folder.mkdir()
    (folder / "vault.db").write_bytes(b"half")
    vault = make_vault(folder)
    save(vault, "begun")
    vault.close()
    with pytest.raises(FileExistsError):
        make_vault(folder)


def test_work_that_raises_changes_nothing(vault: OpenVault) -> None:
    def work(transaction: Transaction) -> None:
        transaction.run("INSERT INTO remembered VALUES ('a', '1')")
        raise LookupError("a bug")

    with pytest.raises(LookupError):
        vault.write(Store.VAULT, work).result()
    reader = vault.reader()
    assert reader.rows("SELECT * FROM remembered WHERE name = 'a'") == []
    reader.close()


def test_topics_are_told_after_the_commit_and_no_more_after_the_end(vault: OpenVault) -> None:
    heard: list[frozenset[Topic]] = []
    stop = vault.subscribe(heard.append)
    save(vault, "a")
    vault.write(Store.VAULT, lambda t: t.rows("SELECT 1")).result()
    stop()
    stop()
    save(vault, "ab")
    assert heard == [frozenset({Topic.DRAFTS})]


def test_a_full_disk_is_a_known_failure_and_passes(vault: OpenVault) -> None:
    save(vault, "short")
    limit = vault._writer.outside(
        Store.VAULT,
        lambda c: c.pragma("max_page_count", c.pragma("page_count")),
    )
    limit.result()
    with pytest.raises(VaultFailureError) as caught:
        save(vault, "long " * 50_000)
    assert caught.value.failure is KnownFailure.DISK_FULL
    vault._writer.outside(Store.VAULT, lambda c: c.pragma("max_page_count", 10**6)).result()
    assert saved(vault) == "short"
    save(vault, "long " * 50_000)
    assert saved(vault) == "long " * 50_000


def test_a_closed_vault_takes_nothing(vault: OpenVault) -> None:
    reader = vault.reader()
    reader.close()
    with pytest.raises(VaultClosedError):
        reader.rows("SELECT 1")
    vault.close()
    vault.close()
    with pytest.raises(VaultClosedError):
        save(vault, "late")


def test_closing_keeps_what_was_handed_in(vault: OpenVault) -> None:
    now = Clock().now()

    def keep(text: str, transaction: Transaction) -> None:
        drafts.save(transaction, TIE, text, Payment.COD, now, MessageId("d"))

    for number in range(50):
        vault.write(Store.VAULT, partial(keep, f"text {number}"))
    vault.close()
    again = unlock(vault.folder)
    assert saved(again) == "text 49"
    again.close()


def test_a_damaged_vault_db_falls_back_on_its_copy(vault: OpenVault) -> None:
    save(vault, "copied")
    assert vault.copy().result()
    assert not vault.copy().result()
    vault.close()
    damage(vault.folder / "vault.db")
    again = unlock(vault.folder)
    assert saved(again) == "copied"
    assert (vault.folder / "vault.damaged-db").exists()
    again.close()
    last = unlock(vault.folder)
    assert saved(last) == "copied"
    last.close()


def test_a_missing_vault_db_comes_back_from_its_copy(vault: OpenVault) -> None:
    save(vault, "copied")
    vault.copy().result()
    vault.close()
    (vault.folder / "vault.db").unlink()
    again = unlock(vault.folder)
    assert saved(again) == "copied"
    again.close()


def test_a_damaged_page_is_found_at_start(vault: OpenVault) -> None:
    save(vault, "words " * 20_000)
    vault.copy().result()
    vault.close()
    path = vault.folder / "vault.db"
    data = bytearray(path.read_bytes())
    data[len(data) - 300] ^= 1  # one bit of the last page
    path.write_bytes(bytes(data))
    again = unlock(vault.folder)
    assert saved(again) == "words " * 20_000
    again.close()


@pytest.mark.parametrize("damaged_copy", [True, False])
def test_no_copy_is_said_plainly(vault: OpenVault, damaged_copy: bool) -> None:
    vault.close()
    damage(vault.folder / "vault.db")
    if damaged_copy:
        damage(vault.folder / COPY_NAME)
    else:
        (vault.folder / COPY_NAME).unlink()
    with pytest.raises(VaultDamagedError):
        unlock(vault.folder)


def test_damage_found_while_reading_empties_the_cache_at_the_next_start(vault: OpenVault) -> None:
    def fill(transaction: Transaction) -> None:
        many = [(f"c{n}", "x" * 2000) for n in range(300)]
        transaction.each("INSERT INTO central_draft VALUES (?1, 't', ?2, 'cod', 0, 1, '[]')", many)

    vault.write(Store.CACHE, fill).result()
    vault.close()
    path = vault.folder / "cache.db"
    data = bytearray(path.read_bytes())
    for at in range(60 * 4096, len(data), 4096):
        data[at + 50] ^= 1
    path.write_bytes(bytes(data))
    again = unlock(vault.folder)
    reader = again.reader()
    with pytest.raises(VaultFailureError) as caught:
        reader.rows("SELECT sum(length(body)) FROM cache.central_draft")
    assert caught.value.failure is KnownFailure.STORAGE_BROKEN
    reader.close()
    again.close()
    last = unlock(vault.folder)
    reader = last.reader()
    assert reader.number("SELECT count(*) FROM cache.central_draft") == 0
    assert (vault.folder / "cache.damaged-db").exists()
    reader.close()
    last.close()


@pytest.mark.parametrize("store", list(Store))
def test_a_newer_major_is_refused_and_a_newer_minor_is_not(vault: OpenVault, store: Store) -> None:
    newest = connection.migrations(store)[-1].version
    vault._writer.outside(store, lambda c: c.pragma("user_version", newest + 1)).result()
    vault.close()
    again = unlock(vault.folder)
    again._writer.outside(
        store, lambda c: c.pragma("user_version", newest + connection.MINOR_RANGE)
    ).result()
    again.close()
    with pytest.raises(DatabaseTooNewError):
        unlock(vault.folder)
    assert not list(vault.folder.glob("*.damaged-db"))


def test_settings_of_safety_are_on(vault: OpenVault) -> None:
    for store in Store:
        answers = vault._writer.outside(
            store,
            lambda c: [c.pragma(name) for name in ("journal_mode", "synchronous", "foreign_keys")],
        ).result()
        assert answers == ["wal", 2, 1]


def test_nobody_changes_what_is_queued_or_deletes_a_receipt(vault: OpenVault) -> None:
    def work(transaction: Transaction) -> None:
        transaction.run(
            "INSERT INTO outbox (id, kind, args, created_at)"
            " VALUES ('a', 'account.freeze', '{}', 1)"
        )
        sql = "INSERT INTO receipt (id, status, seq, signed, received_at) VALUES (?, ?, ?, ?, ?)"
        transaction.run(sql, ("a", "done", 1, "{}", 1))

    vault.write(Store.VAULT, work).result()
    for sql in ("UPDATE outbox SET args = '[]'", "DELETE FROM receipt"):
        with pytest.raises(apsw.ConstraintError):
            vault.write(Store.VAULT, partial(run, sql)).result()


def test_writes_come_in_order_from_many_threads(vault: OpenVault) -> None:
    def note(name: str, number: int, transaction: Transaction) -> None:
        transaction.run(
            "INSERT INTO remembered VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (name, str(number)),
        )

    def write(name: str) -> None:
        for number in range(20):
            vault.write(Store.VAULT, partial(note, name, number))

    threads = [threading.Thread(target=write, args=(f"thread {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    vault.write(Store.VAULT, lambda _: None).result()
    reader = vault.reader()
    assert reader.rows("SELECT DISTINCT value FROM remembered WHERE name LIKE 'thread %'") == [
        ("19",)
    ]
    reader.close()


def test_a_reader_cannot_write(vault: OpenVault) -> None:
    reader = vault.reader()
    for sql in ("DELETE FROM main.outbox", "DELETE FROM cache.item"):
        with pytest.raises(VaultFailureError):
            reader.rows(sql)
    reader.close()


def test_create_vault_names_its_arguments() -> None:
    assert create_vault.__kwdefaults__ == {"cost": keys.PIN_COST}


def test_a_disk_that_refuses_the_first_rows_of_a_vault_is_a_known_failure(
    tmp_path: Path,
) -> None:
    root = tmp_path / "state"
    root.mkdir()
    outcomes = set()
    with Medium(root) as medium:
        for after in range(60):
            acts = medium.acts
            medium.refuse = lambda _kind, _path, last=acts + after: (
                errno.ENOSPC if medium.acts >= last else 0
            )
            try:
                make_vault(root / str(after)).close()
            except VaultFailureError as error:
                outcomes.add(error.failure)
            except OSError as error:
                assert error.errno == errno.ENOSPC
            medium.refuse = None
    assert KnownFailure.DISK_FULL in outcomes


def test_reading_can_be_stopped_from_elsewhere(vault: OpenVault) -> None:
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT 1 FROM c) SELECT count(*) FROM c"
    ended: list[type[BaseException]] = []

    def read(reader: Reader) -> None:
        try:
            reader.rows(endless)
        except ReadStoppedError as error:
            ended.append(type(error))

    with closing(vault.reader()) as reader:
        thread = threading.Thread(target=read, args=(reader,))
        thread.start()
        while thread.is_alive():
            reader.stop()
            thread.join(0.01)
        assert ended == [ReadStoppedError]
        assert reader.number("SELECT 7") == 7
