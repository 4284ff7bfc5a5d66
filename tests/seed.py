"""Puts people, mail and credits into central through its own services; runs inside its process.

Everything is named and answered by id, so that it works the same from another process (see
`tests.central_server`). Answers are dicts of plain values; `id` is always among them. More verbs
are in `tests.operating`, `tests.visiting` and `tests.helping`.
"""

from __future__ import annotations

import threading
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django import db

from central import world
from central.accounts import contacts, inmates, pins
from central.accounts.models import Contact, User
from central.connections import deciding, ending, requesting
from central.connections.models import Connection, RequestTry
from central.demo import variations
from central.devices import enrolment, staff_screen
from central.devices.models import Command
from central.facilities import founding
from central.facilities.models import StaffRole
from central.ledger import accounts, checking, corrections, gifts, purchases
from central.ledger.models import Account, Entry
from central.mail import appeals, items, opening, photos, review, sending
from central.mail.models import Message, Photo
from central.refusals import Refused
from tests import helping, rows, visiting

Answer = rows.Answer
NOTICE_EN = "Messages and photos are read by the facility. Visits may be recorded."
NOTICE_ES = "El centro lee los mensajes y las fotos. Las visitas pueden grabarse."


# --- people --------------------------------------------------------------------------------


def facility(name: str = "North Facility", **settings: Any) -> Answer:
    """A facility with two administrators; `settings` are fields of Facility."""
    settings.setdefault("notice_en", NOTICE_EN)
    settings.setdefault("notice_es", NOTICE_ES)
    settings.setdefault("review_names", False)
    settings.setdefault("poll_seconds", 1)
    made = founding.found(name, **settings)
    for username in ("reviewer", "second"):
        user, _ = User.objects.get_or_create(username=username, defaults={"is_staff": True})
        user.set_password("staff password")
        user.save()
        role = StaffRole.Role.ADMINISTRATOR
        founding.appoint(user, made, role=role, title="mail reviewer")
    return {"id": str(made.pk)}


def change_facility(**settings: Any) -> Answer:
    """Change settings of the facility."""
    return {"id": str(founding.change(rows.facility(), by=rows.staff(), **settings).pk)}


def inmate(
    number: str = "1001",
    first: str = "Daniel",
    last: str = "Reyes",
    one_time_pin: str = "",
    *,
    pin: str = "",
    birth_date: str = "1990-01-01",
) -> Answer:
    """An inmate with a one-time PIN, drawn unless given; or with a `pin` already chosen."""
    born = date.fromisoformat(birth_date)
    made, drawn = inmates.admit(
        rows.facility(),
        number=number,
        first_name=first,
        last_name=last,
        birth_date=born,
        by=rows.staff(),
    )
    if one_time_pin or pin:
        made.pin_hash = pins.keep(pin or one_time_pin)
        made.must_change_pin = not pin
        made.save()
    return {"id": str(made.pk), "pin": pin or one_time_pin or drawn, "number": made.number}


def reset_pin(inmate: str) -> Answer:
    """A new one-time PIN."""
    return {"id": inmate, "pin": inmates.reset_pin(rows.inmate(inmate), by=rows.staff())}


def set_status(inmate: str, status: str) -> Answer:
    """active, frozen, released or erased."""
    return {"id": str(inmates.set_status(rows.inmate(inmate), status, by=rows.staff()).pk)}


def contact(
    username: str = "maria",
    first: str = "Maria",
    last: str = "Reyes",
    *,
    language: str = "en",
    verified: bool = True,
    password: str = "a long password",  # noqa: S107
) -> Answer:
    """A contact, verified unless told otherwise."""
    made = contacts.register(
        username,
        password,
        first_name=first,
        last_name=last,
        email=f"{username}@family.example",
        language=language,
    )
    if verified:
        contacts.verify(made, by="email")
    return {"id": str(made.pk), "username": username, "password": password}


def contact_named(username: str) -> Answer:
    """A contact who signed up by the pages."""
    return {"id": str(Contact.objects.get(user__username=username).pk), "username": username}


def connection(
    contact: str, inmate: str, state: str = "approved", relation: str = "mother"
) -> Answer:
    """A connection, asked for here unless by the pages, and decided by the inmate."""
    pair = rows.contact(contact), rows.inmate(inmate)
    asked = Connection.objects.filter(contact=pair[0], inmate=pair[1], state="requested").first()
    made = asked or requesting.ask(*pair, relation)
    RequestTry.objects.all().delete()
    if made.review == Connection.Review.WAITING:
        made = requesting.approve_name(made, by=rows.staff())
    if state in {"approved", "blocked", "ended"}:
        made = deciding.approve(made)
    if state == "declined":
        deciding.decline(made)
    elif state == "blocked":
        deciding.block(made)
    elif state == "ended":
        ending.end_by_contact(made)
    return {"id": str(made.pk), "contact": contact, "inmate": inmate}


