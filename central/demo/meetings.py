"""Video visits of the demonstration: one that was, one ahead, one to answer, one for staff."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from central.connections.models import Connection
from central.demo import people, purse
from central.demo.agenda import Agenda
from central.demo.cast import Cast
from central.demo.timing import on_day
from central.visits import answering, ending, requesting, review, slots
from central.visits.models import Visit


@dataclass(frozen=True, slots=True)
class Meeting:
    """A visit: who booked it so many hours ago, and when it is, in days from now.

    `answered` and `reviewed` are the hours after booking at which that was done; 0: not yet.
    """

    username: str
    booked: float
    day: int
    hour: int
    minute: int
    minutes: int
    reviewed: float = 0
    answered: float = 0


MEETINGS = (
    Meeting("rosa", 12 * 24, -9, 10, 0, 30, reviewed=4, answered=9),
    Meeting("june", 72, 2, 13, 30, 30, reviewed=5, answered=20),
    Meeting("mateo", 26, 3, 18, 0, 15, reviewed=22),
    Meeting("rosa", 3, 5, 11, 0, 15),
    Meeting("lucia", 30, 2, 16, 0, 30, reviewed=3),
)


def plan(cast: Cast, agenda: Agenda, now: datetime) -> None:
    """Put booking, review and answer of each visit on the agenda, and the end of those over."""
    for meeting in MEETINGS:
        booked = now - timedelta(hours=meeting.booked)
        starts_at = on_day(now, -meeting.day, meeting.hour, meeting.minute)
        made: list[Visit] = []
        agenda.at(booked, partial(_book, cast, meeting, starts_at, made))
        steps: list[tuple[float, Callable[[], object]]] = [
            (meeting.reviewed, partial(_approve, cast, made)),
            (meeting.answered, partial(_accept, made)),
        ]
        for hours, act in steps:
            if hours:
                agenda.at(booked + timedelta(hours=hours), act)
        agenda.at(starts_at + timedelta(hours=1), ending.close_due)


def _book(cast: Cast, meeting: Meeting, starts_at: datetime, made: list[Visit]) -> None:
    ties = Connection.objects.select_related("contact__user", "inmate__facility")
    tie = ties.get(pk=cast.ties[meeting.username].pk)
    outsider = next(each for each in people.OUTSIDERS if each.username == meeting.username)
    price = slots.price(tie.inmate.facility, meeting.minutes)
    purse.afford(tie.contact, price, outsider.usual)
    booked = requesting.book(
        tie, starts_at=starts_at, minutes=meeting.minutes, expected_price=price
    )
    made.append(booked)


def _approve(cast: Cast, made: list[Visit]) -> None:
    review.approve(made[0], by=cast.mailroom)


def _accept(made: list[Visit]) -> None:
    answering.accept(made[0])
