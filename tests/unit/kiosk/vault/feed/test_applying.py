"""The feed: any way of cutting, repeating and restarting it ends in the same facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from kiosk.domain import MessageId
from kiosk.vault import feed, messages
from kiosk.vault.feed import Page, Resync
from tests.unit.kiosk.vault.feed.ground import NOW, STEPS, Central, Device


@given(steps=STEPS)
@settings(
    max_examples=settings().max_examples // 5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
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


def test_a_row_that_was_read_already_changes_nothing(device: Device) -> None:
    central = Central()
    central.change("message", "m1")
    old = central.page("", 9)
    central.change("message", "m1")
    device.pull(central)
    before, at = device.facts(), feed.position(device.reader)
    again = replace(old, since=at.cursor, cursor="e.9", audit=central.audit())
    assert device.apply(again).audit_right
    assert device.facts() == before
    assert feed.position(device.reader) == replace(at, cursor="e.9")


def test_what_is_unknown_goes_when_central_no_longer_has_it(device: Device) -> None:
    central = Central()
    central.change("later", "v1")
    central.change("message", "m1")
    device.pull(central)
    del central.items["later", "v1"]
    device.resync(Resync.EXPIRED)
    device.pull(central)
    assert device.reader.rows("SELECT type, id FROM cache.item") == [("message", "m1")]


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
