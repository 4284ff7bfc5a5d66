from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from central.accounts import contacts
from central.accounts.models import Contact
from central.mail import appeals, opening, removing, review, sending
from central.mail.models import Message
from central.refusals import Refused
from tests import rows, seed


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def balances(pair: SimpleNamespace) -> tuple[int, int]:
    return seed.balance(pair.contact), seed.balance(pair.inmate)


def feed(pair: SimpleNamespace) -> dict[str, Any]:
    found = rows.inmate(pair.inmate).feed.filter(type="message", deleted=False)
    return {row.item: row.data for row in found}


def test_prepaid_is_paid_by_the_sender_and_read_free(pair: SimpleNamespace) -> None:
    sent = seed.message(pair.connection, "hello", approve=False)["id"]
    assert balances(pair) == (1950, 300)
    assert sent not in feed(pair)
    seed.approve(sent)
    assert feed(pair)[sent]["body"] == "hello"
    opening.open_by_inmate(Message.objects.get(pk=sent), expected_price=0, act="a")
    assert balances(pair) == (1950, 300)


def test_collect_is_paid_by_the_contact_on_first_opening(pair: SimpleNamespace) -> None:
    sent = seed.message(pair.connection, "call me", direction="out", payment="cod")["id"]
    message = Message.objects.get(pk=sent)
    assert message.sealed
    assert opening.price_to_open(message) == 50
    assert balances(pair) == (2000, 300)
    for _ in range(3):
        opening.open_by_contact(message, expected_price=50)
    assert balances(pair) == (1950, 300)
    assert feed(pair)[sent]["state"] == "opened"


def test_only_what_came_to_the_inmate_is_noted_again_as_opened(
    pair: SimpleNamespace, clock: Any
) -> None:
    written = seed.message(pair.connection, "call me", direction="out", payment="cod")["id"]
    with refused("not-allowed"):
        opening.bring_back(Message.objects.get(pk=written), opened_at=clock.now())
    message = Message.objects.get(pk=written)
    assert (message.sealed, message.opened_at) == (True, None)
    assert balances(pair) == (2000, 300)


def test_the_price_is_fixed_when_it_is_sent(pair: SimpleNamespace) -> None:
    sent = seed.message(pair.connection, "hello", payment="cod")["id"]
    seed.change_facility(message_price=75)
    message = Message.objects.get(pk=sent)
    with refused("price-changed"):
        opening.open_by_inmate(message, expected_price=75, act="a")
    opening.open_by_inmate(message, expected_price=50, act="b")
    assert seed.balance(pair.inmate) == 250
    with refused("price-changed"):
        tie = rows.connection(pair.connection)
        sending.send_from_contact(tie, "x", payment="prepaid", expected_price=50)


def test_a_repeated_click_is_one_message(pair: SimpleNamespace, others: SimpleNamespace) -> None:
    tie, click = rows.connection(pair.connection), uuid4()
    given: dict[str, Any] = {"payment": "prepaid", "expected_price": 50, "message_id": click}
    first = sending.send_from_contact(tie, "hello", **given)
    assert sending.send_from_contact(tie, "hello", **given) == first
    assert seed.balance(pair.contact) == 1950
    with refused("already-decided"):
        sending.send_from_contact(tie, "other words", **given)
    with refused("not-allowed"):
        sending.send_from_contact(rows.connection(others.connection), "hello", **given)


def test_at_once_or_held(pair: SimpleNamespace) -> None:
    seed.change_facility(review_incoming=False, review_outgoing=False)
    incoming = seed.message(pair.connection, "in", approve=False)
    outgoing = seed.message(pair.connection, "out", direction="out", approve=False)
    assert incoming["state"] == outgoing["state"] == "delivered"
    assert feed(pair)[incoming["id"]]["reviewed"] is False
    assert seed.waiting() == []


