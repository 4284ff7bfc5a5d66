"""The feed: any way of cutting, repeating and restarting it ends in the same facts."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from kiosk.domain import ConnectionId, ItemState, MessageId, PhotoFilter, Topic
from kiosk.sync import translate
from kiosk.sync.failures import NotCentralError
from kiosk.vault import feed, messages, people, photos
from kiosk.vault.feed import Page
from tests.unit.kiosk.vault.feed.ground import (
    HUGE,
    LATE,
    NAIVE,
    NOW,
    Central,
    Device,
    _rejection,
    change,
    data_of,
)


def test_an_idle_poll_notes_the_time_and_checks_the_audit(device: Device) -> None:
    central = Central()
    central.change("message", "m")
    device.pull(central)
    heard: list[frozenset[Topic]] = []
    device.vault.subscribe(heard.append)
    idle = central.page(feed.position(device.reader).cursor, 9)
    assert device.apply(idle, now=NOW + timedelta(seconds=5)).audit_right
    assert heard == []
    assert device.apply(idle, now=NOW + timedelta(seconds=90)).audit_right
    assert heard == [frozenset({Topic.STATUS})]
    assert feed.synced_at(device.reader) == NOW + timedelta(seconds=90)
    wrong = Page(idle.since, idle.cursor, more=False, rows=(), audit=(9, "0" * 16))
    assert not device.apply(wrong).audit_right


def test_marks_hold_whether_they_come_before_or_after(device: Device) -> None:
    central = Central()
    central.change("state", "mark/p1")
    central.change("photo", "p1")
    central.change("message", "m1")
    central.change("state", "mark/m1")
    device.pull(central)
    assert device.reader.rows("SELECT seen, rotation FROM cache.photo") == [(1, 90)]
    assert device.reader.rows("SELECT seen FROM cache.message") == [(1,)]
    central.change("state", "mark/p1", deleted=True)
    central.change("state", "mark/m1")
    device.pull(central)
    assert device.reader.rows("SELECT seen, rotation FROM cache.photo") == [(0, 0)]


def test_files_are_expected_of_delivered_photos_only(device: Device) -> None:
    central = Central()
    central.change("photo", "p1")
    assert not device.pull(central).photos_gone
    assert device.reader.number("SELECT count(*) FROM cache.file WHERE state = 'wanted'") == 3
    for _ in range(3):
        central.change("photo", "p1")
    assert device.pull(central).photos_gone  # the fourth revision is a withdrawal
    (cell,) = photos.cells(device.reader, PhotoFilter(removed=False))
    assert cell.withdrawn
    central.change("photo", "p1", deleted=True)
    assert device.pull(central).photos_gone
    assert photos.photo(device.reader, cell.id) is None


def test_what_is_unknown_is_kept_as_sent(device: Device) -> None:
    raw = translate.row(change("later", "v", 1, json.dumps({"a": 1}).encode())).raw
    assert raw == b'{"a": 1}'
    known = data_of("message", "m", 1)
    for extra in ({"mood": "good"}, {"rejection": _rejection() | {"mood": "bad"}}):
        sent = json.dumps(known | extra).encode()
        row = translate.row(change("message", "m", 1, sent))
        assert row.raw == sent
        assert row.fields is not None
    sent = json.dumps(known | {"rejection": _rejection()}).encode()
    row = translate.row(change("message", "m", 1, sent))
    assert row.raw is None


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("connection", {"requested_at": NAIVE}),
        ("connection", {"decided_at": LATE}),
        ("photo", {"delivered_at": "0001-01-01T00:00:00+14:00"}),
        ("photo", {"renditions": {}}),
        ("message", {"price": HUGE}),
        ("message", {"sent_at": LATE}),
        ("message", {"rejection": {"reason": "", "role": "", "decided_at": NAIVE, "refund": 0}}),
        ("ledger", {"amount": -HUGE - 1}),
        ("profile", {"balance": HUGE}),
        ("state", {"rev": HUGE}),
    ],
)
def test_what_no_database_or_calendar_holds_is_not_taken(kind: str, wrong: dict[str, Any]) -> None:
    """It would fail far from here, on the screen, and at every start anew."""
    item = "mark/x" if kind == "state" else "x"
    data = json.dumps(data_of(kind, item, 1) | wrong).encode()
    with pytest.raises(NotCentralError):
        translate.row(change(kind, item, 1, data))


def test_rows_nested_or_numbered_beyond_reason_are_not_taken() -> None:
    deep = b'{"kind": "mark", "id": "", "rev": 1, "fields": {"x": ' + b"[" * 9999
    photo = data_of("photo", "x", 1)
    photo["renditions"]["full"]["sha256"] = "a" * 64 + "\n"
    for wrong in (
        change("state", "mark/x", 1, deep + b"]" * 9999 + b"}}"),
        change("later", "x", HUGE, b"{}"),
        change("photo", "x", 1, json.dumps(photo).encode()),
    ):
        with pytest.raises(NotCentralError):
            translate.row(wrong)


def test_a_rejection_is_shown_whole(device: Device) -> None:
    central = Central()
    central.change("message", "m1")
    page = central.page("", 9)
    device.apply(page)
    rejected = {**data_of("message", "m1", 2), "state": "rejected", "rejection": _rejection()}
    sent = json.dumps(rejected).encode()
    row = translate.row(change("message", "m1", 2, sent))
    device.apply(Page(page.cursor, "e.2", more=False, rows=(row,), audit=None))
    shown = messages.message(device.reader, MessageId("m1"))
    assert shown is not None and shown.rejection is not None
    assert (shown.state, shown.rejection.reason) == (ItemState.REJECTED, "Not allowed")
    assert shown.rejection.refund == 50
    assert people.connection(device.reader, ConnectionId("nobody")) is None
