"""The feed of practice: invented people, photos, messages and play credits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.domain import ConnectionState, Direction, ItemState, Payment, Policy, Sha256
from kiosk.domain.invented import Invented
from kiosk.vault.connection import SqlValue
from kiosk.vault.feed import FeedRow, Page
from kiosk.vault.times import to_micros

PLAY_CREDITS = 500
PERSON, FRIEND, ASKER, HELLO, SEALED = "person", "friend", "asker", "hello", "sealed"
PHOTOGRAPHS = (  # name, width, height
    ("otter-in-the-sun.jpg", 1000, 563),
    ("dandelions-at-sunset.jpg", 800, 1000),
    ("forget-me-nots.jpg", 1000, 667),
)


@dataclass(frozen=True, slots=True)
class Photograph:
    """One of the program's own photographs, the same file for all sizes."""

    data: bytes
    sha256: Sha256
    width: int
    height: int


def photographs(folder: Path) -> tuple[Photograph, ...]:
    """Read the photographs that the program brings."""
    read = ((folder / name).read_bytes() for name, _, _ in PHOTOGRAPHS)
    return tuple(
        Photograph(data, Sha256(hashlib.sha256(data).hexdigest()), width, height)
        for data, (_, width, height) in zip(read, PHOTOGRAPHS, strict=True)
    )


class Rows:
    """Numbers rows as central does, and knows what each thing is like by now."""

    def __init__(self) -> None:
        self.seq = 0
        self._told = 0
        self._facts: dict[tuple[str, str], dict[str, SqlValue]] = {}

    def put(self, table: str, item: str, **fields: SqlValue) -> FeedRow:
        """The row of a thing with these fields changed."""
        facts = self._facts.setdefault((table, item), {"id": item})
        facts.update(fields)
        self.seq += 1
        if table == "ledger":
            facts["seq"] = self.seq
        return FeedRow(
            table, item, self.seq, self.seq, deleted=False, share=0, table=table, key=item,
            fields=dict(facts),
        )  # fmt: skip

    def fact(self, table: str, item: str, field: str) -> SqlValue:
        """What a field says by now."""
        return self._facts[table, item][field]

    def page(self, rows: tuple[FeedRow, ...]) -> Page:
        """These rows as the next page of the feed."""
        since, self._told = self._told, self.seq
        return Page(str(since or ""), str(self._told), more=False, rows=rows, audit=None)


def message(
    connection: str,
    way: Direction,
    at: datetime,
    body: str | None,
    price: int,
    *,
    payment: Payment = Payment.PREPAID,
) -> dict[str, SqlValue]:
    """All fields of a message that has been delivered."""
    when = to_micros(at)
    return {
        "connection": connection,
        "direction": way,
        "payment": payment,
        "price": price,
        "state": ItemState.DELIVERED,
        "body": body,
        "at": when,
        "sent_at": when,
        "reviewed": 1,
        "approved_at": when,
        "delivered_at": when,
        "opened_at": None,
        "rejection": None,
        "note": "",
        "removed": 0,
    }


def beginning(
    rows: Rows,
    invented: Invented,
    policy: Policy,
    pictures: tuple[Photograph, ...],
    now: datetime,
) -> Iterator[FeedRow]:
    """What is there when practice begins."""
    yield rows.put(
        "profile", PERSON, number="", first_name="", last_name="", balance=PLAY_CREDITS, frozen=0
    )
    before = now - timedelta(days=1)
    yield _person(rows, FRIEND, invented.friend, "", before)
    yield _person(rows, ASKER, invented.asker, invented.request, before)
    for number, caption in enumerate(invented.captions):
        came = now - timedelta(hours=3 + number)
        yield _photo(rows, f"photo-{number}", caption, came, pictures[number])
    price = policy.tariff.message
    if invented.hello:
        came = now - timedelta(hours=2)
        hello = message(FRIEND, Direction.IN, came, invented.hello, price)
        yield rows.put("message", HELLO, **hello)
    if invented.sealed:
        came = now - timedelta(hours=1)
        sealed = message(FRIEND, Direction.IN, came, None, price, payment=Payment.COD)
        yield rows.put("message", SEALED, **sealed)


def _person(rows: Rows, key: str, name: str, request: str, at: datetime) -> FeedRow:
    """Somebody who is connected, or who asks."""
    state = ConnectionState.REQUESTED if request else ConnectionState.APPROVED
    return rows.put(
        "connection", key, contact=f"contact-{key}", name=name, state=state, muted=0,
        requested_at=to_micros(at), decided_at=None if request else to_micros(at),
        request_text=request,
    )  # fmt: skip


def _photo(rows: Rows, key: str, caption: str, came: datetime, picture: Photograph) -> FeedRow:
    files: dict[str, SqlValue] = {}
    for size in ("thumb", "screen", "full"):
        files |= {
            f"{size}_sha": picture.sha256,
            f"{size}_size": len(picture.data),
            f"{size}_width": picture.width,
            f"{size}_height": picture.height,
        }
    return rows.put(
        "photo", key, connection=FRIEND, caption=caption, sent_at=to_micros(came),
        delivered_at=to_micros(came), state=ItemState.DELIVERED, note="", removed=0, **files,
    )  # fmt: skip
