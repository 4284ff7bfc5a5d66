from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.accounts.models import Inmate
from central.devices import enrolment
from central.devices.models import VaultKey
from tests import rows, seed
from tests.unit.central.device_client import Device, b64


def codes(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def test_a_right_pin_opens_a_session(pair: SimpleNamespace) -> None:
    device = Device()
    answer = device.sign_in().json()
    assert answer["profile"] == {
        "number": "1001",
        "first_name": "Daniel",
        "last_name": "Reyes",
        "balance": 300,
        "frozen": False,
    }
    assert answer["inmate"] == pair.inmate
    assert answer["last_sign_in"] is None
    assert answer["recovery_share"]
    again = device.sign_in().json()
    assert again["last_sign_in"]["place"] == "Kiosk A"
    assert again["recovery_share"] == answer["recovery_share"]
    assert Device("Kiosk B").sign_in().json()["recovery_share"] != answer["recovery_share"]


def test_unknown_number_and_wrong_pin_answer_alike(pair: SimpleNamespace) -> None:
    device = Device()
    wrong = device.sign_in(pin="111222")
    unknown = device.sign_in(number="9999", pin="111222")
    assert wrong.status_code == unknown.status_code == 403
    assert wrong.json() == unknown.json()
    assert wrong.json()["tries_left"] == 4


def test_waits_grow_and_stay_at_this_device(pair: SimpleNamespace, clock: Any) -> None:
    for number in ("1001", "9999"):
        device = Device(f"Kiosk for {number}")
        for _ in range(5):
            assert codes(device.sign_in(number=number, pin="111222")) == (403, "wrong-pin")
        for minutes in (1, 5, 15, 60, 60):
            locked = device.sign_in(number=number)
            assert codes(locked) == (429, "locked")
            assert locked.headers["Retry-After"]
            assert minutes * 60 - 5 < locked.json()["retry_after"] <= minutes * 60 + 1
            clock.advance(minutes=minutes)
            device.renew()
            assert codes(device.sign_in(number=number, pin="111222")) == (403, "wrong-pin")
    assert Device("own tablet").sign_in().status_code == 200


def test_the_owner_learns_of_wrong_tries(pair: SimpleNamespace) -> None:
    device = Device()
    for _ in range(3):
        device.sign_in(pin="111222")
    assert device.sign_in().json()["failed_tries"] == 3
    assert device.sign_in().json()["failed_tries"] == 0


@pytest.mark.logs("device-budget")
@pytest.mark.logs("many wrong PINs at one device today")
def test_a_device_has_a_budget_over_all_numbers(pair: SimpleNamespace, clock: Any) -> None:
    device = Device()
    for index in range(20):
        assert codes(device.sign_in(number=f"5{index}", pin="111222"))[1] == "wrong-pin"
    answer = device.sign_in(number="777", pin="111222")
    assert codes(answer)[1] == "locked"
    assert answer.json()["retry_after"] <= 6
    clock.advance(seconds=6)
    assert device.sign_in().status_code == 200


def test_a_one_time_pin_is_good_for_choosing_one(pair: SimpleNamespace) -> None:
    seed.inmate("3003", "Luis", "Mora", one_time_pin="604918", birth_date="1984-07-23")
    device = Device()
    first = device.sign_in("3003", "604918").json()
    assert first["must_change_pin"] is True
    assert first["recovery_share"] is None
    assert codes(device.changes()) == (403, "must-change-pin")
    key = b64(device.vault_key)

    def choose(new: str, old: str = "604918") -> Any:
        body = {"old_pin": old, "new_pin": new, "vault_key": key}
        return device.post("sessions/pin", body, token=device.session)

    for weak, reason in {
        "123456": "sequence",
        "111111": "repeated",
        "121212": "repeated",
        "072384": "birth-date",
        "198407": "birth-date",
        "300300": "repeated",
        "604918": "same",
        "12345": "not-six-digits",
        "١٢٣٤٥٦": "not-six-digits",
    }.items():
        answer = choose(weak)
        assert codes(answer) == (422, "weak-pin"), weak
        assert answer.json()["reason"] == reason, weak
    assert codes(choose("582047", old="000000")) == (403, "wrong-pin")
    chosen = device.keep(choose("582047")).json()
    assert chosen["must_change_pin"] is False
    assert chosen["recovery_share"]
    assert chosen["pin_version"] == first["pin_version"] + 1
    assert device.changes().status_code == 200
    assert device.sign_in_with_key().status_code == 200


def test_a_vault_key_signs_in_until_the_pin_changes_elsewhere(pair: SimpleNamespace) -> None:
    one, two = Device("one"), Device("two")
    one.sign_in()
    two.sign_in()
    assert one.sign_in_with_key().json()["recovery_share"] is None
    assert codes(one.sign_in_with_key(device=two.id)) == (401, "bad-assertion")
    body = {"old_pin": "480215", "new_pin": "917352", "vault_key": b64(two.vault_key)}
    two.keep(two.post("sessions/pin", body, token=two.session))
    assert codes(one.changes()) == (401, "token-expired")
    assert codes(one.sign_in_with_key()) == (401, "vault-key-old")
    assert two.sign_in_with_key().status_code == 200
    people = one.get("devices/self", token=one.token).json()["people"]
    here = {"inmate": pair.inmate, "pin_version": 2, "status": "active", "policy": "keep"}
    assert people == [here]
    assert one.sign_in(pin="917352").status_code == 200
    assert one.sign_in_with_key().status_code == 200


def test_a_vault_key_of_another_device_or_person_is_unknown(
    pair: SimpleNamespace, others: SimpleNamespace
) -> None:
    one = Device("one")
    one.sign_in()
    two = Device("two")
    two.renew()
    two.vault_key, two.inmate = one.vault_key, one.inmate
    assert codes(two.sign_in_with_key()) == (401, "vault-key-unknown")
    one.inmate = others.inmate
    assert codes(one.sign_in_with_key()) == (401, "vault-key-unknown")


def test_a_first_sign_in_that_arrives_late_leaves_the_vaults_key_unknown_until_the_next_pin(
    pair: SimpleNamespace,
) -> None:
    device = Device()
    device.sign_in()
    own, late = device.vault_key, Ed25519PrivateKey.generate()
    device.vault_key = late  # tried before, and cut off before central had answered
    device.sign_in()
    device.vault_key = own
    assert codes(device.sign_in_with_key()) == (401, "vault-key-unknown")
    device.sign_in()
    assert device.sign_in_with_key().status_code == 200


def test_a_vault_that_a_restore_forgot_gets_its_share_again(pair: SimpleNamespace) -> None:
    """Else the next sign-in could not open it, and nothing in it could be read again."""
    device = Device()
    share = device.sign_in().json()["recovery_share"]
    VaultKey.objects.all().delete()  # as in a backup from before the first sign-in
    assert codes(device.sign_in_with_key()) == (401, "vault-key-unknown")
    assert device.sign_in().json()["recovery_share"] == share
    assert device.sign_in_with_key().status_code == 200


def test_a_reset_is_shown_and_ends_what_was(pair: SimpleNamespace) -> None:
    device = Device()
    device.sign_in()
    pin = seed.reset_pin(pair.inmate)["pin"]
    assert codes(device.changes()) == (401, "token-expired")
    assert codes(device.sign_in_with_key()) == (401, "vault-key-old")
    answer = device.sign_in(pin=pin).json()
    assert answer["must_change_pin"] is True
    assert answer["pin_reset_at"] is not None


def test_frozen_and_closed_accounts(pair: SimpleNamespace) -> None:
    device = Device()
    device.sign_in()
    seed.set_status(pair.inmate, "frozen")
    assert codes(device.changes()) == (403, "account-frozen")
    assert codes(device.sign_in(pin="111222")) == (403, "wrong-pin")
    assert codes(device.sign_in()) == (403, "account-frozen")
    assert codes(device.sign_in_with_key()) == (403, "account-frozen")
    seed.set_status(pair.inmate, "active")
    assert device.sign_in().status_code == 200
    seed.set_status(pair.inmate, "released")
    assert codes(device.sign_in()) == (403, "account-closed")
    people = device.get("devices/self", token=device.token).json()["people"]
    assert people[0]["status"] == "released"


def test_a_number_counts_within_its_facility(pair: SimpleNamespace) -> None:
    from central.facilities import founding
    from central.facilities.models import StaffRole

    elsewhere = founding.found("South Facility")
    founding.appoint(rows.staff(), elsewhere, role=StaffRole.Role.ADMINISTRATOR)
    device = Device.__new__(Device)
    code = enrolment.make_code(elsewhere, device_name="South", by=rows.staff())
    real, seed.device_code = seed.device_code, lambda name="": code
    try:
        device.__init__()  # type: ignore[misc]
    finally:
        seed.device_code = real
    assert codes(device.sign_in()) == (403, "wrong-pin")


def test_no_pin_is_kept(pair: SimpleNamespace) -> None:
    for inmate in Inmate.objects.all():
        assert "480215" not in inmate.pin_hash


def test_an_app_that_is_too_old_learns_it_and_keeps_its_policy(pair: SimpleNamespace) -> None:
    device = Device()
    device.sign_in()
    seed.change_facility(minimum_version="1.10.0")
    for version, code in {"1.9.9": "upgrade-required", "1.10": "", "2.0.0": ""}.items():
        answer = device.get("changes", **{"User-Agent": f"kiosk/{version}"})
        assert answer.json().get("code", "") == code, version
    old = {"User-Agent": "kiosk/1.9.9"}
    assert device.get("devices/self", token=device.token, **old).status_code == 200
