"""Puts people, mail and credits into central through its own services; runs inside its process.

Everything is named and answered by id, so that it works the same from another process (see
`tests.central_server`). Answers are dicts of plain values; `id` is always among them.
"""

from __future__ import annotations

import io
import threading
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django import db
from PIL import Image, ImageDraw

from central import world
from central.accounts import contacts, inmates, pins
from central.accounts.models import Contact, Inmate, User
from central.connections import deciding, ending, requesting
from central.connections.models import Connection, RequestTry
from central.demo import variations
from central.devices import enrolment
from central.devices.models import Command, Device
from central.facilities import founding
from central.facilities.models import Facility, StaffRole
from central.feed import operating
from central.ledger import accounts, checking, corrections, gifts, purchases
from central.ledger.models import Account, Entry
from central.mail import appeals, items, opening, photos, review, sending
from central.mail.models import Message, Photo
from central.refusals import Refused

Answer = dict[str, Any]
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
    return {"id": str(founding.change(_facility(), by=_staff(), **settings).pk)}


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
        _facility(), number=number, first_name=first, last_name=last, birth_date=born, by=_staff()
    )
    if one_time_pin or pin:
        made.pin_hash = pins.keep(pin or one_time_pin)
        made.must_change_pin = not pin
        made.save()
    return {"id": str(made.pk), "pin": pin or one_time_pin or drawn, "number": made.number}


def reset_pin(inmate: str) -> Answer:
    """A new one-time PIN."""
    return {"id": inmate, "pin": inmates.reset_pin(_inmate(inmate), by=_staff())}


def set_status(inmate: str, status: str) -> Answer:
    """active, frozen, released or erased."""
    return {"id": str(inmates.set_status(_inmate(inmate), status, by=_staff()).pk)}


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
    """A connection that was asked for and, by its state, decided by the inmate."""
    made = requesting.ask(_contact(contact), _inmate(inmate), relation)
    RequestTry.objects.all().delete()
    if made.review == Connection.Review.WAITING:
        made = requesting.approve_name(made, by=_staff())
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
    return {"id": str(deciding.block(_connection(connection)).pk)}


def unblock(connection: str) -> Answer:
    """Both sides take their blocks back."""
    deciding.unblock(_connection(connection))
    return {"id": str(ending.unblock_by_contact(_connection(connection)).pk)}


def block_by_contact(connection: str) -> Answer:
    """The contact blocks."""
    return {"id": str(ending.block_by_contact(_connection(connection)).pk)}


def end_by_contact(connection: str) -> Answer:
    """The contact ends the connection."""
    return {"id": str(ending.end_by_contact(_connection(connection)).pk)}


def forbid_pair(contact: str, inmate: str) -> Answer:
    """A no-contact order."""
    order = ending.forbid_pair(_contact(contact), _inmate(inmate), reason="court", by=_staff())
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
    account = accounts.of_inmate(_inmate(owner))
    proposed = corrections.propose(account, _facility(), amount, reason="seed", by=_staff())
    corrections.decide(proposed, approve=True, by=User.objects.get(username="second"))
    return {"id": str(proposed.pk)}


def gift(connection: str, amount: int) -> Answer:
    """A gift from the contact, whose credits must be older than 24 hours."""
    tie = _connection(connection)
    given = gifts.give(tie.contact, tie, amount, act=str(world.new_id()))
    return {"id": str(given.pk)}


def balance(owner: str) -> int:
    """The balance of a contact, an inmate or a facility."""
    account = Account.objects.get(**_owner(owner))
    return account.balance


def entries(owner: str) -> list[Answer]:
    """The lines of an account, oldest first."""
    rows = Entry.objects.filter(account__in=Account.objects.filter(**_owner(owner)))
    return [
        {"kind": row.kind, "thing": row.thing, "amount": row.amount, "after": row.balance_after}
        for row in rows.order_by("at", "pk")
    ]


