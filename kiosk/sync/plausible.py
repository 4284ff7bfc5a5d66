"""What central may say within reason: times of any zone, numbers of a database, rows of a size."""

from __future__ import annotations

from datetime import UTC, datetime

from kiosk.sync.failures import NotCentralError

FIRST = datetime(1970, 1, 1, tzinfo=UTC)
LAST = datetime(3000, 1, 1, tzinfo=UTC)
MOST = 2**53  # whole numbers that every reader of JSON takes alike
ROW_BYTES = 1024 * 1024  # of one row or receipt; the longest text takes half, all escaped


def time(at: datetime | None) -> None:
    """Check a time of central's, where there is one.

    Raises NotCentralError where it has no zone or lies where calendars end: arithmetic with it
    would fail later, far from the cause, and at every start anew.
    """
    if at is not None and (at.tzinfo is None or not FIRST <= at < LAST):
        raise NotCentralError("a time without a zone, or out of all reason")


def numbers(*values: object) -> None:
    """Check the whole numbers among some values. Raises NotCentralError."""
    for value in values:
        if isinstance(value, int) and not -MOST <= value <= MOST:
            raise NotCentralError("a number out of all reason")


def size(written: bytes | memoryview) -> None:
    """Check how long one row, state or receipt is, before all of it becomes objects.

    An empty list takes three bytes in JSON and twenty times as much in memory. Raises
    NotCentralError.
    """
    if len(written) > ROW_BYTES:
        raise NotCentralError("longer than any row of central's")
