"""The feed: any way of cutting, repeating and restarting it ends in the same facts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain import ConnectionId, ItemState, MessageId, PhotoFilter, Topic
from kiosk.sync import translate
from kiosk.sync.failures import NotCentralError
from kiosk.sync.protocol import Change, Changes, item_hash
from kiosk.vault import feed, messages, people, photos
from kiosk.vault.connection import Reader, Store
from kiosk.vault.feed import Applied, Page, Resync
from tests.unit.kiosk.world import Clock, make_vault

AT = "2026-03-01T10:00:00Z"
NOW = Clock().now()


def data_of(kind: str, item: str, rev: int) -> dict[str, Any]:
    """What central would send of one item at one revision."""
    rendition = {"size": 10, "width": 4, "height": 3}
    shas = {name: (item + name).encode().hex().ljust(64, "0")[:64] for name in ("t", "s", "f")}
    kinds: dict[str, dict[str, Any]] = {
        "profile": {"number": "1", "first_name": f"n{rev}", "last_name": "x", "balance": rev},
        "connection": {
            "contact": "c", "name": f"Name {rev}", "state": "approved", "muted": False,
            "requested_at": AT, "request_text": "",
        },
        "photo": {
            "connection": "tie", "caption": f"caption {rev}", "sent_at": AT, "delivered_at": AT,
            "state": "withdrawn" if rev % 5 == 4 else "delivered", "removed": rev % 3 == 2,
            "renditions": {
                "thumb": {"sha256": shas["t"], **rendition},
                "screen": {"sha256": shas["s"], **rendition},
                "full": {"sha256": shas["f"], **rendition},
            },
        },
        "message": {
            "connection": "tie", "direction": "in" if rev % 2 else "out", "payment": "cod",
            "price": 50, "state": "delivered", "sent_at": AT, "reviewed": True,
            "body": f"body {rev}" if rev % 3 else None, "removed": rev % 4 == 3,
        },
        "ledger": {"kind": "gift", "amount": rev, "balance_after": rev, "at": AT},
        "state": {
            "kind": "mark", "id": "", "rev": rev,
            "fields": {"seen": True, "favourite": rev % 2 == 0, "rotation": 90 * (rev % 4)},
        },
        "visit": {"what": "a later version knows", "rev": rev},
    }  # fmt: skip
    return kinds[kind]


def change(kind: str, item: str, seq: int, data: bytes) -> Change:
    return Change(seq, kind, item, seq, deleted=False, data=msgspec.Raw(data))


class Central:
    """A model of central's feed: current rows with a sequence number, read after a cursor."""

    def __init__(self, epoch: str = "e") -> None:
        self.epoch = epoch
        self.seq = 0
        self.items: dict[tuple[str, str], tuple[int, int, bool]] = {}

    def change(self, kind: str, item: str, deleted: bool = False) -> None:
        self.seq += 1
        rev = self.items.get((kind, item), (0, 0, False))[1] + 1
        self.items[kind, item] = (self.seq, rev, deleted)

    def audit(self) -> tuple[int, str]:
        live = [(k, i, rev) for (k, i), (_, rev, deleted) in self.items.items() if not deleted]
        return len(live), f"{sum(item_hash(*one) for one in live) % 2**64:016x}"

    def page(self, cursor: str, limit: int) -> Page:
        since = int(cursor.partition(".")[2] or 0)
        rows = sorted(
            (seq, kind, item, rev, deleted)
            for (kind, item), (seq, rev, deleted) in self.items.items()
            if seq > since
        )
        more, rows = len(rows) > limit, rows[:limit]
        changes = [
            {"seq": seq, "type": kind, "id": item, "rev": rev, "deleted": deleted}
            | ({} if deleted else {"data": data_of(kind, item, rev)})
            for seq, kind, item, rev, deleted in rows
        ]
        reached = rows[-1][0] if more else self.seq
        count, digest = self.audit()
        answer = {
            "since": cursor, "cursor": f"{self.epoch}.{reached}", "more": more,
            "changes": changes, "poll_after": 1,
            "audit": None if more else {"count": count, "digest": digest},
        }  # fmt: skip
        return translate.page(msgspec.json.decode(json.dumps(answer).encode(), type=Changes))


