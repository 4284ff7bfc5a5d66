"""Finding messages, photos and people by what was typed, newest first and page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple, cast

from kiosk.domain import (
    Connection,
    ConnectionId,
    ConnectionState,
    Cursor,
    Draft,
    Found,
    Message,
    SearchScope,
)
from kiosk.domain.folding import folded_words
from kiosk.domain.question import LEAST_PART, Phrase, Question, Term
from kiosk.vault import drafts, indexing, messages, people, photos
from kiosk.vault.connection import Reader

LAST_PLACE = 2**63 - 1
PART_BATCH = 200  # candidates read at a time where parts of words are looked for
PHOTOS_BESIDE = 12  # of the strip that stands above the messages
_KNOWN = (
    ConnectionState.APPROVED,
    ConnectionState.REQUESTED,
    ConnectionState.BLOCKED,
    ConnectionState.ENDED,
)


class _Kind(NamedTuple):
    """What differs between looking for messages and for photos."""

    name: str
    facts: str
    at: str
    text: str


_MESSAGE = _Kind("message", "message_now", "at", "coalesce(f.body, '')")
_PHOTO = _Kind("photo", "photo_now", "delivered_at", "f.caption")


class _Asked:
    """A question with the people that each of its terms may mean."""

    def __init__(self, question: Question, known: Sequence[Connection]) -> None:
        self.terms = question.terms
        named = [(person.id, folded_words(person.name)) for person in known]
        self.people = [
            frozenset(item for item, name in named if term.in_words(name)) for term in self.terms
        ]

    def expression(self, kind: str) -> str:
        """The question as FTS5 reads it; nothing typed is ever outside quotation marks."""
        return " AND ".join(
            f"({' OR '.join(self._ways(kind, term, who))})"
            for term, who in zip(self.terms, self.people, strict=True)
        )

    @staticmethod
    def _ways(kind: str, term: Term, who: frozenset[ConnectionId]) -> list[str]:
        ways = [f"{kind} : ({' AND '.join(map(_quoted, term.phrases))})"]
        if who:
            marks = " OR ".join(f'"{indexing.person_mark(kind, item)}"' for item in sorted(who))
            ways.append(f"marks : ({marks})")
        for day in term.days:
            marks = " AND ".join(f'"{mark}"' for mark in indexing.day_marks(kind, day))
            ways.append(f"marks : ({marks})")
        return ways

    def parts(self) -> str:
        """Parts of words that must be there, as FTS5 reads it; empty where there are none."""
        size = LEAST_PART
        found = {
            word[at : at + size]: None
            for term, who in zip(self.terms, self.people, strict=True)
            if not who and not term.days
            for phrase in term.phrases
            for word in phrase.words
            for at in range(len(word) - size + 1)
        }
        return " AND ".join(f'"{part}"' for part in found)

    def holds(self, text: str, connection: str, day: date, *, parts: bool = False) -> bool:
        """Whether one text, by its words or by parts of them, is an answer."""
        words = folded_words(text)
        return all(
            (term.in_parts(words) if parts else term.in_words(words))
            or connection in who
            or any(each.holds(day) for each in term.days)
            for term, who in zip(self.terms, self.people, strict=True)
        )


def find(
    reader: Reader, question: Question, scope: SearchScope, after: Cursor | None, limit: int
) -> Found:
    """The first `limit` answers of a scope, or those that follow.

    Drafts, and messages that lie on this device only, are among the first.
    """
    if not question.terms:
        return Found()
    known = people.connections(reader, *_KNOWN)
    asked = _Asked(question, known)
    everything, first = scope is SearchScope.ALL, after is None
    found = Found(complete=not indexing.anything_due(reader))
    if first and scope in (SearchScope.ALL, SearchScope.PEOPLE):
        named = (person for person in known if question.names(person.name))
        found = replace(found, people=tuple(named))
    if (first and everything) or scope is SearchScope.PHOTOS:
        most = PHOTOS_BESIDE if everything else limit
        keys, cursor = _page(reader, asked, _PHOTO, after, most)
        found = replace(found, photos=photos.by_keys(reader, keys), more_photos=cursor)
    if everything or scope is SearchScope.MESSAGES:
        keys, cursor = _page(reader, asked, _MESSAGE, after, limit)
        found = replace(
            found,
            drafts=_drafts(reader, asked) if first else (),
            messages=(_kept(reader, asked) if first else ()) + messages.by_keys(reader, keys),
            more_messages=cursor,
        )
    return found


def _drafts(reader: Reader, asked: _Asked) -> tuple[Draft, ...]:
    rows = reader.rows("SELECT connection FROM main.draft WHERE discarded = 0 AND body <> ''")
    held = (drafts.current(reader, ConnectionId(cast(str, row[0]))) for row in rows)
    return tuple(
        draft
        for draft in held
        if draft is not None and asked.holds(draft.body, draft.connection, _day(draft.updated_at))
    )


def _kept(reader: Reader, asked: _Asked) -> tuple[Message, ...]:
    """What central has not shown yet, the newest first."""
    return tuple(
        message
        for message in messages.kept(reader)
        if asked.holds(message.body or "", message.connection, _day(message.sent_at))
    )


def _day(at: datetime) -> date:
    return at.astimezone().date()


def _page(
    reader: Reader, asked: _Asked, kind: _Kind, after: Cursor | None, limit: int
) -> tuple[list[int], Cursor | None]:
    """Keys of the next answers, and where to go on: whole words first, then parts of words."""
    found: list[int] = []
    start = after or Cursor(parts=False, place=LAST_PLACE)
    if not start.parts:
        rows = reader.rows(
            "SELECT w.rowid, s.key FROM cache.search_words w"  # noqa: S608
            " CROSS JOIN cache.search_place s ON s.place = w.rowid"
            f" CROSS JOIN {kind.facts} f ON f.key = s.key"
            " WHERE w.search_words MATCH ? AND w.rowid < ? AND s.kind = ? AND f.removed = 0"
            " ORDER BY w.rowid DESC LIMIT ?",
            (asked.expression(kind.name), start.place, kind.name, limit),
        )
        found = [cast(int, row[1]) for row in rows]
        if len(rows) == limit:
            return found, Cursor(parts=False, place=cast(int, rows[-1][0]))
        start = Cursor(parts=True, place=LAST_PLACE)
    return _parts_page(reader, asked, kind, start, found, limit)


def _parts_page(
    reader: Reader, asked: _Asked, kind: _Kind, start: Cursor, found: list[int], limit: int
) -> tuple[list[int], Cursor | None]:
    parts = asked.parts()
    place = start.place
    while parts:
        rows = reader.rows(
            f"SELECT p.rowid, s.key, f.connection, f.{kind.at}, {kind.text}"  # noqa: S608
            " FROM cache.search_parts p CROSS JOIN cache.search_place s ON s.place = p.rowid"
            f" CROSS JOIN {kind.facts} f ON f.key = s.key"
            " WHERE p.search_parts MATCH ? AND p.rowid < ? AND s.kind = ? AND f.removed = 0"
            " AND NOT EXISTS (SELECT 1 FROM cache.search_words w"
            "   WHERE w.search_words MATCH ? AND w.rowid = p.rowid)"
            " ORDER BY p.rowid DESC LIMIT ?",
            (parts, place, kind.name, asked.expression(kind.name), PART_BATCH),
        )
        for row in rows:
            place, key, connection, at, text = cast("tuple[int, int, str, int, str]", row)
            if asked.holds(text, connection, indexing.local_day(at), parts=True):
                found.append(key)
                if len(found) == limit:
                    return found, Cursor(parts=True, place=place)
        if len(rows) < PART_BATCH:
            break
    return found, None


def _quoted(phrase: Phrase) -> str:
    text = f'"{" ".join(phrase.words)}"'
    return f"{text} *" if phrase.begun else text
