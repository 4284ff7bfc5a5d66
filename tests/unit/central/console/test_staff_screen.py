"""IT answers a device's staff screen at the console; nobody else, and nobody from elsewhere."""

from __future__ import annotations

import base64
from types import SimpleNamespace

import pytest

from central.devices.models import Device as Row
from central.facilities import founding
from central.ledger.models import AuditRow
from kiosk.device import staff_door
from tests.unit.central.console.conftest import Sit, words
from tests.unit.central.device_client import Device


def shown_by(device: Device) -> tuple[str, str]:
    """What its screen shows, and the answer that it waits for."""
    key = base64.b64decode(device.enrolled["staff_key"])
    challenge = "204471" + staff_door.digits_of(key, "challenge", "204471", staff_door.CHECK)
    return challenge, staff_door.digits_of(key, "answer", challenge, staff_door.ANSWER)


def test_it_types_the_digits_and_reads_the_answer(staff: SimpleNamespace, sit: Sit) -> None:
    challenge, answer = shown_by(Device())
    where = f"/staff/devices/{Row.objects.get().pk}/"
    ida = sit("ida")
    assert "Open the staff screen" in words(ida.get(where))
    page = ida.post(where, {"act": "staff", "challenge": challenge})
    assert f"{answer[:4]} {answer[4:]}" in words(page)
    assert "no-store" in page.headers["Cache-Control"]
    assert AuditRow.objects.filter(act="device.staff_screen").count() == 1


def test_digits_of_no_screen_are_refused(staff: SimpleNamespace, sit: Sit) -> None:
    challenge, answer = shown_by(Device())
    where = f"/staff/devices/{Row.objects.get().pk}/"
    slip = challenge[:-1] + str((int(challenge[-1]) + 1) % 10)
    page = words(sit("ida").post(where, {"act": "staff", "challenge": slip}))
    assert "does not show these digits" in page
    assert f"{answer[:4]} {answer[4:]}" not in page
    assert "required" in words(sit("ida").post(where, {"act": "staff", "challenge": " "}))


@pytest.mark.logs("Forbidden")
@pytest.mark.logs("Not Found")
def test_others_are_not_answered(staff: SimpleNamespace, sit: Sit) -> None:
    challenge, _answer = shown_by(Device())
    row = Row.objects.get()
    asked = {"act": "staff", "challenge": challenge}
    assert sit("mia").post(f"/staff/devices/{row.pk}/", asked).status_code == 403
    Row.objects.update(facility=founding.found("Elsewhere"))
    assert sit("ida").post(f"/staff/devices/{row.pk}/", asked).status_code == 404
    assert not AuditRow.objects.filter(act="device.staff_screen").exists()
