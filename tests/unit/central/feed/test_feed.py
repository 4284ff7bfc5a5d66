from __future__ import annotations

import random
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central.accounts.models import Inmate
from central.facilities.models import Facility
from central.feed import changes, cursors, operating, publishing
from central.feed.models import FeedHead
from central.refusals import Refused
from tests import seed
from tests.unit.central.device_client import Device


@pytest.fixture
def device(pair: SimpleNamespace) -> Device:
    device = Device()
    device.sign_in()
    return device


def test_pages_go_on_where_the_last_ended(pair: SimpleNamespace, device: Device) -> None:
    for index in range(450):
        publishing.publish(UUID(pair.inmate), "later", f"item {index}", {"n": index})
    cursor, seen, pages = "", [], 0
    while True:
        page = device.changes(cursor).json()
        assert page["since"] == cursor
        assert len(page["changes"]) <= 200
        assert ("audit" in page) is not page["more"]
        seen += [row["seq"] for row in page["changes"]]
        cursor, pages = page["cursor"], pages + 1
        if not page["more"]:
            break
    assert pages == 3
    assert seen == sorted(set(seen))
    assert page["audit"]["count"] == len(seen)
    assert page["poll_after"] == 1


def test_an_idle_poll_costs_the_same_however_much_there_is(
    pair: SimpleNamespace, device: Device
) -> None:
    def cost() -> int:
        cursor = device.changes().json()["cursor"]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = device.changes(cursor).json()
        assert page["changes"] == []
        assert page["cursor"] == cursor
        assert not any("feed_feeditem" in query["sql"] for query in queries)
        return len(queries)

    few = cost()
    for index in range(150):
        publishing.publish(UUID(pair.inmate), "later", str(index), {})
    assert cost() == few <= 4


def test_a_removal_is_a_row_and_equal_data_no_change(pair: SimpleNamespace, device: Device) -> None:
    inmate = UUID(pair.inmate)
    first = publishing.publish(inmate, "later", "x", {"a": 1})
    assert publishing.publish(inmate, "later", "x", {"a": 1}) == first
    cursor = device.changes().json()["cursor"]
    publishing.retract(inmate, "later", "x")
    rows = device.changes(cursor).json()["changes"]
    assert rows == [{"seq": first + 1, "type": "later", "id": "x", "rev": 2, "deleted": True}]
    assert publishing.retract(inmate, "later", "never there") == first + 1


@pytest.mark.logs("cursor")
def test_cursors_that_cannot_be_used(pair: SimpleNamespace, device: Device) -> None:
    def ask(cursor: str) -> tuple[int, str]:
        answer = device.changes(cursor)
        return answer.status_code, answer.json().get("code", "")

    inmate = UUID(pair.inmate)
    cursor = device.changes().json()["cursor"]
    for made_up in ("x", "AAAA", cursor[:-2] + "zz", cursor + "A", "ü"):
        assert ask(made_up) == (400, "bad-cursor"), made_up
    ahead = cursors.write(inmate, cursors.Position(cursors.epoch(), 10**6))
    assert ask(ahead) == (410, "cursor-ahead")
    operating.expire_cursors()
    seed.message(pair.connection, "hello")
    assert ask(cursor)[1] == ""  # not before what expired
    old = cursors.write(inmate, cursors.Position(cursors.epoch(), 1))
    assert ask(old) == (410, "cursor-expired")
    assert ask("") == (200, "")
    operating.renew_epoch()
    assert ask(cursor) == (410, "epoch-changed")
    assert ask(device.changes().json()["cursor"]) == (200, "")


