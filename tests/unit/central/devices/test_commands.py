from __future__ import annotations

import base64
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from central import world
from central.accounts.models import Inmate
from central.connections.models import Connection, NoContact
from central.devices.acts import ACTS
from central.devices.models import Command
from central.devices.receipts import signed_bytes
from central.feed import operating
from central.mail import opening
from central.mail.models import Message
from central.refusals import Refused
from tests import rows, seed
from tests.unit.central.device_client import Device


@pytest.fixture
def device(pair: SimpleNamespace) -> Device:
    device = Device()
    device.sign_in()
    return device


def send(device: Device, connection: str, body: str = "I am well", **args: Any) -> Any:
    given = {
        "message": str(uuid4()),
        "connection": connection,
        "body": body,
        "payment": "prepaid",
        "expected_price": 50,
        **args,
    }
    return device.command("message.send", **given)


def test_a_receipt_is_signed_and_names_amount_and_thing(
    pair: SimpleNamespace, device: Device
) -> None:
    receipt = send(device, pair.connection)
    assert receipt["status"] == "done"
    assert (receipt["charged"], receipt["balance"]) == (50, 250)
    assert receipt["thing"].startswith("message:")
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(device.enrolled["central_key"]))
    key.verify(base64.b64decode(receipt["signature"]), signed_bytes(receipt))
    page = device.changes().json()
    assert page["changes"][-1]["seq"] >= receipt["seq"] > 0


def test_the_same_id_is_carried_out_once(pair: SimpleNamespace, device: Device) -> None:
    command, message = str(uuid4()), str(uuid4())
    first = send(device, pair.connection, id=command, message=message)
    again = send(device, pair.connection, id=command, message=message)
    assert first == again
    assert seed.balance(pair.inmate) == 250


def test_the_same_id_with_other_content_is_a_422(pair: SimpleNamespace, device: Device) -> None:
    command = str(uuid4())
    send(device, pair.connection, id=command)
    body = {"id": command, "kind": "account.freeze", "args": {}}
    answer = device.post("commands", {"commands": [body]}, token=device.session)
    assert answer.status_code == 422
    assert answer.json()["code"] == "fingerprint-differs"


def test_a_draft_is_sent_once_from_whatever_device(pair: SimpleNamespace, device: Device) -> None:
    other = Device("Kiosk B")
    other.sign_in()
    message = str(uuid4())
    assert send(device, pair.connection, message=message)["charged"] == 50
    second = send(other, pair.connection, message=message)
    assert (second["status"], second["charged"], second["balance"]) == ("done", 0, 250)
    third = send(other, pair.connection, "another text", message=message)
    assert (third["status"], third["code"]) == ("refused", "already-decided")
    assert len(seed.messages(pair.connection)) == 1
    draft = device.feed()["state", f"draft/{message}"]
    assert draft["fields"]["sent"] is True


@pytest.mark.parametrize(
    ("change", "code", "figures"),
    [
        ({"expected_price": 40}, "price-changed", {"price": 50}),
        ({"body": "  \n "}, "empty", {}),
        ({"body": "x" * 30_001}, "too-long", {}),
        ({"connection": str(uuid4())}, "not-connected", {}),
        ({"payment": "later"}, "not-allowed", {}),
        ({"message": "no id"}, "not-allowed", {}),
        ({"body": 7}, "not-allowed", {}),
    ],
)
def test_refusals_of_a_message(
    pair: SimpleNamespace, device: Device, change: dict[str, Any], code: str, figures: Any
) -> None:
    receipt = send(device, change.pop("connection", pair.connection), **change)
    assert (receipt["status"], receipt["code"], receipt["charged"]) == ("refused", code, 0)
    assert {name: receipt[name] for name in figures} == figures
    assert seed.balance(pair.inmate) == 300
    assert seed.messages(pair.connection) == []


def test_too_few_credits_says_what_is_missing_and_cod_still_works(
    pair: SimpleNamespace, device: Device
) -> None:
    for _ in range(6):
        assert send(device, pair.connection)["status"] == "done"
    receipt = send(device, pair.connection)
    assert (receipt["code"], receipt["missing"]) == ("too-few-credits", 50)
    cod = send(device, pair.connection, payment="cod")
    assert (cod["status"], cod["charged"]) == ("done", 0)


def test_opening_collect_is_charged_once_on_two_devices(
    pair: SimpleNamespace, device: Device
) -> None:
    other = Device("Kiosk B")
    other.sign_in()
    message = seed.message(pair.connection, "Call your brother", payment="cod")["id"]
    assert device.feed()["message", message]["body"] is None
    first = device.command("message.open", message=message, expected_price=50)
    second = other.command("message.open", message=message, expected_price=50)
    assert (first["charged"], second["charged"]) == (50, 0)
    assert first["status"] == second["status"] == "done"
    shown = other.feed()["message", message]
    assert (shown["body"], shown["state"]) == ("Call your brother", "opened")
    assert seed.balance(pair.inmate) == 250


