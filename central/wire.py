"""How times and ids are written in JSON."""

from __future__ import annotations

from datetime import UTC, datetime


def stamp(when: datetime) -> str:
    """RFC 3339 in UTC with a Z, microseconds only where there are any."""
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")


def stamp_or_none(when: datetime | None) -> str | None:
    """As `stamp`, or None."""
    return None if when is None else stamp(when)
