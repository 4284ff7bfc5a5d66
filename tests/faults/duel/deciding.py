"""Bouts over decisions: approve against reject, removal under review, refund against appeal."""

from __future__ import annotations

from functools import partial
from random import Random

from central.mail import appeals, items, opening, photos, removing, review
from central.mail.models import Item
from tests import rows
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
    refunds,
    staff,
)
from tests.faults.duel.racing import Act, Outcome, Racers

State = Item.State
PHOTO_PRICE = 100
PICTURE = rows.picture(48, 32)


def sent(rng: Random, house: House) -> Situation:
    """A family one of whom has sent something that waits for review."""
    family = house.family(inside=PRICE, outside=PHOTO_PRICE)
    if rng.random() < 0.15:
        tie = family.tie
        photo = photos.send_photo(tie, PICTURE, caption="", expected_price=PHOTO_PRICE)
        return Situation(family, [photo])
    message = family.write(rng.choice(["in", "out"]), rng.choice(["prepaid", "cod"]))
    return Situation(family, [message])


def approving(item: items.AnyItem, who: str = "reviewer") -> Act:
    """One of the staff approves what they have on the screen."""
    return partial(review.approve, fresh(item), by=staff(who))


def rejecting(item: items.AnyItem, who: str = "second") -> Act:
    """One of the staff rejects it."""
    return partial(review.reject, fresh(item), reason="contraband", by=staff(who))


def one_of(outcomes: list[Outcome]) -> int:
    """The place of the only one that was done; the others were told that it was decided."""
    done = [index for index, one in enumerate(outcomes) if one.done]
    must(len(done) == 1, Kind.DOUBLE, f"{len(done)} decisions on one thing")
    codes = {one.code for one in outcomes if not one.done}
    must(codes <= {"already-decided"}, Kind.LOST, f"refused with {codes}")
    return done[0]


def _side(item: items.AnyItem) -> str:
    return "inmate" if items.sent_by_inmate(item) else "contact"


def approve_and_reject(rng: Random, racers: Racers, start: Situation) -> None:
    """Two or three reviewers decide on the same item."""
    family, item = start.family, start.item
    acts = [approving(item), rejecting(item), rejecting(item, "reviewer")]
    outcomes = racers.race(rng, *acts[: rng.choice([2, 3])])
    winner = one_of(outcomes)
    wanted = State.DELIVERED if winner == 0 else State.REJECTED
    must(fresh(item).state == wanted, Kind.LOST, "the item is not what was decided")
    must(refunds(item) == (charges(item) if winner else 0), Kind.DOUBLE, "refunded otherwise")
    check(family)


def removed_under_review(rng: Random, racers: Racers, start: Situation) -> None:
    """The sender hides the item while a reviewer decides on it: both hold."""
    family, item = start.family, start.item
    approved = rng.random() < 0.5
    decide = approving(item) if approved else rejecting(item)
    hide = partial(removing.remove, fresh(item), side=_side(item))
    outcomes = racers.race(rng, decide, hide, decide)
    must(outcomes[1].done, Kind.LOST, "the sender could not remove what is theirs")
    one_of([outcomes[0], outcomes[2]])
    now = fresh(item)
    hidden = now.removed_by_inmate if _side(item) == "inmate" else now.removed_by_contact
    must(hidden, Kind.LOST, "the removal is gone")
    wanted = State.DELIVERED if approved else State.REJECTED
    must(now.state == wanted, Kind.LOST, "the decision is gone")
    check(family)


def reject_and_appeal(rng: Random, racers: Racers, start: Situation) -> None:
    """The sender appeals at the moment of the rejection, from two places."""
    family, item = start.family, start.item
    act = partial(appeals.appeal, fresh(item), "Please look again.", side=_side(item))
    rejected, *appealed = racers.race(rng, rejecting(item), act, act)
    must(rejected.done, Kind.LOST, "the rejection was refused")
    done = sum(one.done for one in appealed)
    must(done <= 1, Kind.DOUBLE, "appealed twice")
    now = fresh(item)
    must(now.appeal == ("waiting" if done else "none"), Kind.LOST, "the appeal is gone")
    must(refunds(item) == charges(item), Kind.DOUBLE, "refunded otherwise")
    check(family)


def appealed(rng: Random, house: House) -> Situation:
    """An item that was rejected, refunded and appealed."""
    start = sent(rng, house)
    review.reject(start.item, reason="contraband", by=staff())
    appeals.appeal(fresh(start.item), "Please look again.", side=_side(start.item))
    return start


def uphold_and_deny(rng: Random, racers: Racers, start: Situation) -> None:
    """Two of the staff decide an appeal, and it is withdrawn and opened as soon as it arrives."""
    family, item = start.family, start.item
    decide = [
        partial(appeals.decide, fresh(item), uphold=uphold, by=staff(who))
        for uphold, who in ((True, "reviewer"), (False, "second"))
    ]
    withdraw = partial(review.withdraw, fresh(item), note="An error.", refund=True, by=staff())
    upheld, denied, withdrawn = racers.race(rng, *decide, withdraw)
    winner = one_of([upheld, denied])
    now = fresh(item)
    if winner == 1:
        must(not withdrawn.done, Kind.DOUBLE, "what was never delivered was withdrawn")
        must(now.state == State.REJECTED, Kind.LOST, "a denied appeal changed the item")
    else:
        wanted = State.WITHDRAWN if withdrawn.done else State.DELIVERED
        must(now.state == wanted, Kind.LOST, "the item is not what was decided")
    must(refunds(item) == charges(item), Kind.DOUBLE, "refunded other than once")
    must(account(family.inmate).balance == PRICE, Kind.DOUBLE, "the inmate paid or won")
    must(account(family.contact).balance == PHOTO_PRICE, Kind.DOUBLE, "the contact paid or won")
    check(family)


def withdraw_and_open(rng: Random, racers: Racers, start: Situation) -> None:
    """A collect message is withdrawn with a refund, twice, while the contact pays for it."""
    family, message = start.family, read(start.item)
    open_ = partial(opening.open_by_contact, message, expected_price=PRICE)
    withdraw = [
        partial(review.withdraw, fresh(message), note="An error.", refund=True, by=staff(who))
        for who in ("reviewer", "second")
    ]
    opened, *withdrawn = racers.race(rng, open_, *withdraw)
    one_of(withdrawn)
    must(opened.done or opened.code == "gone", Kind.LOST, f"refused with {opened.code}")
    must(charges(message) == opened.done, Kind.DOUBLE, "charged otherwise than it says")
    must(refunds(message) == opened.done, Kind.LOST, "paid and withdrawn, and not refunded")
    must(account(family.contact).balance == PRICE, Kind.LOST, "the contact paid for nothing")
    check(family)


def _collect(_rng: Random, house: House) -> Situation:
    """The contact has credits for the collect message that has arrived."""
    family = house.family(outside=PRICE)
    return Situation(family, [family.deliver("out", "cod")])


DECISIONS = [Bout(sent, approve_and_reject)]
REMOVALS = [Bout(sent, removed_under_review)]
APPEALS = [
    Bout(sent, reject_and_appeal),
    Bout(appealed, uphold_and_deny),
    Bout(_collect, withdraw_and_open),
]