def test_no_body_leaves_before_payment(pair: SimpleNamespace, device: Device) -> None:
    message = seed.message(pair.connection, "planted sentence", payment="cod")["id"]
    seed.credits(pair.inmate, -290)
    receipt = device.command("message.open", message=message, expected_price=50)
    assert (receipt["code"], receipt["missing"]) == ("too-few-credits", 40)
    changed = device.command("message.open", message=message, expected_price=10)
    assert (changed["code"], changed["price"]) == ("price-changed", 50)
    assert b"planted sentence" not in device.changes().content
    assert seed.balance(pair.inmate) == 10


def test_cancel_occupies_an_id(pair: SimpleNamespace, device: Device) -> None:
    later = str(uuid4())
    assert device.command("command.cancel", command=later)["status"] == "done"
    receipt = send(device, pair.connection, id=later)
    assert (receipt["status"], receipt["code"]) == ("refused", "cancelled")
    done = send(device, pair.connection)
    late = device.command("command.cancel", command=done["id"])
    assert (late["status"], late["code"]) == ("refused", "too-late")


def test_unknown_commands_and_batches(pair: SimpleNamespace, device: Device) -> None:
    assert device.command("message.burn")["code"] == "unknown-command"
    many = [{"id": str(uuid4()), "kind": "x", "args": {}} for _ in range(51)]
    answer = device.post("commands", {"commands": many}, token=device.session)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    answer = device.post("commands", {"commands": many[:50]}, token=device.session)
    assert [row["id"] for row in answer.json()["receipts"]] == [row["id"] for row in many[:50]]


def test_decisions_about_a_connection(pair: SimpleNamespace, device: Device) -> None:
    contact = seed.contact("ana", "Ana", "Reyes", language="es")["id"]
    asked = seed.connection(contact, pair.inmate, "requested")["id"]
    shown = device.feed()["connection", asked]
    assert shown["state"] == "requested"
    assert "Ana Reyes" in shown["request_text"]
    for kind, state in {
        "decline": "declined",
        "approve": "approved",
        "block": "blocked",
        "unblock": "approved",
    }.items():
        receipt = device.command(f"connection.{kind}", connection=asked)
        assert receipt["status"] == "done", kind
        assert device.feed()["connection", asked]["state"] == state
    device.command("connection.mute", connection=asked)
    assert device.feed()["connection", asked]["muted"] is True
    device.command("connection.unmute", connection=asked)
    assert device.feed()["connection", asked]["muted"] is False


def test_freezing_ones_own_account(pair: SimpleNamespace, device: Device) -> None:
    assert device.command("account.freeze")["status"] == "done"
    assert device.changes().json()["code"] == "account-frozen"
    assert Inmate.objects.get(pk=pair.inmate).status == "frozen"