def ledger_faults() -> list[str]:
    """What is wrong with the ledger: nothing, it is hoped."""
    return checking.faults()


# --- mail ----------------------------------------------------------------------------------


def picture(width: int = 800, height: int = 600, seed: int = 1, kind: str = "JPEG") -> bytes:
    """A drawn picture; another `seed`, another picture."""
    ground = ((seed * 53) % 200 + 30, (seed * 97) % 200 + 30, (seed * 193) % 200 + 30)
    image = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(image)
    for index in range(12):
        left = (seed * 31 + index * 67) % max(1, width - 40)
        top = (seed * 17 + index * 43) % max(1, height - 40)
        fill = ((index * 20 + seed) % 255, 255 - index * 20, 128)
        draw.ellipse((left, top, left + 60, top + 40), fill=fill)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


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
    tie = _connection(connection)
    price = tie.inmate.facility.photo_price
    data = picture(width, height, seed)
    sent = photos.send_photo(tie, data, caption=caption, expected_price=price)
    if approve:
        review.approve(sent, by=_staff())
    return _item_answer(Photo.objects.get(pk=sent.pk))


def photograph(connection: str, number: int, *, language: str = "en", seed: int = 1) -> Answer:
    """One of the demo's photographs with its caption, paid by the contact, approved."""
    tie = _connection(connection)
    chosen = next(islice(variations.photographs(number + 1, seed), number, None))
    caption = chosen.caption_es if language == "es" else chosen.caption_en
    price = tie.inmate.facility.photo_price
    sent = photos.send_photo(tie, chosen.jpeg, caption=caption, expected_price=price)
    review.approve(sent, by=_staff())
    return _item_answer(Photo.objects.get(pk=sent.pk))


def message(
    connection: str,
    body: str,
    *,
    direction: str = "in",
    payment: str = "prepaid",
    approve: bool = True,
) -> Answer:
    """A message either way, approved (where it waits) unless told otherwise."""
    tie = _connection(connection)
    price = tie.inmate.facility.message_price
    if direction == "in":
        sent = sending.send_from_contact(tie, body, payment=payment, expected_price=price)
    else:
        made = world.new_id()
        sent = sending.send_from_inmate(
            tie, body, payment=payment, expected_price=price, message_id=made, act=f"seed:{made}"
        )
    if approve and sent.state == Message.State.WAITING:
        review.approve(sent, by=_staff())
    return _item_answer(Message.objects.get(pk=sent.pk))


def waiting() -> list[Answer]:
    """What waits for review."""
    return [_item_answer(item) for item in review.queue(_facility())]


def approve(item: str) -> Answer:
    """Approve a message or photo."""
    return _item_answer(review.approve(_item(item), by=_staff()))


def reject(item: str, reason: str = "contraband", text: str = "") -> Answer:
    """Reject a message or photo."""
    return _item_answer(review.reject(_item(item), reason=reason, text=text, by=_staff()))


def withdraw(item: str, note: str = "Withdrawn by the facility.", refund: bool = False) -> Answer:
    """Take back a delivered message or photo."""
    return _item_answer(review.withdraw(_item(item), note=note, refund=refund, by=_staff()))


def appeal(item: str, text: str = "Please look again.") -> Answer:
    """The sender appeals."""
    found = _item(item)
    side = "inmate" if items.sent_by_inmate(found) else "contact"
    return _item_answer(appeals.appeal(found, text, side=side))


def decide_appeal(item: str, uphold: bool) -> Answer:
    """Decide an appeal."""
    return _item_answer(appeals.decide(_item(item), uphold=uphold, by=_staff()))


def open_by_contact(message: str) -> Answer:
    """The contact opens a message, paying for it if it is collect."""
    found = Message.objects.get(pk=message)
    opening.open_by_contact(found, expected_price=opening.price_to_open(found))
    return item(message)


def item(item: str) -> Answer:
    """How a message or photo stands."""
    return _item_answer(_item(item))


