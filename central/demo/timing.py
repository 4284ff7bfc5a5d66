"""Believable delays that come out the same at every filling."""

from __future__ import annotations

import random
from datetime import datetime, timedelta


def chance(*about: object) -> random.Random:
    """Chance of its own for one thing, the same each time."""
    return random.Random(":".join(str(part) for part in about))


def between(about: object, least: float, most: float) -> timedelta:
    """A delay from `least` to `most` hours, the same each time for the same thing."""
    return timedelta(hours=chance("delay", about).uniform(least, most))


def on_day(now: datetime, days: int, hour: int, minute: int = 0) -> datetime:
    """A time of day, so many days before the local `now`."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=days) + timedelta(hours=hour, minutes=minute)
