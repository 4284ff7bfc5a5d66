"""Tickets by commands: each is taken down once, by whatever way it comes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from central.devices import journal, returned
from central.devices.models import Command
from central.devices.schemas import WireCommand
from central.feed.models import FeedItem
from central.tickets.models import Ticket
from tests import helping, rows
from tests.unit.central.device_client import Device


@pytest.fixture
def device(pair: SimpleNamespace) -> Device:
    device = Device()
    device.sign_in()
    return device


def words(**more: str) -> dict[str, str]:
    asked = {"kind": "broken", "text": "Loud.", "about_type": "", "about": ""}
    return {"ticket": str(uuid4())} | asked | more


def ticket(device: Device, **args: Any) -> dict[str, Any]:
    """Send the command; `kind` is the ticket's, so the command goes by itself."""
    body = {"commands": [{"id": str(uuid4()), "kind": "ticket.open", "args": args}]}
    answer = device.post("commands", body, token=device.session)
    receipt: dict[str, Any] = answer.json()["receipts"][0]
    return receipt


def test_a_ticket_has_its_receipt(pair: SimpleNamespace, device: Device) -> None:
    asked = words(about_type="ledger", about=str(uuid4()))
    receipt = ticket(device, **asked)
    assert (receipt["status"], receipt["charged"]) == ("done", 0)
    assert (receipt["thing"], receipt["connection"]) == (f"ticket:{asked['ticket']}", "")
    kept = helping.ticket_now(asked["ticket"])
    assert (kept["about_type"], kept["about"]) == ("ledger", asked["about"])
    told = [one for one in device.changes().json()["changes"] if one["type"] == "ticket"]
    assert [one["data"]["text"] for one in told] == ["Loud."]
    assert ticket(device, **asked)["code"] == "not-allowed"


@pytest.mark.parametrize("missing", ["ticket", "kind", "text", "about_type", "about"])
def test_a_part_that_is_missing_is_refused(
    pair: SimpleNamespace, device: Device, missing: str
) -> None:
    asked = words()
    del asked[missing]
    assert ticket(device, **asked)["code"] == "not-allowed"
    assert Ticket.objects.count() == 0


def lost(pair: SimpleNamespace, device: Device, asked: dict[str, str]) -> dict[str, Any]:
    """The receipt of a ticket that a restore lost, as the device keeps it."""
    receipt = ticket(device, **asked)
    Command.objects.filter(inmate=pair.inmate, command=UUID(receipt["id"])).delete()
    Ticket.objects.all().delete()
    return receipt


def test_a_ticket_that_a_restore_lost_is_there_again(pair: SimpleNamespace, device: Device) -> None:
    asked = words()
    receipt = lost(pair, device, asked)
    inmate = rows.inmate(pair.inmate)
    assert journal.take(inmate, [(receipt, asked)])[0]["answer"] == "booked"
    assert helping.ticket_now(asked["ticket"])["text"] == "Loud."
    assert journal.take(inmate, [(receipt, asked)])[0]["answer"] == "known"


def test_a_lost_ticket_without_its_text_is_left_to_staff(
    pair: SimpleNamespace, device: Device
) -> None:
    receipt = lost(pair, device, words())
    answer = journal.take(rows.inmate(pair.inmate), [(receipt, {})])
    assert answer[0]["answer"] == "listed"
    assert Ticket.objects.count() == 0


def test_a_ticket_in_an_envelope_is_taken_down_or_comes_back_with_its_text(
    pair: SimpleNamespace, device: Device
) -> None:
    inmate = rows.inmate(pair.inmate)
    first = WireCommand(id=uuid4(), kind="ticket.open", args=words())
    returned.carry_out(inmate, first)
    assert Ticket.objects.count() == 1
    empty = WireCommand(id=uuid4(), kind="ticket.open", args=words(kind="riot"))
    returned.carry_out(inmate, empty)
    told = FeedItem.objects.get(type="refusal", item=str(empty.id)).data or {}
    assert (told["kind"], told["code"], told["text"]) == ("ticket.open", "not-allowed", "Loud.")
