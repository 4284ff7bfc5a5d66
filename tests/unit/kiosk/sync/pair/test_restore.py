"""A central that was restored from backup, and the devices that remember more than it does."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain import ItemState, MessageId, Payment, PhotoId
from kiosk.sync import journal as handing
from kiosk.sync import pull
from kiosk.sync.failures import OfflineError
from kiosk.vault import journal, marks, outbox
from kiosk.vault.connection import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.central_server import CentralServer
    from tests.unit.kiosk.sync.pair.ground import SignIn
    from tests.unit.kiosk.world import Person


def state(person: Person) -> tuple[int, list[int]]:
    """The balance and the lines that the screen shows, newest first."""
    return person.box.profile().balance, [line.amount for line in person.box.ledger()]


def catch_up(*people: Person) -> None:
    """Let everybody sync until what one brought back has reached the others."""
    for _ in range(2):
        for person in people:
            person.clock.advance(60)
            person.sync()


@pytest.mark.logs("resync")
def test_nothing_is_lost_and_nobody_pays_twice(
    central: CentralServer, family: Any, sign_in: SignIn, tmp_path: Path
) -> None:
    central.seed.credits(family.id, 500)
    sealed = central.seed.message(family.tie, "Collect words", payment="cod")
    one, two = sign_in(), sign_in("Kiosk B")
    catch_up(one, two)
    central.backup(tmp_path / "backup")
    central.seed.buy(family.contact, 1000)
    one.act("open_message", MessageId(sealed.id), 50)
    one.act("send", family.tie, "Paid by me", Payment.PREPAID, 50)
    one.sync()
    two.sync()
    two.act("send", family.tie, "You pay", Payment.COD, 50)
    two.act("send", family.tie, "Paid by me, too", Payment.PREPAID, 50)
    catch_up(two, one)
    before = state(one)
    assert before == (350, [-50, -50, -50, 500])
    bodies = {message.body for message in one.box.messages(family.tie)}
    central.restore(tmp_path / "backup")
    assert central.seed.balance(family.id) == 500
    catch_up(one, two)
    assert {message.body for message in central.seed.messages(family.tie)} == bodies
    assert len(central.seed.messages(family.tie)) == len(bodies) == 4
    for person in (one, two):
        assert state(person)[0] == 350 == central.seed.balance(family.id)
        assert sorted(state(person)[1]) == [-50, -50, -50, 500]
        assert {message.body for message in person.box.messages(family.tie)} == bodies
        assert (
            person.reader.rows("SELECT id FROM cache.item WHERE orphaned = 1 AND type <> 'state'")
            == []
        )
    opened = one.box.message(MessageId(sealed.id))
    assert opened is not None
    assert (opened.state, opened.body) == (ItemState.OPENED, "Collect words")
    assert not opened.lost
    assert central.seed.loose_ends() == []
    assert central.seed.ledger_faults() == []
    assert central.seed.balance(family.contact) == 5000 + 1000


@pytest.mark.logs("resync")
def test_what_central_no_longer_has_stays_readable(
    central: CentralServer, family: Any, sign_in: SignIn, tmp_path: Path
) -> None:
    central.seed.credits(family.id, 100)
    person = sign_in()
    person.sync()
    central.backup(tmp_path / "backup")
    sealed = central.seed.message(family.tie, "Paid for and lost", payment="cod")
    photo = central.seed.photo(family.tie, "Lost")
    person.sync()
    person.act("open_message", MessageId(sealed.id), 50)
    catch_up(person)
    central.restore(tmp_path / "backup")
    catch_up(person)
    kept = person.box.message(MessageId(sealed.id))
    assert kept is not None
    assert (kept.body, kept.lost) == ("Paid for and lost", True)
    picture = person.box.photo(photo.id)
    assert picture is not None and picture.lost
    (end,) = central.seed.loose_ends()
    assert (end.why, end.kind, end.amount) == ("thing-gone", "message.open", 50)
    assert person.box.profile().balance == central.seed.balance(family.id) == 50
    assert central.seed.ledger_faults() == []


@pytest.mark.logs("resync")
def test_marks_and_settings_that_central_lost_are_told_to_it_again(
    central: CentralServer, family: Any, sign_in: SignIn, tmp_path: Path
) -> None:
    """Whether central lost all of a mark or only what was added to it."""
    older, newer = (PhotoId(central.seed.photo(family.tie, each).id) for each in ("one", "two"))
    person = sign_in()
    person.sync()
    person.act("mark_photo", older, seen=True)
    person.act("save_settings", replace(person.box.settings(), text_percent=130))
    catch_up(person)
    central.backup(tmp_path / "backup")
    gone = PhotoId(central.seed.photo(family.tie, "Lost").id)
    person.sync()
    for photo in (older, newer, gone):
        person.act("mark_photo", photo, favourite=True, rotation=90)
    person.act("save_settings", replace(person.box.settings(), text_percent=150))
    catch_up(person)
    assert not marks.unsynced(person.reader)
    central.restore(tmp_path / "backup")
    catch_up(person)
    assert not marks.unsynced(person.reader)
    assert person.reader.number("SELECT count(*) FROM main.pending_mark") == 0
    other = sign_in("Kiosk B")
    other.sync()
    for box in (person.box, other.box):
        found = [box.photo(photo) for photo in (older, newer)]
        shown = [(one.seen, one.favourite, one.rotation) for one in found if one is not None]
        assert shown == [(True, True, 90), (False, True, 90)]
        assert box.settings().text_percent == 150
    kept = person.box.photo(gone)
    assert kept is not None and kept.lost and kept.favourite
    pull.catch_up(person.line)  # as at the next start: what central has again is not told again
    assert not marks.unsynced(person.reader)


@pytest.mark.logs("resync")
def test_marks_are_told_again_though_the_power_went_when_all_was_read_anew(
    central: CentralServer, family: Any, sign_in: SignIn, tmp_path: Path
) -> None:
    photo = PhotoId(central.seed.photo(family.tie, "one").id)
    person = sign_in()
    person.sync()
    central.backup(tmp_path / "backup")
    person.act("mark_photo", photo, favourite=True)
    person.act("save_settings", replace(person.box.settings(), text_percent=150))
    catch_up(person)
    central.restore(tmp_path / "backup")
    catch_up(person)
    person.vault.write(Store.CACHE, lambda t: t.run("UPDATE item SET orphaned = type = 'state'"))
    person.act("mark_photo", photo, favourite=False)
    person.act("save_settings", replace(person.box.settings(), text_percent=130))
    pull.catch_up(person.line)
    (told,) = marks.unsynced_marks(person.reader, 9)
    assert told.fields == {"seen": False, "favourite": False, "rotation": 0}
    catch_up(person)
    found = person.box.photo(photo)
    assert found is not None and not found.favourite
    assert person.box.settings().text_percent == 130


@pytest.mark.logs("resync")
def test_what_was_paid_before_a_restore_comes_back_before_anything_new_is_paid(
    central: CentralServer, family: Any, sign_in: SignIn, tmp_path: Path
) -> None:
    """Else the last credits were spent twice, and the account lay below zero."""
    central.seed.credits(family.id, 50)
    person = sign_in()
    person.sync()
    central.backup(tmp_path / "backup")
    person.act("send", family.tie, "Paid with the last", Payment.PREPAID, 50)
    catch_up(person)
    central.restore(tmp_path / "backup")
    assert central.seed.balance(family.id) == 50
    person.vault.write(  # as on a device that has not heard of the first message's price
        Store.CACHE, lambda t: t.run("UPDATE profile SET balance = 50")
    ).result()
    person.act("send", family.tie, "And once more", Payment.PREPAID, 50)
    catch_up(person)
    assert [m.body for m in central.seed.messages(family.tie)] == ["Paid with the last"]
    (refused,) = person.box.refusals()
    assert (refused.code, refused.missing) == ("too-few-credits", 50)
    assert central.seed.balance(family.id) == 0
    assert not [end for end in central.seed.loose_ends() if str(family.id) in end.source]
    assert central.seed.ledger_faults() == []


@pytest.mark.logs("resync")
def test_the_journal_goes_in_pages_and_goes_on_where_it_broke(
    central: CentralServer,
    family: Any,
    sign_in: SignIn,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(handing, "BATCH", 2)
    person = sign_in()
    person.sync()
    central.backup(tmp_path / "backup")
    texts = [f"number {number}" for number in range(5)]
    for text in texts:
        person.act("send", family.tie, text, Payment.COD, 50)
    person.sync()
    central.restore(tmp_path / "backup")
    whole, pages = person.device.client.receipts, []

    def once_cut(token: str, handed: Any) -> Any:
        pages.append(len(handed))
        answer = whole(token, handed)
        if len(pages) == 2:
            raise OfflineError("the answer was lost")
        return answer

    monkeypatch.setattr(person.device.client, "receipts", once_cut)
    person.sync()
    place = journal.due(person.reader)
    assert place is not None and place.id
    catch_up(person)
    assert pages == [2, 2, 2, 1]
    assert journal.due(person.reader) is None
    assert [m.body for m in central.seed.messages(family.tie)] == texts
    assert [m.body for m in person.box.messages(family.tie)] == texts


@pytest.mark.logs("resync")
def test_a_second_restore_before_the_journal_is_through_begins_it_anew(
    central: CentralServer,
    family: Any,
    sign_in: SignIn,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(handing, "BATCH", 1)
    person = sign_in()
    person.sync()
    central.backup(tmp_path / "backup")
    for text in ("one", "two", "three"):
        person.act("send", family.tie, text, Payment.COD, 50)
    person.sync()
    central.restore(tmp_path / "backup")
    whole, seen = person.device.client.receipts, []

    def restored_once(token: str, handed: Any) -> Any:
        seen.append(handed[0].args["body"])
        if len(seen) == 2:
            central.restore(tmp_path / "backup")
            raise OfflineError
        return whole(token, handed)

    monkeypatch.setattr(person.device.client, "receipts", restored_once)
    person.sync()
    catch_up(person)
    assert seen == ["one", "two", "two", "one", "two", "three"]
    assert [m.body for m in central.seed.messages(family.tie)] == ["one", "two", "three"]


def test_a_restore_that_the_cursor_does_not_tell_of_is_noticed_by_the_epoch(
    central: CentralServer, family: Any, sign_in: SignIn, tmp_path: Path
) -> None:
    """The facts were set aside as damaged in the very hour in which central was restored."""
    person = sign_in()
    person.sync()
    central.backup(tmp_path / "backup")
    person.act("send", family.tie, "Remember me", Payment.COD, 50)
    person.sync()
    central.restore(tmp_path / "backup")
    forget = (
        "UPDATE feed SET cursor = '', generation = 1, seq = 0, live = 0, resync = '',"
        " digest = '0000000000000000'"
    )
    person.vault.write(Store.CACHE, lambda t: t.run(forget)).result()
    person.vault.write(Store.CACHE, lambda t: t.run("DELETE FROM item")).result()
    person.vault.write(Store.CACHE, lambda t: t.run("DELETE FROM message")).result()
    catch_up(person)
    assert [m.body for m in central.seed.messages(family.tie)] == ["Remember me"]
    assert [m.body for m in person.box.messages(family.tie)] == ["Remember me"]


@pytest.mark.logs("resync", "receipt_not_read")
def test_a_receipt_that_central_will_not_read_holds_up_no_other(
    central: CentralServer, family: Any, sign_in: SignIn, tmp_path: Path
) -> None:
    person = sign_in()
    person.sync()
    central.backup(tmp_path / "backup")
    for text in ("one", "two"):
        person.act("send", family.tie, text, Payment.COD, 50)
    person.sync()
    odd = json.dumps({"id": "odd", "at": "2026-01-01T00:00:00Z", "n": "x" * 5_000_000})
    row = ("odd", "done", 1, odd, 1)
    sql = "INSERT INTO receipt (id, status, seq, signed, received_at) VALUES (?, ?, ?, ?, ?)"
    person.vault.write(Store.VAULT, lambda t: t.run(sql, row)).result()
    central.restore(tmp_path / "backup")
    catch_up(person)
    assert journal.due(person.reader) is None
    assert [m.body for m in central.seed.messages(family.tie)] == ["one", "two"]


def test_arguments_are_kept_with_the_receipt(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    person = sign_in()
    person.sync()
    person.act("send", family.tie, "Words", Payment.COD, 50)
    person.sync()
    assert outbox.unsettled(person.reader) == 0
    (kept,) = journal.page(person.reader, journal.Place("", "", ""), 9)
    assert json.loads(kept.args)["body"] == "Words"
    assert json.loads(kept.signed)["inmate"] == family.id
    assert central.seed.ledger_faults() == []


@pytest.mark.parametrize("typed_here_too", [False, True])
@pytest.mark.logs("resync")
def test_what_was_sent_elsewhere_does_not_come_back_as_a_draft_after_a_restore(
    central: CentralServer, family: Any, sign_in: SignIn, tmp_path: Path, typed_here_too: bool
) -> None:
    """Else it would be sent, and paid for, once more."""
    one, two = sign_in(name="Kiosk A"), sign_in(name="Kiosk B")
    one.act("save_draft", family.tie, "Dear Rosa", Payment.PREPAID)
    catch_up(one, two)
    if typed_here_too:
        two.act("save_draft", family.tie, "Dear Rosa, come soon", Payment.PREPAID)
    one.act("send", family.tie, "Dear Rosa, come soon", Payment.COD, 50)
    catch_up(one)
    central.backup(tmp_path / "backup")
    central.restore(tmp_path / "backup")
    catch_up(two, one)
    for person in (one, two):
        assert person.box.draft(family.tie) is None
        assert [sent.body for sent in person.box.messages(family.tie)] == ["Dear Rosa, come soon"]
