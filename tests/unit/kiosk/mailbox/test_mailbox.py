"""The one door: acts answer once kept, and screens hear what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

import pytest

from kiosk.domain import (
    CommandKind,
    ConnectionId,
    ConnectionState,
    InmateId,
    ItemState,
    KnownFailure,
    LastSignIn,
    LedgerKind,
    MessageId,
    NetworkState,
    Payment,
    PhotoFilter,
    PhotoId,
    Profile,
    Services,
    Settings,
    Sha256,
    Topic,
)
from kiosk.vault import people
from kiosk.vault.connection import SqlValue, Store, Transaction
from kiosk.vault.files import FileMissingError
from tests.unit.kiosk.world import POLICY, Clock, Desk, Ids, make_vault

TIE, OTHER = ConnectionId("tie"), ConnectionId("other")
HOUR = 3_600_000_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    vault = make_vault(tmp_path / "vault")
    desk = Desk(vault, Clock(), Ids())
    fill(desk)
    yield desk
    desk.box.close()
    desk.box.close()
    vault.close()


def put(transaction: Transaction, table: str, **row: SqlValue) -> None:
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    transaction.run(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608


def photo(transaction: Transaction, number: int, tie: str = "tie", **more: SqlValue) -> None:
    renditions: dict[str, SqlValue] = {}
    for kind in ("thumb", "screen", "full"):
        renditions |= {
            f"{kind}_sha": f"{kind}{number}", f"{kind}_size": 10,
            f"{kind}_width": 4, f"{kind}_height": 3,
        }  # fmt: skip
    row: dict[str, SqlValue] = {
        "id": f"p{number}", "connection": tie, "caption": f"caption {number}",
        "sent_at": number * HOUR, "delivered_at": number * HOUR, "state": "delivered", "note": "",
        "removed": 0,
    }  # fmt: skip
    put(transaction, "photo", **(row | renditions | more))


def message(transaction: Transaction, number: int, tie: str = "tie", **more: SqlValue) -> None:
    row: dict[str, SqlValue] = {
        "id": f"m{number}", "connection": tie, "direction": "in", "payment": "prepaid",
        "price": 50, "state": "delivered", "body": f"body {number}", "at": number * HOUR,
        "sent_at": number * HOUR, "reviewed": 1, "delivered_at": number * HOUR, "note": "",
        "removed": 0,
    }  # fmt: skip
    put(transaction, "message", **(row | more))


def fill(desk: Desk) -> None:
    def work(t: Transaction) -> None:
        tie: dict[str, SqlValue] = {
            "contact": "c", "muted": 0, "requested_at": 1, "decided_at": 2, "request_text": "",
        }  # fmt: skip
        put(t, "connection", id="tie", name="Maria", state="approved", **tie)
        put(t, "connection", id="other", name="Ana", state="approved", **tie)
        put(t, "connection", id="new", name="Zoe", state="requested", **tie)
        for number in range(1, 8):
            photo(t, number, "tie" if number % 2 else "other", seen=int(number < 3))
        photo(t, 8, removed=1)
        photo(t, 9, state="withdrawn", note="Withdrawn.")
        for number in range(1, 6):
            message(t, number)
        message(t, 6, "other", payment="cod", body=None)
        put(t, "ledger", id="l1", kind="gift", amount=300, balance_after=300, at=1,
            contact_name="Maria", about_type="", about="", seq=1)  # fmt: skip
        put(t, "ledger", id="l2", kind="message.open", amount=-50, balance_after=250, at=2,
            contact_name="Maria", about_type="message", about="m1", seq=2)  # fmt: skip
        people.keep_profile(t, Profile(InmateId("inmate-1"), "1001", "Daniel", "Reyes", 250))

    desk.vault.write(Store.CACHE, work).result()


def ids(desk: Desk, which: PhotoFilter) -> list[str]:
    cells = desk.box.photo_cells(which)
    found: list[str] = [cell.id for cell in cells]
    assert len(found) == len(cells)
    assert [cell.id for cell in cells[1:]] == found[1:]
    places = [desk.box.photo_place(which, PhotoId(item)) for item in found]
    assert places[:50] == list(range(len(found)))[:50]
    runs = groupby(cells, lambda cell: third(cell.delivered_at))
    months = [(first, len(list(run))) for first, run in runs]
    assert list(desk.box.photo_months(which, third)) == months
    return found


def test_cells_that_have_gone_are_past_the_end(desk: Desk) -> None:
    cells = desk.box.photo_cells(PhotoFilter())
    assert len(cells) > 0
    desk.vault.write(Store.CACHE, lambda t: t.run("DELETE FROM photo")).result()
    with pytest.raises(IndexError):
        cells[0]
    assert len(desk.box.photo_cells(PhotoFilter())) == 0


def third(at: datetime) -> datetime:
    """The first moment of three hours, which stand in for a month."""
    return at.replace(hour=at.hour - at.hour % 3, minute=0, second=0, microsecond=0)


def test_grids_newest_first_in_every_choice(desk: Desk) -> None:
    assert ids(desk, PhotoFilter()) == ["p9", "p7", "p6", "p5", "p4", "p3", "p2", "p1"]
    assert ids(desk, PhotoFilter(connection=OTHER)) == ["p6", "p4", "p2"]
    assert ids(desk, PhotoFilter(new=True)) == ["p7", "p6", "p5", "p4", "p3"]
    assert ids(desk, PhotoFilter(new=True, connection=OTHER)) == ["p6", "p4"]
    assert ids(desk, PhotoFilter(favourites=True)) == []
    assert ids(desk, PhotoFilter(removed=True)) == ["p8"]
    cells = desk.box.photo_cells(PhotoFilter())
    assert cells[-1].id == "p1"
    assert desk.box.photo_place(PhotoFilter(), PhotoId("p8")) is None
    assert desk.box.photo_place(PhotoFilter(), PhotoId("none")) is None
    assert cells[0].withdrawn
    with pytest.raises(IndexError):
        cells[8]


def test_grids_with_what_the_person_did_laid_over(desk: Desk) -> None:
    desk.act("mark_photo", PhotoId("p7"), seen=True, favourite=True)
    desk.act("mark_photo", PhotoId("p1"), seen=False, rotation=90)
    desk.act("remove_photo", PhotoId("p6"))
    desk.act("restore_photo", PhotoId("p8"))
    assert ids(desk, PhotoFilter()) == ["p9", "p8", "p7", "p5", "p4", "p3", "p2", "p1"]
    assert ids(desk, PhotoFilter(new=True)) == ["p8", "p5", "p4", "p3", "p1"]
    assert ids(desk, PhotoFilter(favourites=True)) == ["p7"]
    assert ids(desk, PhotoFilter(removed=True)) == ["p6"]
    assert ids(desk, PhotoFilter(connection=OTHER)) == ["p4", "p2"]
    counts = desk.box.photo_counts()
    assert (counts.total, counts.new, counts.favourites) == (8, 5, 1)
    assert counts.by_connection == ((TIE, "Maria", 6), (OTHER, "Ana", 2))
    desk.act("mark_photo", PhotoId("p7"), favourite=False)
    assert ids(desk, PhotoFilter(favourites=True)) == []
    shown = desk.box.photo(PhotoId("p1"))
    assert shown is not None and (shown.rotation, shown.seen) == (90, False)
    assert desk.box.photo(PhotoId("none")) is None


def test_a_long_grid_is_read_by_pages_both_ways(desk: Desk) -> None:
    def work(t: Transaction) -> None:
        for number in range(1000, 6000):
            photo(t, number)

    desk.vault.write(Store.CACHE, work).result()
    cells = desk.box.photo_cells(PhotoFilter(connection=TIE))
    found = [cell.id for cell in cells]
    assert found[:5000] == [f"p{number}" for number in range(5999, 999, -1)]
    assert cells[3000].id == "p2999"
    assert cells[10].id == "p5989"
    backwards = desk.box.photo_cells(PhotoFilter(connection=TIE))
    assert [backwards[at].id for at in range(len(backwards) - 1, -1, -1)] == found[::-1]


def test_home_tells_all_that_is_new(desk: Desk) -> None:
    home = desk.box.home()
    assert home.profile == Profile(InmateId("inmate-1"), "1001", "Daniel", "Reyes", 250)
    assert [p.id for p in home.new_photos] == ["p7", "p6", "p5", "p4", "p3"]
    assert home.new_photo_count == 5
    assert home.latest_photos == ()
    assert home.unread_count == 6
    assert [request.name for request in home.requests] == ["Zoe"]
    assert home.last_credit is not None and home.last_credit.amount == 300
    for number in range(3, 8):
        desk.act("mark_photo", PhotoId(f"p{number}"), seen=True)
    assert [p.id for p in desk.box.home().latest_photos] == ["p9", "p7", "p6", "p5", "p4", "p3"]


def test_conversations_are_paged_and_what_is_kept_comes_last(desk: Desk) -> None:
    for text in ("one", "two", "three"):
        assert desk.act("send", TIE, text, Payment.COD, 50) is None
    page = desk.box.messages(TIE, limit=4)
    assert [m.body for m in page] == ["body 5", "one", "two", "three"]
    assert [m.state for m in page[1:]] == [ItemState.KEPT] * 3
    page = desk.box.messages(TIE, page[0].id, limit=3)
    assert [m.body for m in page] == ["body 2", "body 3", "body 4"]
    assert [m.body for m in desk.box.messages(TIE, page[0].id)] == ["body 1"]
    assert [m.body for m in desk.box.messages(TIE, limit=2)] == ["two", "three"]
    kept = desk.box.messages(TIE, limit=2)[0]
    assert [m.body for m in desk.box.messages(TIE, kept.id, limit=2)] == ["body 5", "one"]
    assert desk.box.message(kept.id) == kept
    assert desk.box.message(MessageId("none")) is None
    threads = desk.box.threads()
    assert [(t.connection.name, t.last.body if t.last else "") for t in threads] == [
        ("Maria", "three"),
        ("Ana", None),
    ]


def test_threads_count_and_reading_and_removing_show_at_once(desk: Desk) -> None:
    thread = desk.box.thread(TIE)
    assert thread is not None and (thread.unread, thread.sealed, thread.draft) == (5, 0, False)
    desk.act("save_draft", TIE, "begun", Payment.COD)
    desk.act("mark_thread_read", TIE)
    desk.act("mark_thread_read", TIE)
    desk.act("remove_message", MessageId("m5"))
    thread = desk.box.thread(TIE)
    assert thread is not None and (thread.unread, thread.draft) == (0, True)
    assert thread.last is not None and thread.last.body == "body 4"
    assert [m.body for m in desk.box.messages(TIE)] == [f"body {n}" for n in range(1, 5)]
    desk.act("restore_message", MessageId("m5"))
    assert len(desk.box.messages(TIE)) == 5
    assert desk.box.thread(ConnectionId("none")) is None


def test_what_cannot_be_sent_stays_in_the_draft(desk: Desk) -> None:
    assert desk.act("send", TIE, " \n", Payment.COD, 50) is KnownFailure.EMPTY
    assert desk.act("send", TIE, "x" * 2001, Payment.COD, 50) is KnownFailure.TOO_LONG
    draft = desk.box.draft(TIE)
    assert draft is not None and draft.body == "x" * 2001
    zoe = ConnectionId("new")
    assert desk.act("send", zoe, "hello", Payment.COD, 50) is KnownFailure.NOT_CONNECTED
    desk.vault.set_policy(replace(POLICY, services=Services(cod=False)))
    assert desk.act("send", OTHER, "hello", Payment.COD, 50) is KnownFailure.SERVICE_OFF
    assert desk.act("send", OTHER, "hello", Payment.PREPAID, 50) is None
    assert desk.box.policy().services.cod is False
    assert len(desk.box.outbox()) == 1


def test_sealed_messages_are_opened_by_one_command(desk: Desk) -> None:
    (sealed,) = desk.box.messages(OTHER)
    assert sealed.sealed and sealed.unread
    assert desk.act("open_message", sealed.id, 50) is None
    (opening,) = desk.box.messages(OTHER)
    assert opening.opening and not opening.unread
    assert desk.act("open_message", MessageId("m1"), 50) is KnownFailure.GONE
    assert desk.act("open_message", MessageId("none"), 50) is KnownFailure.GONE
    (entry,) = desk.box.outbox()
    assert (entry.kind, entry.about, entry.contact_name) == (
        CommandKind.MESSAGE_OPEN,
        "m6",
        "Ana",
    )


@pytest.mark.parametrize(
    ("act", "tie", "state", "muted"),
    [
        ("approve", "new", ConnectionState.APPROVED, False),
        ("decline", "new", ConnectionState.DECLINED, False),
        ("block", "tie", ConnectionState.BLOCKED, False),
        ("unblock", "tie", ConnectionState.APPROVED, False),
        ("mute", "tie", ConnectionState.APPROVED, True),
        ("unmute", "tie", ConnectionState.APPROVED, False),
    ],
)
def test_decisions_show_at_once(
    desk: Desk, act: str, tie: str, state: ConnectionState, muted: bool
) -> None:
    assert desk.act(act, ConnectionId(tie)) is None
    shown = desk.box.connection(ConnectionId(tie))
    assert shown is not None
    assert (shown.state, shown.muted, shown.pending) == (state, muted, True)
    assert shown in desk.box.connections(state)


def test_account_and_settings(desk: Desk) -> None:
    assert [line.kind for line in desk.box.ledger()] == [LedgerKind.MESSAGE_OPEN, LedgerKind.GIFT]
    assert desk.box.ledger()[0].about_state is ItemState.DELIVERED
    assert [line.id for line in desk.box.ledger("l2")] == ["l1"]
    wanted = Settings(language="es", theme="dark")
    assert desk.act("save_settings", wanted) is None
    assert desk.act("save_settings", replace(wanted, text_percent=150)) is None
    assert desk.box.settings() == replace(wanted, text_percent=150)
    for theme in ("light", "dark", "light"):  # faster than the disk
        desk.box.save_settings(replace(wanted, theme=theme))
    desk.settle()
    assert desk.box.settings().theme == "light"
    assert desk.box.last_sign_in() == LastSignIn(None, "", 0)
    last = LastSignIn(desk.clock.now() - timedelta(hours=1), "Kiosk B", 3)
    for _ in range(2):
        desk.vault.write(Store.VAULT, lambda t: people.keep_last_sign_in(t, last)).result()
    assert desk.box.last_sign_in() == last
    assert desk.act("freeze_account") is None
    assert desk.act("appeal", MessageId("m1"), " ") is KnownFailure.EMPTY
    assert desk.act("appeal", MessageId("m1"), "It was a joke") is None
    kinds = [entry.kind for entry in desk.box.outbox()]
    assert kinds == [CommandKind.ACCOUNT_FREEZE, CommandKind.REJECTION_APPEAL]


def test_settings_that_are_being_kept_are_the_settings(desk: Desk) -> None:
    desk.box.save_settings(replace(desk.box.settings(), notice_version=3))
    desk.box.save_settings(replace(desk.box.settings(), last_screen="home"))
    desk.settle()
    assert desk.box.settings() == Settings(notice_version=3, last_screen="home")


def test_settings_that_mean_something_else_by_a_name_do_no_harm(desk: Desk) -> None:
    row = '{"language": 7}'
    desk.vault.write(
        Store.CACHE, lambda t: put(t, "settings", id="main", fields=row, rev=1)
    ).result()
    assert desk.box.settings() == Settings()


def test_status_and_its_changes(desk: Desk) -> None:
    heard: list[frozenset[Topic]] = []
    desk.settle()
    stop = desk.box.subscribe(heard.append)
    desk.vault.set_network(NetworkState.OFFLINE)
    desk.vault.set_network(NetworkState.OFFLINE)
    desk.vault.set_policy(POLICY)
    desk.settle()
    assert heard == [frozenset({Topic.STATUS, Topic.POLICY})]
    desk.act("send", TIE, "words", Payment.COD, 50)
    assert desk.box.status().queued == 1
    assert desk.box.status().network is NetworkState.OFFLINE
    assert heard[1] >= {Topic.OUTBOX, Topic.MESSAGES}
    stop()
    stop()
    desk.act("save_draft", TIE, "words", Payment.COD)
    assert len(heard) == 2


def test_drafts_are_discarded_and_leave_versions(desk: Desk) -> None:
    desk.act("save_draft", TIE, "words", Payment.COD)
    draft = desk.box.draft(TIE)
    assert draft is not None
    desk.act("discard_draft", TIE)
    assert desk.box.draft(TIE) is None
    assert [version.body for version in desk.box.draft_versions(draft.id)] == ["words"]


def test_asking_for_a_picture_first(desk: Desk) -> None:
    desk.box.fetch_first(Sha256("full1"))
    assert desk.vault.files.wanted_first() == "full1"
    with pytest.raises(FileMissingError):
        desk.vault.files.read(Sha256("full1"))


def test_a_full_disk_is_told_to_the_act(desk: Desk) -> None:
    desk.vault._writer.outside(
        Store.VAULT, lambda c: c.pragma("max_page_count", c.pragma("page_count"))
    ).result()
    failure = desk.act("save_draft", TIE, "long " * 50_000, Payment.COD)
    assert failure is KnownFailure.DISK_FULL
    assert desk.act("send", TIE, "long " * 50_000, Payment.COD, 50) is KnownFailure.DISK_FULL


def test_a_closed_vault_is_told_to_the_act(desk: Desk) -> None:
    desk.vault.close()
    answers: list[object] = []
    desk.box.save_draft(TIE, "late", Payment.COD, answers.append)
    desk.box.save_draft(TIE, "late", Payment.COD)
    desk.screen.settle()
    assert answers == [KnownFailure.STORAGE_BROKEN]


def test_bugs_raise_on_the_screens_thread(desk: Desk) -> None:
    def bug(_: Transaction) -> None:
        raise LookupError("a bug")

    desk.box._keep(bug, None)
    with pytest.raises(LookupError):
        desk.settle()


def test_an_empty_vault_shows_empty_screens(tmp_path: Path) -> None:
    vault = make_vault(tmp_path / "vault")
    desk = Desk(vault, Clock(), Ids())
    home = desk.box.home()
    assert home.profile.inmate == "inmate-1"
    assert (home.threads, home.requests, home.last_credit, home.new_photos) == ((), (), None, ())
    assert desk.box.status().last_synced is None
    desk.box.close()
    vault.close()