class Device:
    """A vault that reads a model of central."""

    def __init__(self, folder: Path) -> None:
        self.vault = make_vault(folder)
        self.reader: Reader = self.vault.reader()

    def apply(self, page: Page, generation: int | None = None, now: datetime = NOW) -> Applied:
        current = feed.position(self.reader).generation if generation is None else generation
        return self.vault.write(Store.CACHE, lambda t: feed.apply(t, page, current, now)).result()

    def resync(self, why: Resync, now: datetime = NOW) -> bool:
        return self.vault.write(Store.CACHE, lambda t: feed.begin_resync(t, why, now)).result()

    def pull(self, central: Central, limit: int = 200) -> Applied:
        while True:
            page = central.page(feed.position(self.reader).cursor, limit)
            applied = self.apply(page)
            assert applied.accepted
            if not page.more:
                assert applied.audit_right
                return applied

    def facts(self) -> dict[str, Any]:
        tables = ("profile", "connection", "message", "ledger", "mark", "tally", "photo")
        found: dict[str, Any] = {}
        for table in tables:
            key = "item" if table == "mark" else "connection" if table == "tally" else "id"
            rows = self.reader.rows(f"SELECT * FROM cache.{table} ORDER BY {key}")  # noqa: S608
            skip = 1 if table in ("message", "ledger", "photo") else 0  # the local key
            found[table] = [row[skip:] for row in rows]
        found["tally"] = [row for row in found["tally"] if row[1] or row[2]]
        found["item"] = self.reader.rows(
            "SELECT type, id, seq, rev, share, raw FROM cache.item WHERE deleted = 0"
            " ORDER BY type, id"
        )
        return found

    def close(self) -> None:
        self.reader.close()
        self.vault.close()


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Device]:
    device = Device(tmp_path / "vault")
    yield device
    device.close()


ITEMS = [
    ("profile", "i"), ("connection", "tie"), ("photo", "p1"), ("photo", "p2"), ("message", "m1"),
    ("message", "m2"), ("message", "m3"), ("ledger", "l1"), ("state", "mark/p1"),
    ("state", "mark/m1"), ("visit", "v1"),
]  # fmt: skip
CHANGES = st.lists(st.tuples(st.sampled_from(ITEMS), st.booleans()), max_size=25)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("changes"), CHANGES),
        st.tuples(st.just("page"), st.integers(1, 4)),
        st.tuples(st.just("again"), st.just(0)),
        st.tuples(st.just("resync"), st.sampled_from([Resync.EXPIRED, Resync.AHEAD, Resync.BAD])),
    ),
    max_size=12,
)


@given(steps=STEPS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_history_ends_as_one_reading_would(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, Any]]
) -> None:
    folder = tmp_path_factory.mktemp("history")
    wanderer, straight = Device(folder / "wanderer"), Device(folder / "straight")
    try:
        central = Central()
        late: list[tuple[Page, int]] = []
        for step, value in steps:
            if step == "changes":
                for (kind, item), deleted in value:
                    central.change(kind, item, deleted)
            elif step == "page":
                at = feed.position(wanderer.reader)
                page = central.page(at.cursor, value)
                late.append((page, at.generation))
                assert wanderer.apply(page).accepted
            elif step == "again" and late:  # an answer that came twice, or late
                before = feed.position(wanderer.reader)
                page, generation = late[0]
                wanderer.apply(page, generation)
                after = feed.position(wanderer.reader)
                assert after.seq == before.seq or page.since == before.cursor
            elif step == "resync":
                wanderer.resync(value)
        wanderer.pull(central, 3)
        straight.pull(central)
        assert wanderer.facts() == straight.facts()
        assert feed.position(wanderer.reader).resync is Resync.NONE
        gone = wanderer.reader.rows("SELECT id FROM cache.photo")
        live = {i for (k, i), (_, _, d) in central.items.items() if k == "photo" and not d}
        assert {row[0] for row in gone} == live
    finally:
        wanderer.close()
        straight.close()


