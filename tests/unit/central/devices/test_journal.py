"""Receipts handed in after a restore are booked as written, once, or listed for staff."""

from __future__ import annotations

import base64
from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from central.connections.models import Connection
from central.devices.models import Command
from central.devices.receipts import sign, signed_bytes
from central.feed import operating
from central.mail.models import Message, Photo
from tests import seed
from tests.operating import loose_ends
from tests.unit.central.device_client import Device

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kept:
    """A device that keeps what it was given: each receipt with the arguments it sent."""

    def __init__(self, name: str, number: str = "1001", pin: str = "480215") -> None:
        self.device = Device(name)
        self.device.sign_in(number, pin)
        self.journal: list[dict[str, Any]] = []

    def do(self, kind: str, **args: Any) -> Any:
        receipt = self.device.command(kind, **args)
        self.journal.append({"receipt": receipt, "args": args})
        return receipt

    def send(self, connection: str, body: str = "I am well", **args: Any) -> Any:
        given = {"payment": "prepaid", "expected_price": 50, "message": str(uuid4()), **args}
        return self.do("message.send", connection=connection, body=body, **given)

    def hand_in(self, *handed: dict[str, Any]) -> list[str]:
        self.device.sign_in_with_key()
        body = {"receipts": list(handed) or self.journal}
        answer = self.device.post("receipts", body, token=self.device.session)
        assert answer.status_code == 200, answer.content
        return [one["answer"] for one in answer.json()["answers"]]


@pytest.fixture
def kiosk(pair: SimpleNamespace) -> Kept:
    assert pair.inmate
    return Kept("Kiosk A")


@contextmanager
def lost_in_a_restore() -> Iterator[None]:
    """What central does in the block is not in the backup that is put back at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    operating.renew_epoch()


def lines(pair: SimpleNamespace) -> list[tuple[str, int]]:
    """The account's lines but for its first 300 credits; the books are proved on the way."""
    assert seed.ledger_faults() == []
    found = [(line["kind"], line["amount"]) for line in seed.entries(pair.inmate)]
    assert seed.balance(pair.inmate) == sum(amount for _, amount in found)
    return found[1:]


def open_ends() -> list[tuple[str, str, int]]:
    return [(end["why"], end["kind"], end["amount"]) for end in loose_ends()]


def test_a_lost_prepaid_message_is_there_again_and_paid_once(
    pair: SimpleNamespace, kiosk: Kept
) -> None:
    with lost_in_a_restore():
        receipt = kiosk.send(pair.connection)
        line = next(
            key for key in kiosk.device.feed() if key[0] == "ledger" and key[1] == receipt["entry"]
        )
    assert (seed.messages(pair.connection), lines(pair)) == ([], [])
    assert kiosk.hand_in() == ["booked"]
    assert lines(pair) == [("message.send", -50)]
    (message,) = seed.messages(pair.connection)
    assert (message["body"], message["state"], message["price"]) == ("I am well", "waiting", 50)
    assert line in kiosk.device.feed()  # under the id it had: no device shows it twice
    assert kiosk.hand_in() == ["known"]
    sent = kiosk.journal[0]
    again = kiosk.device.command("message.send", id=receipt["id"], **sent["args"])
    assert again == receipt
    assert lines(pair) == [("message.send", -50)]
    assert open_ends() == []
    seed.reject(message["id"])  # and what was paid goes back, once
    assert lines(pair) == [("message.send", -50), ("refund", 50)]


def test_a_lost_message_goes_out_as_the_facility_has_it_now(
    pair: SimpleNamespace, kiosk: Kept
) -> None:
    with lost_in_a_restore():
        kiosk.send(pair.connection, "Collect words", payment="cod")
    seed.change_facility(review_outgoing=False, message_price=75)
    assert kiosk.hand_in() == ["booked"]
    (message,) = seed.messages(pair.connection)
    assert (message["state"], message["price"]) == ("delivered", 50)  # as it was agreed
    assert lines(pair) == []
    seed.open_by_contact(message["id"])
    assert seed.balance(pair.contact) == 1950


def test_a_lost_message_over_a_connection_that_is_closed_now_is_refunded(
    pair: SimpleNamespace, kiosk: Kept
) -> None:
    with lost_in_a_restore():
        kiosk.send(pair.connection)
    seed.block_by_contact(pair.connection)
    assert kiosk.hand_in() == ["booked"]
    (message,) = seed.messages(pair.connection)
    assert message["state"] == "not_delivered"
    assert lines(pair) == [("message.send", -50), ("refund", 50)]


