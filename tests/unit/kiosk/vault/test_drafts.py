"""A draft cannot be lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain import ConnectionId, MessageId, Payment
from kiosk.vault import drafts
from kiosk.vault.connection import Reader, Store, Transaction
from kiosk.vault.database import OpenVault
from kiosk.vault.drafts import CentralDraft
from tests.unit.kiosk.world import Clock, make_vault

TIE = ConnectionId("tie")


class Desk:
    """A vault and a pen."""

    def __init__(self, folder: Path) -> None:
        self.vault: OpenVault = make_vault(folder)
        self.reader: Reader = self.vault.reader()
        self.clock = Clock()
        self.opened_at = self.clock.now()
        self.made = 0

    def save(self, text: str) -> None:
        self.made += 1
        made = MessageId(f"d{self.made}")
        now = self.clock.now()
        self.vault.write(
            Store.VAULT, lambda t: drafts.save(t, TIE, text, Payment.PREPAID, now, made)
        ).result()

    def hear(self, fact: CentralDraft) -> None:
        now = self.clock.now()

        def work(transaction: Transaction) -> None:
            drafts.take_over(transaction, fact, self.opened_at, now, MessageId("again"))
            drafts.forget_settled(transaction)

        self.vault.write(Store.VAULT, work).result()

    def synced(self, rev: int) -> None:
        (draft,) = drafts.unsynced(self.reader)
        self.vault.write(Store.VAULT, lambda t: drafts.synced(t, draft, rev)).result()

    def body(self) -> str | None:
        draft = drafts.current(self.reader, TIE)
        return None if draft is None else draft.body

    def texts(self) -> list[str]:
        rows = self.reader.rows("SELECT body FROM main.draft_version ORDER BY number")
        return [str(row[0]) for row in rows]

    def close(self) -> None:
        self.reader.close()
        self.vault.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "vault")
    yield desk
    desk.close()


def central(body: str, rev: int, item: str = "d1", **more: bool) -> CentralDraft:
    return CentralDraft(MessageId(item), TIE, body, Payment.COD, more.get("sent", False), rev)


TEXT = st.text(alphabet="ab c", max_size=12)


def few_taken_out(before: str, after: str) -> bool:
    """Whether taking out a few characters in one place, and putting others there, gives `after`."""
    return any(
        after.startswith(before[:at]) and after[at:].endswith(before[at + taken :])
        for taken in range(drafts.FEW_CHARACTERS + 1)
        for at in range(len(before) + 1)
    )


@given(typed=st.lists(st.tuples(TEXT, st.integers(0, 60)), max_size=15))
@settings(max_examples=settings().max_examples // 4, deadline=None)
def test_no_text_is_lost_whatever_is_typed(
    tmp_path_factory: pytest.TempPathFactory, typed: list[tuple[str, int]]
) -> None:
    """What stood in the draft is there, or begins a version, or lost three characters at most."""
    desk = Desk(tmp_path_factory.mktemp("typed") / "vault")
    try:
        before = ""
        for text, seconds in typed:
            desk.save(text)
            desk.clock.advance(seconds)
            kept = [*desk.texts(), text]
            few = few_taken_out(before, text)
            assert few or any(version.startswith(before) for version in kept)
            before = text
        assert (desk.body() or "") == before
    finally:
        desk.close()


def test_wiping_and_retyping_leaves_the_first_text(desk: Desk) -> None:
    for length in range(1, 21):
        desk.save("Dear mother, how are"[:length])
    assert desk.texts() == []
    for length in range(19, -1, -1):
        desk.save("Dear mother, how are"[:length])
    assert desk.texts() == ["Dear mother, how are"]
    desk.save("")
    desk.save("Other words")
    assert desk.body() == "Other words"
    (version,) = drafts.versions(desk.reader, MessageId("d1"))
    assert version.body == "Dear mother, how are"
    assert version.saved_at == desk.clock.now()


def test_saving_the_same_again_is_nothing(desk: Desk) -> None:
    desk.save("")
    assert desk.body() is None
    desk.save("same")
    (before,) = drafts.unsynced(desk.reader)
    desk.save("same")
    assert drafts.unsynced(desk.reader) == (before,)


def test_sending_takes_the_draft_and_its_id(desk: Desk) -> None:
    desk.save("Dear mo")
    now = desk.clock.now()
    item = desk.vault.write(
        Store.VAULT,
        lambda t: drafts.take_for_sending(
            t, TIE, "Dear mother", Payment.COD, now, MessageId("unused")
        ),
    ).result()
    assert item == "d1"
    assert desk.body() is None
    item = desk.vault.write(
        Store.VAULT,
        lambda t: drafts.take_for_sending(t, TIE, "", Payment.COD, now, MessageId("fresh")),
    ).result()
    assert item == "fresh"


@pytest.mark.parametrize(
    ("begun", "expected"),
    [(None, "Refused"), ("", "Refused"), ("Since then", "Refused\n\nSince then")],
)
def test_a_refused_text_comes_back_beside_what_was_begun(
    desk: Desk, begun: str | None, expected: str
) -> None:
    if begun is not None:
        desk.save("x")
        desk.save(begun)
    now = desk.clock.now()

    def back(transaction: Transaction) -> None:
        drafts.put_back(transaction, MessageId("sent"), TIE, "Refused", Payment.COD, now)

    desk.vault.write(Store.VAULT, back).result()
    assert desk.body() == expected


def test_a_refused_text_that_came_from_central_too(desk: Desk) -> None:
    desk.hear(central("Earlier words", 1, "sent"))
    now = desk.clock.now()
    desk.vault.write(
        Store.VAULT,
        lambda t: drafts.put_back(t, MessageId("sent"), TIE, "Refused", Payment.COD, now),
    ).result()
    assert desk.body() == "Refused"
    assert desk.texts() == ["Earlier words"]


def test_discarding_keeps_a_version_and_tells_central(desk: Desk) -> None:
    desk.save("Not this")
    now = desk.clock.now()
    for _ in range(2):
        desk.vault.write(Store.VAULT, lambda t: drafts.discard(t, TIE, now)).result()
    assert desk.body() is None
    assert desk.texts() == ["Not this"]
    (left,) = drafts.unsynced(desk.reader)
    assert left.body == ""
    desk.save("Another")  # while the old one is still on its way out
    assert desk.body() == "Another"
    desk.vault.write(Store.VAULT, lambda t: drafts.synced(t, left, 4)).result()
    desk.vault.write(Store.VAULT, drafts.forget_settled).result()
    assert desk.reader.number("SELECT count(*) FROM main.draft") == 1


def test_a_draft_from_another_device_is_taken_over_and_followed(desk: Desk) -> None:
    desk.hear(central("From kiosk B", 1))
    assert desk.body() == "From kiosk B"
    assert drafts.unsynced(desk.reader) == ()
    desk.hear(central("From kiosk B, longer", 2))
    desk.hear(central("late", 1))
    assert desk.body() == "From kiosk B, longer"
    desk.hear(central("", 3, sent=True))
    assert desk.body() is None
    desk.hear(central("", 4, sent=True))
    desk.hear(central("", 4, item="other"))
    assert desk.body() is None


def test_the_same_text_of_a_newer_revision_is_gone_on_from(desk: Desk) -> None:
    desk.hear(central("From kiosk B", 1))
    desk.hear(central("From kiosk B", 2))
    assert (desk.body(), desk.texts()) == ("From kiosk B", [])
    assert drafts.unsynced(desk.reader) == ()
    desk.save("From kiosk B, longer")
    (draft,) = drafts.unsynced(desk.reader)
    assert draft.base_rev == 2


def test_two_texts_the_one_being_written_stays(desk: Desk) -> None:
    desk.save("Written here")
    desk.hear(central("Written there", 3))
    assert desk.body() == "Written here"
    assert desk.texts() == ["Written there"]
    (draft,) = drafts.unsynced(desk.reader)
    assert draft.base_rev == 3  # the next push is no conflict


def test_two_texts_one_of_an_earlier_session_makes_room(desk: Desk) -> None:
    desk.save("Written here, last week")
    desk.clock.advance(7 * 86400)
    desk.opened_at = desk.clock.now()
    desk.hear(central("Written there", 3))
    assert desk.body() == "Written there"
    assert desk.texts() == ["Written here, last week"]
    assert drafts.unsynced(desk.reader) == ()


def test_two_drafts_begun_for_one_person(desk: Desk) -> None:
    desk.save("Begun here")
    desk.hear(central("Begun there", 1, "other"))
    assert desk.body() == "Begun here"
    assert desk.texts() == ["Begun there"]


def test_thrown_away_for_another_while_it_went_on_elsewhere(desk: Desk) -> None:
    desk.save("First")
    desk.synced(1)
    now = desk.clock.now()
    desk.vault.write(Store.VAULT, lambda t: drafts.discard(t, TIE, now)).result()
    desk.save("Second")
    desk.clock.advance(86400)
    desk.opened_at = desk.clock.now()  # central hears of it in a later session only
    desk.hear(central("First, and more", 2))
    assert desk.body() == "Second"
    assert desk.texts() == ["First", "First, and more"]
    assert {(draft.body, draft.base_rev) for draft in drafts.unsynced(desk.reader)} == {
        ("", 2),
        ("Second", 0),
    }


def test_sent_elsewhere_while_another_text_stood_here(desk: Desk) -> None:
    desk.save("Half, and more than was sent")
    desk.hear(central("", 5, sent=True))
    draft = drafts.current(desk.reader, TIE)
    assert draft is not None
    assert (draft.id, draft.body) == ("again", "Half, and more than was sent")


def test_versions_that_central_keeps_come_along(desk: Desk) -> None:
    desk.hear(replace(central("Newest", 2), versions=("Second", "First")))
    assert desk.body() == "Newest"
    assert desk.texts() == ["First", "Second"]
    desk.hear(replace(central("Newest of all", 3), versions=("Second", "First")))
    assert desk.texts() == ["First", "Second", "Newest"]


def test_what_is_typed_during_a_push_is_pushed_next(desk: Desk) -> None:
    desk.save("one")
    (pushed,) = drafts.unsynced(desk.reader)
    desk.save("one two")
    desk.vault.write(Store.VAULT, lambda t: drafts.synced(t, pushed, 1)).result()
    (left,) = drafts.unsynced(desk.reader)
    assert (left.body, left.base_rev) == ("one two", 1)
    desk.synced(2)
    assert drafts.unsynced(desk.reader) == ()


def test_old_versions_go_but_never_the_newest_twenty(desk: Desk) -> None:
    now = desk.clock.now()

    def keep(transaction: Transaction) -> None:
        for number in range(30):
            drafts.keep_version(transaction, MessageId("d"), f"version {number}.", now)
        drafts.keep_version(transaction, MessageId("d"), "", now)

    desk.vault.write(Store.VAULT, keep).result()
    later = now + timedelta(days=31)
    desk.vault.write(Store.VAULT, lambda t: drafts.forget_old_versions(t, now)).result()
    assert len(desk.texts()) == 30
    desk.vault.write(Store.VAULT, lambda t: drafts.forget_old_versions(t, later)).result()
    assert desk.texts() == [f"version {number}." for number in range(10, 30)]


def test_bringing_back_keeps_what_stood_there_however_little_differs(desk: Desk) -> None:
    def bring(standing: str, body: str) -> None:
        desk.clock.advance(1)
        now, new_id = desk.clock.now(), MessageId("new")
        desk.vault.write(
            Store.VAULT,
            lambda t: drafts.bring_back(t, TIE, standing, body, Payment.PREPAID, now, new_id),
        ).result()

    desk.save("See you at nine")
    desk.save("See you at six")
    assert desk.texts() == ["See you at nine"]
    bring("See you", "See you at nine")
    assert desk.body() == "See you at nine"
    assert desk.texts() == ["See you at nine", "See you at six", "See you"]
    bring("See you at nine", "See you")
    bring("See you", "See you at six")
    assert desk.body() == "See you at six"
    assert desk.texts() == ["See you at six", "See you at nine", "See you"]
    (draft,) = drafts.unsynced(desk.reader)
    shown = drafts.versions(desk.reader, draft.id)
    assert [version.body for version in shown] == ["See you", "See you at nine"]
    rest = drafts.versions(desk.reader, draft.id, shown[0].number, 1)
    assert [version.body for version in rest] == ["See you at nine"]


def test_bringing_back_where_the_draft_is_gone_begins_another(desk: Desk) -> None:
    now = desk.clock.now()
    desk.vault.write(
        Store.VAULT,
        lambda t: drafts.bring_back(t, TIE, "", "Back", Payment.COD, now, MessageId("new")),
    ).result()
    draft = drafts.current(desk.reader, TIE)
    assert draft is not None
    assert (draft.id, draft.body) == ("new", "Back")


def test_bringing_back_what_stands_there_keeps_no_second_copy(desk: Desk) -> None:
    def work(transaction: Transaction) -> None:
        new = MessageId("new")
        drafts.bring_back(transaction, TIE, "same", "same", Payment.COD, desk.clock.now(), new)

    desk.vault.write(Store.VAULT, work).result()
    reader = desk.vault.reader()
    held = drafts.current(reader, TIE)
    assert held is not None and held.body == "same"
    assert reader.rows("SELECT body FROM main.draft_version WHERE body = 'same'") == []
    reader.close()
