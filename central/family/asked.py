"""Reading what a form or an address asks for: what is no number, id or time is none."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime

WHOLE = re.compile(r"[0-9]{1,9}")
NEVER = -1  # no price and no amount


def whole(text: str) -> int:
    """A whole number of at most nine digits; NEVER for anything else."""
    return int(text) if WHOLE.fullmatch(text) else NEVER


def key(text: str) -> UUID | None:
    """An id, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


def moment(text: str) -> datetime | None:
    """A time with its zone, as a page wrote it into an address, or None.

    An address in which the plus of the zone became a blank is read as it was meant.
    """
    try:
        read = parse_datetime(text.replace(" ", "+"))
        return None if read is None or timezone.is_naive(read) else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
