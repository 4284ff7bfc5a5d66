"""One history: a family at a facility, two devices, and what each of them was promised."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection

from kiosk.domain import PhotoFilter, weak_pin
from tests import seed
from tests.faults.campaign import Kind, Violation
from tests.faults.model.begin import Begin
from tests.faults.model.house import CONTACTS, NUMBER
from tests.faults.model.room import Room
from tests.faults.model.seat import Seat

NOTHING = "nothing"  # the outcome of a rule that found nothing to do
SMALL_QUOTA = 6_000  # bytes: less than the pictures of a few photos
QUOTA = 2**31


def must(holds: object, kind: Kind, about: str) -> None:
    """Raise a violation unless it holds."""
    if not holds:
        raise Violation(kind, about)


@dataclass
class Booked:
    """What central was told to pay out, as far as a restore has not undone it."""

    to_inmate: int = 0


@dataclass
class Promised:
    """What the app said was kept, by device: nothing of it may be lost."""

    texts: dict[str, list[str]] = field(default_factory=dict)  # typed or sent
    commands: dict[str, dict[str, str]] = field(default_factory=dict)  # id: kind
    sends: dict[str, set[int]] = field(default_factory=dict)  # body: the prices that were shown
    opens: dict[str, set[int]] = field(default_factory=dict)  # message: the prices shown
    mail: dict[str, set[str]] = field(default_factory=dict)  # shown before central was restored


class History:
    """The actors, the oracle's knowledge, and the events as they went."""

    def __init__(self, begin: Begin, room: Room, rng: Random) -> None:
        house = self.house = begin.house
        self.rng, self.room = rng, room
        self.events: list[str] = []
        self.promised = Promised()
        self.booked = Booked(begin.credits)
        self.restored = False
        self.kept: tuple[Booked, str] | None = None
        self.serial = 0
        family = house.family
        self.inmate, self.pin = family.inmate, begin.pin
        self.contacts, self.ties = family.contacts, dict(family.ties)
        quota = rng.choice((QUOTA, QUOTA, SMALL_QUOTA))
        self.seats = tuple(Seat(house, each, room, rng, quota) for each in begin.stations)
        for seat in self.seats:
            self.promised.texts[seat.name] = []
            self.promised.commands[seat.name] = {}
            self.promised.mail[seat.name] = set()

    def close(self) -> None:
        """Close the vaults."""
        for seat in self.seats:
            seat.close()

    def sign_in(self, seat: Seat) -> None:
        """Sign in by the PIN, on a line that works."""
        with undisturbed(seat):
            self.pin = seat.sign_in(NUMBER, self.pin, self.new_pin)

    def new_pin(self) -> str:
        """One that central takes."""
        while True:
            pin = f"{self.rng.randrange(10**6):06}"
            if pin != self.pin and not weak_pin(pin, number=NUMBER, birth_date="1990-01-01"):
                return pin

    def credit(self, amount: int) -> None:
        """Staff correct the inmate's balance."""
        seed.credits(self.inmate, amount)
        self.booked.to_inmate += amount

    def text(self) -> str:
        """Words that nobody else has written."""
        self.serial += 1
        return f"letter {self.serial} {self.rng.getrandbits(40):010x}"

    def tie(self) -> str:
        """Someone's connection."""
        return self.ties[self.rng.choice(CONTACTS)]

    def keep_backup(self) -> None:
        """Back central up."""
        self.house.keep("backup")
        self.kept = copy.copy(self.booked), self.pin

    def restore(self) -> bool:
        """Put the backup back, if there is one."""
        if self.kept is None:
            return False
        self.booked, self.pin = copy.copy(self.kept[0]), self.kept[1]
        self.house.restore("backup")
        self.restored = True
        for seat in self.seats:
            if seat.is_open:
                found = seat.reader.rows("SELECT id FROM cache.message")
                self.promised.mail[seat.name] |= {str(row[0]) for row in found}
        return True

    def note(self, event: str, *seats: Seat) -> None:
        """Write an event down, with what central and the screens of these show after it."""
        shown = " ".join(f"{seat.name}:{digest(seat)}" for seat in seats if seat.is_open)
        feed = central_row("SELECT seq, digest FROM feed_feedhead")
        self.events.append(f"{event} | {balance(self)} {feed} {shown}")


@contextmanager
def undisturbed(seat: Seat) -> Iterator[None]:
    """A line without faults, until the block ends."""
    planned = list(seat.wire.plan)
    seat.wire.plan.clear()
    yield
    seat.wire.plan.extend(planned)


def central_rows(sql: str, *bindings: Any) -> list[tuple[Any, ...]]:
    """Rows of central's database, read past all of central's own code."""
    with connection.cursor() as cursor:
        cursor.execute(sql, bindings)
        return list(cursor.fetchall())


def central_row(sql: str, *bindings: Any) -> tuple[Any, ...]:
    """The one row there is."""
    return central_rows(sql, *bindings)[0]


def balance(history: History) -> int:
    """The inmate's credits at central."""
    account = UUID(history.inmate).hex
    found = central_row("SELECT balance FROM ledger_account WHERE inmate_id = %s", account)
    return int(found[0])


def view(seat: Seat) -> dict[str, Any]:
    """All that the screens of a device show of central's facts and the person's own."""
    box = seat.box
    people = box.connections()
    return {
        "people": people,
        "messages": [box.messages(person.id) for person in people],
        "photos": list(box.photo_cells(PhotoFilter())),
        "removed": list(box.photo_cells(PhotoFilter(removed=True))),
        "credits": (box.profile(), box.ledger()),
        "settings": box.settings(),
    }


def digest(seat: Seat) -> str:
    """A short sum of what the screens show, drafts and outbox included."""
    box = seat.box
    own = [box.draft(person.id) for person in box.connections()]
    shown = repr((view(seat), own, box.outbox(), box.refusals(), seat.vault.network))
    return sha256(shown.encode()).hexdigest()[:12]
