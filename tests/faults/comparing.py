"""Whether the facts in a vault are central's, row by row, by the feed as central gives it now."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.sync import translate
from kiosk.sync.client import Client
from kiosk.sync.protocol import Change
from kiosk.vault.connection import Reader
from kiosk.vault.feed import KEYS, TOPICS


def whole_feed(client: Client, token: str) -> list[Change]:
    """All that central has for one inmate, read from the start."""
    found, cursor = [], ""
    while True:
        page = client.changes(token, cursor)
        found += page.changes
        cursor = page.cursor
        if not page.more:
            return found


def differences(reader: Reader, feed: Iterable[Change]) -> list[str]:
    """What the vault has otherwise than central; names of rows, no content."""
    found = []
    live: dict[str, set[str]] = {table: set() for table in TOPICS}
    for change in feed:
        row = translate.row(change)
        if change.deleted or row.fields is None:
            continue
        live[row.table].add(row.key)
        columns = ", ".join(row.fields)
        key = KEYS.get(row.table, "id")
        held = reader.row(f"SELECT {columns} FROM cache.{row.table} WHERE {key} = ?", (row.key,))  # noqa: S608
        if held is None:
            found.append(f"{row.table} {row.key} is missing")
        elif held != tuple(row.fields.values()):
            wrong = [
                n for n, a, b in zip(row.fields, held, row.fields.values(), strict=True) if a != b
            ]
            found.append(f"{row.table} {row.key} differs in {wrong}")
    for table, keys in live.items():
        key = KEYS.get(table, "id")
        rows = reader.rows(f"SELECT {key} FROM cache.{table}")  # noqa: S608
        found += [f"{table} {row[0]!r} is left over" for row in rows if row[0] not in keys]
    return found
