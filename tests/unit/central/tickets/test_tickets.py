"""Tickets: taken down once, looked at, answered once; bounded, in the feed and in the trail."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from central.accounts.models import User
from central.facilities import founding
from central.facilities.models import StaffRole
from central.feed.models import FeedItem
from central.ledger.models import AuditRow
from central.refusals import Refused
from central.tickets import answering, opening, standing
from central.tickets.models import Ticket
from tests import helping, rows

AT = datetime(2026, 2, 1, 9, 30, tzinfo=UTC)


def found(ticket: str) -> Ticket:
    return Ticket.objects.select_related("inmate__facility").get(pk=ticket)


def told(ticket: str) -> dict[str, Any]:
    return dict(FeedItem.objects.get(type="ticket", item=ticket).data or {})


def refused(code: str, **more: Any) -> Refused:
    asked: dict[str, Any] = {"kind": "broken", "text": "It is loud."} | more
    inmate = rows.inmate(asked.pop("inmate"))
    with pytest.raises(Refused, match=code) as no:
        opening.open_ticket(inmate, asked.pop("ticket", uuid4()), **asked)
    return no.value


def test_a_ticket_is_looked_at_and_answered(pair: SimpleNamespace) -> None:
    ticket = helping.ticket(pair.inmate, "charge", "I paid\u202e twice.\r\n")["id"]
    assert str(found(ticket)) == ticket
    assert told(ticket) | {"state": "received", "text": "I paid twice."} == told(ticket)
    helping.look_at_ticket(ticket)
    assert told(ticket)["state"] == "looked_at"
    assert told(ticket)["looked_at"] is not None
    helping.answer_ticket(ticket, " You get 50 back. ")
    data = told(ticket)
    assert (data["state"], data["answer"]) == ("answered", "You get 50 back.")
    assert (data["role"], data["kind"]) == ("mail reviewer", "charge")
    acts = AuditRow.objects.filter(thing=f"ticket:{ticket}").order_by("pk")
    assert [(row.act, row.details) for row in acts] == [
        ("ticket.open", {"kind": "charge"}),
        ("ticket.look", {}),
        ("ticket.answer", {}),
    ]


def test_an_answer_counts_once(pair: SimpleNamespace) -> None:
    ticket = helping.ticket(pair.inmate)["id"]
    helping.answer_ticket(ticket, "First.")
    for act in (helping.answer_ticket, helping.look_at_ticket):
        with pytest.raises(Refused, match="already-decided"):
            act(ticket)
    assert told(ticket)["answer"] == "First."


@pytest.mark.parametrize(("text", "code"), [(" ", "empty"), ("a" * 4001, "too-long")])
def test_an_answer_says_something(pair: SimpleNamespace, text: str, code: str) -> None:
    ticket = helping.ticket(pair.inmate)["id"]
    with pytest.raises(Refused, match=code):
        helping.answer_ticket(ticket, text)
    assert told(ticket)["state"] == "received"


def test_what_cannot_be_taken_down_is_refused(pair: SimpleNamespace) -> None:
    refused("empty", inmate=pair.inmate, text=" ")
    assert refused("too-long", inmate=pair.inmate, text="a" * 2001).details == {"limit": 2000}
    refused("not-allowed", inmate=pair.inmate, kind="riot")
    refused("not-allowed", inmate=pair.inmate, about_type="warden", about="1")
    assert Ticket.objects.count() == 0


def test_an_id_is_used_once(pair: SimpleNamespace, others: SimpleNamespace) -> None:
    ticket = helping.ticket(pair.inmate)["id"]
    for inmate in (pair.inmate, others.inmate):
        refused("not-allowed", inmate=inmate, ticket=found(ticket).pk)
    assert helping.tickets(pair.inmate) == [helping.ticket_now(ticket)]


def test_ten_wait_and_no_more(pair: SimpleNamespace, others: SimpleNamespace) -> None:
    made = [helping.ticket(pair.inmate)["id"] for _ in range(opening.MOST_OPEN)]
    refused("too-many-tickets", inmate=pair.inmate)
    helping.ticket(others.inmate)
    helping.answer_ticket(made[0])
    helping.ticket(pair.inmate)


def test_what_it_is_about_is_kept_short_and_only_with_its_kind(pair: SimpleNamespace) -> None:
    inmate = rows.inmate(pair.inmate)
    about = opening.open_ticket(
        inmate, uuid4(), kind="missing", text="?", about_type="photo", about="p" * 99
    )
    assert about.about == "p" * 64
    assert opening.open_ticket(inmate, uuid4(), kind="other", text="?", about="p").about == ""


def test_a_ticket_is_brought_back_once(pair: SimpleNamespace) -> None:
    inmate, item = rows.inmate(pair.inmate), uuid4()
    words = {"kind": "broken", "text": "Loud.", "about_type": "", "about": ""}
    for _ in range(2):
        opening.bring_back(inmate, item, **words, opened_at=AT)
    assert found(str(item)).opened_at == AT
    assert standing.thing_of(found(str(item))) == f"ticket:{item}"


def test_desks_hold_their_own_facilitys(pair: SimpleNamespace) -> None:
    first, second = (helping.ticket(pair.inmate)["id"] for _ in range(2))
    helping.answer_ticket(first)
    here, south = rows.facility(), founding.found("South")
    assert [str(one.pk) for one in answering.waiting(here)] == [second]
    assert [str(one.pk) for one in answering.answered(here)] == [first]
    assert list(answering.waiting(south)) == list(answering.answered(south)) == []
    stranger = User.objects.create_user("stranger")
    founding.appoint(stranger, south, role=StaffRole.Role.ADMINISTRATOR, title="warden")
    with pytest.raises(Refused, match="not-allowed"):
        answering.answer(found(second), "No.", by=stranger)
    with pytest.raises(Refused, match="not-allowed"):
        answering.look(found(second), by=stranger)
