"""What central may say within reason: times that any zone can show, numbers a database can hold."""

from __future__ import annotations

from datetime import UTC, datetime

from kiosk.sync.failures import NotCentralError

FIRST = datetime(1970, 1, 1, tzinfo=UTC)
LAST = datetime(3000, 1, 1, tzinfo=UTC)
MOST = 2**53  # whole numbers that every reader of JSON takes alike


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
