"""Visits: facts from the feed, with the person's answers and time laid over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.domain import (
    CommandId,
    CommandKind,
    CommandStatus,
    NetworkState,
    Topic,
    Visit,
    VisitEnd,
    VisitId,
    VisitState,
)
from kiosk.sync import translate
from kiosk.sync.protocol import Change, Changes
from kiosk.vault import feed, outbox, visits
from kiosk.vault.connection import Reader, Store
from kiosk.vault.database import OpenVault
from kiosk.vault.feed import Resync
from kiosk.vault.outbox import Command, Settled
from tests.unit.kiosk.world import Clock, make_vault

NOW = Clock().now()


class Told:
    """A vault, and what central says to it."""

    def __init__(self, folder: Path) -> None:
        self.vault: OpenVault = make_vault(folder)
        self.vault.set_network(NetworkState.ONLINE)
        self.reader: Reader = self.vault.reader()
        self.seq = 0
        self.cursor = ""
        self.topics: set[Topic] = set()
        self.vault.subscribe(self.topics.update)

    def tell(self, kind: str, item: str, data: dict[str, Any] | None) -> None:
        """One page with one row."""
        self.seq += 1
        raw = msgspec.UNSET if data is None else msgspec.Raw(json.dumps(data).encode())
        change = Change(self.seq, kind, item, self.seq, deleted=data is None, data=raw)
        cursor = f"c{self.seq}"
        page = translate.page(
            Changes(self.cursor, cursor, more=False, changes=[change], poll_after=1.0)
        )
        generation = feed.position(self.reader).generation
        self.vault.write(Store.CACHE, lambda t: feed.apply(t, page, generation, NOW)).result()
        self.cursor = cursor

    def visit(self, item: str, hours: float, state: str = "approved", **more: Any) -> VisitId:
        """A visit of a quarter of an hour that begins in so many hours."""
        starts_at = NOW + timedelta(hours=hours)
        data = {
            "connection": "june",
            "starts_at": starts_at.isoformat(),
            "ends_at": (starts_at + timedelta(minutes=15)).isoformat(),
            "state": state,
            "price": 750,
            "refunded": 0,
            "approved_at": NOW.isoformat(),
            **more,
        }
        self.tell("visit", item, data)
        return VisitId(item)

    def answer(self, item: VisitId, kind: CommandKind, number: int = 1) -> CommandId:
        """What the person says."""
        command = Command(CommandId(f"{item}-{number}"), kind, {"visit": item}, "june", item)
        self.vault.write(Store.VAULT, lambda t: outbox.add(t, command, NOW)).result()
        return command.id

    def settle(self, command: CommandId, code: str = "") -> None:
        """Central's receipt."""
        status = CommandStatus.REFUSED if code else CommandStatus.DONE
        settled = Settled(command, status, self.seq + 1, code, 0, 0, "{}")
        self.vault.write(Store.VAULT, lambda t: outbox.settle(t, settled, NOW)).result()

    def now(self, item: VisitId) -> Visit:
        found = visits.visit(self.reader, item)
        assert found is not None
        return found


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    told = Told(tmp_path / "vault")
    told.tell(
        "connection", "june",
        {"contact": "c", "name": "Grandma June", "state": "approved", "muted": False,
         "requested_at": NOW.isoformat(), "request_text": ""},
    )  # fmt: skip
    yield told
    told.reader.close()
    told.vault.close()


def ids(found: tuple[Visit, ...]) -> list[str]:
    return [one.id for one in found]


def test_a_visit_as_central_tells_it(told: Told) -> None:
    item = told.visit(
        "v", 48, "cancelled", refunded=750, cancelled_by="facility", reason="No line."
    )
    found = told.now(item)
    assert (found.contact_name, found.minutes, found.price) == ("Grandma June", 15, 750)
    assert (found.refunded, found.cancelled_by, found.reason) == (
        750, VisitEnd.FACILITY, "No line.",
    )  # fmt: skip
    assert found.starts_at == NOW + timedelta(hours=48)
    assert Topic.VISITS in told.topics
    told.tell("visit", "v", None)
    assert visits.visit(told.reader, item) is None


