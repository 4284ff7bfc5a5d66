"""What a search answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.items import Connection, Draft, Message, Photo


class SearchScope(StrEnum):
    """Among what to search."""

    ALL = "all"
    MESSAGES = "messages"
    PHOTOS = "photos"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page of answers ended, to go on from there; only a search can read it."""

    parts: bool  # among answers by parts of words, which follow those by whole words
    place: int


@dataclass(frozen=True, slots=True)
class Found:
    """Answers, the newest first; a cursor is None where nothing follows."""

    people: tuple[Connection, ...] = ()
    photos: tuple[Photo, ...] = ()
    more_photos: Cursor | None = None
    drafts: tuple[Draft, ...] = ()
    messages: tuple[Message, ...] = ()
    more_messages: Cursor | None = None
    complete: bool = True  # False while some of what is here cannot be found yet

    @property
    def nothing(self) -> bool:
        """Whether there is no answer at all."""
        return not (self.people or self.photos or self.drafts or self.messages)
