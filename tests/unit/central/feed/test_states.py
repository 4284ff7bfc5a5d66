from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from central.feed import states
from tests import seed
from tests.unit.central.device_client import Device


@pytest.fixture
def device(pair: SimpleNamespace) -> Device:
    device = Device()
    device.sign_in()
    return device


def test_a_draft_follows_and_a_stale_one_is_kept_beside(
    pair: SimpleNamespace, device: Device
) -> None:
    draft = str(uuid4())

    def put(base_rev: int, **fields: Any) -> Any:
        answer = device.put(f"state/draft/{draft}", {"base_rev": base_rev, "fields": fields})
        assert answer.status_code == 200, answer.content
        return answer.json()

    first = put(0, connection=pair.connection, body="Dear", payment="cod")
    assert first["rev"] == 1
    assert put(0, connection=pair.connection, body="Dear", payment="cod") == first
    second = put(1, body="Dear mother")
    assert (second["rev"], second["fields"]["body"]) == (2, "Dear mother")
    assert second["fields"]["versions"] == []
    stale = put(1, body="Dear from another kiosk", payment="prepaid")
    assert stale["fields"]["body"] == "Dear mother"
    assert stale["fields"]["payment"] == "prepaid"
    assert [row["body"] for row in stale["fields"]["versions"]] == ["Dear from another kiosk"]
    again = put(1, body="Dear from another kiosk", payment="prepaid")
    assert len(again["fields"]["versions"]) == 1
    shown = device.feed()["state", f"draft/{draft}"]
    assert shown == again


def test_a_sent_draft_stays_sent(pair: SimpleNamespace, device: Device) -> None:
    draft = str(uuid4())
    args = {"message": draft, "connection": pair.connection, "body": "hi", "payment": "prepaid"}
    device.command("message.send", **args, expected_price=50)
    fields = {"connection": pair.connection, "body": "older text", "sent": False}
    answer = device.put(f"state/draft/{draft}", {"base_rev": 0, "fields": fields}).json()
    assert answer["fields"]["sent"] is True
    assert answer["fields"]["body"] == ""
    assert answer["fields"]["versions"][0]["body"] == "older text"


def test_marks_and_settings(pair: SimpleNamespace, device: Device) -> None:
    photo = seed.photo(pair.connection)["id"]
    device.put(f"state/mark/{photo}", {"base_rev": 0, "fields": {"favourite": True}})
    answer = device.put(f"state/mark/{photo}", {"base_rev": 0, "fields": {"rotation": 90}}).json()
    assert answer["fields"] == {"favourite": True, "rotation": 90}
    fields = {"language": "es", "text_percent": 150, "something_new": 1}
    answer = device.put("state/settings/settings", {"base_rev": 0, "fields": fields}).json()
    assert answer["fields"] == fields


def test_an_album_and_what_is_in_it(
    pair: SimpleNamespace, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo, album = seed.photo(pair.connection)["id"], str(uuid4())
    fields: dict[str, Any] = {"name": "Garden", "removed": False}
    answer = device.put(f"state/album/{album}", {"base_rev": 0, "fields": fields})
    assert answer.json()["fields"] == fields
    many = {f"in:{uuid4()}": True for _ in range(30)} | {f"in:{album}": False}
    answer = device.put(f"state/mark/{photo}", {"base_rev": 0, "fields": many})
    assert answer.json()["fields"] == many
    assert device.feed()["state", f"mark/{photo}"]["fields"] == many
    monkeypatch.setattr(states, "MOST_ALBUMS", 1)
    answer = device.put(f"state/album/{album}", {"base_rev": 1, "fields": {"removed": True}})
    assert answer.json()["fields"] == {"name": "Garden", "removed": True}
    answer = device.put(f"state/album/{uuid4()}", {"base_rev": 0, "fields": fields})
    assert (answer.json()["code"], answer.json()["reason"]) == ("invalid", "albums")


def test_a_read_message_is_opened_on_the_senders_timeline(
    pair: SimpleNamespace, device: Device
) -> None:
    message = seed.message(pair.connection, "hello")["id"]
    sealed = seed.message(pair.connection, "hello", payment="cod")["id"]
    for item in (message, sealed):
        device.put(f"state/mark/{item}", {"base_rev": 0, "fields": {"seen": True}})
    assert seed.item(message)["state"] == "opened"
    assert seed.item(sealed)["state"] == "delivered"
    assert device.feed()["message", sealed]["body"] is None
    assert seed.balance(pair.inmate) == 300


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        ("draft", {"body": 7}, "invalid"),
        ("draft", {"body": "x" * 40_001}, "invalid"),
        ("draft", {"payment": "gold"}, "invalid"),
        ("draft", {"body": "no connection"}, "invalid"),
        ("draft", {"connection": "no id"}, "invalid"),
        ("mark", {"rotation": 45}, "invalid"),
        ("mark", {"seen": 1}, "invalid"),
        ("mark", {"seen": True}, "not-found"),
        ("mark", {"in:album": 1}, "invalid"),
        ("mark", {f"in:{n}": True for n in range(221)}, "invalid"),
        ("album", {"name": "x" * 201}, "invalid"),
        ("album", {"removed": "yes"}, "invalid"),
        ("settings", {"deep": {"a": 1}}, "invalid"),
        ("settings", {str(n): n for n in range(21)}, "invalid"),
        ("letters", {}, "not-found"),
    ],
)
def test_what_is_refused(device: Device, kind: str, fields: Any, code: str) -> None:
    answer = device.put(f"state/{kind}/{uuid4()}", {"base_rev": 0, "fields": fields})
    assert answer.json()["code"] == code
