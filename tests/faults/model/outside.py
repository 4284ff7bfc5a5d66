"""What contacts, staff and the operator of central do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from central.connections import ending, requesting
from central.devices import postbox
from central.feed import publishing
from central.refusals import Refused
from tests import operating, rows, seed
from tests.faults.model.history import NOTHING, History, central_rows
from tests.faults.model.house import CONTACTS

Rule = Callable[[History], str]


def _item(history: History, *states: str) -> str:
    """A message or photo in one of these states; empty where there is none."""
    found = [
        item
        for item, state in central_rows(
            "SELECT id, state FROM mail_message UNION SELECT id, state FROM mail_photo ORDER BY id"
        )
        if state in states
    ]
    return str(history.rng.choice(found)) if found else ""


def contact_writes(history: History) -> str:
    """Prepaid or collect."""
    payment = history.rng.choice(("prepaid", "prepaid", "cod"))
    made = seed.message(history.tie(), history.text(), payment=payment, approve=False)
    if history.rng.random() < 0.6:
        made = seed.approve(made["id"])
    return f"{payment} {made['state']}"


def contact_sends_photo(history: History) -> str:
    """A small one, at times the same as before."""
    picture = history.rng.randrange(6)
    approve = history.rng.random() < 0.6
    made = seed.photo(
        history.tie(), history.text(), approve=approve, width=64, height=48, seed=picture
    )
    return str(made["state"])


def contact_opens(history: History) -> str:
    """One that the inmate wrote, paying where it is collect."""
    found = central_rows(
        "SELECT id FROM mail_message WHERE direction = 'out' AND state = 'delivered' ORDER BY id"
    )
    if not found:
        return NOTHING
    return str(seed.open_by_contact(str(history.rng.choice(found)[0]))["state"])


def contact_gives(history: History) -> str:
    """A gift."""
    amount = history.rng.choice((50, 150))
    seed.gift(history.tie(), amount)
    history.booked.to_inmate += amount
    return str(amount)


def contact_buys(history: History) -> str:
    """By card."""
    seed.credits(history.contacts[history.rng.choice(CONTACTS)], 500)
    return "500"


def contact_leaves(history: History) -> str:
    """Blocks, takes that back, ends, or asks again."""
    name = history.rng.choice(CONTACTS)
    tie = rows.connection(history.ties[name])
    act = history.rng.choice(("block", "unblock", "unblock", "end", "ask", "ask"))
    if act == "block":
        ending.block_by_contact(tie)
    elif act == "unblock":
        ending.unblock_by_contact(tie)
    elif act == "end":
        ending.end_by_contact(tie)
    else:
        made = requesting.ask(tie.contact, tie.inmate, "mother")
        history.ties[name] = str(made.pk)
    return f"{name} {act}"


def contact_appeals(history: History) -> str:
    """Against a rejection; the inmate's own are appealed at the device too."""
    item = _item(history, "rejected")
    return str(seed.appeal(item)["appeal"]) if item else NOTHING


def staff_review(history: History) -> str:
    """Approve or reject what waits."""
    waiting = seed.waiting()
    if not waiting:
        return NOTHING
    item = history.rng.choice(waiting)["id"]
    if history.rng.random() < 0.65:
        return str(seed.approve(item)["state"])
    return str(seed.reject(item)["state"])


def staff_withdraw(history: History) -> str:
    """Something that was delivered."""
    item = _item(history, "delivered", "opened")
    if not item:
        return NOTHING
    return str(seed.withdraw(item, refund=history.rng.random() < 0.5)["refunded"])


def staff_decide_appeal(history: History) -> str:
    """Uphold or not."""
    item = _item(history, "rejected")
    if not item:
        return NOTHING
    return str(seed.decide_appeal(item, history.rng.random() < 0.5)["appeal"])


def staff_change_prices(history: History) -> str:
    """The tariff of messages."""
    price = history.rng.choice((30, 50, 70))
    seed.change_facility(message_price=price)
    return str(price)


def staff_correct(history: History) -> str:
    """Credits for the inmate."""
    history.credit(100)
    return "100"


def staff_forbid(history: History) -> str:
    """A no-contact order."""
    tie = rows.connection(history.tie())
    seed.forbid_pair(str(tie.contact_id), str(tie.inmate_id))
    return "forbidden"


def staff_freeze(history: History) -> str:
    """Freeze or thaw."""
    status = history.rng.choice(("frozen", "active", "active"))
    seed.set_status(history.inmate, status)
    return status


def staff_reset_pin(history: History) -> str:
    """The person signs in anew at each device, when they come to it."""
    history.pin = seed.reset_pin(history.inmate)["pin"]
    return "reset"


def operator_expires(_history: History) -> str:
    """Every cursor becomes too old."""
    operating.expire_cursors()
    return "expired"


def staff_decide_envelope(history: History) -> str:
    """About what a device brought for somebody whose account was frozen."""
    waiting = list(postbox.waiting(rows.staff()))
    if not waiting:
        return NOTHING
    decide = history.rng.choice((postbox.approve, postbox.discard))
    return str(decide(history.rng.choice(waiting), by=rows.staff()).state)


def operator_takes_out(history: History) -> str:
    """A line of the account that ought not to be on a screen."""
    lines = central_rows(
        "SELECT item FROM feed_feeditem WHERE type = 'ledger' AND deleted = 0 ORDER BY seq"
    )
    if not lines:
        return NOTHING
    return str(publishing.retract(UUID(history.inmate), "ledger", history.rng.choice(lines)[0]))


def operator_renews_epoch(_history: History) -> str:
    """As after a restore, but nothing was lost."""
    operating.renew_epoch()
    return "renewed"


def operator_backs_up(history: History) -> str:
    """Copy the databases."""
    history.keep_backup()
    return "kept"


def operator_restores(history: History) -> str:
    """Go back to the copy, in a new life."""
    return "restored" if history.restore() else NOTHING


def central_time_passes(history: History) -> str:
    """Minutes or days."""
    passed = timedelta(minutes=history.rng.choice((1, 20, 60 * 25)))
    history.house.world.time += passed
    return str(passed)


OUTSIDE: dict[Rule, float] = {
    contact_writes: 8,
    contact_sends_photo: 5,
    contact_opens: 3,
    contact_gives: 2,
    contact_buys: 1,
    contact_leaves: 1,
    contact_appeals: 1.5,
    staff_review: 8,
    staff_withdraw: 2,
    staff_decide_appeal: 1.5,
    staff_change_prices: 2,
    staff_correct: 1,
    staff_forbid: 0.15,
    staff_freeze: 0.7,
    staff_reset_pin: 0.7,
    staff_decide_envelope: 1,
    operator_expires: 1,
    operator_takes_out: 1,
    operator_renews_epoch: 0.5,
    operator_backs_up: 1.5,
    operator_restores: 2,
    central_time_passes: 3,
}


def try_outside(rule: Rule, history: History) -> str:
    """Carry a rule out; central's refusal is an outcome like any."""
    try:
        return rule(history)
    except Refused as refusal:
        return refusal.code