@pytest.mark.parametrize("direction", ["in", "out"])
def test_a_rejection_refunds_prepaid_once_and_cod_nobody(
    pair: SimpleNamespace, direction: str
) -> None:
    prepaid = seed.message(pair.connection, "x", direction=direction, approve=False)["id"]
    cod = seed.message(pair.connection, "y", direction=direction, payment="cod", approve=False)[
        "id"
    ]
    assert seed.reject(prepaid)["refunded"] == 50
    assert seed.reject(cod)["refunded"] == 0
    assert balances(pair) == (2000, 300)
    for act in (seed.reject, seed.approve):
        with refused("already-decided"):
            act(prepaid)
    assert (prepaid in feed(pair)) is (direction == "out")


def test_a_reason_is_needed(pair: SimpleNamespace) -> None:
    sent = seed.message(pair.connection, "x", approve=False)["id"]
    for reason, text in (("other", " "), ("", "x"), ("unheard of", "x")):
        with refused("empty"):
            seed.reject(sent, reason, text)
    seed.reject(sent, "other", "It names a guard.")


def test_only_staff_of_the_facility_decide(pair: SimpleNamespace) -> None:
    from central.accounts.models import User

    stranger = User.objects.create_user("stranger", is_staff=True)
    item = rows.item(seed.message(pair.connection, "x", approve=False)["id"])
    with refused("not-allowed"):
        review.approve(item, by=stranger)
    with refused("not-allowed"):
        review.reject(item, reason="code", by=stranger)


def test_ten_unopened_collect_messages(pair: SimpleNamespace) -> None:
    sent = [seed.message(pair.connection, str(n), payment="cod")["id"] for n in range(10)]
    for direction in ("in", "out"):
        with refused("too-many-unopened"):
            seed.message(pair.connection, "x", payment="cod", direction=direction)
    seed.message(pair.connection, "prepaid still goes")
    opening.open_by_inmate(Message.objects.get(pk=sent[0]), expected_price=50, act="a")
    seed.message(pair.connection, "eleventh", payment="cod")


@pytest.mark.parametrize(
    "stop", ["block_by_contact", "end_by_contact", "block", "forbid", "release"]
)
def test_what_waits_when_it_stops_is_not_delivered_and_refunded(
    pair: SimpleNamespace, stop: str
) -> None:
    waiting = [
        seed.message(pair.connection, "a", approve=False)["id"],
        seed.message(pair.connection, "b", approve=False, direction="out")["id"],
        seed.message(pair.connection, "c", approve=False, payment="cod")["id"],
        seed.photo(pair.connection, approve=False)["id"],
    ]
    delivered = seed.message(pair.connection, "kept")["id"]
    assert balances(pair) == (1800, 250)
    if stop == "forbid":
        seed.forbid_pair(pair.contact, pair.inmate)
    elif stop == "release":
        seed.set_status(pair.inmate, "released")
    elif stop == "block":
        seed.block_by_inmate(pair.connection)
    else:
        getattr(seed, stop)(pair.connection)
    assert balances(pair) == (1950, 300)
    assert {seed.item(item)["state"] for item in waiting} == {"not_delivered"}
    assert seed.item(delivered)["state"] == "delivered"
    assert feed(pair)[waiting[1]]["state"] == "not_delivered"
    for item in waiting:
        with refused("already-decided"):
            seed.approve(item)
    codes = {"forbid": "no-contact", "release": "gone", "end_by_contact": "not-connected"}
    for direction in ("in", "out"):
        with refused(codes.get(stop, "blocked")):
            seed.message(pair.connection, "x", direction=direction)


def test_services_are_switched(pair: SimpleNamespace) -> None:
    seed.change_facility(cod_on=False)
    with refused("service-off"):
        seed.message(pair.connection, "x", payment="cod")
    seed.message(pair.connection, "x")
    seed.change_facility(messages_on=False, photos_on=False, gifts_on=False)
    with refused("service-off"):
        seed.message(pair.connection, "x")
    with refused("service-off"):
        seed.photo(pair.connection)
    with refused("service-off"):
        seed.gift(pair.connection, 1)


