"""Verbs of `tests.seed` about help: a facility's pages of information, and tickets."""

from __future__ import annotations

from uuid import UUID, uuid4

from central.facilities import pages
from central.facilities.models import FacilityPage
from central.facilities.pages import Words
from central.tickets import answering, opening
from central.tickets.models import Ticket
from tests import rows


def page(
    title: str = "Library",
    text: str = "Open every day.",
    *,
    title_es: str = "",
    text_es: str = "",
    public: bool = False,
) -> rows.Answer:
    """A page of information."""
    en, es = Words(title, text), Words(title_es, text_es)
    by = rows.staff()
    made = pages.write(rows.facility(), None, en=en, es=es, public=public, by=by)
    return {"id": str(made.pk)}


def remove_page(page: str) -> rows.Answer:
    """Take a page away."""
    pages.remove(FacilityPage.objects.get(pk=page), by=rows.staff())
    return {"id": page}


def ticket(
    inmate: str, kind: str = "broken", text: str = "It does not work.", id_: str = ""
) -> rows.Answer:
    """A ticket of an inmate."""
    made = UUID(id_) if id_ else uuid4()
    opening.open_ticket(rows.inmate(inmate), made, kind=kind, text=text)
    return ticket_now(str(made))


def look_at_ticket(ticket: str) -> rows.Answer:
    """Staff look into it."""
    answering.look(_ticket(ticket), by=rows.staff())
    return ticket_now(ticket)


def answer_ticket(ticket: str, text: str = "It works again.") -> rows.Answer:
    """Staff answer it."""
    answering.answer(_ticket(ticket), text, by=rows.staff())
    return ticket_now(ticket)


def ticket_now(ticket: str) -> rows.Answer:
    """How a ticket stands."""
    row = _ticket(ticket)
    return {
        "id": ticket,
        "kind": row.kind,
        "text": row.text,
        "state": row.state,
        "about_type": row.about_type,
        "about": row.about,
        "answer": row.answer,
    }


def tickets(inmate: str) -> list[rows.Answer]:
    """All tickets of an inmate, the oldest first."""
    held = Ticket.objects.filter(inmate=UUID(inmate)).order_by("opened_at", "pk")
    return [ticket_now(str(row.pk)) for row in held]


def _ticket(ticket: str) -> Ticket:
    return Ticket.objects.select_related("inmate__facility").get(pk=ticket)
