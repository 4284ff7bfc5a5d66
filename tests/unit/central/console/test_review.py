"""Deciding: one item beside its decision, once, by name, in the language of who is told."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from central.accounts import contacts
from central.accounts.models import Contact, User
from central.console.models import PresetReason
from central.ledger.models import AuditRow
from central.mail.models import Message, Photo
from tests import seed
from tests.unit.central.conftest import Clock
from tests.unit.central.console.conftest import Sit, words


def test_the_oldest_stands_open_with_its_words_and_picture(
    staff: SimpleNamespace, sit: Sit, clock: Clock
) -> None:
    photo = seed.photo(staff.connection, caption="Our porch", approve=False)["id"]
    clock.advance(minutes=1)
    seed.message(staff.connection, "Hello son", approve=False)
    mia = sit("mia")
    page = words(mia.get("/staff/review/"))
    assert "Maria Reyes to Daniel Reyes" in page
    assert "Our porch" in page
    assert "Reject, refund 100 credits" in page
    assert "Hello son" not in page
    picture = mia.get(f"/staff/review/photo/{photo}/screen.jpg")
    assert picture.content.startswith(b"\xff\xd8")


def test_approving_goes_on_to_the_next(staff: SimpleNamespace, sit: Sit, clock: Clock) -> None:
    first = seed.message(staff.connection, "First", approve=False)["id"]
    clock.advance(minutes=1)
    second = seed.message(staff.connection, "Second", approve=False)["id"]
    answer = sit("mia").post(
        f"/staff/review/message/{first}/", {"act": "approve", "after": second}, follow=True
    )
    assert "Approved." in words(answer)
    assert "Second" in words(answer)
    decided = Message.objects.get(pk=first)
    assert (decided.state, decided.decided_role) == ("delivered", "Mail reviewer")
    row = AuditRow.objects.get(act="item.approve")
    assert row.actor == f"user:{User.objects.get(username='mia').pk}"


@pytest.mark.parametrize(("form", "verb"), [("approve", "approved"), ("reject", "rejected")])
def test_the_second_of_two_reviewers_is_told_who_was_first(
    staff: SimpleNamespace, sit: Sit, form: str, verb: str
) -> None:
    item = seed.photo(staff.connection, approve=False)["id"]
    where = f"/staff/review/photo/{item}/"
    sit("mia").post(where, {"act": form, "reason": "gang"})
    balance = seed.balance(staff.contact)
    for other in ("approve", "reject"):
        answer = sit("ben").post(where, {"act": other, "reason": "gang"}, follow=True)
        said = f"Mia Cole (Mail reviewer) has {verb} this already. You changed nothing."
        assert said in words(answer)
    assert Photo.objects.get().decided_by == User.objects.get(username="mia")
    assert seed.balance(staff.contact) == balance


def test_a_rejection_needs_a_reason_and_refunds(staff: SimpleNamespace, sit: Sit) -> None:
    item = seed.photo(staff.connection, approve=False)["id"]
    where, mia = f"/staff/review/photo/{item}/", sit("mia")
    for form in ({"reason": ""}, {"reason": "other", "text": " "}):
        assert "Choose a reason." in words(mia.post(where, {"act": "reject"} | form, follow=True))
    assert seed.balance(staff.contact) == 1900
    answer = mia.post(
        where, {"act": "reject", "reason": "other", "text": "Mail rule 6."}, follow=True
    )
    assert "Rejected, and refunded." in words(answer)
    assert seed.balance(staff.contact) == 2000
    assert Photo.objects.get().reason_text == "Mail rule 6."


@pytest.mark.parametrize(("language", "text"), [("en", "No maps."), ("es", "Sin mapas.")])
def test_a_facilitys_own_reason_is_given_in_the_senders_language(
    staff: SimpleNamespace, sit: Sit, language: str, text: str
) -> None:
    preset = PresetReason.objects.create(
        facility=staff.facility, text_en="No maps.", text_es="Sin mapas."
    )
    contacts.change_details(Contact.objects.get(pk=staff.contact), language=language)
    item = seed.photo(staff.connection, approve=False)["id"]
    mia = sit("mia")
    assert "Sin mapas." in words(mia.get("/staff/review/"))
    form = {"act": "reject", "reason": f"preset:{preset.pk}", "text": ""}
    mia.post(f"/staff/review/photo/{item}/", form)
    assert Photo.objects.get().reason_text == text


@pytest.mark.parametrize(
    "value", ["preset:", "preset:x", "preset:00000000-0000-4000-8000-000000000000"]
)
def test_an_invented_reason_is_no_reason(staff: SimpleNamespace, sit: Sit, value: str) -> None:
    item = seed.photo(staff.connection, approve=False)["id"]
    answer = sit("mia").post(
        f"/staff/review/photo/{item}/", {"act": "reject", "reason": value}, follow=True
    )
    assert "Choose a reason." in words(answer)


def test_names_are_passed_on_or_not(staff: SimpleNamespace, sit: Sit) -> None:
    seed.change_facility(review_names=True)
    mia = sit("mia")
    for username, act, said in (
        ("olga", "approve", "Passed on."),
        ("vera", "reject", "Not passed"),
    ):
        contact = seed.contact(username, username.title(), "Adams")["id"]
        from central.accounts.models import Inmate
        from central.connections import requesting

        inmate = Inmate.objects.get(pk=staff.inmate)
        tie = requesting.ask(Contact.objects.get(pk=contact), inmate, "friend")
        assert f"{username.title()} Adams" in words(mia.get("/staff/names/"))
        answer = mia.post(f"/staff/names/{tie.pk}/", {"act": act}, follow=True)
        assert said in words(answer)
        tie.refresh_from_db()
        assert tie.review == {"approve": "approved", "reject": "rejected"}[act]


def test_appeals_show_both_sides_and_deliver_free(staff: SimpleNamespace, sit: Sit) -> None:
    item = seed.message(staff.connection, "Look at the map of my heart", approve=False)["id"]
    seed.reject(item, "code", "A map.")
    seed.appeal(item, "It is a song.")
    sam = sit("sam")
    page = words(sam.get("/staff/appeals/"))
    assert "map of my heart" in page
    assert "It seems to hold a hidden message. A map." in page
    assert "It is a song." in page
    where = f"/staff/appeals/message/{item}/"
    assert "delivered free of charge" in words(sam.post(where, {"act": "uphold"}, follow=True))
    assert seed.balance(staff.contact) == 2000
    assert "already decided" in words(sit("sue").post(where, {"act": "deny"}, follow=True))


@pytest.mark.parametrize(("refund", "balance"), [("1", 2000), ("", 1950)])
def test_taking_back_leaves_a_note_and_refunds_if_chosen(
    staff: SimpleNamespace, sit: Sit, refund: str, balance: int
) -> None:
    item = seed.message(staff.connection, "Delivered words")["id"]
    sam = sit("sam")
    page = sam.get("/staff/delivered/", {"q": "1001"})
    assert "Delivered words" in words(page)
    where = f"/staff/delivered/message/{item}/"
    assert "Write a note" in words(sam.post(where, {"note": " "}, follow=True))
    sam.post(where, {"note": "It named a victim.", "refund": refund})
    assert Message.objects.get(pk=item).note == "It named a victim."
    assert seed.balance(staff.contact) == balance


def test_keys_are_named_on_the_buttons_they_press(staff: SimpleNamespace, sit: Sit) -> None:
    first = seed.message(staff.connection, "First", approve=False)["id"]
    seed.message(staff.connection, "Second", approve=False)
    page = sit("mia").get(f"/staff/review/?item={first}").content.decode()
    assert {"a", "r", "j"} <= set(re.findall(r'data-key="(\w)"', page))
