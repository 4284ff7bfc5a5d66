"""The rows of the failure table that the feed answers, each by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import structlog

from kiosk.domain import NetworkState, PhotoId
from kiosk.sync.failures import OfflineError
from tests.unit.kiosk.sync.failures.ground import (
    Heard,
    bodies,
    intentions,
    put_back,
    standing,
    tamper,
    work_in_hand,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.central_server import CentralServer
    from tests.unit.kiosk.sync.pair.ground import SignIn


@pytest.mark.logs("resync")
def test_cursor_too_old(central: CentralServer, family: Any, sign_in: SignIn) -> None:
    """Read anew, page by page and over an end, with all of before in sight; intentions rest."""
    central.seed.message(family.tie, "Still here")
    central.seed.later(family.id, 202)  # more than a page
    person = sign_in()
    person.sync()
    work_in_hand(person, family.tie)
    seen, held, heard = bodies(person, family.tie), intentions(person), Heard(person)
    tamper(
        person,
        "INSERT INTO item (type, id, seq, rev, deleted, generation, share)"
        " VALUES ('message', 'left over', 1, 1, 0, 1, 0)",
    )
    central.seed.message(family.tie, "News")
    central.seed.expire_cursors()
    person.clock.advance(2)
    ask = heard._ask

    def breaks_off(token: str, cursor: str) -> Any:
        if heard.pages:
            raise OfflineError
        return ask(token, cursor)

    heard._ask = breaks_off
    person.engine.step(asked=True)
    half = standing(person)
    assert heard.asked[1:] == ["", half[0]]
    assert half == (heard.pages[0].cursor, 2) and heard.pages[0].more
    assert bodies(person, family.tie) == seen
    assert intentions(person) == held
    heard._ask = ask
    person._begin()  # as a new process would
    person.sync()
    assert heard.asked.count("") == 1, "it went on where it was, not from the start"
    assert standing(person)[1] == 2
    assert bodies(person, family.tie) == ["Still here", "Sent before", "News"]
    assert person.reader.row("SELECT 1 FROM cache.item WHERE id = 'left over'") is None
    assert intentions(person) == held
    assert person.box.status().network is NetworkState.ONLINE


@pytest.mark.logs("resync")
def test_restored_from_backup(
    central: CentralServer, family: Any, sign_in: SignIn, tmp_path: Path
) -> None:
    """What only a lost backup explains stays in sight, and no intention is touched."""
    central.seed.message(family.tie, "Central still has this")
    person = sign_in()
    person.sync()
    with put_back(central, tmp_path / "away"):
        lost = central.seed.message(family.tie, "Central lost this")
        photo = central.seed.photo(family.tie, "Lost garden")
        person.clock.advance(2)
        work_in_hand(person, family.tie)
        person.clock.advance(61)  # pictures are looked for again
        person.sync()
        shown, held = bodies(person, family.tie), intentions(person)
        assert shown == ["Central still has this", "Central lost this", "Sent before"]
    central.seed.renew_epoch()
    after = central.seed.message(family.tie, "After the restore")
    person.clock.advance(20)
    person.sync()
    assert standing(person)[1] == 2
    assert set(bodies(person, family.tie)) == {*shown, "After the restore"}
    found = person.box.photo(PhotoId(photo.id))
    assert found is not None and person.vault.files.read(found.thumb.sha256)
    orphans = person.reader.rows("SELECT id FROM cache.item WHERE orphaned = 1")
    assert (lost.id,) in orphans and (photo.id,) in orphans and (after.id,) not in orphans
    now = intentions(person)
    assert [row[:4] for row in now["draft"]] == [row[:4] for row in held["draft"]]
    assert now["draft_version"] == held["draft_version"]
    assert now["receipt"] == held["receipt"]
    draft = person.box.draft(family.tie)
    assert draft is not None and draft.body == "In the making"


@pytest.mark.logs("resync")
def test_cursor_from_the_future(
    central: CentralServer, family: Any, sign_in: SignIn, tmp_path: Path
) -> None:
    """An operator forgot to renew the epoch: an alarm, a resync, and never "no changes"."""
    central.seed.message(family.tie, "Central still has this")
    person = sign_in()
    person.sync()
    with put_back(central, tmp_path / "away"):
        central.seed.message(family.tie, "Central lost this")
        central.seed.message(family.tie, "And this")
        person.clock.advance(2)
        person.sync()
        ahead = standing(person)
    central.seed.message(family.tie, "Under a number that was used before")
    heard = Heard(person)
    person.clock.advance(20)
    person.sync()
    assert heard.asked[:2] == [ahead[0], ""]
    assert "cursor-ahead" in central.log()
    assert standing(person)[1] == 2
    assert set(bodies(person, family.tie)) == {
        "Central still has this",
        "Central lost this",
        "And this",
        "Under a number that was used before",
    }


@pytest.mark.logs("resync", "resync_put_off")
def test_audit_mismatch(central: CentralServer, family: Any, sign_in: SignIn) -> None:
    """Read anew and reported, once a day at most, and never in a loop."""
    central.seed.message(family.tie, "Went missing here")
    person = sign_in()
    person.sync()
    work_in_hand(person, family.tie)
    held, heard = intentions(person), Heard(person)

    def broken(seconds: float) -> tuple[int, int]:
        """What the device came to from a fact that went missing: requests, generation."""
        tamper(person, "DELETE FROM message")
        tamper(person, "UPDATE feed SET digest = '00000000000000ff'")
        assert "Went missing here" not in bodies(person, family.tie)
        asked = len(heard.asked)
        person.clock.advance(seconds)
        with structlog.testing.capture_logs() as said:
            person.sync()
        reports.append([line["event"] for line in said if line.get("code") == "audit"])
        return len(heard.asked) - asked, standing(person)[1]

    reports: list[list[str]] = []
    assert broken(2) == (2, 2)
    assert "Went missing here" in bodies(person, family.tie)
    assert broken(3600) == (1, 2)
    assert "Went missing here" not in bodies(person, family.tie)
    assert broken(86_400) == (2, 3)
    assert "Went missing here" in bodies(person, family.tie)
    assert reports == [["resync"], ["resync_put_off"], ["resync"]]
    assert person.box.status().network is NetworkState.ONLINE
    assert intentions(person) == held


def test_duplicate_late_or_reordered_answer(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    """Nothing happens by one; least of all does the cursor move."""
    first = central.seed.message(family.tie, "First")
    person = sign_in()
    heard = Heard(person)
    person.sync()
    central.seed.withdraw(first.id)
    person.clock.advance(2)
    person.sync()
    central.seed.message(family.tie, "Second")
    person.clock.advance(2)
    person.sync()
    at, seen = standing(person), person.reader.rows("SELECT * FROM cache.message")
    facts = person.reader.rows("SELECT * FROM cache.item")
    pages = list(heard.pages)
    assert len({page.cursor for page in pages}) >= 3
    for late in (*pages, *reversed(pages), pages[0], pages[0]):
        heard.instead = [late]
        person.clock.advance(60)
        person.engine.step(asked=True)
        assert heard.instead == [], "it was taken in"
        assert standing(person) == at
        assert person.reader.rows("SELECT * FROM cache.message") == seen
        assert person.reader.rows("SELECT * FROM cache.item") == facts
    central.seed.message(family.tie, "Third")
    person.clock.advance(60)
    person.sync()
    assert bodies(person, family.tie)[-2:] == ["Second", "Third"]
    assert person.box.status().network is NetworkState.ONLINE
