"""The demonstration's pages of information and tickets, by themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from central import world
from central.demo import cast, complaints, handbook, people
from central.demo.agenda import Agenda
from central.demo.clock import StoryWorld
from central.devices import policy
from central.tickets.models import Ticket


def test_pages_are_written_and_tickets_opened_and_answered(db: None) -> None:
    now = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
    story = StoryWorld(now - timedelta(days=3))
    with world.replaced(story):
        everybody = cast.found()
        handbook.write(everybody)
        for person in people.INSIDERS:
            cast.admit(everybody, person)
        agenda = Agenda(story, now)
        complaints.plan(everybody, agenda, now)
        agenda.run(lambda _moment: None)
        told = policy.of_device(everybody.kiosk)["pages"]
    assert [page["public"] for page in told] == [True, True, False, False]
    assert all(page["text_en"] and page["text_es"] for page in told)
    states = {ticket.kind: ticket.state for ticket in Ticket.objects.all()}
    assert states == {"broken": "answered", "missing": "received"}
