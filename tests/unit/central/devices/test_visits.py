"""Visits by commands: each answer is carried out once, by whatever way it comes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from central.devices import journal
from central.devices.models import Command
from central.devices.receipts import sign
from tests import rows, seed, visiting
from tests.unit.central.device_client import Device


@pytest.fixture
def device(pair: SimpleNamespace) -> Device:
    device = Device()
    device.sign_in()
    return device


def test_an_answer_has_its_receipt(pair: SimpleNamespace, device: Device) -> None:
    visit = visiting.visit(pair.connection)["id"]
    command = str(uuid4())
    first = device.command("visit.accept", id=command, visit=visit)
    assert (first["status"], first["charged"]) == ("done", 0)
    assert (first["thing"], first["connection"]) == (f"visit:{visit}", pair.connection)
    assert device.command("visit.accept", id=command, visit=visit) == first
    assert device.command("visit.accept", visit=visit)["status"] == "done"
    assert device.command("visit.decline", visit=visit)["status"] == "done"
    assert seed.balance(pair.contact) == 2000
    again = device.command("visit.accept", visit=visit)
    assert (again["status"], again["code"]) == ("refused", "already-decided")
    told = [change for change in device.changes().json()["changes"] if change["type"] == "visit"]
    assert [change["data"]["state"] for change in told] == ["declined"]


def test_nobody_answers_what_they_were_not_asked(
    pair: SimpleNamespace, others: SimpleNamespace, device: Device
) -> None:
    asked = visiting.visit(pair.connection, approve=False)["id"]
    anothers = visiting.visit(others.connection)["id"]
    for visit in (asked, anothers, str(uuid4())):
        assert device.command("visit.decline", visit=visit)["code"] == "gone"
    assert device.command("visit.decline", visit="no id")["code"] == "not-allowed"
    assert visiting.visit_now(anothers)["state"] == "approved"


def test_the_policy_tells_of_visits(pair: SimpleNamespace, device: Device) -> None:
    seed.change_facility(visit_rules_en="Be dressed.", visit_rules_es="Vístase.")
    told = device.get("devices/self", token=device.token).json()
    assert told["services"]["visits"] is True
    assert told["visits"] == {
        "minute_price": 50,
        "cancel_hours": 12,
        "rules_en": "Be dressed.",
        "rules_es": "Vístase.",
    }


def lost(pair: SimpleNamespace, device: Device, kind: str, visit: str) -> dict[str, Any]:
    """The receipt of a command that a restore lost, as the device keeps it."""
    receipt = dict(device.command(kind, visit=visit))
    Command.objects.filter(inmate=pair.inmate, command=UUID(receipt["id"])).delete()
    return receipt


def test_an_answer_that_a_restore_lost_is_given_again(
    pair: SimpleNamespace, device: Device
) -> None:
    visit = visiting.visit(pair.connection)["id"]
    receipt = lost(pair, device, "visit.accept", visit)
    visiting.found(visit).__class__.objects.filter(pk=visit).update(state="approved")
    inmate = rows.inmate(pair.inmate)
    assert journal.take(inmate, [(receipt, {"visit": visit})])[0]["answer"] == "booked"
    assert visiting.visit_now(visit)["state"] == "accepted"


def test_an_answer_to_a_visit_that_is_gone_is_left_to_staff(
    pair: SimpleNamespace, device: Device
) -> None:
    visit = visiting.visit(pair.connection)["id"]
    receipt = lost(pair, device, "visit.decline", visit)
    receipt = dict(sign({**receipt, "thing": f"visit:{uuid4()}"}))  # type: ignore[typeddict-item]
    answer = journal.take(rows.inmate(pair.inmate), [(receipt, {})])
    assert answer[0]["answer"] == "listed"
