"""Bouts over credits: two devices or two browsers spend the last ones at the same moment."""

from __future__ import annotations

from functools import partial
from random import Random

from central import world
from central.devices.receipts import ReceiptData
from central.ledger import gifts, purchases
from central.ledger.models import Gift
from central.mail import opening
from central.mail.models import Message
from tests.faults.campaign import Kind
from tests.faults.duel.house import (
    PRICE,
    Bout,
    House,
    Situation,
    account,
    charges,
    check,
    fresh,
    must,
    read,
)
from tests.faults.duel.racing import Outcome, Racers


def _receipts(outcomes: list[Outcome]) -> list[ReceiptData]:
    must(all(one.done for one in outcomes), Kind.STUCK, "a command had no receipt")
    return [one.value for one in outcomes]


def _one_paid(receipts: list[ReceiptData], balance: int = 0) -> None:
    """Of two receipts one tells of the price, and both of what was left."""
    charged = sorted(receipt["charged"] for receipt in receipts)
    must(charged == [0, PRICE], Kind.DOUBLE, f"receipts of {charged} credits")
    left = [receipt["balance"] for receipt in receipts]
    must(left == [balance, balance], Kind.LOST, f"receipts tell balances of {left}")


def same_message(rng: Random, racers: Racers, start: Situation) -> None:
    """Two devices open the same collect message with the last credits: one charge."""
    family, message = start.family, start.item
    open_ = partial(family.command, "message.open", message=str(message.pk), expected_price=PRICE)
    receipts = _receipts(racers.race(rng, open_, open_))
    must(all(one["status"] == "done" for one in receipts), Kind.LOST, "an opening was refused")
    _one_paid(receipts)
    must({one["thing"] for one in receipts} == {f"message:{message.pk}"}, Kind.LOST, "the thing")
    must(charges(message) == 1, Kind.DOUBLE, "not one charge")
    check(family)


def _last_credits(receipts: list[ReceiptData]) -> None:
    """One of two acts is done and takes the last credits, the other is told what is missing."""
    statuses = sorted(receipt["status"] for receipt in receipts)
    must(statuses == ["done", "refused"], Kind.DOUBLE, f"the last credits bought {statuses}")
    _one_paid(receipts)
    refused = next(receipt for receipt in receipts if receipt["status"] == "refused")
    told = refused["code"], refused["missing"]
    must(told == ("too-few-credits", PRICE), Kind.LOST, f"refused with {told}")


def open_and_send(rng: Random, racers: Racers, start: Situation) -> None:
    """One device opens a collect message, the other sends a prepaid one: credits for one."""
    family, message, made = start.family, start.item, world.new_id()
    opened = partial(family.command, "message.open", message=str(message.pk), expected_price=PRICE)
    sent = partial(
        family.command,
        "message.send",
        connection=str(family.tie.pk),
        body="Goodbye",
        payment="prepaid",
        expected_price=PRICE,
        message=str(made),
    )
    receipts = _receipts(racers.race(rng, opened, sent))
    _last_credits(receipts)
    there = Message.objects.filter(pk=made).exists()
    must(there == (receipts[1]["status"] == "done"), Kind.LOST, "sent otherwise than it says")
    must(fresh(message).state == ("delivered" if there else "opened"), Kind.LOST, "not as it says")
    check(family)


def two_messages(rng: Random, racers: Racers, start: Situation) -> None:
    """Two devices open one collect message each with credits for one."""
    family, messages = start.family, start.items
    acts = [
        partial(family.command, "message.open", message=str(one.pk), expected_price=PRICE)
        for one in messages
    ]
    receipts = _receipts(racers.race(rng, *acts))
    _last_credits(receipts)
    for receipt, message in zip(receipts, messages, strict=True):
        wanted = "opened" if receipt["status"] == "done" else "delivered"
        must(fresh(message).state == wanted, Kind.LOST, "opened otherwise than it says")
    check(family)


def same_draft(rng: Random, racers: Racers, start: Situation) -> None:
    """Two devices send the same draft, with the same text or not: one message, one charge."""
    family = start.family
    made, second = str(world.new_id()), rng.choice(["Hello", "Hello again"])
    acts = [
        partial(
            family.command,
            "message.send",
            connection=str(family.tie.pk),
            body=body,
            payment="prepaid",
            expected_price=PRICE,
            message=made,
        )
        for body in ("Hello", second)
    ]
    receipts = _receipts(racers.race(rng, *acts))
    codes = sorted(receipt["code"] for receipt in receipts)
    wanted = ["", ""] if second == "Hello" else ["", "already-decided"]
    must(codes == wanted, Kind.DOUBLE, f"one draft, sent twice: {codes}")
    _one_paid(receipts, balance=PRICE)
    check(family)


