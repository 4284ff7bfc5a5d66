"""The console's answers to staff screens: of one device, for its administrators, on record."""

from __future__ import annotations

import base64
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings

from central.accounts.models import User
from central.devices import enrolment, staff_screen
from central.devices.models import Device as Row
from central.facilities import founding
from central.facilities.models import StaffRole
from central.ledger.models import AuditRow
from central.refusals import Refused
from kiosk.device import staff_door
from tests import rows
from tests.unit.central.device_client import Device


def challenge_of(key: bytes, drawn: str = "204471") -> str:
    return drawn + staff_door.digits_of(key, "challenge", drawn, staff_door.CHECK)


def key_of(device: Device) -> bytes:
    return base64.b64decode(device.enrolled["staff_key"])


def test_the_answer_is_the_one_that_the_device_expects(pair: SimpleNamespace) -> None:
    device = Device()
    row, shown = Row.objects.get(), challenge_of(key_of(device))
    answer = staff_screen.answer(row, challenge=f"{shown[:4]} {shown[4:]}", by=rows.staff())
    expected = staff_door.digits_of(key_of(device), "answer", shown, staff_door.ANSWER)
    assert answer == expected
    assert AuditRow.objects.filter(act="device.staff_screen", thing=f"device:{row.pk}").count() == 1


def test_a_slip_or_another_devices_digits_are_refused(pair: SimpleNamespace) -> None:
    first, second = Device(), Device()
    row = Row.objects.get(pk=first.enrolled["device"])
    shown = challenge_of(key_of(first))
    slip = shown[:-1] + str((int(shown[-1]) + 1) % 10)
    assert key_of(first) != key_of(second)
    for bad in ("", "12", slip, shown + "1", challenge_of(key_of(second), "111111")):
        with pytest.raises(Refused, match="wrong-challenge"):
            staff_screen.answer(row, challenge=bad, by=rows.staff())
    assert not AuditRow.objects.filter(act="device.staff_screen").exists()


def test_a_device_that_is_not_in_use_gets_no_answer(pair: SimpleNamespace) -> None:
    device = Device()
    row = enrolment.retire(Row.objects.get(), by=rows.staff())
    with pytest.raises(Refused, match="not-active"):
        staff_screen.answer(row, challenge=challenge_of(key_of(device)), by=rows.staff())


def test_only_administrators_of_the_devices_facility_are_answered(pair: SimpleNamespace) -> None:
    device = Device()
    row, shown = Row.objects.get(), challenge_of(key_of(device))
    reviewer, stranger = (User.objects.create_user(name) for name in ("rita", "stan"))
    founding.appoint(reviewer, row.facility, role=StaffRole.Role.REVIEWER, title="Reviewer")
    elsewhere = founding.found("Elsewhere")
    founding.appoint(stranger, elsewhere, role=StaffRole.Role.ADMINISTRATOR, title="Supervisor")
    for user in (reviewer, stranger):
        with pytest.raises(Refused, match="not-allowed"):
            staff_screen.answer(row, challenge=shown, by=user)


def test_a_device_enrolled_under_a_former_secret_is_answered(
    pair: SimpleNamespace, settings: SimpleNamespace
) -> None:
    device = Device()
    row, shown = Row.objects.get(), challenge_of(key_of(device))
    settings.SECRET_KEY_FALLBACKS = [django_settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret, made later than the device was enrolled"
    assert staff_screen.key(row) != key_of(device)
    answer = staff_screen.answer(row, challenge=shown, by=rows.staff())
    assert answer == staff_door.digits_of(key_of(device), "answer", shown, staff_door.ANSWER)
