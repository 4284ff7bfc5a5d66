"""What a person takes back, answers or puts aside, and what the mailbox takes where nobody says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from kiosk.domain import (
    CommandId,
    CommandKind,
    ConnectionId,
    ConnectionState,
    KnownFailure,
    MessageId,
    Payment,
    VisitId,
)
from kiosk.mailbox import Mailbox
from kiosk.sync import translate
from kiosk.sync.protocol import Change, Changes
from kiosk.vault import feed
from kiosk.vault.connection import Store, Transaction
from kiosk.vault.times import to_micros
from tests.unit.kiosk.vault.ground import put
from tests.unit.kiosk.world import POLICY, Clock, Desk, Ids, make_vault

TIE, NEW = ConnectionId("tie"), ConnectionId("new")
NOW = Clock().now()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    vault = make_vault(tmp_path / "vault")
    desk = Desk(vault, Clock(), Ids())
    vault.write(Store.CACHE, fill).result()
    yield desk
    desk.box.close()
    vault.close()


def fill(t: Transaction) -> None:
    for tie, name, state in (("tie", "Maria", "approved"), ("new", "Zoe", "requested")):
        put(t, "connection", id=tie, contact="c", name=name, state=state, muted=0, requested_at=1,
            decided_at=2, request_text="")  # fmt: skip
    for item, days in (("past", -2), ("soon", 1), ("later", 3)):
        begins = to_micros(NOW + timedelta(days=days))
        put(t, "visit", id=item, connection="tie", starts_at=begins, ends_at=begins + 1_200_000_000,
            state="approved", price=250, refunded=0, approved_at=1, cancelled_by="",
            reason="")  # fmt: skip


def waiting(desk: Desk) -> list[tuple[CommandKind, str | None]]:
    return [(entry.kind, entry.about or entry.connection) for entry in desk.box.outbox()]


def test_a_message_that_never_left_is_the_draft_again(desk: Desk) -> None:
    assert desk.act("send", TIE, "too soon", Payment.PREPAID, 50) is None
    (sent,) = desk.box.messages(TIE)
    assert desk.act("do_not_send", sent.id) is None
    assert (desk.box.messages(TIE), desk.box.outbox()) == ((), ())
    draft = desk.box.draft(TIE)
    assert draft is not None and draft.body == "too soon"
    assert desk.act("do_not_send", MessageId("none")) is None


def test_a_held_decision_goes_or_was_never_made(desk: Desk) -> None:
    desk.box.decline(NEW, held=True)
    desk.settle()
    assert desk.box.connections(ConnectionState.DECLINED)
    assert desk.act("take_back", NEW) is None
    assert not desk.box.connections(ConnectionState.DECLINED)
    assert waiting(desk) == []
    desk.box.decline(NEW, held=True)
    assert desk.act("let_go", NEW) is None
    assert desk.act("take_back", NEW) is None  # too late
    assert desk.box.connections(ConnectionState.DECLINED)
    assert waiting(desk) == [(CommandKind.CONNECTION_DECLINE, "new")]


def test_visits_lie_ahead_or_behind_and_are_answered(desk: Desk) -> None:
    soon, later = desk.box.visits_ahead()
    assert (soon.id, later.id) == ("soon", "later")
    assert [visit.id for visit in desk.box.visits_over()] == ["past"]
    assert desk.act("accept_visit", soon) is None
    assert desk.act("decline_visit", later) is None
    assert waiting(desk) == [
        (CommandKind.VISIT_ACCEPT, "soon"),
        (CommandKind.VISIT_DECLINE, "later"),
    ]
    answered = desk.box.visit(VisitId("soon"))
    assert answered is not None and answered.pending
    assert desk.box.visit(VisitId("none")) is None


def test_a_refusal_of_another_device_is_put_aside_on_all(desk: Desk) -> None:
    told = {"kind": "message.send", "code": "frozen", "connection": "tie", "text": "words",
            "missing": 0, "price": 50, "at": "2026-03-01T10:00:00Z"}  # fmt: skip
    change = Change(1, "refusal", "far", 1, data=msgspec.Raw(json.dumps(told).encode()))
    page = translate.page(Changes("", "c1", more=False, changes=[change], poll_after=1.0))
    with closing(desk.vault.reader()) as reader:
        now_at = feed.position(reader).generation
    desk.vault.write(Store.CACHE, lambda t: feed.apply(t, page, now_at, NOW)).result()
    (refusal,) = desk.box.refusals()
    assert (refusal.id, refusal.code, refusal.price) == ("far", "frozen", 50)
    assert (refusal.contact_name, refusal.created_at) == (
        "Maria",
        datetime(2026, 3, 1, 10, tzinfo=UTC),
    )
    assert desk.act("dismiss_refusal", CommandId("far")) is None
    assert desk.box.refusals() == ()
    assert desk.vault.write(
        Store.VAULT, lambda t: t.row("SELECT item, seen FROM pending_mark")
    ).result() == ("far", 1)


def test_what_says_nothing_goes_nowhere(desk: Desk) -> None:
    desk.box.send(TIE, " ", Payment.PREPAID, 50)  # nobody waits for the answer
    desk.settle()
    assert (desk.box.outbox(), desk.act("appeal", MessageId("m"), " ")) == ((), KnownFailure.EMPTY)


def test_ids_are_by_chance_and_times_in_utc_where_nothing_else_is_said(desk: Desk) -> None:
    box = Mailbox(desk.vault, desk.screen.tasks, POLICY)
    box.block(TIE)
    box.approve(NEW)
    desk.settle()
    entries = desk.box.outbox()
    assert all(UUID(entry.id).version == 4 for entry in entries)
    assert len({entry.id for entry in entries}) == 2
    assert all(entry.created_at.tzinfo is UTC for entry in entries)
    box.close()
