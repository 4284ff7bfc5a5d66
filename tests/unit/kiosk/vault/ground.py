"""What the tests of an open vault stand on."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain import ConnectionId, MessageId, Payment
from kiosk.vault import drafts, keys
from kiosk.vault.connection import SqlValue, Store, Transaction
from kiosk.vault.database import OpenVault, open_vault
from tests.unit.kiosk.world import PIN, SECRET, Clock

TIE = ConnectionId("tie")


def unlock(folder: Path) -> OpenVault:
    key = keys.unlock_with_pin(folder, PIN, SECRET)
    assert isinstance(key, keys.DataKey)
    return open_vault(folder, key)


def save(vault: OpenVault, text: str) -> None:
    now = Clock().now()
    vault.write(
        Store.VAULT, lambda t: drafts.save(t, TIE, text, Payment.COD, now, MessageId("d"))
    ).result()


def saved(vault: OpenVault) -> str:
    reader = vault.reader()
    draft = drafts.current(reader, TIE)
    reader.close()
    return "" if draft is None else draft.body


def run(sql: str, transaction: Transaction) -> None:
    transaction.run(sql)


def put(transaction: Transaction, table: str, **row: SqlValue) -> None:
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    transaction.run(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608
