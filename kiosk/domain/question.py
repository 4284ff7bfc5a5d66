"""What somebody typed to search by: words, the names of people, dates in English and Spanish."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.domain.folding import folded_words, joined, placed_words

MOST_WORDS = 16
MOST_LETTERS = 300  # of what is typed; a search field takes fewer
LEAST_PART = 3  # letters of a part of a word
LEAST_ALONE = 4  # letters of a month that stands alone: "may" and "mar" are words of their own
_MONTHS = (
    ("january", "enero"),
    ("february", "febrero"),
    ("march", "marzo"),
    ("april", "abril"),
    ("may", "mayo"),
    ("june", "junio"),
    ("july", "julio"),
    ("august", "agosto"),
    ("september", "septiembre", "sept", "setiembre"),
    ("october", "octubre"),
    ("november", "noviembre"),
    ("december", "diciembre"),
)
_BETWEEN = frozenset({"de", "del", "of"})  # 14 de marzo de 2026, 14th of March
_DAY = re.compile(r"(\d{1,2})(st|nd|rd|th|o)?")
_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other; the last may go on where `begun`."""

    words: tuple[str, ...]
    begun: bool = False

    def spans(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Where the phrase stands in a text: the first word and the one after the last."""
        size = len(self.words)
        return [
            (at, at + size)
            for at in range(len(words) - size + 1)
            if all(map(self._fits, range(size), words[at : at + size]))
        ]

    def _fits(self, number: int, word: str) -> bool:
        wanted = self.words[number]
        if self.begun and number == len(self.words) - 1:
            return word.startswith(wanted)
        return word == wanted


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month or a year; what is None may be any."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def holds(self, at: date) -> bool:
        """Whether a date falls into it."""
        pairs = ((self.year, at.year), (self.month, at.month), (self.day, at.day))
        return all(wanted in (None, found) for wanted, found in pairs)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: phrases that all stand in the text, or a person so called, or a date."""

    phrases: tuple[Phrase, ...]
    days: tuple[Day, ...] = ()

    def in_words(self, words: Sequence[str]) -> bool:
        """Whether a text or a name has all of it."""
        return all(phrase.spans(words) for phrase in self.phrases)

    def in_parts(self, words: Sequence[str]) -> bool:
        """Whether each word stands within a word of the text; a short one at its beginning."""
        return all(
            any(
                wanted in word if len(wanted) >= LEAST_PART else word.startswith(wanted)
                for word in words
            )
            for phrase in self.phrases
            for wanted in phrase.words
        )


@dataclass(frozen=True, slots=True)
class Question:
    """All of what is asked for; empty where nothing can be searched by."""

    terms: tuple[Term, ...] = ()

    def names(self, name: str) -> bool:
        """Whether everything asked for is in a person's name."""
        words = folded_words(name)
        return bool(self.terms) and all(term.in_words(words) for term in self.terms)

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """What of a text was asked for, as (begin, end); parts of words where no word fits."""
        placed = placed_words(text)
        words = [word for word, _, _ in placed]
        found = [
            (placed[first][1], placed[end - 1][2])
            for term in self.terms
            for phrase in term.phrases
            for first, end in phrase.spans(words)
        ]
        if not found:
            wanted = [
                word for term in self.terms for phrase in term.phrases for word in phrase.words
            ]
            found = [
                (begin, end)
                for word, begin, end in placed
                if any(len(each) >= LEAST_PART and each in word for each in wanted)
            ]
        return joined(found)


def understand(text: str) -> Question:
    """What a text asks for. Whatever was typed, this answers."""
    found = [tuple(folded_words(word)) for word in text[:MOST_LETTERS].split()]
    words = [word for word in found if word][:MOST_WORDS]
    terms: list[Term] = []
    at = 0
    while at < len(words):
        length, days = _date(words, at)
        phrases = tuple(
            Phrase(words[place], begun=place == len(words) - 1) for place in range(at, at + length)
        )
        terms.append(Term(phrases, days))
        at += length
    return Question(tuple(terms))


def _date(words: Sequence[tuple[str, ...]], at: int) -> tuple[int, tuple[Day, ...]]:
    """How many words from here on say a date, and which; one word that says none."""
    if days := _in_figures(words[at]):
        return 1, days
    for first, second in (("day", "month"), ("month", "day"), ("month", "")):
        place, found = at, dict[str, int]()
        for part in (first, second, "year"):
            if not part:
                continue
            place = place + 1 if found and _word(words, place) in _BETWEEN else place
            value = _value(part, _word(words, place), last=place == len(words) - 1)
            if value is None:
                break
            found[part] = value
            place += 1
        while place > at and _word(words, place - 1) in _BETWEEN:
            place -= 1
        if second and len(found) >= 2:
            return place - at, (Day(**found),)
        alone = found and len(_word(words, at)) >= LEAST_ALONE
        if not second and (len(found) > 1 or alone):
            return place - at, (Day(**found),)
    year = _value("year", _word(words, at), last=False)
    return 1, () if year is None else (Day(year=year),)


def _word(words: Sequence[tuple[str, ...]], at: int) -> str:
    """A word that is of one piece; empty for others and past the end."""
    return words[at][0] if at < len(words) and len(words[at]) == 1 else ""


def _value(part: str, word: str, *, last: bool) -> int | None:
    """The number that a word means as a day, a month or a year."""
    if part == "month":
        return _month(word, last=last)
    if part == "day":
        fits = _DAY.fullmatch(word)
        return int(fits[1]) if fits and 1 <= int(fits[1]) <= 31 else None
    return int(word) if re.fullmatch(r"\d{4}", word) and int(word) in _YEARS else None


def _month(word: str, *, last: bool) -> int | None:
    """A month by its name or the first three letters; the last word may be half typed."""
    if len(word) < 3:
        return None
    for number, names in enumerate(_MONTHS, 1):
        if any(name == word or name[:3] == word for name in names):
            return number
        if last and any(name.startswith(word) for name in names):
            return number
    return None


def _in_figures(word: tuple[str, ...]) -> tuple[Day, ...]:
    """2026-03-14, 2026-03, 14.3.2026, 3/14/2026 and 3/14; where the order is open, both ways."""
    if len(word) not in (2, 3) or not all(re.fullmatch(r"\d{1,4}", part) for part in word):
        return ()
    numbers = [int(part) for part in word]
    ways: list[tuple[int | None, int, int | None]]
    if numbers[0] in _YEARS:
        ways = [(numbers[0], numbers[1], numbers[2] if len(numbers) == 3 else None)]
    else:
        year = numbers[2] if len(numbers) == 3 else None
        if year is not None and year < 100:
            year += 2000
        ways = [(year, numbers[1], numbers[0]), (year, numbers[0], numbers[1])]
    return tuple(
        dict.fromkeys(
            Day(year, month, day)
            for year, month, day in ways
            if 1 <= month <= 12
            and (day is None or 1 <= day <= 31)
            and (year is None or year in _YEARS)
        )
    )