def test_what_lies_ahead_and_what_is_over(told: Told) -> None:
    told.visit("late", 50)
    told.visit("soon", 2, "accepted")
    told.visit("declined", 3, "declined")
    told.visit("unanswered", -1)
    told.visit("now", -0.1, "accepted")
    told.visit("been", -1, "accepted")
    told.visit("past", -30, "past")
    assert ids(visits.ahead(told.reader, NOW)) == ["now", "soon", "late"]
    assert ids(visits.over(told.reader, NOW)) == ["declined", "been", "unanswered", "past"]


def test_time_ends_what_central_has_not_said_yet(told: Told) -> None:
    asked, stands = told.now(told.visit("a", 1)), told.now(told.visit("s", 1, "accepted"))
    start = NOW + timedelta(hours=1)
    assert asked.standing(NOW) is VisitState.APPROVED
    assert asked.standing(start) is VisitState.LAPSED
    assert stands.standing(start) is VisitState.ACCEPTED
    assert stands.standing(start + timedelta(minutes=15)) is VisitState.PAST
    assert (stands.over(start), stands.over(start + timedelta(minutes=15))) == (False, True)


def test_an_answer_lies_over_the_fact_until_the_feed_shows_it(told: Told) -> None:
    item = told.visit("v", 5)
    yes = told.answer(item, CommandKind.VISIT_ACCEPT)
    assert (told.now(item).state, told.now(item).pending) == (VisitState.ACCEPTED, True)
    told.settle(yes)
    assert (told.now(item).state, told.now(item).pending) == (VisitState.ACCEPTED, False)
    told.visit("v", 5, "accepted")
    told.vault.write(Store.VAULT, lambda t: outbox.forget_shown(t, told.seq)).result()
    assert told.now(item).state is VisitState.ACCEPTED
    told.answer(item, CommandKind.VISIT_DECLINE, 2)
    assert (told.now(item).state, told.now(item).pending) == (VisitState.DECLINED, True)


def test_the_newest_of_two_answers_counts(told: Told) -> None:
    item = told.visit("v", 5)
    told.answer(item, CommandKind.VISIT_ACCEPT)
    told.answer(item, CommandKind.VISIT_ACCEPT, 2)  # said already
    told.answer(item, CommandKind.VISIT_DECLINE, 3)
    assert told.now(item).state is VisitState.DECLINED
    assert [entry.id for entry in outbox.entries(told.reader)] == ["v-1", "v-3"]
    assert outbox.entries(told.reader)[0].contact_name == "Grandma June"


def test_a_refused_answer_leaves_the_fact(told: Told) -> None:
    item = told.visit("v", 5)
    told.settle(told.answer(item, CommandKind.VISIT_ACCEPT), "service-off")
    assert (told.now(item).state, told.now(item).pending) == (VisitState.APPROVED, False)
    assert [entry.code for entry in outbox.refusals(told.reader)] == ["service-off"]


def test_what_was_cancelled_meanwhile_stays_cancelled(told: Told) -> None:
    item = told.visit("v", 5)
    told.answer(item, CommandKind.VISIT_ACCEPT)
    told.visit("v", 5, "cancelled", cancelled_by="contact", refunded=750)
    assert told.now(item).state is VisitState.CANCELLED
    assert ids(visits.over(told.reader, NOW)) == ["v"]


def test_a_visit_that_a_restore_lost_is_not_ahead(told: Told) -> None:
    item = told.visit("v", 5, "accepted")
    told.vault.write(Store.CACHE, lambda t: feed.begin_resync(t, Resync.EPOCH, NOW)).result()
    told.cursor = ""
    told.visit("other", 6)
    assert told.now(item).lost
    assert ids(visits.ahead(told.reader, NOW)) == ["other"]
    assert ids(visits.over(told.reader, NOW)) == ["v"]


def test_a_few_of_the_past_are_enough(told: Told) -> None:
    for number in range(visits.MOST_OVER + 3):
        told.visit(f"v{number:03}", -number - 1, "past")
    found = visits.over(told.reader, NOW)
    assert len(found) == visits.MOST_OVER
    assert found[0].id == "v000"