def test_two_devices_that_opened_the_same_message_pay_once(
    pair: SimpleNamespace, kiosk: Kept
) -> None:
    other = Kept("Kiosk B")
    sealed = seed.message(pair.connection, "Collect", payment="cod")["id"]
    with lost_in_a_restore():
        assert kiosk.do("message.open", message=sealed, expected_price=50)["charged"] == 50
        assert other.do("message.open", message=sealed, expected_price=50)["charged"] == 0
    assert seed.item(sealed)["state"] == "delivered"
    assert other.hand_in() == ["booked"]
    assert lines(pair) == []
    assert kiosk.hand_in() == ["booked"]
    assert lines(pair) == [("message.open", -50)]
    assert seed.item(sealed)["state"] == "opened"
    assert kiosk.device.feed()["message", sealed]["body"] == "Collect"


def test_a_message_opened_anew_before_its_receipt_came_is_not_paid_again(
    pair: SimpleNamespace, kiosk: Kept
) -> None:
    other = Kept("Kiosk B")
    sealed = seed.message(pair.connection, "Collect", payment="cod")["id"]
    with lost_in_a_restore():
        kiosk.do("message.open", message=sealed, expected_price=50)
    other.device.sign_in_with_key()
    other.do("message.open", message=sealed, expected_price=50)
    assert kiosk.hand_in() == ["booked"]
    assert lines(pair) == [("message.open", -50)]


def test_an_opening_comes_back_though_the_approval_was_lost_as_well(
    pair: SimpleNamespace, kiosk: Kept
) -> None:
    sealed = seed.message(pair.connection, "Collect", payment="cod", approve=False)["id"]
    with lost_in_a_restore():
        seed.approve(sealed)
        kiosk.do("message.open", message=sealed, expected_price=50)
    assert kiosk.hand_in() == ["booked"]
    assert seed.item(sealed)["state"] == "waiting"
    assert ("message", sealed) not in kiosk.device.feed()
    seed.approve(sealed)
    assert kiosk.device.feed()["message", sealed]["body"] == "Collect"
    receipt = kiosk.device.command("message.open", message=sealed, expected_price=0)
    assert (receipt["status"], receipt["charged"]) == ("done", 0)
    assert lines(pair) == [("message.open", -50)]


def test_what_names_a_lost_thing_is_booked_and_listed(pair: SimpleNamespace, kiosk: Kept) -> None:
    with lost_in_a_restore():
        sealed = seed.message(pair.connection, "Collect", payment="cod")["id"]
        kiosk.do("message.open", message=sealed, expected_price=50)
        kiosk.do("item.remove", type="message", item=sealed)
        contact = seed.contact("grace", "Grace", "Okafor")["id"]
        tie = seed.connection(contact, pair.inmate, state="requested")["id"]
        kiosk.do("connection.approve", connection=tie)
        kiosk.send(tie, "To you")
    assert kiosk.hand_in() == ["listed"] * 4
    assert lines(pair) == [("message.open", -50), ("message.send", -50)]
    assert open_ends() == [
        ("thing-gone", "message.open", 50),
        ("thing-gone", "item.remove", 0),
        ("thing-gone", "connection.approve", 0),
        ("thing-gone", "message.send", 50),
    ]
    assert kiosk.hand_in() == ["known"] * 4
    assert len(open_ends()) == 4


def test_a_balance_may_lie_below_zero_by_what_was_spent_before(
    pair: SimpleNamespace, kiosk: Kept
) -> None:
    with lost_in_a_restore():
        seed.credits(pair.inmate, 100)
        for number in range(8):
            kiosk.send(pair.connection, f"number {number}")
    assert kiosk.hand_in() == ["booked"] * 6 + ["listed"] * 2
    assert seed.balance(pair.inmate) == -100
    assert len(seed.messages(pair.connection)) == 8
    assert len(lines(pair)) == 8
    assert open_ends() == [("below-zero", "message.send", 50)] * 2
    refused = kiosk.device.command(
        "message.send",
        message=str(uuid4()),
        connection=pair.connection,
        body="more",
        payment="prepaid",
        expected_price=50,
    )
    assert (refused["code"], refused["missing"]) == ("too-few-credits", 150)
    seed.credits(pair.inmate, 100)
    assert seed.balance(pair.inmate) == 0
    assert len(lines(pair)) == 9


def test_decisions_come_back_and_the_newest_word_counts(pair: SimpleNamespace, kiosk: Kept) -> None:
    other = Kept("Kiosk B")
    contact = seed.contact("grace", "Grace", "Okafor")["id"]
    tie = seed.connection(contact, pair.inmate, state="requested")["id"]
    photo = seed.photo(pair.connection)["id"]
    with lost_in_a_restore():
        kiosk.do("connection.approve", connection=tie)
        kiosk.send(tie, "Welcome")
        kiosk.do("connection.mute", connection=tie)
        kiosk.do("item.remove", type="photo", item=photo)
        kiosk.do("connection.block", connection=pair.connection)
        other.do("connection.unmute", connection=tie)
        other.do("item.restore", type="photo", item=photo)
    assert other.hand_in() == ["booked"] * 2
    assert kiosk.hand_in(*reversed(kiosk.journal)) == ["booked"] * 5  # the times tell the order
    row = Connection.objects.get(pk=tie)
    assert (row.state, row.muted) == ("approved", False)
    assert [message["body"] for message in seed.messages(tie)] == ["Welcome"]
    assert not Photo.objects.get(pk=photo).removed_by_inmate
    assert Connection.objects.get(pk=pair.connection).blocked_by_inmate
    assert open_ends() == []


