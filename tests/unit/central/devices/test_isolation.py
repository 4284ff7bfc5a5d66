"""Every endpoint tried with another inmate's ids."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from central.devices.acts import ACTS
from tests import seed
from tests.unit.central.device_client import Device


@pytest.fixture
def theirs(others: SimpleNamespace) -> SimpleNamespace:
    """Everything that Peter has."""
    photo = seed.photo(others.connection, "Peter's garden")
    incoming = seed.message(others.connection, "For Peter", payment="cod")
    sent = seed.message(others.connection, "From Peter", direction="out", approve=False)
    seed.reject(sent["id"])
    return SimpleNamespace(
        connection=others.connection,
        inmate=others.inmate,
        photo=photo["id"],
        sha256=photo["renditions"]["thumb"],
        incoming=incoming["id"],
        sent=sent["id"],
    )


@pytest.fixture
def device(pair: SimpleNamespace) -> Device:
    device = Device()
    device.sign_in()
    return device


def arguments(kind: str, theirs: SimpleNamespace) -> list[dict[str, Any]]:
    if kind.startswith("connection."):
        return [{"connection": theirs.connection}]
    if kind == "message.send":
        given = {"connection": theirs.connection, "body": "x", "payment": "cod"}
        return [{**given, "message": str(uuid4()), "expected_price": 50}]
    if kind == "message.open":
        return [{"message": theirs.incoming, "expected_price": 50}]
    if kind == "rejection.appeal":
        return [{"message": theirs.sent, "text": "x"}]
    if kind.startswith("item."):
        return [
            {"type": "photo", "item": theirs.photo},
            {"type": "message", "item": theirs.incoming},
            {"type": "message", "item": theirs.sent},
        ]
    return []


@pytest.mark.parametrize("kind", sorted(set(ACTS) - {"account.freeze"}))
def test_commands(
    kind: str, pair: SimpleNamespace, theirs: SimpleNamespace, device: Device
) -> None:
    before = (seed.messages(theirs.connection), seed.connection_state(theirs.connection))
    for args in arguments(kind, theirs):
        receipt = device.command(kind, **args)
        assert receipt["status"] == "refused"
        assert receipt["code"] in {"gone", "not-connected"}
        unknown = {
            name: str(uuid4()) if name in {"connection", "message", "item"} else value
            for name, value in args.items()
        }
        assert device.command(kind, **unknown)["code"] == receipt["code"]
    assert before == (seed.messages(theirs.connection), seed.connection_state(theirs.connection))
    assert seed.balance(theirs.inmate) == 300


def test_sending_under_anothers_message_id(
    pair: SimpleNamespace, theirs: SimpleNamespace, device: Device
) -> None:
    given = {"connection": pair.connection, "body": "From Peter", "payment": "cod"}
    receipt = device.command("message.send", **given, message=theirs.sent, expected_price=50)
    assert (receipt["status"], receipt["code"]) == ("refused", "not-allowed")


def test_the_same_command_id_of_two_people_is_two_commands(
    pair: SimpleNamespace, others: SimpleNamespace, device: Device
) -> None:
    peters = Device("Kiosk B")
    peters.sign_in("2002", "739164")
    shared = str(uuid4())
    for who, connection in ((device, pair.connection), (peters, others.connection)):
        given = {"connection": connection, "body": "hello", "payment": "prepaid"}
        receipt = who.command(
            "message.send", id=shared, **given, message=str(uuid4()), expected_price=50
        )
        assert (receipt["status"], receipt["charged"]) == ("done", 50)


def test_blobs(pair: SimpleNamespace, theirs: SimpleNamespace, device: Device) -> None:
    known = device.get(f"blobs/{theirs.sha256}")
    unknown = device.get(f"blobs/{'0' * 64}")
    assert known.status_code == unknown.status_code == 404
    assert known.json() == unknown.json()


def test_states(pair: SimpleNamespace, theirs: SimpleNamespace, device: Device) -> None:
    for item in (theirs.photo, theirs.incoming, theirs.sent):
        answer = device.put(f"state/mark/{item}", {"base_rev": 0, "fields": {"seen": True}})
        assert answer.status_code == 404
    fields = {"connection": theirs.connection, "body": "x", "payment": "cod"}
    answer = device.put(f"state/draft/{uuid4()}", {"base_rev": 0, "fields": fields})
    assert answer.status_code == 404
    assert seed.item(theirs.incoming)["state"] == "delivered"


def test_cursors(pair: SimpleNamespace, theirs: SimpleNamespace, device: Device) -> None:
    peters = Device("Kiosk B")
    peters.sign_in("2002", "739164")
    cursor = peters.changes().json()["cursor"]
    answer = device.changes(cursor)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-cursor")


def test_the_feed_holds_nothing_of_another(
    pair: SimpleNamespace, theirs: SimpleNamespace, device: Device
) -> None:
    text = device.changes().content.decode()
    for secret in ("Peter", "Grace", theirs.photo, theirs.connection, theirs.inmate):
        assert secret not in text


def test_without_a_token(pair: SimpleNamespace) -> None:
    device = Device()
    for path in ("changes", "devices/self", f"blobs/{'0' * 64}"):
        assert device.get(path).status_code == 401
    for path in ("sessions", "sessions/pin", "commands"):
        assert device.post(path, {}).status_code == 401
    device.renew()
    for path in ("changes", f"blobs/{'0' * 64}"):
        assert device.get(path, token=device.token).status_code == 401