def test_old_content_stays_while_all_is_read_anew(device: Device) -> None:
    central = Central()
    for number in range(6):
        central.change("message", f"m{number}")
    device.pull(central)
    before = device.facts()["message"]
    assert device.resync(Resync.EXPIRED)
    del central.items["message", "m3"]  # as if cleaned up for good
    assert device.apply(central.page("", 2)).accepted
    assert device.facts()["message"] == before
    device.pull(central, 2)
    ids = [row[0] for row in device.reader.rows("SELECT id FROM cache.message ORDER BY id")]
    assert ids == ["m0", "m1", "m2", "m4", "m5"]


@pytest.mark.parametrize("why", [Resync.EPOCH, Resync.AHEAD])
def test_what_a_restore_lost_is_kept_as_orphaned(device: Device, why: Resync) -> None:
    central = Central()
    central.change("message", "kept")
    central.change("message", "lost")
    device.pull(central)
    restored = Central("e2")
    restored.change("message", "kept")
    device.resync(why)
    assert device.pull(restored).finished is why
    assert device.reader.rows("SELECT id FROM cache.item WHERE orphaned = 1") == [("lost",)]
    assert messages.message(device.reader, MessageId("lost")) is not None
    device.resync(Resync.EXPIRED)  # a later resync is no reason to drop it
    device.pull(restored)
    assert messages.message(device.reader, MessageId("lost")) is not None
    restored.change("message", "lost")
    device.pull(restored)
    assert device.reader.rows("SELECT id FROM cache.item WHERE orphaned = 1") == []


def test_a_restore_is_not_forgotten_over_another_resync(device: Device) -> None:
    central = Central()
    for item in ("kept", "lost"):
        central.change("message", item)
    device.pull(central)
    restored = Central("e2")
    for item in ("kept", "new"):
        restored.change("message", item)
    device.resync(Resync.EPOCH)
    assert device.apply(restored.page("", 1)).accepted
    device.resync(Resync.EXPIRED)  # before all was read anew
    assert device.pull(restored).finished is Resync.EPOCH
    assert messages.message(device.reader, MessageId("lost")) is not None


def test_a_page_of_another_place_or_generation_changes_nothing(device: Device) -> None:
    central = Central()
    central.change("profile", "i")
    page = central.page("", 9)
    assert not device.apply(page, generation=7).accepted
    assert device.apply(page).accepted
    assert not device.apply(page).accepted
    assert device.facts()["profile"][0][2] == "n1"


def test_a_wrong_audit_is_told_and_repaired_once_a_day(device: Device) -> None:
    central = Central()
    central.change("message", "m")
    device.pull(central)
    central.change("message", "m2")
    page = central.page(feed.position(device.reader).cursor, 9)
    wrong = Page(page.since, page.cursor, page.more, page.rows, (5, "0" * 16))
    assert not device.apply(wrong).audit_right
    assert device.resync(Resync.AUDIT)
    device.pull(central)
    assert not device.resync(Resync.AUDIT, NOW + timedelta(hours=23))
    assert device.resync(Resync.AUDIT, NOW + timedelta(hours=24))
    assert device.resync(Resync.AUDIT, NOW - timedelta(days=900))  # the clock was set back


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
    raw = translate.row(change("visit", "v", 1, json.dumps({"a": 1}).encode())).raw
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


NAIVE, LATE, HUGE = "2024-01-01T00:00:00", "9999-12-31T23:59:59-14:00", 2**63


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
        change("visit", "x", HUGE, b"{}"),
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


def _rejection() -> dict[str, Any]:
    return {"reason": "Not allowed", "role": "mail reviewer", "decided_at": AT, "refund": 50}
