"""What people in the demonstration said is wrong: one ticket that was answered, one that waits."""

from __future__ import annotations

from datetime import datetime, timedelta

from central import world
from central.demo.agenda import Agenda
from central.demo.cast import Cast
from central.tickets import answering, opening
from central.tickets.models import Ticket

BROKEN = "The headset of Kiosk B is broken. I hear nothing on the left side."
ANSWER = (
    "Thank you for telling us. There is a new headset at Kiosk B now. If it breaks again, show it "
    "to the officer at the desk."
)
MISSING = "My sister says that she sent me a photo of her new car on Monday. I do not see it."


def plan(cast: Cast, agenda: Agenda, now: datetime) -> None:
    """Put each step on the agenda: opened, looked into, answered."""
    made: list[Ticket] = []

    def open_first() -> None:
        inmate = cast.inmates["daniel"]
        made.append(opening.open_ticket(inmate, world.new_id(), kind="broken", text=BROKEN))

    def answer() -> None:
        answering.answer(made[0], ANSWER, by=cast.supervisor)

    def open_second() -> None:
        inmate = cast.inmates["luis"]
        opening.open_ticket(inmate, world.new_id(), kind="missing", text=MISSING)

    agenda.at(now - timedelta(hours=50), open_first)
    agenda.at(now - timedelta(hours=30), lambda: answering.look(made[0], by=cast.supervisor))
    agenda.at(now - timedelta(hours=4), answer)
    agenda.at(now - timedelta(hours=20), open_second)