def messages(connection: str) -> list[Answer]:
    """All messages of a connection, oldest first."""
    rows = Message.objects.filter(connection=UUID(connection)).order_by("sent_at", "pk")
    return [_item_answer(row) for row in rows]


def connection_state(connection: str) -> Answer:
    """How a connection stands."""
    tie = _connection(connection)
    return {
        "id": str(tie.pk),
        "state": tie.state,
        "muted": tie.muted,
        "blocked_by_inmate": tie.blocked_by_inmate,
        "blocked_by_contact": tie.blocked_by_contact,
    }


# --- devices and operating -----------------------------------------------------------------


def device_code(name: str = "Kiosk A") -> str:
    """A one-time enrolment code."""
    return enrolment.make_code(_facility(), device_name=name, by=_staff())


def confirm_device(device: str = "") -> Answer:
    """Staff compare the digits and confirm; the newest device unless named."""
    found = _device(device)
    digits = enrolment.check_digits(found)
    return {"id": str(enrolment.confirm(found, digits=digits, by=_staff()).pk), "digits": digits}


def revoke_device(device: str = "") -> Answer:
    """Revoke a device."""
    return {"id": str(enrolment.revoke(_device(device), by=_staff()).pk)}


def commands(inmate: str) -> list[Answer]:
    """All commands of an inmate with their receipts."""
    rows = Command.objects.filter(inmate=UUID(inmate)).order_by("at", "pk")
    return [{"id": str(row.command), "kind": row.kind, "receipt": row.receipt} for row in rows]


def expire_cursors() -> Answer:
    """Make every cursor too old."""
    return {"id": "life", "feeds": operating.expire_cursors()}


def renew_epoch() -> Answer:
    """What a restore from backup does."""
    operating.renew_epoch()
    return {"id": "life"}


def together(orders: list[tuple[str, list[Any]]]) -> list[str]:
    """Carry out several functions here at the same moment; "done" or the refusal's code."""
    outcomes = [""] * len(orders)
    barrier = threading.Barrier(len(orders))

    def run(index: int, verb: str, args: list[Any]) -> None:
        barrier.wait()
        try:
            globals()[verb](*args)
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


# --- finding -------------------------------------------------------------------------------


def _facility() -> Facility:
    if not Facility.objects.exists():
        facility()
    return Facility.objects.order_by("pk").first() or Facility.objects.get()


def _staff() -> User:
    return User.objects.get(username="reviewer")


def _inmate(inmate: str) -> Inmate:
    return Inmate.objects.select_related("facility").get(pk=inmate)


def _contact(contact: str) -> Contact:
    return Contact.objects.select_related("user").get(pk=contact)


def _connection(connection: str) -> Connection:
    rows = Connection.objects.select_related("contact__user", "inmate__facility")
    return rows.get(pk=connection)


def _device(device: str) -> Device:
    if device:
        return Device.objects.get(pk=device)
    return Device.objects.order_by("-enrolled_at", "-pk")[0]


def _item(item: str) -> items.AnyItem:
    found = Message.objects.filter(pk=item).first()
    return Photo.objects.get(pk=item) if found is None else found


def _owner(owner: str) -> dict[str, UUID]:
    wanted = UUID(owner)
    if Contact.objects.filter(pk=wanted).exists():
        return {"contact_id": wanted}
    if Inmate.objects.filter(pk=wanted).exists():
        return {"inmate_id": wanted}
    return {"facility_id": wanted}


def _item_answer(item: items.AnyItem) -> Answer:
    answer: Answer = {
        "id": str(item.pk),
        "type": items.kind_of(item),
        "state": item.state,
        "price": item.price,
        "refunded": item.refunded,
        "connection": str(item.connection_id),
        "appeal": item.appeal,
    }
    if isinstance(item, Message):
        answer |= {"body": item.body, "direction": item.direction, "payment": item.payment}
    else:
        answer |= {
            "caption": item.caption,
            "renditions": {row.name: row.sha256 for row in item.renditions.all()},
        }
    return answer
