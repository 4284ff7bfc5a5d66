from __future__ import annotations

import hashlib
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from central.devices import enrolment
from central.devices.models import Device as Row
from central.facilities import founding
from central.refusals import Refused
from tests import rows, seed
from tests.unit.central.device_client import Device, b64


def enroll(code: str, key: Ed25519PrivateKey) -> Any:
    body = {"code": code, "public_key": b64(key), "kind": "tablet", "app_version": "0.1.0"}
    return Client().post("/v1/devices/enroll", body, content_type="application/json")


def test_a_code_is_ten_base32_characters_and_good_once(pair: SimpleNamespace) -> None:
    code = seed.device_code()
    assert len(code) == 10
    assert set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    key = Ed25519PrivateKey.generate()
    first = enroll(code.lower()[:5] + " " + code[5:], key)
    assert first.status_code == 200
    assert first.json()["status"] == "pending"
    again = enroll(code, key)  # the first answer was lost
    assert again.json() == first.json()
    other = enroll(code, Ed25519PrivateKey.generate())
    assert other.status_code == 403
    assert other.json()["code"] == "bad-code"


def test_a_code_is_good_for_an_hour(pair: SimpleNamespace, clock: Any) -> None:
    code = seed.device_code()
    clock.advance(minutes=61)
    assert enroll(code, Ed25519PrivateKey.generate()).json()["code"] == "bad-code"


@pytest.mark.logs("rate-limited")
@pytest.mark.logs("too many wrong enrolment codes")
def test_wrong_codes_are_rate_limited(pair: SimpleNamespace, clock: Any) -> None:
    key = Ed25519PrivateKey.generate()
    for _ in range(10):
        assert enroll("AAAAAAAAAA", key).json()["code"] == "bad-code"
    limited = enroll(seed.device_code(), key)
    assert limited.status_code == 429
    assert limited.json()["code"] == "rate-limited"
    clock.advance(minutes=11)
    assert enroll(seed.device_code(), key).status_code == 200


def test_check_digits_are_of_the_devices_key(pair: SimpleNamespace) -> None:
    device = Device(confirm=False)
    raw = device.key.public_key().public_bytes_raw()
    number = int.from_bytes(hashlib.sha256(raw).digest()[:8], "big") % 10**8
    assert device.enrolled["check_digits"] == f"{number:08d}"


def test_a_pending_device_learns_its_policy_and_nothing_else(pair: SimpleNamespace) -> None:
    device = Device(confirm=False)
    device.renew()
    policy = device.get("devices/self", token=device.token).json()
    assert policy["status"] == "pending"
    assert policy["tariff"] == {"message": 50, "photo": 100}
    assert device.sign_in().json()["code"] == "device-pending"


def test_a_tablet_may_lie_idle_for_longer_and_the_facility_says_who_may_stay(
    pair: SimpleNamespace,
) -> None:
    device = Device(confirm=False)
    device.renew()
    said = device.get("devices/self", token=device.token).json()
    assert (said["idle_seconds"], said["stay_allowed"]) == (120, False)
    founding.change(rows.facility(), by=rows.staff(), stay_allowed=True, tablet_idle_seconds=310)
    Row.objects.update(kind=Row.Kind.TABLET)
    said = device.get("devices/self", token=device.token).json()
    assert (said["idle_seconds"], said["stay_allowed"]) == (310, True)


def test_only_the_right_digits_confirm(pair: SimpleNamespace) -> None:
    device = Device(confirm=False)
    row = Row.objects.get(pk=device.id)
    by = rows.staff()
    with pytest.raises(Refused, match="wrong-digits"):
        enrolment.confirm(row, digits="00000000", by=by)
    digits = device.enrolled["check_digits"]
    enrolment.confirm(row, digits=f"{digits[:4]} {digits[4:]}", by=by)
    assert device.sign_in().status_code == 200


def test_a_revoked_device_is_refused_at_once(pair: SimpleNamespace) -> None:
    device = Device()
    device.sign_in()
    assert device.changes().status_code == 200
    seed.revoke_device(device.id)
    assert device.changes().status_code in {401, 403}
    assert device.get("devices/self", token=device.token).json()["code"] == "device-revoked"
    assert device.renew().json()["code"] == "device-revoked"


def test_a_retired_device_learns_it_and_may_not_sign_in(pair: SimpleNamespace) -> None:
    device = Device()
    device.sign_in()
    enrolment.retire(Row.objects.get(pk=device.id), by=rows.staff())
    device.renew()
    assert device.get("devices/self", token=device.token).json()["status"] == "retired"
    assert device.sign_in().json()["code"] == "device-revoked"


def test_assertions_are_checked(pair: SimpleNamespace, clock: Any) -> None:
    device = Device()

    def ask(assertion: str) -> str:
        answer = device.post("devices/token", {"assertion": assertion})
        return str(answer.json().get("code", "ok"))

    good = device.assertion(device.id, device.key)
    assert ask(good) == "ok"
    assert ask(good) == "bad-assertion"  # the same jti again
    stranger = Ed25519PrivateKey.generate()
    assert ask(device.assertion(device.id, stranger)) == "bad-assertion"
    assert ask(device.assertion(device.id, device.key, aud="elsewhere")) == "bad-assertion"
    assert ask(device.assertion(device.id, device.key, sub=str(uuid4()))) == "bad-assertion"
    assert ask(device.assertion(str(uuid4()), device.key)) == "bad-assertion"
    assert ask("not.a.token") == "bad-assertion"
    now = int(clock.time.timestamp())
    late = device.assertion(device.id, device.key, iat=now - 900, exp=now - 700)
    assert ask(late) == "assertion-expired"
    early = device.assertion(device.id, device.key, iat=now + 900, exp=now + 960)
    assert ask(early) == "assertion-expired"
    long = device.assertion(device.id, device.key, exp=now + 3600)
    assert ask(long) == "bad-assertion"


def test_tokens_expire(pair: SimpleNamespace, clock: Any) -> None:
    device = Device()
    device.sign_in()
    clock.advance(minutes=16)
    assert device.get("devices/self", token=device.token).json()["code"] == "token-expired"
    assert device.changes().json()["code"] == "token-expired"
    assert device.get("changes", token="made up").json()["code"] == "token-expired"
