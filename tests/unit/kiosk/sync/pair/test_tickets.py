"""Tickets by the real engine and the real central over HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kiosk.domain import (
    About,
    AboutType,
    KnownFailure,
    TicketDraft,
    TicketKind,
    TicketState,
)

if TYPE_CHECKING:
    from tests.central_server import CentralServer
    from tests.unit.kiosk.sync.pair.ground import SignIn

WRONG = TicketDraft(TicketKind.CHARGE, " Twice. ", About(AboutType.LEDGER, "line"))


def test_a_ticket_goes_out_and_its_answer_comes(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    person = sign_in()
    person.sync()
    box = person.box
    assert person.act("save_ticket_draft", WRONG) is None
    assert box.ticket_draft() == WRONG
    assert person.act("open_ticket", WRONG) is None
    assert box.ticket_draft() == TicketDraft()
    (kept,) = box.tickets()
    assert (kept.state, kept.text, kept.about) == (TicketState.KEPT, "Twice.", WRONG.about)
    person.sync()
    assert box.ticket(kept.id) == box.tickets()[0]
    assert box.tickets()[0].state is TicketState.RECEIVED
    (told,) = central.seed.tickets(family.id)
    assert (told.id, told.kind, told.about_type, told.about) == (
        kept.id, "charge", "ledger", "line",
    )  # fmt: skip
    central.seed.look_at_ticket(kept.id)
    central.seed.answer_ticket(kept.id, "You are right.")
    person.sync()
    assert [one.answer for one in box.home().answers] == ["You are right."]
    assert person.act("mark_ticket_read", kept.id) is None
    assert box.home().answers == ()
    person.sync()
    assert not box.tickets()[0].unread


def test_one_that_is_refused_can_be_written_again(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    waiting = [central.seed.ticket(family.id).id for _ in range(10)]
    person = sign_in()
    assert person.act("open_ticket", WRONG) is None
    person.sync()
    (refused,) = [one for one in person.box.tickets() if one.state is TicketState.REFUSED]
    assert refused.code == "too-many-tickets"
    assert person.act("write_ticket_again", refused) is None
    assert person.box.ticket_draft() == replace(WRONG, text="Twice.")
    assert person.box.refusals() == ()
    central.seed.answer_ticket(waiting[0])
    assert person.act("open_ticket", person.box.ticket_draft()) is None
    person.sync()
    assert len(central.seed.tickets(family.id)) == 11
    taken = next(one for one in person.box.tickets() if one.command is None)
    assert person.act("write_ticket_again", taken) is None  # nothing is to be put aside
    assert person.box.ticket_draft().text == taken.text


def test_what_cannot_be_sent_stays_here(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    person = sign_in()
    for wanted, failure in (
        (replace(WRONG, kind=None), KnownFailure.EMPTY),
        (replace(WRONG, text=" "), KnownFailure.EMPTY),
        (replace(WRONG, text="a" * 2001), KnownFailure.TOO_LONG),
    ):
        assert person.act("open_ticket", wanted) is failure
    assert person.box.outbox() == ()
