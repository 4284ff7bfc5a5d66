"""Tickets: facts from the feed, with those of this device and those refused laid over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.domain import (
    About,
    AboutType,
    CommandId,
    CommandKind,
    CommandStatus,
    Ticket,
    TicketDraft,
    TicketId,
    TicketKind,
    TicketState,
    Topic,
)
from kiosk.sync import translate
from kiosk.sync.protocol import Change, Changes
from kiosk.vault import feed, marks, outbox, refusals, tickets
from kiosk.vault.connection import Reader, Store
from kiosk.vault.database import OpenVault
from kiosk.vault.feed import Resync
from kiosk.vault.outbox import Command, Settled
from tests.unit.kiosk.world import Clock, make_vault

NOW = Clock().now()
LINE = About(AboutType.LEDGER, "line")


class Told:
    """A vault, and what central says to it."""

    def __init__(self, folder: Path) -> None:
        self.vault: OpenVault = make_vault(folder)
        self.reader: Reader = self.vault.reader()
        self.seq, self.cursor = 0, ""
        self.topics: set[Topic] = set()
        self.vault.subscribe(self.topics.update)

    def tell(self, kind: str, item: str, data: dict[str, Any]) -> None:
        """One page with one row."""
        self.seq += 1
        raw = msgspec.Raw(json.dumps(data).encode())
        changes = [Change(self.seq, kind, item, self.seq, data=raw)]
        cursor = f"c{self.seq}"
        page = translate.page(
            Changes(self.cursor, cursor, more=False, changes=changes, poll_after=1.0)
        )
        generation = feed.position(self.reader).generation
        self.vault.write(Store.CACHE, lambda t: feed.apply(t, page, generation, NOW)).result()
        self.cursor = cursor

    def ticket(self, item: str, state: str = "received", **more: Any) -> TicketId:
        """A ticket as central has it."""
        data = {
            "kind": "charge",
            "text": "Twice.",
            "about_type": "ledger",
            "about": "line",
            "state": state,
            "opened_at": NOW.isoformat(),
        }
        self.tell("ticket", item, data | more)
        return TicketId(item)

    def open(self, item: str) -> CommandId:
        """The person says that something is wrong."""
        args: dict[str, str | int] = {
            "ticket": item,
            "kind": "charge",
            "text": "Twice.",
            "about_type": "ledger",
            "about": "line",
        }
        command = Command(CommandId(f"c-{item}"), CommandKind.TICKET_OPEN, args, about=item)
        self.vault.write(Store.VAULT, lambda t: outbox.add(t, command, NOW)).result()
        return command.id

    def settle(self, command: CommandId, code: str = "", signed: str | None = "{}") -> None:
        """Central's receipt."""
        status = CommandStatus.REFUSED if code else CommandStatus.DONE
        settled = Settled(command, status, self.seq + 1, code, 0, 0, signed)
        self.vault.write(Store.VAULT, lambda t: outbox.settle(t, settled, NOW)).result()

    def one(self) -> Ticket:
        """The only ticket there is."""
        (found,) = tickets.newest(self.reader)
        assert tickets.ticket(self.reader, found.id) == found
        return found


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    made = Told(tmp_path / "vault")
    yield made
    made.reader.close()
    made.vault.close()


def test_a_ticket_goes_from_here_to_its_answer(told: Told) -> None:
    command = told.open("t")
    assert Topic.TICKETS in told.topics
    kept = Ticket(
        TicketId("t"), TicketKind.CHARGE, "Twice.", LINE, TicketState.KEPT, NOW, command=command
    )
    assert told.one() == kept
    told.settle(command)
    assert told.one().state is TicketState.KEPT
    told.topics.clear()
    told.ticket("t")
    assert told.topics >= {Topic.TICKETS}
    assert told.one() == Ticket(
        TicketId("t"), TicketKind.CHARGE, "Twice.", LINE, TicketState.RECEIVED, NOW
    )
    told.ticket("t", "looked_at", looked_at=NOW.isoformat())
    assert (told.one().state, told.one().looked_at) == (TicketState.LOOKED_AT, NOW)
    assert tickets.answers(told.reader) == ()
    told.ticket("t", "answered", answered_at=NOW.isoformat(), role="warden", answer="Here.")
    found = told.one()
    assert (found.answer, found.role, found.answered_at) == ("Here.", "warden", NOW)
    assert tickets.answers(told.reader) == (found,)


def test_an_answer_is_new_until_it_was_read_on_any_device(told: Told) -> None:
    for item in ("here", "there"):
        told.ticket(item, "answered", answered_at=NOW.isoformat(), answer="Yes.")
    told.vault.write(Store.VAULT, lambda t: marks.mark(t, "here", seen=True)).result()
    assert [one.id for one in tickets.answers(told.reader)] == ["there"]
    fields = {"kind": "mark", "id": "there", "rev": 1, "fields": {"seen": True}}
    told.topics.clear()
    told.tell("state", "mark/there", fields)
    assert Topic.TICKETS in told.topics
    assert tickets.answers(told.reader) == ()
    assert [one.unread for one in tickets.newest(told.reader)] == [False, False]


def test_one_that_was_refused_here_stays_with_its_text(told: Told) -> None:
    command = told.open("t")
    told.settle(command, "too-many-tickets")
    found = told.one()
    assert (found.state, found.code) == (TicketState.REFUSED, "too-many-tickets")
    assert (found.text, found.about, found.command) == ("Twice.", LINE, command)
    told.vault.write(Store.VAULT, lambda t: refusals.dismiss(t, command, everywhere=False)).result()
    assert tickets.newest(told.reader) == ()


def test_one_that_an_envelope_brought_and_was_refused_shows_too(told: Told) -> None:
    data = {
        "kind": "ticket.open",
        "code": "too-many-tickets",
        "connection": "",
        "text": "Twice.",
        "missing": 0,
        "price": 0,
        "at": NOW.isoformat(),
    }
    told.tell("refusal", "c-9", data)
    found = told.one()
    assert (found.state, found.text, found.kind) == (
        TicketState.REFUSED, "Twice.", TicketKind.OTHER,
    )  # fmt: skip
    assert (found.command, found.about) == ("c-9", About())
    everywhere = refusals.in_feed(told.reader, CommandId("c-9"))
    told.vault.write(
        Store.VAULT, lambda t: refusals.dismiss(t, CommandId("c-9"), everywhere=everywhere)
    ).result()
    assert tickets.newest(told.reader) == ()


def test_no_ticket_is_no_ticket(told: Told) -> None:
    assert tickets.ticket(told.reader, TicketId("t")) is None


def test_what_is_being_written_is_kept_until_it_is_empty(told: Told) -> None:
    assert tickets.draft(told.reader) == TicketDraft()
    for wanted in (
        TicketDraft(TicketKind.CHARGE, "Twi", LINE),
        TicketDraft(None, "Twice", About()),
        TicketDraft(),
        TicketDraft(),
    ):
        told.vault.write(Store.VAULT, partial(tickets.keep_draft, wanted=wanted)).result()
        assert tickets.draft(told.reader) == wanted


def test_a_resync_takes_away_what_central_no_longer_has(told: Told) -> None:
    told.ticket("t")
    told.vault.write(Store.CACHE, lambda t: feed.begin_resync(t, Resync.EXPIRED, NOW)).result()
    told.seq, told.cursor = 0, ""
    told.ticket("new")
    assert told.one().id == "new"
