"""What was typed is understood as words and dates, and found again in the text as it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.folding import folded_words, joined, placed_words
from kiosk.domain.question import MOST_WORDS, Day, understand


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("14 March", (Day(None, 3, 14),)),
        ("march 14, 2026", (Day(2026, 3, 14),)),
        ("14 de marzo del 2026", (Day(2026, 3, 14),)),
        ("14th of Sept", (Day(None, 9, 14),)),
        ("enero de 2025", (Day(2025, 1, None),)),
        ("octub", (Day(None, 10, None),)),
        ("٢٠٢٦", (Day(2026, None, None),)),
        ("2026-03-14", (Day(2026, 3, 14),)),
        ("2026/3", (Day(2026, 3, None),)),
        ("3/4/26", (Day(2026, 4, 3), Day(2026, 3, 4))),
        ("4.4", (Day(None, 4, 4),)),
        ("31/12", (Day(None, 12, 31),)),
        ("may", ()),
        ("ma", ()),
        ("14", ()),
        ("1234", ()),
        ("2026-31-14", ()),
        ("1.2.1500", ()),
        ("a.b.c", ()),
        ("1-2-3-4", ()),
    ],
)
def test_dates_as_people_write_them(typed: str, days: tuple[Day, ...]) -> None:
    (term,) = understand(typed).terms
    assert term.days == days


def test_words_beside_a_date_stay_words() -> None:
    terms = understand("rosa 14 de marzo de birthday").terms
    assert [len(term.phrases) for term in terms] == [1, 3, 1, 1]
    assert [term.phrases[-1].begun for term in terms] == [False, False, False, True]
    assert len(understand("a " * 100).terms) == MOST_WORDS


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Café con Mamá", "mama", ["Mamá"]),
        ("E\u0301tude, étude", "etude", ["E\u0301tude", "étude"]),
        ("我们的花园", "花园", ["花园"]),
        ("I don't know", "don't", ["don't"]),
        ("sunflower, moon", "flower", ["sunflower"]),
        ("a 👍🏽!", "👍", ["👍🏽"]),
        ("birthday", "birth", ["birthday"]),
        ("nothing here", "else", []),
        ("ab", "b", []),
    ],
)
def test_what_was_found_is_marked(text: str, typed: str, marked: list[str]) -> None:
    assert [text[begin:end] for begin, end in understand(typed).spans(text)] == marked


@given(st.text())
def test_words_stand_where_they_are_said_to(text: str) -> None:
    placed = placed_words(text)
    assert [word for word, _, _ in placed] == folded_words(text)
    for word, begin, end in placed:
        assert word in "".join(folded_words(text[begin:end]))
        assert 0 <= begin < end <= len(text)


def test_stretches_that_meet_are_one() -> None:
    assert joined([(5, 8), (0, 2), (2, 3), (6, 7)]) == ((0, 3), (5, 8))
