"""A world whose clock stands where the story is, so that histories come about in their own time."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import uuid_utils

from central.world import World


class StoryWorld(World):
    """Chance is real; time is what the story says, and never runs backwards."""

    def __init__(self, begin: datetime) -> None:
        self._now = begin.astimezone(UTC)

    def move(self, moment: datetime) -> None:
        """Set the clock; an earlier moment leaves it where it is."""
        self._now = max(self._now, moment.astimezone(UTC))

    def now(self) -> datetime:
        """The story's time in UTC."""
        return self._now

    def new_id(self) -> UUID:
        """A UUIDv7 (RFC 9562) of the story's time."""
        nanoseconds = int(self._now.timestamp() * 1_000_000) * 1000
        return UUID(int=uuid_utils.uuid7(nanoseconds=nanoseconds).int)