def block_by_inmate(connection: str) -> Answer:
    """The inmate blocks."""
    return {"id": str(deciding.block(rows.connection(connection)).pk)}


def unblock(connection: str) -> Answer:
    """Both sides take their blocks back."""
    deciding.unblock(rows.connection(connection))
    return {"id": str(ending.unblock_by_contact(rows.connection(connection)).pk)}


def block_by_contact(connection: str) -> Answer:
    """The contact blocks."""
    return {"id": str(ending.block_by_contact(rows.connection(connection)).pk)}


def end_by_contact(connection: str) -> Answer:
    """The contact ends the connection."""
    return {"id": str(ending.end_by_contact(rows.connection(connection)).pk)}


def forbid_pair(contact: str, inmate: str) -> Answer:
    """A no-contact order."""
    order = ending.forbid_pair(
        rows.contact(contact), rows.inmate(inmate), reason="court", by=rows.staff()
    )
    return {"id": str(order.pk)}


# --- credits -------------------------------------------------------------------------------


def credits(owner: str, amount: int) -> Answer:  # noqa: A001  (the product's word)
    """Credits for a contact (bought by card, so in steps of 500) or an inmate (a correction)."""
    buyer = Contact.objects.filter(pk=owner).first()
    if buyer is not None:
        started = purchases.start(buyer, amount)
        payment = f"seed-{started.pk}"
        booked = purchases.book_capture(started.pk, payment_id=payment, cents=started.cents)
        return {"id": str(booked.pk), "payment": payment}
    account = accounts.of_inmate(rows.inmate(owner))
    proposed = corrections.propose(account, rows.facility(), amount, reason="seed", by=rows.staff())
    corrections.decide(proposed, approve=True, by=User.objects.get(username="second"))
    return {"id": str(proposed.pk)}


def gift(connection: str, amount: int) -> Answer:
    """A gift from the contact, whose credits must be older than 24 hours."""
    tie = rows.connection(connection)
    given = gifts.give(tie.contact, tie, amount, act=str(world.new_id()))
    return {"id": str(given.pk)}


def balance(owner: str) -> int:
    """The balance of a contact, an inmate or a facility."""
    account = Account.objects.get(**rows.owner(owner))
    return account.balance


def entries(owner: str) -> list[Answer]:
    """The lines of an account, oldest first."""
    found = Entry.objects.filter(account__in=Account.objects.filter(**rows.owner(owner)))
    return [
        {"kind": row.kind, "thing": row.thing, "amount": row.amount, "after": row.balance_after}
        for row in found.order_by("at", "pk")
    ]


def ledger_faults() -> list[str]:
    """What is wrong with the ledger: nothing, it is hoped."""
    return checking.faults()


# --- mail ----------------------------------------------------------------------------------


def photo(
    connection: str,
    caption: str = "",
    *,
    approve: bool = True,
    width: int = 800,
    height: int = 600,
    seed: int = 1,
) -> Answer:
    """A photo, paid by the contact (who needs 100 credits) and approved unless told otherwise."""
    tie = rows.connection(connection)
    price = tie.inmate.facility.photo_price
    data = rows.picture(width, height, seed)
    sent = photos.send_photo(tie, data, caption=caption, expected_price=price)
    if approve:
        review.approve(sent, by=rows.staff())
    return rows.answer(Photo.objects.get(pk=sent.pk))


def photograph(connection: str, number: int, *, language: str = "en", seed: int = 1) -> Answer:
    """One of the demo's photographs with its caption, paid by the contact, approved."""
    tie = rows.connection(connection)
    chosen = next(islice(variations.photographs(number + 1, seed), number, None))
    caption = chosen.caption_es if language == "es" else chosen.caption_en
    price = tie.inmate.facility.photo_price
    sent = photos.send_photo(tie, chosen.jpeg, caption=caption, expected_price=price)
    review.approve(sent, by=rows.staff())
    return rows.answer(Photo.objects.get(pk=sent.pk))


