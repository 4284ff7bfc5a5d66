"""The families' letters: readable, in order, rich, in both languages."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from central.demo import letters, people
from central.demo.letters import LetterError

NOW = datetime(2026, 11, 19, 14, 7, tzinfo=timezone(timedelta(hours=-7)))
WRITERS = [person for person in people.OUTSIDERS if person.letters]


def test_a_letter_says_when_and_what_became_of_it(tmp_path: Path) -> None:
    (tmp_path / "ann.txt").write_text(
        "# a note\n\n@ 12d 19:40 in collect sealed review=1h5\nTwo\nlines\n\n"
        "@ 3h5 out rejected:other\n! Because.\nNo\n"
    )
    first, second = letters.read("ann", tmp_path)
    assert first.when.at(NOW) == NOW.replace(day=7, hour=19, minute=40)
    assert (first.incoming, first.collect, first.fate) == (True, True, "sealed")
    assert first.review == timedelta(hours=1, minutes=5)
    assert first.body == "Two\nlines"
    assert second.when.at(NOW) == NOW - timedelta(hours=3, minutes=5)
    assert (second.incoming, second.fate, second.reason) == (False, "rejected", "other")
    assert (second.reason_text, second.body) == ("Because.", "No")


@pytest.mark.parametrize(
    "head", ["12d in", "12d 19:40", "soon in", "12d 19:40 up", "12d 19:40 in free"]
)
def test_what_cannot_be_read_is_said(tmp_path: Path, head: str) -> None:
    (tmp_path / "ann.txt").write_text(f"@ {head}\nHello\n")
    with pytest.raises(LetterError):
        letters.read("ann", tmp_path)


@pytest.mark.parametrize("person", WRITERS, ids=lambda person: person.username)
def test_letters_come_in_order_after_the_tie_and_before_now(person: people.Outsider) -> None:
    moments = [letter.when.at(NOW) for letter in letters.read(person.letters)]
    assert moments == sorted(moments)
    assert moments[0] > NOW - timedelta(days=person.asked - 1)
    assert moments[-1] < NOW


def test_there_are_enough_distinct_letters_in_both_languages() -> None:
    bodies: dict[str, set[str]] = {"daniel": set(), "luis": set()}
    for person in WRITERS:
        for letter in letters.read(person.letters):
            assert letter.body
            assert letter.body not in bodies[person.inmate]
            bodies[person.inmate].add(letter.body)
    assert len(bodies["daniel"]) >= 120
    assert len(bodies["luis"]) >= 55
    assert sum(any(sign in body for sign in "áéíóúñ¿¡") for body in bodies["luis"]) >= 50


@pytest.mark.parametrize("inmate", people.BALANCES)
def test_gifts_and_letters_come_to_the_balance_of_the_story(inmate: str) -> None:
    price = 50
    balance = 0
    for person in WRITERS:
        if person.inmate != inmate:
            continue
        balance += sum(each.credits for each in people.PRESENTS if each.username == person.username)
        for letter in letters.read(person.letters):
            if letter.fate != "rejected" and not letter.incoming and not letter.collect:
                balance -= price
            if letter.incoming and letter.collect and letter.fate != "sealed":
                balance -= price
    assert balance == people.BALANCES[inmate]
