"""Times as the databases keep them: whole microseconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def to_micros(at: datetime) -> int:
    """Write a time (with its zone) as microseconds."""
    return (at - EPOCH) // MICROSECOND


def from_micros(micros: int) -> datetime:
    """Read a time back, in UTC."""
    return EPOCH + timedelta(microseconds=micros)


def maybe_time(micros: int | None) -> datetime | None:
    """Read a time that may be missing."""
    return None if micros is None else from_micros(micros)
