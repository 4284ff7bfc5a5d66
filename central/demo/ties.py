"""How contacts and inmates came to be connected, or not; and the gifts of credits."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from central.connections import deciding, requesting
from central.connections.models import Connection
from central.demo import cast as casting
from central.demo import people, purse
from central.demo.agenda import Agenda
from central.demo.cast import Cast
from central.demo.people import Outsider, Present
from central.demo.timing import between, on_day
from central.ledger import gifts

MUTED_DAYS_AGO = 150
BLOCKED_DAYS_AGO = 290
GIVEN_AT = 10  # o'clock
SAVED_UP_BEFORE = timedelta(hours=26)  # credits bought by card can be given after 24
SPENT_MEANWHILE = 600  # credits kept beside a gift for what is sent before it is given


def plan(cast: Cast, agenda: Agenda, outsider: Outsider, now: datetime) -> None:
    """Put signing up, asking, the look at the name and the inmate's answer on the agenda."""
    asked = on_day(now, outsider.asked, 15) + between(outsider.username, 0, 2)
    if outsider.asked == 0:
        asked = now - timedelta(hours=5)
    agenda.at(asked - timedelta(hours=1), partial(casting.sign_up, cast, outsider))
    agenda.at(asked, partial(_ask, cast, outsider))
    if outsider.tie == "name-waiting":
        return
    agenda.at(asked + timedelta(hours=3), partial(_approve_name, cast, outsider))
    if outsider.tie == "requested":
        return
    answered = on_day(now, outsider.asked - 1, 18)
    if outsider.tie == "declined":
        agenda.at(answered, partial(_decide, cast, outsider, "decline"))
        return
    agenda.at(answered, partial(_decide, cast, outsider, "approve"))
    if outsider.tie == "muted":
        agenda.at(on_day(now, MUTED_DAYS_AGO, 18), partial(_decide, cast, outsider, "mute"))
    if outsider.tie == "blocked":
        agenda.at(on_day(now, BLOCKED_DAYS_AGO, 18), partial(_decide, cast, outsider, "block"))


def plan_present(cast: Cast, agenda: Agenda, present: Present, now: datetime) -> None:
    """Put a gift on the agenda, and the buying a day before: fresh credits cannot be given."""
    given = on_day(now, present.days, GIVEN_AT)
    agenda.at(given - SAVED_UP_BEFORE, partial(_save_up, cast, present))
    agenda.at(given, partial(_give, cast, present))


def _ask(cast: Cast, outsider: Outsider) -> None:
    contact = cast.contacts[outsider.username]
    inmate = cast.inmates[outsider.inmate]
    cast.ties[outsider.username] = requesting.ask(contact, inmate, outsider.relation)


def _approve_name(cast: Cast, outsider: Outsider) -> None:
    requesting.approve_name(cast.ties[outsider.username], by=cast.mailroom)


def _decide(cast: Cast, outsider: Outsider, decision: str) -> None:
    decide = {
        "approve": deciding.approve,
        "decline": deciding.decline,
        "mute": deciding.mute,
        "block": deciding.block,
    }[decision]
    decide(cast.ties[outsider.username])


def _save_up(cast: Cast, present: Present) -> None:
    outsider = next(each for each in people.OUTSIDERS if each.username == present.username)
    contact = cast.contacts[present.username]
    purse.afford(contact, present.credits + SPENT_MEANWHILE, outsider.usual)


def _give(cast: Cast, present: Present) -> None:
    tie = Connection.objects.select_related("contact__user", "inmate__facility").get(
        pk=cast.ties[present.username].pk
    )
    gifts.give(tie.contact, tie, present.credits, act=str(uuid4()))