@pytest.mark.logs("device API failed", "Internal Server Error")
def test_a_bug_is_a_500_and_stores_nothing(
    pair: SimpleNamespace, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(act: Any) -> str:
        seed.credits(pair.inmate, 10)
        raise RuntimeError("planted sentence")

    monkeypatch.setitem(ACTS, "account.freeze", broken)
    device.client.raise_request_exception = False
    command = {"id": str(uuid4()), "kind": "account.freeze", "args": {}}
    answer = device.post("commands", {"commands": [command]}, token=device.session)
    assert (answer.status_code, answer.json()["code"]) == (500, "server-error")
    assert b"planted" not in answer.content
    assert Command.objects.count() == 0
    assert seed.balance(pair.inmate) == 300
    monkeypatch.undo()
    again = device.post("commands", {"commands": [command]}, token=device.session)
    assert again.json()["receipts"][0]["status"] == "done"


def test_hiding_and_restoring(pair: SimpleNamespace, device: Device) -> None:
    photo = seed.photo(pair.connection, "The dog")["id"]
    device.command("item.remove", type="photo", item=photo)
    assert device.feed()["photo", photo]["removed"] is True
    device.command("item.restore", type="photo", item=photo)
    assert device.feed()["photo", photo]["removed"] is False


def test_an_appeal(pair: SimpleNamespace, device: Device, clock: Any) -> None:
    sent = send(device, pair.connection)
    message = sent["thing"].split(":")[1]
    seed.reject(message, "code", "Numbers in a row.")
    shown = device.feed()["message", message]
    assert shown["state"] == "rejected"
    assert shown["rejection"]["refund"] == 50
    assert "Numbers in a row." in shown["rejection"]["reason"]
    assert seed.balance(pair.inmate) == 300
    device.command("rejection.appeal", message=message, text="They are birthdays.")
    assert device.feed()["message", message]["rejection"]["appeal"] == "waiting"
    seed.decide_appeal(message, uphold=True)
    upheld = device.feed()["message", message]
    assert (upheld["state"], upheld["price"]) == ("delivered", 0)
    assert seed.balance(pair.inmate) == 300
    late = send(device, pair.connection, "again")["thing"].split(":")[1]
    seed.reject(late)
    clock.advance(days=15)
    device.renew()
    device.sign_in_with_key()
    receipt = device.command("rejection.appeal", message=late, text="Please look.")
    assert receipt["code"] == "appeal-closed"


def test_nothing_is_done_after_a_freeze_in_the_same_batch(
    pair: SimpleNamespace, device: Device
) -> None:
    args = {"connection": pair.connection, "body": "x", "payment": "cod", "expected_price": 50}
    batch = [
        {"id": str(uuid4()), "kind": "account.freeze", "args": {}},
        {"id": str(uuid4()), "kind": "message.send", "args": {**args, "message": str(uuid4())}},
    ]
    answer = device.post("commands", {"commands": batch}, token=device.session)
    assert answer.json()["code"] == "account-frozen"
    assert seed.messages(pair.connection) == []


def test_a_reason_is_told_in_the_persons_language(pair: SimpleNamespace, device: Device) -> None:
    device.put("state/settings/settings", {"base_rev": 0, "fields": {"language": "es"}})
    message = send(device, pair.connection)["thing"].split(":")[1]
    seed.reject(message, "unreadable")
    reason = device.feed()["message", message]["rejection"]["reason"]
    assert reason == "No pudimos leerlo."


def test_what_is_no_argument_is_not_allowed(pair: SimpleNamespace, device: Device) -> None:
    photo = seed.photo(pair.connection)
    before = seed.balance(pair.inmate)
    for price in (-1, True, 50.0, "50", None):
        assert send(device, pair.connection, expected_price=price)["code"] == "not-allowed"
    for item in ("not an id", 7, None):
        opened = device.command("message.open", message=item, expected_price=50)
        assert opened["code"] == "not-allowed"
    hidden = device.command("item.remove", type="ledger", item=photo["id"])
    assert (hidden["status"], hidden["code"]) == ("refused", "not-allowed")
    assert seed.messages(pair.connection) == []
    assert seed.balance(pair.inmate) == before


def test_a_request_whose_names_wait_for_review_is_not_there_yet(
    pair: SimpleNamespace, device: Device
) -> None:
    seed.change_facility(review_names=True)
    other = seed.contact("ana", "Ana", "Diaz")
    asked = seed.connection(other["id"], pair.inmate, state="requested")
    Connection.objects.filter(pk=asked["id"]).update(review=Connection.Review.WAITING)
    assert device.command("connection.approve", connection=asked["id"])["code"] == "gone"
    assert Connection.objects.get(pk=asked["id"]).state == Connection.State.REQUESTED


def test_a_refused_command_may_be_cancelled_and_stays_refused(
    pair: SimpleNamespace, device: Device
) -> None:
    command = str(uuid4())
    refused = send(device, pair.connection, "", id=command)
    assert refused["status"] == "refused"
    assert device.command("command.cancel", command=command)["status"] == "done"
    held = Command.objects.get(command=command)
    assert held.receipt is not None and held.receipt["code"] == refused["code"]


def test_opening_needs_the_right_side_and_a_delivered_message(
    pair: SimpleNamespace, device: Device
) -> None:
    sent = send(device, pair.connection)["thing"].removeprefix("message:")
    own = device.command("message.open", message=sent, expected_price=0)
    assert own["code"] == "not-allowed"
    incoming = seed.message(pair.connection, "Hello", payment="cod")
    with pytest.raises(Refused, match="not-allowed"):
        opening.open_by_contact(Message.objects.get(pk=incoming["id"]), expected_price=50)
    wrong = device.command("message.open", message=incoming["id"], expected_price=49)
    assert (wrong["code"], wrong["price"]) == ("price-changed", 50)
    seed.withdraw(incoming["id"])
    gone = device.command("message.open", message=incoming["id"], expected_price=50)
    assert gone["code"] == "gone"
    assert seed.ledger_faults() == []


def test_a_forbidden_pair_opens_nothing_that_is_sealed(
    pair: SimpleNamespace, device: Device
) -> None:
    incoming = seed.message(pair.connection, "Hello", payment="cod")
    before = seed.balance(pair.inmate)
    connection = Connection.objects.get(pk=pair.connection)
    NoContact.objects.create(
        contact=connection.contact,
        inmate=connection.inmate,
        reason="court",
        by=rows.staff(),
        at=world.now(),
    )
    refused = device.command("message.open", message=incoming["id"], expected_price=50)
    assert refused["code"] == "no-contact"
    assert seed.balance(pair.inmate) == before


def test_commands_for_a_central_before_its_restore_are_not_carried_out(
    device: Device, pair: SimpleNamespace
) -> None:
    args = {
        "message": str(uuid4()),
        "connection": pair.connection,
        "body": "I am well",
        "payment": "prepaid",
        "expected_price": 50,
    }
    told = {"commands": [{"id": str(uuid4()), "kind": "message.send", "args": args}]}
    told["epoch"] = device.changes().json()["epoch"]
    operating.renew_epoch()
    answer = device.post("commands", told, token=device.session)
    assert (answer.status_code, answer.json()["code"]) == (410, "epoch-changed")
    assert (seed.balance(pair.inmate), Command.objects.count()) == (300, 0)
    told["epoch"] = device.changes().json()["epoch"]
    answer = device.post("commands", told, token=device.session)
    assert [one["status"] for one in answer.json()["receipts"]] == ["done"]
    assert seed.balance(pair.inmate) == 250
