"""Help and what belongs to it, in each state worth looking at."""

from dataclasses import replace
from typing import Any

from kiosk.domain import (
    About,
    AboutType,
    CommandStatus,
    FacilityPage,
    TicketDraft,
    TicketId,
    TicketKind,
)
from kiosk.sync.protocol import WireTicket
from kiosk.ui.ledger_row import LedgerRow
from kiosk.vault import outbox
from kiosk.vault.connection import Store
from kiosk.views import router
from tests.pictures import story
from tests.pictures.scenes import SCENES, Scene, at, button, drawn
from tests.pictures.stage import Stage, go
from tests.pictures.visits import tell

SCENES["help"] = at(router.Help())
SCENES["help-how"] = at(router.HelpPage("how:paying"))
SCENES["help-page"] = at(router.HelpPage("page:library"))
SCENES["help-page-gone"] = at(router.HelpPage("page:gone"))


@drawn
def help_full(made: Stage) -> None:
    """Twelve pages, one with the longest title and text there can be."""
    long = FacilityPage("long", "Rules of the yard " * 4, "Walk on the right side. " * 125, "", "")
    made.vault.set_policy(replace(story.POLICY, pages=(long, *story.POLICY.pages * 4)[:12]))
    made.sign_in()
    go(made, router.Help())


@drawn
def help_page_full(made: Stage) -> None:
    help_full(made)
    go(made, router.HelpPage("page:long"))


@drawn
def information(made: Stage) -> None:
    button(made, "information").click()


@drawn
def information_page(made: Stage) -> None:
    assert made.shell is not None
    made.shell.go(router.InformationAt("library"))


def ticket(state: str, **more: Any) -> WireTicket:
    """What Daniel said is wrong, two days ago."""
    return WireTicket(
        kind=more.pop("kind", "broken"),
        text=more.pop("text", "The left speaker of Kiosk A crackles. I could not hear my visit."),
        about_type="",
        about="",
        state=state,  # type: ignore[arg-type]
        opened_at=story.at(11, 17, "14:12"),
        **more,
    )


ANSWER = {
    "looked_at": story.at(11, 18, "09:00"),
    "answered_at": story.at(11, 19, "08:30"),
    "role": "Supervisor",
    "answer": "Thank you for telling us. We put in a new speaker this morning.",
}
TICKETS = (
    ("t-answered", ticket("answered", **ANSWER)),
    ("t-looked", ticket("looked_at", kind="charge", text="I paid for a message that was sent "
                        "twice.", looked_at=story.at(11, 18, "09:00"))),
    ("t-received", ticket("received", kind="missing", text="My sister sent a photo on Sunday.")),
)  # fmt: skip


@drawn
def help_tickets(made: Stage) -> None:
    made.sign_in()
    tell(made, *TICKETS)
    go(made, router.Help())


@drawn
def home_answer(made: Stage) -> None:
    made.sign_in()
    tell(made, *TICKETS)


def _at_ticket(item: str) -> Scene:
    def act(made: Stage) -> None:
        made.sign_in()
        tell(made, *TICKETS)
        go(made, router.TicketAt(TicketId(item)))

    return act


SCENES["ticket-answered"] = _at_ticket("t-answered")
SCENES["ticket-looked"] = _at_ticket("t-looked")
SCENES["tell"] = at(router.Tell())
SCENES["tell-about"] = at(router.Tell(About(AboutType.LEDGER, "line")))


def wrong(made: Stage) -> TicketDraft:
    """What is about to be sent."""
    draft = TicketDraft(TicketKind.CHARGE, "I paid for a message that was sent twice.")
    made.mailbox.save_ticket_draft(draft)
    made.settle()
    return draft


@drawn
def tell_writing(made: Stage) -> None:
    wrong(made)
    made.sign_in()
    go(made, router.Tell())


def kept(made: Stage) -> TicketId:
    """A ticket that is on this device only."""
    made.mailbox.open_ticket(wrong(made))
    made.settle()
    return made.mailbox.tickets()[0].id


@drawn
def ticket_kept(made: Stage) -> None:
    made.sign_in()
    go(made, router.TicketAt(kept(made)))


def refused(made: Stage) -> TicketId:
    """A ticket that central did not take."""
    item = kept(made)
    command = made.mailbox.outbox()[0].id
    no = outbox.Settled(command, CommandStatus.REFUSED, 1, "too-many-tickets", 0, 0, None)
    made.vault.write(Store.VAULT, lambda t: outbox.settle(t, no, made.now)).result()
    made.settle()
    return item


@drawn
def ticket_refused(made: Stage) -> None:
    made.sign_in()
    go(made, router.TicketAt(refused(made)))


@drawn
def home_ticket_refused(made: Stage) -> None:
    made.sign_in()
    refused(made)


@drawn
def credits_line(made: Stage) -> None:
    made.sign_in()
    go(made, router.Credits())
    assert made.shell is not None
    made.shell.frame.findChildren(LedgerRow)[0].click()
