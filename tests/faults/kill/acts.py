"""What a person does at a seat, each act noted before it and once it was acknowledged."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from kiosk.domain import ConnectionId, MessageId, Payment
from tests.faults.kill.seat import Diary, Seat

PIN = "493817"
ONE_TIME = "480215"
PRICE = 50
CREDITS = 5000
_QUEUED = "SELECT id FROM main.outbox WHERE kind = ? AND json_extract(args, ?) = ?"


@dataclass(frozen=True)
class Family:
    """An inmate and a contact who are connected; `collect` are messages to pay for."""

    number: str
    inmate: str
    contact: str
    tie: str
    collect: tuple[str, ...] = ()
    credits: int = CREDITS  # the inmate's, at the beginning

    def plain(self) -> dict[str, Any]:
        """For another process."""
        return asdict(self)


def found_family(
    central: Any,
    number: str,
    *,
    collect: int = 0,
    photos: int = 0,
    one_time: bool = False,
    credits: int = CREDITS,  # noqa: A002  (the product's word)
) -> Family:
    """Put a family into central; photos are of more than one chunk."""
    pin = {"one_time_pin": ONE_TIME} if one_time else {"pin": PIN}
    inmate = central.seed.inmate(number, **pin)
    contact = central.seed.contact(f"maria{number}")
    central.seed.credits(contact.id, CREDITS)
    central.seed.credits(inmate.id, credits)
    tie = central.seed.connection(contact.id, inmate.id).id
    central.seed.message(tie, f"Hello {number}")
    for at in range(photos):
        central.seed.photo(tie, f"Photo {at}", width=2000, height=1500, seed=int(number) + at)
    sealed = [central.seed.message(tie, f"Collect {at}", payment="cod").id for at in range(collect)]
    return Family(number, inmate.id, contact.id, tie, tuple(sealed), credits)


def other_tie(central: Any, family: Family) -> Family:
    """The same inmate with another contact, to be written to from another device."""
    contact = central.seed.contact(f"tomas{family.number}")
    central.seed.credits(contact.id, CREDITS)
    tie = central.seed.connection(contact.id, family.inmate).id
    return replace(family, contact=contact.id, tie=tie)


def enter(seat: Seat, diary: Diary, family: Family, pin: str = PIN) -> None:
    """Sign in. Raises NotInError."""
    seat.enter(family.number, pin, PIN)
    diary.note("in")


def write_draft(seat: Seat, diary: Diary, tie: str, text: str) -> None:
    """Type, and have it kept."""
    diary.note("typing", text=text)
    if seat.act("save_draft", ConnectionId(tie), text, Payment.PREPAID) is None:
        diary.note("kept", text=text)


def send(seat: Seat, diary: Diary, tie: str, text: str, payment: Payment) -> None:
    """Press Send; texts are never twice the same."""
    diary.note("sending", text=text, payment=payment)
    if seat.act("send", ConnectionId(tie), text, payment, PRICE) is None:
        row = seat.reader.row(_QUEUED, ("message.send", "$.body", text))
        diary.note("queued", id=row and row[0], kind="message.send", text=text, payment=payment)


def open_collect(seat: Seat, diary: Diary, message: str) -> None:
    """Pay for a collect message, if it is still sealed here."""
    found = seat.box.message(MessageId(message))
    if found is None or not found.sealed or found.opening:
        return
    diary.note("opening", message=message)
    if seat.act("open_message", MessageId(message), PRICE) is None:
        row = seat.reader.row(_QUEUED, ("message.open", "$.message", message))
        diary.note("queued", id=row and row[0], kind="message.open", text=message)


def sync(seat: Seat, diary: Diary, steps: int = 30) -> None:
    """Talk to central, and note which receipts are kept, and what was received."""
    seat.sync(steps)
    receipts = seat.reader.rows("SELECT id FROM main.receipt")
    diary.note("synced", receipts=[row[0] for row in receipts], received=received(seat))


def received(seat: Seat) -> list[str]:
    """The messages and photos from outside that are here."""
    sql = "SELECT id FROM cache.message WHERE direction = 'in' UNION SELECT id FROM cache.photo"
    return [str(row[0]) for row in seat.reader.rows(sql)]