def test_a_long_reading_after_cursors_expired_comes_to_its_end(
    pair: SimpleNamespace, device: Device
) -> None:
    inmate = Inmate.objects.select_related("facility").get(pk=pair.inmate)
    for index in range(6):
        publishing.publish(inmate.pk, "later", str(index), {})
    operating.expire_cursors()
    reader = Reader(inmate, [2])
    assert reader.read_page()
    publishing.publish(inmate.pk, "later", "new", {})
    reader.read_to_end()
    assert len(reader.pages) > 3
    assert "new" in reader.live()
    begun_before = reader.pages[0]["cursor"]
    operating.expire_cursors()
    assert device.changes(begun_before).json()["code"] == "cursor-expired"
    assert device.changes(reader.cursor).status_code == 200


ACTS = st.lists(
    st.tuples(st.sampled_from(["put", "put", "put", "remove", "read"]), st.integers(0, 8)),
    max_size=40,
)


@pytest.mark.django_db
@settings(
    max_examples=settings().max_examples // 4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    acts=ACTS,
    sizes=st.lists(st.integers(1, 7), min_size=1),
    shuffle=st.randoms(use_true_random=False),
)
def test_any_pages_from_any_cursor_lead_to_the_same(
    db: None, acts: list[tuple[str, int]], sizes: list[int], shuffle: random.Random
) -> None:
    """A reader that stops anywhere, reads pages of any size, some twice, ends like central."""
    inmate = _fresh_inmate()
    reader = Reader(inmate, sizes)
    for number, (act, item) in enumerate(acts):
        if act == "put":
            publishing.publish(inmate, "later", str(item), {"n": number})
        elif act == "remove":
            publishing.retract(inmate, "later", str(item))
        else:
            reader.read_page()
    reader.read_to_end()
    fresh = Reader(inmate, sizes)
    fresh.read_to_end()
    shuffle.shuffle(fresh.pages)
    late = Reader(inmate, sizes)
    for page in fresh.pages:  # late, doubled and reordered answers change nothing for the worse
        late.apply(page)
        late.apply(page)
    truth = {row.item: row.data for row in inmate.feed.filter(deleted=False, type="later")}
    assert reader.live() == fresh.live() == late.live() == truth
    head = FeedHead.objects.get(pk=inmate.pk)
    assert reader.digest() == fresh.digest() == (head.count, head.digest)


def _fresh_inmate() -> Inmate:
    if not Facility.objects.exists():
        seed.facility()
    made = seed.inmate(str(uuid4())[:20], "Any", "Body", pin="480215")
    return Inmate.objects.select_related("facility").get(pk=made["id"])


class Reader:
    """What a device does with pages: rows by thing, newest seq wins."""

    def __init__(self, inmate: Inmate, sizes: list[int]) -> None:
        self.inmate, self.sizes = inmate, sizes
        self.cursor = ""
        self.rows: dict[tuple[str, str], dict[str, Any]] = {}
        self.pages: list[dict[str, Any]] = []

    def read_page(self) -> bool:
        limit = self.sizes[len(self.pages) % len(self.sizes)]
        page = changes.page(self.inmate, self.cursor, limit=limit)
        assert page["since"] == self.cursor
        self.pages.append(page)
        self.apply(page)
        self.cursor = page["cursor"]
        return bool(page["more"])

    def read_to_end(self) -> None:
        while self.read_page():
            pass

    def apply(self, page: dict[str, Any]) -> None:
        for row in page["changes"]:
            held = self.rows.get((row["type"], row["id"]))
            if held is None or row["seq"] > held["seq"]:
                self.rows[row["type"], row["id"]] = row

    def live(self) -> dict[str, Any]:
        return {
            item: row["data"]
            for (kind, item), row in self.rows.items()
            if kind == "later" and not row["deleted"]
        }

    def digest(self) -> tuple[int, str]:
        live = [(k, i, row["rev"]) for (k, i), row in self.rows.items() if not row["deleted"]]
        total = sum(publishing.item_hash(*row) for row in live) % 2**64
        return len(live), f"{total:016x}"


def test_bad_cursor_is_refused_in_plain_code(pair: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="bad-cursor"):
        cursors.read(UUID(pair.inmate), "")