def test_appeals_and_cancellations_come_back_and_a_freeze_is_left_to_staff(
    pair: SimpleNamespace, kiosk: Kept
) -> None:
    letter = seed.message(pair.connection, "no", direction="out", approve=False)["id"]
    seed.reject(letter)
    cancelled = str(uuid4())
    with lost_in_a_restore():
        kiosk.do("rejection.appeal", message=letter, text="Please look again")
        kiosk.do("command.cancel", command=cancelled)
        kiosk.do("account.freeze")
    assert kiosk.hand_in() == ["booked", "booked", "listed"]
    assert seed.item(letter)["appeal"] == "waiting"
    assert kiosk.device.command("account.freeze", id=cancelled)["code"] == "cancelled"
    assert open_ends() == [("not-repeated", "account.freeze", 0)]


def test_a_refusal_is_kept_again_and_does_nothing(pair: SimpleNamespace, kiosk: Kept) -> None:
    with lost_in_a_restore():
        refused = kiosk.send(pair.connection, expected_price=49)
    assert refused["status"] == "refused"
    assert kiosk.hand_in() == ["booked"]
    again = kiosk.device.command("message.send", id=refused["id"], **kiosk.journal[0]["args"])
    assert again == refused
    assert lines(pair) == []


def test_other_arguments_than_were_signed_make_no_message(
    pair: SimpleNamespace, kiosk: Kept
) -> None:
    with lost_in_a_restore():
        kiosk.send(pair.connection, "The words that were paid for")
    handed = kiosk.journal[0]
    handed["args"] = {**handed["args"], "body": "Other words"}
    assert kiosk.hand_in() == ["listed"]
    assert seed.messages(pair.connection) == []
    assert lines(pair) == [("message.send", -50)]
    assert open_ends() == [("thing-gone", "message.send", 50)]


def test_a_receipt_from_before_more_was_signed_is_booked_as_well(
    pair: SimpleNamespace, kiosk: Kept
) -> None:
    sealed = seed.message(pair.connection, "Collect", payment="cod")["id"]
    with lost_in_a_restore():
        receipt = kiosk.do("message.open", message=sealed, expected_price=50)
    new = {"inmate", "connection", "fingerprint", "entry"}
    fewer: Any = {name: value for name, value in receipt.items() if name not in new}
    old: Any = sign(fewer)
    assert kiosk.hand_in({"receipt": old, "args": {}}) == ["booked"]
    assert lines(pair) == [("message.open", -50)]
    assert seed.item(sealed)["state"] == "opened"


@pytest.mark.logs("a receipt that is not this inmate's")
def test_receipts_of_nobody_or_of_somebody_else_change_nothing(
    pair: SimpleNamespace, others: SimpleNamespace, kiosk: Kept
) -> None:
    peter = Kept("Kiosk B", "2002", "739164")
    with lost_in_a_restore():
        receipt = kiosk.send(pair.connection)
        theirs = peter.send(others.connection)
    forged = {**receipt, "charged": 1}
    own = {**forged, "signature": signed_by(Ed25519PrivateKey.generate(), forged)}
    handed: list[Any] = [forged, own, theirs, {}, {"signature": 7}, {"signature": "\ud800"}]
    answers = kiosk.hand_in(*({"receipt": one} for one in handed))
    assert answers == ["unsigned"] * len(handed)
    assert not Command.objects.exists()
    assert lines(pair) == []
    assert not Message.objects.exists()


def test_two_answers_to_one_command_are_for_staff(pair: SimpleNamespace, kiosk: Kept) -> None:
    with lost_in_a_restore():
        receipt = kiosk.send(pair.connection)
    seed.block_by_contact(pair.connection)
    kiosk.device.sign_in_with_key()
    again = kiosk.device.command("message.send", id=receipt["id"], **kiosk.journal[0]["args"])
    assert again["code"] == "blocked"
    assert kiosk.hand_in() == ["listed"]
    assert open_ends() == [("differs", "message.send", 50)]
    assert lines(pair) == []


def signed_by(key: Ed25519PrivateKey, receipt: dict[str, Any]) -> str:
    return base64.b64encode(key.sign(signed_bytes(receipt))).decode()
