"""How far central's feed was read, and putting its rows into the tables of facts."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from kiosk.vault.connection import Reader
from kiosk.vault.times import maybe_time


def synced_at(reader: Reader) -> datetime | None:
    """When all of the feed was last read, by the device's clock."""
    row = reader.row("SELECT synced_at FROM cache.feed")
    return None if row is None else maybe_time(cast("int | None", row[0]))
