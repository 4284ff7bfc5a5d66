"""Home, searching, asking, blocking."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import UUID

import pytest
from django.test import Client

from central.accounts import contacts
from central.accounts.models import Contact
from central.connections.models import Connection
from central.family import limits
from tests import seed
from tests.unit.central.conftest import Clock
from tests.unit.central.family.conftest import Enter, text_of


def test_searching_finds_by_name_and_number(maria: Client, pair: SimpleNamespace) -> None:
    seed.inmate("2002", "Peter", "Okafor", pin="739164")
    assert "Peter Okafor" in text_of(maria.get("/find/", {"q": "okaf"}))
    assert "Peter Okafor" in text_of(maria.get("/find/", {"q": "2002"}))
    assert "No one was found" in text_of(maria.get("/find/", {"q": "Nobody"}))
    assert "You asked already" in text_of(maria.get("/find/", {"q": "Daniel"}))
    assert pair.inmate


def test_searching_is_limited_by_the_hour(
    maria: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SEARCHES_AN_HOUR", 2)
    for _ in range(2):
        assert "1 person found" in text_of(maria.get("/find/", {"q": "Daniel"}))
    refused = text_of(maria.get("/find/", {"q": "Daniel"}))
    assert "try again in an hour" in refused
    assert "1001" not in refused
    clock.advance(hours=1, minutes=1)
    assert "1 person found" in text_of(maria.get("/find/", {"q": "Daniel"}))


def test_asking_sends_only_words_of_the_template(maria: Client, pair: SimpleNamespace) -> None:
    peter = seed.inmate("2002", "Peter", "Okafor", pin="739164")["id"]
    page = text_of(maria.get(f"/find/{peter}/"))
    assert "Peter reads only your name, “Maria Reyes”" in page
    maria.post(f"/find/{peter}/", {"relation": "friend", "text": "free words"})
    tie = Connection.objects.get(inmate=peter, contact=UUID(pair.contact))
    assert tie.relation == "friend"
    asked = text_of(maria.get(f"/people/{tie.pk}/"))
    assert "Peter was asked" in asked
    assert "Maria Reyes would like to connect with you (a friend)." in asked
    assert "free words" not in asked


def test_asking_too_often_is_refused_in_words(maria: Client) -> None:
    seed.change_facility(requests_per_day=1)
    peter = seed.inmate("2002", "Peter", "Okafor", pin="739164")["id"]
    maria.post(f"/find/{peter}/", {"relation": "friend"})
    paul = seed.inmate("3003", "Paul", "Adams", pin="739164")["id"]
    page = maria.post(f"/find/{paul}/", {"relation": "friend"}, follow=True)
    assert "Please try again tomorrow" in text_of(page)


def test_home_says_how_each_person_stands(maria: Client, pair: SimpleNamespace) -> None:
    seed.message(pair.connection, "Held", approve=False)
    seed.message(pair.connection, "Hi mom", direction="out")
    seed.message(pair.connection, "For a price", direction="out", payment="cod")
    page = text_of(maria.get("/home/"))
    for words in ("Daniel Reyes", "1 new", "1 sealed", "1 in review", "1,950"):
        assert words in page, page
    assert "For a price" not in page


def test_a_decline_stays_quiet(maria: Client, pair: SimpleNamespace) -> None:
    peter = seed.inmate("2002", "Peter", "Okafor", pin="739164")["id"]
    tie = seed.connection(pair.contact, peter, state="declined")["id"]
    assert "Waiting for an answer" in text_of(maria.get("/home/"))
    assert "declined" not in text_of(maria.get(f"/people/{tie}/")).lower()


def test_blocking_can_be_undone_and_ending_means_asking_again(
    maria: Client, pair: SimpleNamespace
) -> None:
    here = f"/people/{pair.connection}"
    seed.message(pair.connection, "Waits", approve=False)
    before = seed.balance(pair.contact)
    page = maria.post(f"{here}/tie/act/", {"act": "block"}, follow=True)
    assert "You blocked this person" in text_of(page)
    assert seed.balance(pair.contact) == before + 50
    page = maria.post(f"{here}/tie/act/", {"act": "unblock"}, follow=True)
    assert "You blocked" not in text_of(page)
    page = maria.post(f"{here}/tie/act/", {"act": "end"}, follow=True)
    assert "This connection has ended" in text_of(page)
    assert "Ask again" in text_of(page)


@pytest.mark.logs("Not Found")
def test_nobody_sees_another_contacts_people(
    others: SimpleNamespace, pair: SimpleNamespace, enter: Enter
) -> None:
    grace = enter("grace")
    sent = seed.message(pair.connection, "Private")["id"]
    photo = seed.photo(pair.connection)["id"]
    sealed = seed.message(pair.connection, "Sealed", direction="out", payment="cod")["id"]
    for path in (
        f"/people/{pair.connection}/",
        f"/people/{pair.connection}/write/",
        f"/people/{pair.connection}/photos/",
        f"/people/{pair.connection}/give/",
        f"/people/{pair.connection}/tie/",
        f"/message/{sent}/",
        f"/photo/{photo}/",
        f"/photo/{photo}/screen.jpg",
    ):
        assert grace.get(path).status_code == 404, path
    for path in (
        f"/people/{pair.connection}/draft/",
        f"/people/{pair.connection}/write/",
        f"/people/{pair.connection}/photos/",
        f"/people/{pair.connection}/tie/act/",
        f"/message/{sealed}/open/",
        f"/message/{sent}/act/",
    ):
        assert grace.post(path, {"act": "remove", "body": "x"}).status_code == 404, path
    assert others.contact


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("chargeback", "A card payment was disputed, so you cannot send"),
        ("staff", "The facility has stopped it, so you cannot send"),
    ],
)
def test_who_is_frozen_is_told_why(maria: Client, contact: Contact, reason: str, says: str) -> None:
    contacts.freeze(contact, reason=reason, actor="system")
    assert says in text_of(maria.get("/home/"))