def message(
    connection: str,
    body: str,
    *,
    direction: str = "in",
    payment: str = "prepaid",
    approve: bool = True,
) -> Answer:
    """A message either way, approved (where it waits) unless told otherwise."""
    tie = rows.connection(connection)
    price = tie.inmate.facility.message_price
    if direction == "in":
        sent = sending.send_from_contact(tie, body, payment=payment, expected_price=price)
    else:
        made = world.new_id()
        sent = sending.send_from_inmate(
            tie, body, payment=payment, expected_price=price, message_id=made, act=f"seed:{made}"
        )
    if approve and sent.state == Message.State.WAITING:
        review.approve(sent, by=rows.staff())
    return rows.answer(Message.objects.get(pk=sent.pk))


def waiting() -> list[Answer]:
    """What waits for review."""
    return [rows.answer(item) for item in review.queue(rows.facility())]


def approve(item: str) -> Answer:
    """Approve a message or photo."""
    return rows.answer(review.approve(rows.item(item), by=rows.staff()))


def reject(item: str, reason: str = "contraband", text: str = "") -> Answer:
    """Reject a message or photo."""
    return rows.answer(review.reject(rows.item(item), reason=reason, text=text, by=rows.staff()))


def withdraw(item: str, note: str = "Withdrawn by the facility.", refund: bool = False) -> Answer:
    """Take back a delivered message or photo."""
    return rows.answer(review.withdraw(rows.item(item), note=note, refund=refund, by=rows.staff()))


def appeal(item: str, text: str = "Please look again.") -> Answer:
    """The sender appeals."""
    found = rows.item(item)
    side = "inmate" if items.sent_by_inmate(found) else "contact"
    return rows.answer(appeals.appeal(found, text, side=side))


def decide_appeal(item: str, uphold: bool) -> Answer:
    """Decide an appeal."""
    return rows.answer(appeals.decide(rows.item(item), uphold=uphold, by=rows.staff()))


def open_by_contact(message: str) -> Answer:
    """The contact opens a message, paying for it if it is collect."""
    found = Message.objects.get(pk=message)
    opening.open_by_contact(found, expected_price=opening.price_to_open(found))
    return item(message)


def item(item: str) -> Answer:
    """How a message or photo stands."""
    return rows.answer(rows.item(item))


def messages(connection: str) -> list[Answer]:
    """All messages of a connection, oldest first."""
    found = Message.objects.filter(connection=UUID(connection)).order_by("sent_at", "pk")
    return [rows.answer(row) for row in found]


def connection_state(connection: str) -> Answer:
    """How a connection stands."""
    tie = rows.connection(connection)
    return {
        "id": str(tie.pk),
        "state": tie.state,
        "muted": tie.muted,
        "blocked_by_inmate": tie.blocked_by_inmate,
        "blocked_by_contact": tie.blocked_by_contact,
    }


def device_code(name: str = "Kiosk A") -> str:
    """A one-time enrolment code."""
    return enrolment.make_code(rows.facility(), device_name=name, by=rows.staff())


def confirm_device(device: str = "") -> Answer:
    """Staff compare the digits and confirm; the newest device unless named."""
    found = rows.device(device)
    digits = enrolment.check_digits(found)
    return {
        "id": str(enrolment.confirm(found, digits=digits, by=rows.staff()).pk),
        "digits": digits,
    }


def staff_answer(challenge: str, device: str = "") -> str:
    """What the console answers to a staff screen; of the newest device unless named."""
    return staff_screen.answer(rows.device(device), challenge=challenge, by=rows.staff())


def revoke_device(device: str = "") -> Answer:
    """Revoke a device."""
    return {"id": str(enrolment.revoke(rows.device(device), by=rows.staff()).pk)}


def commands(inmate: str) -> list[Answer]:
    """All commands of an inmate with their receipts."""
    found = Command.objects.filter(inmate=UUID(inmate)).order_by("at", "pk")
    return [{"id": str(row.command), "kind": row.kind, "receipt": row.receipt} for row in found]


def together(orders: list[tuple[str, list[Any]]]) -> list[str]:
    """Carry out several functions here at the same moment; "done" or the refusal's code."""
    outcomes = [""] * len(orders)
    barrier = threading.Barrier(len(orders))

    def run(index: int, verb: str, args: list[Any]) -> None:
        barrier.wait()
        try:
            rooms = [room for room in (visiting, helping) if hasattr(room, verb)]
            (globals().get(verb) or getattr(rooms[0], verb))(*args)
            outcomes[index] = "done"
        except Refused as refusal:
            outcomes[index] = refusal.code
        finally:
            db.connection.close()

    threads = [
        threading.Thread(target=run, args=(index, verb, args))
        for index, (verb, args) in enumerate(orders)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
