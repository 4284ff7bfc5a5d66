"""What no app of ours would send: a client that somebody wrote to see what breaks."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from central.devices import tries
from central.devices.models import Command, SignInTries, Token
from central.feed import states
from central.feed.models import DraftVersion, State
from tests import rows, seed
from tests.unit.central.device_client import Device


@pytest.fixture
def device(pair: SimpleNamespace) -> Device:
    device = Device()
    device.sign_in()
    return device


def raw(device: Device, path: str, body: bytes) -> Any:
    headers = {"Authorization": f"Bearer {device.session}"}
    return device.client.post(f"/v1/{path}", body, content_type="application/json", headers=headers)


def test_a_command_cannot_cancel_itself(device: Device) -> None:
    own = str(uuid4())
    receipt = device.command("command.cancel", id=own, command=own)
    assert (receipt["status"], receipt["code"]) == ("refused", "not-allowed")
    assert Command.objects.get().receipt == receipt


@pytest.mark.parametrize(
    "body",
    [b"[" * 200_000, b'{"commands":' * 100_000, b"[]", b"null", b'{"commands":[]', b"\xff"],
)
def test_bodies_that_are_no_request(device: Device, body: bytes) -> None:
    answer = raw(device, "commands", body)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_a_body_that_is_too_large(device: Device) -> None:
    answer = raw(device, "commands", b" " * (4 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_deep_arguments(device: Device) -> None:
    deep = b'{"commands":[{"id":"%b","kind":"message.send","args":{"a":%b1%b}}]}' % (
        str(uuid4()).encode(),
        b"[" * 900,
        b"]" * 900,
    )
    answer = raw(device, "commands", deep)
    assert answer.status_code in {200, 400}


@pytest.mark.parametrize("value", ["\ud800", "a\x00b"])
def test_text_that_no_database_takes(pair: SimpleNamespace, device: Device, value: str) -> None:
    draft = {"connection": pair.connection, "body": "x"}
    path = f"state/draft/{uuid4()}"
    assert device.put(path, {"base_rev": 0, "fields": draft}).status_code == 200
    for fields in ({"body": value}, {"note": value}, {value: "x"}):
        body = json.dumps({"base_rev": 0, "fields": fields})
        answer = device.client.put(
            f"/v1/{path}",
            body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {device.session}"},
        )
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert not DraftVersion.objects.exists()
    assert device.feed()


def test_a_state_does_not_grow_without_end(pair: SimpleNamespace, device: Device) -> None:
    def put(start: int) -> Any:
        fields = {f"x{number}": 1 for number in range(start, start + 20)}
        return device.put("state/settings/all", {"base_rev": 0, "fields": fields})

    assert put(0).status_code == 200
    assert put(0).status_code == 200
    assert put(20).json()["code"] == "invalid"
    assert len(State.objects.get().fields) == states.MOST_FIELDS


@pytest.mark.parametrize("kind", ["a\x00b", "\x00", "", "Ä"])
def test_kinds_that_no_database_takes(device: Device, kind: str) -> None:
    body = {"commands": [{"id": str(uuid4()), "kind": kind, "args": {}}]}
    answer = device.post("commands", body, token=device.session)
    assert answer.json()["code"] == "invalid"


def test_numbers_that_no_database_takes(device: Device) -> None:
    body = {"number": "20\x0001", "pin": "480215"}
    assert device.post("sessions", body, token=device.token).json()["code"] == "wrong-pin"
    assert SignInTries.objects.get(number="2001").wrong == 1


@pytest.mark.parametrize("name", ["%00", "x", "A" * 64, "0" * 63 + "%00", "0" * 64, "..%2f"])
def test_names_of_pictures_that_are_none(device: Device, name: str) -> None:
    answer = device.get(f"blobs/{name}")
    assert answer.status_code == 404


@pytest.mark.parametrize("cursor", ["%00", "x", "%C3%A4" * 40, "A" * 54, "=" * 9])
def test_cursors_that_are_none(device: Device, cursor: str) -> None:
    assert device.changes(cursor).json()["code"] == "bad-cursor"


@pytest.mark.parametrize("end", [253402300799, -62135596800 + 60, 10**18])
def test_assertions_from_the_ends_of_time(device: Device, end: int) -> None:
    assertion = device.assertion(device.id, device.key, iat=end - 60, exp=end)
    answer = device.post("devices/token", {"assertion": assertion})
    assert answer.status_code == 401
    assert answer.json()["code"] in {"assertion-expired", "bad-assertion"}


@pytest.mark.parametrize("jti", ["a\x00bcdefgh", "ü" * 9, 12345678, None])
def test_odd_names_of_assertions(device: Device, jti: Any) -> None:
    assertion = device.assertion(device.id, device.key, jti=jti)
    assert device.post("devices/token", {"assertion": assertion}).status_code in {200, 401}


def test_a_one_time_session_reaches_the_pin_and_nothing_else(
    pair: SimpleNamespace, device: Device
) -> None:
    pin = seed.reset_pin(pair.inmate)["pin"]
    device.sign_in(pin=pin)
    assert Token.objects.get(inmate=pair.inmate, pin_only=True)
    body = {"base_rev": 0, "fields": {}}
    assert device.put("state/sessions/pin", body).json()["code"] == "must-change-pin"
    assert device.changes().json()["code"] == "must-change-pin"


def test_a_pin_that_is_reset_while_it_is_typed_opens_nothing(
    pair: SimpleNamespace, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgive = tries.forgive

    def forgive_and_reset(*args: Any) -> None:
        forgive(*args)
        seed.reset_pin(pair.inmate)

    monkeypatch.setattr(tries, "forgive", forgive_and_reset)
    answer = device.sign_in()
    assert (answer.status_code, answer.json()["code"]) == (401, "token-expired")


def test_the_reason_of_anothers_rejection_stays_with_its_sender(
    pair: SimpleNamespace, device: Device
) -> None:
    item = seed.message(pair.connection, "Hello", approve=False)["id"]
    seed.reject(item, "other", "Said about Maria alone.")
    seed.appeal(item)
    seed.decide_appeal(item, uphold=True)
    shown = device.feed()["message", item]
    assert (shown["state"], shown["body"], shown["rejection"]) == ("delivered", "Hello", None)
    assert rows.item(item).refunded == 50
