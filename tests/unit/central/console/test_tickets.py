"""The desk of tickets."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import uuid4

from central import world
from central.console import about
from central.devices.models import Command
from central.ledger.models import Entry
from central.tickets import opening
from central.tickets.models import Ticket
from tests import helping, rows, seed, visiting
from tests.unit.central.console.conftest import Sit, words


def test_a_ticket_is_looked_at_and_answered(staff: SimpleNamespace, sit: Sit) -> None:
    sam = sit("sam")
    assert "No tickets wait" in words(sam.get("/staff/tickets/"))
    ticket = helping.ticket(staff.inmate, "person", "He takes my shoes.")["id"]
    page = words(sam.get("/staff/tickets/"))
    assert "Somebody bothers me Daniel Reyes, 1001" in page
    assert "He takes my shoes." in page
    place = f"/staff/tickets/{ticket}/"
    assert "They see that you look." in words(sam.post(place, {"act": "look"}, follow=True))
    assert "being looked at" in words(sam.get("/staff/tickets/"))
    said = words(sam.post(place, {"act": "answer", "text": " "}, follow=True))
    assert "Write something first." in said
    sam.post(place, {"act": "sing"})
    said = words(sam.post(place, {"act": "answer", "text": "We talked to him."}, follow=True))
    assert "Answered." in said
    assert "We talked to him." in said
    late = words(sit("sue").post(place, {"act": "answer", "text": "Late."}, follow=True))
    assert "already decided" in late
    assert helping.ticket_now(ticket)["answer"] == "We talked to him."


def test_only_supervisors_read_them(staff: SimpleNamespace, sit: Sit) -> None:
    ticket = helping.ticket(staff.inmate)["id"]
    for username in ("mia", "ida"):
        assert sit(username).get("/staff/tickets/").status_code == 403
        answer = {"act": "answer", "text": "Yes."}
        assert sit(username).post(f"/staff/tickets/{ticket}/", answer).status_code == 403
    assert helping.ticket_now(ticket)["state"] == "received"


def told(inmate: str, kind: str, item: str) -> str:
    ticket = opening.open_ticket(
        rows.inmate(inmate), uuid4(), kind="other", text="?", about_type=kind, about=item
    )
    return about.told(Ticket.objects.get(pk=ticket.pk))


def test_staff_are_told_what_it_is_about(staff: SimpleNamespace, others: SimpleNamespace) -> None:
    inmate = staff.inmate
    message = seed.message(staff.connection, "Hello", direction="out")["id"]
    visit = visiting.visit(staff.connection)["id"]
    line = str(Entry.objects.filter(account__inmate=inmate)[0].pk)
    command = Command.objects.create(
        inmate=rows.inmate(inmate),
        command=uuid4(),
        kind="message.open",
        fingerprint="",
        receipt={"code": "price-changed"},
        at=world.now(),
    )
    assert told(inmate, "message", message).startswith("Message, Maria Reyes:")
    assert told(inmate, "visit", visit).startswith("Visit, Maria Reyes:")
    assert told(inmate, "ledger", line).startswith("Ledger:")
    assert told(inmate, "command", str(command.command)) == "message.open price-changed"
    gone = "It names something that is not here."
    for kind in ("message", "photo", "visit", "ledger", "command"):
        assert told(others.inmate, kind, str(uuid4())) == gone
    assert told(others.inmate, "message", message) == gone
    assert told(others.inmate, "photo", "no id") == gone
    assert told(others.inmate, "", "") == ""