def same_command(rng: Random, racers: Racers, start: Situation) -> None:
    """The same command arrives twice, as after a lost answer: one receipt, to the letter."""
    family, message, command = start.family, start.item, world.new_id()
    act = partial(
        family.command, "message.open", command, message=str(message.pk), expected_price=PRICE
    )
    receipts = _receipts(racers.race(rng, act, act, act))
    must(all(one == receipts[0] for one in receipts), Kind.DOUBLE, "two receipts of one command")
    must(receipts[0]["charged"] == PRICE, Kind.LOST, "the receipt tells another charge")
    must(account(family.inmate).balance == PRICE, Kind.DOUBLE, "charged otherwise than it says")
    check(family)


def two_browsers(rng: Random, racers: Racers, start: Situation) -> None:
    """The contact opens a collect message from two or three browsers at once: one charge."""
    family, message = start.family, start.item
    acts = [
        partial(opening.open_by_contact, read(message), expected_price=PRICE)
        for _ in range(rng.choice([2, 3]))
    ]
    outcomes = racers.race(rng, *acts)
    must(all(one.done for one in outcomes), Kind.LOST, "an opening was refused")
    must(account(family.contact).balance == 0, Kind.DOUBLE, "not one charge")
    must(charges(message) == 1, Kind.DOUBLE, "not one charge")
    check(family)


def open_and_give(rng: Random, racers: Racers, start: Situation) -> None:
    """The contact opens a collect message and gives the same credits away: one of the two."""
    family, message, act = start.family, read(start.item), str(world.new_id())
    open_ = partial(opening.open_by_contact, message, expected_price=PRICE)
    give = partial(gifts.give, family.contact, family.tie, PRICE, act=act)
    opened, given, again = racers.race(rng, open_, give, give)
    must(opened.done != given.done, Kind.DOUBLE, "the last credits were spent twice or not at all")
    must(given.done == again.done, Kind.LOST, "one click, two answers")
    must(Gift.objects.filter(contact=family.contact).count() == given.done, Kind.DOUBLE, "gifts")
    must(account(family.inmate).balance == PRICE * given.done, Kind.DOUBLE, "not one gift")
    must(account(family.contact).balance == 0, Kind.LOST, "credits are gone")
    check(family)


def captured_and_charged_back(rng: Random, racers: Racers, start: Situation) -> None:
    """The gateway tells twice of a capture and once of a chargeback, all at the same moment."""
    family = start.family
    started = purchases.start(family.contact, 500)
    payment = f"pay-{started.pk}"
    book = partial(purchases.book_capture, started.pk, payment_id=payment, cents=started.cents)
    *booked, back = racers.race(rng, book, book, partial(purchases.book_chargeback, payment))
    must(all(one.done for one in booked), Kind.LOST, "a capture was refused")
    must(back.done or back.code == "gone", Kind.LOST, f"a chargeback was refused: {back.code}")
    wanted = 0 if back.done else 500
    must(account(family.contact).balance == wanted, Kind.DOUBLE, "booked other than once")
    check(family)


def _arrived(_rng: Random, house: House) -> Situation:
    """The inmate has credits for one of two collect messages that have arrived."""
    family = house.family(inside=PRICE)
    return Situation(family, [family.deliver("in", "cod", text) for text in ("One", "Two")])


def _wealthy(rng: Random, house: House) -> Situation:
    """The inmate has credits for two, and one collect message that has arrived."""
    family = house.family(held=rng.random() < 0.5, inside=2 * PRICE)
    return Situation(family, [family.deliver("in", "cod")])


def _outside(_rng: Random, house: House) -> Situation:
    """The contact has credits for the collect message that has arrived."""
    family = house.family(outside=PRICE)
    return Situation(family, [family.deliver("out", "cod")])


def _penniless(_rng: Random, house: House) -> Situation:
    return Situation(house.family())


LAST_CREDITS = [
    Bout(_arrived, same_message),
    Bout(_arrived, open_and_send),
    Bout(_arrived, two_messages),
    Bout(_wealthy, same_draft),
    Bout(_wealthy, same_command),
]
TWO_BROWSERS = [
    Bout(_outside, two_browsers),
    Bout(_outside, open_and_give),
    Bout(_penniless, captured_and_charged_back),
]
