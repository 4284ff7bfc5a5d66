"""What goes wrong with cards in eighteen months, and how it came right."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from central.demo import purse
from central.demo.agenda import Agenda
from central.demo.cast import Cast
from central.demo.timing import on_day
from central.payments.processor import service
from central.payments.processor.cards import Behaviour


def plan(cast: Cast, agenda: Agenda, now: datetime) -> None:
    """Plan a declined card, an empty one, a late bank, a double notice and a dispute."""

    def bought(username: str, days: int, hour: int, behaviour: Behaviour) -> None:
        act = partial(_buy, cast, username, behaviour)
        agenda.at(on_day(now, days, hour, 5), act)

    bought("mateo", 421, 19, Behaviour.DECLINE)
    bought("rosa", 333, 21, Behaviour.NO_FUNDS)
    bought("lucia", 180, 9, Behaviour.TWICE)
    agenda.at(on_day(now, 210, 10), partial(_bank_is_late, cast, agenda, on_day(now, 210, 10)))
    agenda.at(on_day(now, 305, 22), partial(_dispute, cast, agenda, on_day(now, 305, 22)))


def _buy(cast: Cast, username: str, behaviour: Behaviour) -> None:
    purse.buy(cast.contacts[username], 500, behaviour)


def _bank_is_late(cast: Cast, agenda: Agenda, moment: datetime) -> None:
    purchase = purse.buy(cast.contacts["june"], 500, Behaviour.TIME_OUT)
    agenda.at(moment + timedelta(hours=2), partial(service.settle, str(purchase.payment_id)))


def _dispute(cast: Cast, agenda: Agenda, moment: datetime) -> None:
    purchase = purse.buy(cast.contacts["dwayne"], 500, Behaviour.DISPUTE)
    take_back = partial(service.charge_back, str(purchase.payment_id))
    agenda.at(moment + timedelta(days=35), take_back)
