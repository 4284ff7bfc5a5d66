"""The thread: what is shown, what stays sealed, what can be done with each thing."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client

from central.accounts import contacts
from central.accounts.models import Contact
from tests import seed
from tests.unit.central.conftest import Clock
from tests.unit.central.family.conftest import text_of


def test_each_sent_thing_says_where_it_is(maria: Client, pair: SimpleNamespace) -> None:
    seed.message(pair.connection, "Held one", approve=False)
    seed.message(pair.connection, "Arrived one")
    page = text_of(maria.get(f"/people/{pair.connection}/"))
    assert "Held one" in page
    assert "Waiting for review" in page
    assert "Approved" in page
    assert "Delivered today" in page


def test_what_staff_still_hold_is_not_shown(maria: Client, pair: SimpleNamespace) -> None:
    seed.message(pair.connection, "Planted words", direction="out", approve=False)
    refused = seed.message(pair.connection, "Refused words", direction="out", approve=False)["id"]
    seed.reject(refused)
    page = maria.get(f"/people/{pair.connection}/").content.decode()
    assert "Planted words" not in page
    assert "Refused words" not in page


@pytest.mark.logs("Not Found")
def test_the_page_of_a_held_message_is_not_there(maria: Client, pair: SimpleNamespace) -> None:
    held = seed.message(pair.connection, "Planted", direction="out", approve=False)["id"]
    assert maria.get(f"/message/{held}/").status_code == 404


def test_a_paid_message_is_read_free_and_counts_as_opened(
    maria: Client, pair: SimpleNamespace
) -> None:
    sent = seed.message(pair.connection, "Hi mom", direction="out")["id"]
    before = seed.balance(pair.contact)
    assert "Hi mom" in text_of(maria.get(f"/people/{pair.connection}/"))
    assert seed.item(sent)["state"] == "opened"
    assert seed.balance(pair.contact) == before


def test_a_sealed_message_is_not_on_the_page_until_paid(
    maria: Client, pair: SimpleNamespace
) -> None:
    sent = seed.message(pair.connection, "Planted words", direction="out", payment="cod")["id"]
    before = seed.balance(pair.contact)
    page = maria.get(f"/people/{pair.connection}/")
    assert "Planted words" not in page.content.decode()
    assert f"You have {before:,}, you will have {before - 50:,}." in text_of(page)
    assert "Open for 50 credits" in text_of(page)
    assert "Planted words" not in maria.get(f"/message/{sent}/").content.decode()
    opened = maria.post(f"/message/{sent}/open/", {"expected_price": "50"}, follow=True)
    assert "Planted words" in text_of(opened)
    maria.post(f"/message/{sent}/open/", {"expected_price": "50"})
    assert seed.balance(pair.contact) == before - 50


def test_too_few_credits_lead_to_buying_and_back(maria: Client, pair: SimpleNamespace) -> None:
    contact = seed.contact("poor", "Poor", "Reyes")["id"]
    tie = seed.connection(contact, pair.inmate)["id"]
    sent = seed.message(tie, "Planted words", direction="out", payment="cod")["id"]
    client = Client()
    client.force_login(
        Contact.objects.get(pk=contact).user, "django.contrib.auth.backends.ModelBackend"
    )
    page = text_of(client.get(f"/people/{tie}/"))
    assert "You need 50 more" in page
    answer = client.post(f"/message/{sent}/open/", {"expected_price": "50"}, follow=True)
    assert "You need 50 more credits. Nothing was charged." in text_of(answer)
    assert "/credits/buy/" in answer.redirect_chain[-1][0]
    assert f"#m-{sent}" in answer.content.decode()


@pytest.mark.parametrize("price", ["49", "", "free"])
def test_another_price_than_shown_opens_nothing(
    maria: Client, pair: SimpleNamespace, price: str
) -> None:
    sent = seed.message(pair.connection, "Planted", direction="out", payment="cod")["id"]
    answer = maria.post(f"/message/{sent}/open/", {"expected_price": price}, follow=True)
    assert "The price has changed" in text_of(answer)
    assert seed.item(sent)["state"] == "delivered"


def test_a_rejection_says_why_what_came_back_and_what_to_do(
    maria: Client, pair: SimpleNamespace, clock: Clock
) -> None:
    photo = seed.photo(pair.connection, approve=False)["id"]
    seed.reject(photo, "gang", "Hand sign on the left.")
    page = text_of(maria.get(f"/people/{pair.connection}/"))
    assert "It shows signs or words of a gang. Hand sign on the left." in page
    assert "Your 100 credits came back." in page
    assert "Send another photo" in page
    answer = maria.post(
        f"/photo/{photo}/act/", {"act": "appeal", "text": "It is a wave."}, follow=True
    )
    assert "You appealed. Someone looks at it again." in text_of(answer)
    seed.decide_appeal(photo, uphold=False)
    assert "The answer was no" in text_of(maria.get(f"/photo/{photo}/"))
    clock.advance(days=1)
    again = maria.post(f"/photo/{photo}/act/", {"act": "appeal", "text": "Please"}, follow=True)
    assert "already decided" in text_of(again)


def test_removing_hides_and_can_be_undone(maria: Client, pair: SimpleNamespace) -> None:
    sent = seed.message(pair.connection, "Take me away")["id"]
    page = maria.post(f"/message/{sent}/act/", {"act": "remove"}, follow=True)
    assert "Take me away" not in text_of(page)
    assert "You removed this" in text_of(maria.get(f"/message/{sent}/"))
    maria.post(f"/message/{sent}/act/", {"act": "restore"})
    assert "Take me away" in text_of(maria.get(f"/people/{pair.connection}/"))


def test_what_was_taken_back_leaves_a_note(maria: Client, pair: SimpleNamespace) -> None:
    sent = seed.message(pair.connection, "Planted words", direction="out")["id"]
    maria.get(f"/people/{pair.connection}/")
    seed.withdraw(sent, "It named a victim.")
    page = maria.get(f"/people/{pair.connection}/")
    assert "The facility took this message back. It named a victim." in text_of(page)
    assert "Planted words" not in page.content.decode()


def test_her_own_photo_comes_back_as_a_picture(maria: Client, pair: SimpleNamespace) -> None:
    photo = seed.photo(pair.connection)["id"]
    answer = maria.get(f"/photo/{photo}/screen.jpg")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.content.startswith(b"\xff\xd8")
    assert "private" in answer.headers["Cache-Control"]


@pytest.mark.logs("Not Found")
def test_the_original_and_the_full_size_stay_at_central(
    maria: Client, pair: SimpleNamespace
) -> None:
    photo = seed.photo(pair.connection)["id"]
    assert maria.get(f"/photo/{photo}/full.jpg").status_code == 404
    assert maria.get(f"/photo/{photo}/original.jpg").status_code == 404


def test_a_frozen_contact_reads_on(maria: Client, contact: Contact, pair: SimpleNamespace) -> None:
    seed.message(pair.connection, "Hi mom", direction="out")
    contacts.freeze(contact, reason="chargeback", actor="gateway")
    page = text_of(maria.get(f"/people/{pair.connection}/"))
    assert "Hi mom" in page
    assert "Your account is frozen" in page
    assert "Send photos" not in page


def test_long_threads_come_in_pages(maria: Client, pair: SimpleNamespace, clock: Clock) -> None:
    seed.credits(pair.contact, 2000)
    for number in range(45):
        seed.message(pair.connection, f"number {number:02}", approve=False)
        clock.advance(minutes=1)
    first = maria.get(f"/people/{pair.connection}/")
    assert "number 44" in text_of(first)
    assert "number 04" not in text_of(first)
    link = first.content.decode().partition('href="?before=')[2].partition('"')[0]
    earlier = text_of(maria.get(f"/people/{pair.connection}/?before={link}"))
    assert "number 04" in earlier
    assert "number 05" not in earlier
