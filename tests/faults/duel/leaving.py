"""Bouts over endings: blocked, ended, forbidden or released while mail is on its way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from central import world
from central.accounts import inmates
from central.accounts.models import Inmate
from central.connections import ending
from central.connections.models import Connection
from central.mail import appeals, sending
from central.mail.items import AnyItem
from central.mail.models import Item, Message
from tests import rows
from tests.faults.campaign import Kind
from tests.faults.duel.deciding import appealed, approving, rejecting, sent
from tests.faults.duel.house import (
    PRICE,
    Bout,
    Family,
    House,
    Situation,
    charges,
    check,
    fresh,
    must,
    refunds,
    staff,
)
from tests.faults.duel.racing import Act, Racers

State = Item.State
TOO_LATE = {"not-connected", "blocked", "no-contact", "gone", "account-closed"}


def _tie(family: Family) -> Connection:
    return rows.connection(str(family.tie.pk))


def _block(family: Family) -> Act:
    return partial(family.command, "connection.block", connection=str(family.tie.pk))


def _block_by_contact(family: Family) -> Act:
    return partial(ending.block_by_contact, _tie(family))


def _end(family: Family) -> Act:
    return partial(ending.end_by_contact, _tie(family))


def _forbid(family: Family) -> Act:
    pair = family.contact, rows.inmate(str(family.inmate.pk))
    return partial(ending.forbid_pair, *pair, reason="court", by=staff())


def _release(family: Family) -> Act:
    inmate = rows.inmate(str(family.inmate.pk))
    return partial(inmates.set_status, inmate, Inmate.Status.RELEASED, by=staff("second"))


ENDINGS: list[Callable[[Family], Act]] = [_block, _block_by_contact, _end, _forbid, _release]


def stopped_under_review(rng: Random, racers: Racers, start: Situation) -> None:
    """The connection stops while a reviewer decides: arrived, rejected or returned."""
    family, item = start.family, start.item
    approved = rng.random() < 0.5
    decide = approving(item) if approved else rejecting(item)
    decided, stopped = racers.race(rng, decide, rng.choice(ENDINGS)(family))
    must(stopped.done, Kind.LOST, f"it could not be stopped: {stopped.code}")
    if decided.done:
        wanted = State.DELIVERED if approved else State.REJECTED
    else:
        must(decided.code == "already-decided", Kind.LOST, f"refused with {decided.code}")
        wanted = State.NOT_DELIVERED
    must(fresh(item).state == wanted, Kind.LOST, "the item is not what was decided")
    returned = 0 if wanted == State.DELIVERED else charges(item)
    must(refunds(item) == returned, Kind.DOUBLE, "refunded otherwise")
    check(family)


def stopped_in_flight(rng: Random, racers: Racers, start: Situation) -> None:
    """The connection stops while a message is sent: paid, returned, or refused and free."""
    family = start.family
    made, payment = world.new_id(), rng.choice(["prepaid", "cod"])
    inside = rng.random() < 0.5
    if inside:
        send: Act = partial(
            family.command,
            "message.send",
            connection=str(family.tie.pk),
            body="Hello",
            payment=payment,
            expected_price=PRICE,
            message=str(made),
        )
    else:
        send = partial(
            sending.send_from_contact,
            _tie(family),
            "Hello",
            payment=payment,
            expected_price=PRICE,
            message_id=made,
        )
    posted, stopped = racers.race(rng, send, rng.choice(ENDINGS)(family))
    must(stopped.done, Kind.LOST, f"it could not be stopped: {stopped.code}")
    code = posted.value["code"] if inside and posted.done else posted.code
    message = Message.objects.filter(pk=made).first()
    if message is None:
        must(code in TOO_LATE, Kind.LOST, f"refused with {code or 'nothing'}")
    else:
        must(code == "", Kind.DOUBLE, "sent, and refused")
        wanted = {State.NOT_DELIVERED} if message.reviewed else {State.DELIVERED}
        must(message.state in wanted, Kind.LOST, "it waits for a connection that has ended")
    check(family)


def stopped_under_appeal(rng: Random, racers: Racers, start: Situation) -> None:
    """The connection stops while an appeal is upheld: delivered or not, and one refund."""
    family, item = start.family, start.item
    uphold = partial(appeals.decide, fresh(item), uphold=True, by=staff())
    upheld, stopped = racers.race(rng, uphold, rng.choice(ENDINGS)(family))
    must(upheld.done and stopped.done, Kind.LOST, f"refused: {upheld.code} {stopped.code}")
    wanted = {State.DELIVERED, State.NOT_DELIVERED}
    must(fresh(item).state in wanted, Kind.LOST, "the item is not what was decided")
    must(refunds(item) == charges(item), Kind.DOUBLE, "refunded other than once")
    check(family)


def neighbours(rng: Random, racers: Racers, start: Situation) -> None:
    """One contact with two inmates: what stops at one is in nobody else's way."""
    one, two, written = start.family, start.other, start.items
    if two is None:
        raise TypeError("a second inmate was meant")
    send: Act = partial(
        sending.send_from_contact, _tie(two), "Hello", payment="prepaid", expected_price=PRICE
    )
    stop = rng.choice(ENDINGS)(one)
    waiting = rejecting(written[-1])
    racers.race(rng, stop, rng.choice([send, rng.choice(ENDINGS)(two)]), waiting, send)
    for message in written[:4]:
        must(fresh(message).state == State.NOT_DELIVERED, Kind.LOST, "it waits for nobody")
    check(one, two)


def _connected(rng: Random, house: House) -> Situation:
    return Situation(house.family(held=rng.random() < 0.5, inside=PRICE, outside=PRICE))


def _written(rng: Random, house: House) -> Situation:
    """A contact and two inmates: two messages each way wait for review in either connection."""
    one = house.family(inside=2 * PRICE, outside=6 * PRICE)
    two = house.relative(one.contact, inside=2 * PRICE)
    written: list[AnyItem] = [
        family.write(direction)
        for family in (one, two)
        for direction in rng.sample(["in", "out", "in", "out"], 4)
    ]
    return Situation(one, written, two)


UNDER_REVIEW = [Bout(sent, stopped_under_review), Bout(_written, neighbours)]
IN_FLIGHT = [Bout(_connected, stopped_in_flight)]
UNDER_APPEAL = [Bout(appealed, stopped_under_appeal)]