def test_a_withdrawal_leaves_a_note_and_refunds_only_if_chosen(pair: SimpleNamespace) -> None:
    kept = seed.message(pair.connection, "kept money")["id"]
    returned = seed.message(pair.connection, "returned money", payment="cod")["id"]
    opening.open_by_inmate(Message.objects.get(pk=returned), expected_price=50, act="a")
    assert balances(pair) == (1950, 250)
    seed.withdraw(kept, "Sent to the wrong person.")
    seed.withdraw(returned, "Sent to the wrong person.", refund=True)
    assert balances(pair) == (1950, 300)
    for item in (kept, returned):
        shown = feed(pair)[item]
        assert (shown["state"], shown["body"]) == ("withdrawn", None)
        assert shown["note"] == "Sent to the wrong person."
    with refused("already-decided"):
        seed.withdraw(kept, "again")
    with refused("empty"):
        seed.withdraw(seed.message(pair.connection, "x")["id"], " ")


def test_an_upheld_appeal_delivers_free(pair: SimpleNamespace) -> None:
    sent = seed.message(pair.connection, "x", payment="cod", approve=False)["id"]
    seed.reject(sent)
    item = rows.item(sent)
    with refused("not-allowed"):
        appeals.appeal(item, "please", side="inmate")
    with refused("empty"):
        appeals.appeal(item, " ", side="contact")
    appeals.appeal(item, "please", side="contact")
    with refused("already-decided"):
        appeals.appeal(item, "again", side="contact")
    seed.decide_appeal(sent, uphold=True)
    shown = feed(pair)[sent]
    assert (shown["state"], shown["body"], shown["price"]) == ("delivered", "x", 0)
    opening.open_by_inmate(Message.objects.get(pk=sent), expected_price=0, act="a")
    assert balances(pair) == (2000, 300)


def test_a_denied_appeal_and_one_after_the_end(pair: SimpleNamespace) -> None:
    for uphold, state in ((False, "rejected"), (True, "not_delivered")):
        sent = seed.message(pair.connection, "x", approve=False)["id"]
        seed.reject(sent)
        appeals.appeal(rows.item(sent), "please", side="contact")
        if uphold:
            seed.block_by_contact(pair.connection)
        assert seed.decide_appeal(sent, uphold=uphold)["state"] == state
    assert balances(pair) == (2000, 300)


def test_removing_hides_for_one_side(pair: SimpleNamespace) -> None:
    sent = rows.item(seed.message(pair.connection, "x")["id"])
    removing.remove(sent, side="contact")
    assert feed(pair)[str(sent.pk)]["removed"] is False
    removing.remove(sent, side="inmate")
    assert feed(pair)[str(sent.pk)]["removed"] is True
    removing.restore(sent, side="inmate")
    assert feed(pair)[str(sent.pk)]["removed"] is False
    waiting = rows.item(seed.message(pair.connection, "x", approve=False)["id"])
    with refused("not-allowed"):
        removing.remove(waiting, side="inmate")


def test_an_unverified_or_frozen_contact_sends_nothing(pair: SimpleNamespace) -> None:
    who = Contact.objects.get(pk=pair.contact)
    contacts.freeze(who, reason="test", actor="system")
    for act in (seed.message, seed.photo):
        with refused("account-frozen"):
            act(pair.connection, "x")
    contacts.unfreeze(who, by=rows.staff())
    Contact.objects.update(verified_at=None)
    for act in (seed.message, seed.photo):
        with refused("not-verified"):
            act(pair.connection, "x")


def test_text_is_cleaned(pair: SimpleNamespace) -> None:
    seed.change_facility(message_limit=40)
    body = " a\u202eb\x00c\r\nمرحبا 👩‍👩‍👧 e\u0301" + "e" + "\u0301" * 30
    sent = seed.message(pair.connection, body)
    assert sent["body"].startswith("abc\nمرحبا 👩‍👩‍👧 é")
    assert sent["body"].count("\u0301") <= 8
    with refused("too-long"):
        seed.message(pair.connection, "x" * 41)


def test_an_appeal_upheld_after_release_is_not_delivered(pair: SimpleNamespace) -> None:
    sent = seed.message(pair.connection, "x", approve=False)["id"]
    seed.reject(sent)
    seed.appeal(sent)
    seed.set_status(pair.inmate, "released")
    assert seed.decide_appeal(sent, uphold=True)["state"] == "not_delivered"
    assert seed.balance(pair.contact) == 2000
    assert seed.ledger_faults() == []
