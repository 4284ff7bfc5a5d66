"""Whatever was written is found by any of its words, newest first, and nothing typed can hurt."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain import (
    CommandId,
    CommandKind,
    ConnectionId,
    Found,
    MessageId,
    Payment,
    SearchScope,
    Topic,
)
from kiosk.domain.folding import folded_words
from kiosk.domain.question import understand
from kiosk.vault import drafts, indexing, outbox, people, search
from kiosk.vault.connection import SqlValue, Store, Transaction
from kiosk.vault.database import OpenVault
from kiosk.vault.times import to_micros
from tests.unit.kiosk.vault.ground import put, unlock
from tests.unit.kiosk.world import Clock, make_vault

HOUR = 3_600_000_000
NOON = to_micros(datetime(2026, 3, 14, 12, tzinfo=UTC))
PERSON: dict[str, SqlValue] = {
    "contact": "c", "state": "approved", "muted": 0, "requested_at": 1, "request_text": "",
}  # fmt: skip


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[OpenVault]:
    with closing(filled(tmp_path)) as vault:
        yield vault


def filled(folder: Path) -> OpenVault:
    """A vault with two people and nothing said yet."""
    vault = make_vault(folder / "vault")

    def work(t: Transaction) -> None:
        put(t, "connection", id="rosa", name="Rosa Núñez", **PERSON)
        put(t, "connection", id="june", name="Grandma June", **PERSON)

    vault.write(Store.CACHE, work).result()
    return vault


def message(t: Transaction, number: int, body: str | None, **more: SqlValue) -> None:
    row: dict[str, SqlValue] = {
        "id": f"m{number}", "connection": "rosa", "direction": "in", "payment": "prepaid",
        "price": 50, "state": "delivered", "body": body, "at": NOON + number * HOUR,
        "sent_at": NOON, "reviewed": 1, "note": "", "removed": 0,
    }  # fmt: skip
    put(t, "message", **(row | more))


def photo(t: Transaction, number: int, caption: str, **more: SqlValue) -> None:
    row: dict[str, SqlValue] = {
        "id": f"p{number}", "connection": "june", "caption": caption, "sent_at": NOON,
        "delivered_at": NOON + number * HOUR, "state": "delivered", "note": "", "removed": 0,
    }  # fmt: skip
    for kind in ("thumb", "screen", "full"):
        row |= {f"{kind}_sha": f"{kind}{number}"}
        row |= {f"{kind}_{what}": 4 for what in ("size", "width", "height")}
    put(t, "photo", **(row | more))


def store(vault: OpenVault, *bodies: str | None, **more: SqlValue) -> None:
    """Messages 0, 1, 2 ... from Rosa, an hour apart."""

    def work(t: Transaction) -> None:
        for number, body in enumerate(bodies):
            message(t, number, body, **more)
        while indexing.make_findable(t):
            pass

    vault.write(Store.CACHE, work).result()


def change(vault: OpenVault, sql: str) -> None:
    def work(t: Transaction) -> None:
        t.run(sql)
        indexing.make_findable(t)

    vault.write(Store.CACHE, work).result()


def find(vault: OpenVault, text: str, scope: SearchScope = SearchScope.ALL) -> Found:
    with closing(vault.reader()) as reader:
        return search.find(reader, understand(text), scope, None, 50)


def ids(vault: OpenVault, text: str) -> list[str]:
    return [each.id for each in find(vault, text).messages]


def test_words_of_any_script_are_found_without_capitals_and_accents(vault: OpenVault) -> None:
    store(
        vault,
        "The garden is full of tomatoes, José says.",
        "我们的花园里有很多西红柿",
        "مَرْحَبًا يا أبي، كيف حالك؟",
        "שָׁלוֹם אבא, אני מתגעגע",
        "Con thương bố nhiều lắm",
        "Happy birthday 🎂🥳 to you! 👍🏽",
        "สวัสดีครับพ่อ",
        "E\u0301tude ½ straße ﬁne",
    )
    expected = {
        "garden": ["m0"], "GARD": ["m0"], "jose": ["m0"], "josé": ["m0"], "tomatoes,": ["m0"],
        "花": ["m1"], "花园": ["m1"], "很多西红柿": ["m1"], "园花": [],
        "مرحبا": ["m2"], "كَيْفَ": ["m2"], "שלום": ["m3"], "thuong": ["m4"], "bố": ["m4"],
        "🎂": ["m5"], "👍": ["m5"], "👍🏿": ["m5"], "🥳 birthday": ["m5"], "ครับ": ["m6"],
        "etude": ["m7"], "STRASSE": ["m7"], "fine": ["m7"], "nothing": [], "garden birthday": [],
    }  # fmt: skip
    assert {text: ids(vault, text) for text in expected} == expected


def test_parts_of_words_come_after_whole_words(vault: OpenVault) -> None:
    store(vault, "sunflowers", "my flower", "a wallflower", "cauliflower flower", "flowing")
    assert ids(vault, "flower") == ["m3", "m1", "m2", "m0"]
    assert ids(vault, "flower a") == ["m2"]
    assert ids(vault, "lowe") == ["m3", "m2", "m1", "m0"]
    assert ids(vault, "ow") == []  # two letters in the middle of a word say nothing


def test_only_the_last_word_may_be_half_typed(vault: OpenVault) -> None:
    store(vault, "birthday cake", "birth of a cake")
    assert ids(vault, "birth cak") == ["m1", "m0"]  # the second as a part of a word
    assert ids(vault, "of cak") == ["m1"]


def test_a_name_narrows(vault: OpenVault) -> None:
    store(vault, "birthday", "nothing else")

    def more(t: Transaction) -> None:
        message(t, 7, "birthday", connection="june")
        message(t, 8, "Rosa had a birthday", connection="june")
        photo(t, 1, "The porch")
        indexing.make_findable(t)

    vault.write(Store.CACHE, more).result()
    found = find(vault, "rosa")
    assert [each.name for each in found.people] == ["Rosa Núñez"]
    assert [each.id for each in found.messages] == ["m8", "m1", "m0"]
    assert ids(vault, "birthday nunez") == ["m0"]
    assert ids(vault, "rosa birthday") == ["m8", "m0"]
    assert ids(vault, "rosa irthda") == ["m8", "m0"]
    assert [each.id for each in find(vault, "grandma porch").photos] == ["p1"]
    assert [each.id for each in find(vault, "june", SearchScope.PHOTOS).photos] == ["p1"]
    change(vault, "UPDATE connection SET name = 'Lucía' WHERE id = 'june'")
    assert find(vault, "june").people == ()
    assert ids(vault, "lucia birthday") == ["m8", "m7"]


def test_dates_narrow(vault: OpenVault) -> None:
    days = ("2026-03-14", "2026-03-15", "2025-03-14", "2026-04-03", "2026-05-01")

    def work(t: Transaction) -> None:
        for number, day in enumerate(days):
            at = to_micros(datetime.fromisoformat(f"{day}T12:00:00+00:00"))
            message(t, number, "letter", at=at)
        message(t, 9, "We meet on March 14, or may be 2025", at=NOON - HOUR)
        indexing.make_findable(t)

    vault.write(Store.CACHE, work).result()
    expected = {
        "14 March": ["m0", "m9", "m2"], "March 14": ["m0", "m9", "m2"],
        "14 de marzo de 2026": ["m0", "m9"], "2026-03-14": ["m0", "m9"], "3/14/2025": ["m2"],
        "14.3.25": ["m2"], "april 2026": ["m3"], "2026-04": ["m3"], "3/4": ["m3"],
        "2025": ["m9", "m2"], "letter march 2026": ["m1", "m0"], "letter abr": [],
        "abri": ["m3"], "may": ["m9"], "mayo": ["m4"], "1 may": ["m4"], "etter 15 mar": ["m1"],
        "2026-13-45": [], "99/99": [], "rosa marzo": ["m1", "m0", "m9", "m2"],
    }  # fmt: skip
    assert {text: ids(vault, text) for text in expected} == expected


def test_a_sealed_message_keeps_its_words_to_itself_until_it_is_opened(vault: OpenVault) -> None:
    store(vault, None, payment="cod")
    assert ids(vault, "secret") == []
    assert ids(vault, "rosa") == ["m0"]
    change(vault, "UPDATE message SET body = 'a secret', state = 'opened'")
    assert ids(vault, "secret") == ["m0"]


def test_what_the_facility_took_back_is_not_found(vault: OpenVault) -> None:
    store(vault, "take me back")
    change(vault, "UPDATE message SET state = 'withdrawn'")
    assert ids(vault, "rosa") == ids(vault, "back") == []
    change(vault, "UPDATE message SET state = 'delivered'")
    assert ids(vault, "back") == ["m0"]


def test_what_was_removed_is_out_and_what_was_restored_is_back(vault: OpenVault) -> None:
    store(vault, "hello flowers")

    def act(kind: CommandKind, name: str) -> None:
        command = outbox.Command(CommandId(name), kind, {"item": "m0"}, "", "m0")
        vault.write(Store.VAULT, lambda t: outbox.add(t, command, Clock().now())).result()

    act(CommandKind.ITEM_REMOVE, "a")
    assert ids(vault, "hello") == ids(vault, "lower") == []
    act(CommandKind.ITEM_RESTORE, "b")
    assert ids(vault, "hello") == ids(vault, "lower") == ["m0"]
    change(vault, "DELETE FROM message")
    assert ids(vault, "hello") == ids(vault, "lower") == []


def test_drafts_and_messages_on_their_way_are_found_first(vault: OpenVault) -> None:
    store(vault, "story of old")
    rosa, now = ConnectionId("rosa"), Clock().now()

    def work(t: Transaction) -> None:
        for number in (1, 2):
            args: dict[str, str | int] = {
                "body": f"story {number}", "payment": "cod", "expected_price": 50,
            }  # fmt: skip
            kind, about = CommandKind.MESSAGE_SEND, f"k{number}"
            command = outbox.Command(CommandId(about), kind, args, "rosa", about)
            outbox.add(t, command, now)
        drafts.save(t, rosa, "my story", Payment.COD, now, MessageId("d1"))
        drafts.save(t, ConnectionId("june"), "a letter", Payment.COD, now, MessageId("d2"))

    vault.write(Store.VAULT, work).result()
    found = find(vault, "story")
    assert [each.body for each in found.drafts] == ["my story"]
    assert [each.id for each in found.messages] == ["k2", "k1", "m0"]
    assert find(vault, "story", SearchScope.PHOTOS).drafts == ()
    assert [each.body for each in find(vault, "june").drafts] == ["a letter"]


def test_nothing_asked_for_finds_nothing(vault: OpenVault) -> None:
    store(vault, "hello")
    for text in ("", " ", "!?", "\u0301", '"'):
        assert find(vault, text).nothing
    assert not find(vault, "hello").nothing


def test_a_scope_leaves_the_rest_out(vault: OpenVault) -> None:
    store(vault, "june is near")
    vault.write(Store.CACHE, lambda t: photo(t, 1, "june bug")).result()
    change(vault, "UPDATE photo SET seen = 1")
    found = find(vault, "june")
    assert (len(found.people), len(found.photos), len(found.messages)) == (1, 1, 1)
    sizes = {
        scope: (len(each.people), len(each.photos), len(each.messages))
        for scope in (SearchScope.PEOPLE, SearchScope.PHOTOS, SearchScope.MESSAGES)
        for each in (find(vault, "june", scope),)
    }
    assert list(sizes.values()) == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]


def test_what_came_in_the_same_moment_is_found_each(vault: OpenVault) -> None:
    def work(t: Transaction) -> None:
        for number in range(5):
            message(t, number, "twin", at=NOON, key=number * 2**15)
        indexing.make_findable(t)

    vault.write(Store.CACHE, work).result()
    assert sorted(ids(vault, "twin")) == [f"m{number}" for number in range(5)]


@pytest.mark.parametrize("text", ["blue", "lue", "rosa"])
def test_pages_follow_each_other_without_gap(vault: OpenVault, text: str) -> None:
    bodies = ("blue sky", "a bluebird", "true blue", "red")
    store(vault, *itertools.islice(itertools.cycle(bodies), 450))
    with closing(vault.reader()) as reader:
        whole = search.find(reader, understand(text), SearchScope.MESSAGES, None, 1000).messages
        paged, cursor = list[str](), None
        while True:
            found = search.find(reader, understand(text), SearchScope.MESSAGES, cursor, 37)
            paged += [each.id for each in found.messages]
            cursor = found.more_messages
            if cursor is None:
                break
    assert paged == [each.id for each in whole]
    assert len(paged) == len(set(paged)) == (450 if text == "rosa" else 338)


def test_a_vault_from_before_is_made_findable_in_slices(tmp_path: Path) -> None:
    with closing(filled(tmp_path)) as vault:
        count = indexing.SLICE * 2 + 10

        def before(t: Transaction) -> None:
            for number in range(count):
                message(t, number, f"old {number}")
            photo(t, 1, "old porch")

        vault.write(Store.CACHE, before).result()
        assert not find(vault, "old").complete
    unlock(tmp_path / "vault").close()  # goes on where that one stopped
    with closing(unlock(tmp_path / "vault")) as vault:
        heard: list[Topic] = []
        vault.subscribe(heard.extend)
        for _ in range(4):
            vault.write(Store.CACHE, lambda _: None).result()
        found = find(vault, f"old {count - 1}")
        assert found.complete
        assert [each.id for each in found.messages] == [f"m{count - 1}"]
        assert [each.id for each in find(vault, "porch").photos] == ["p1"]


def test_a_disk_that_is_full_puts_it_off(vault: OpenVault) -> None:
    vault.write(Store.CACHE, lambda t: message(t, 0, "long " * 50_000)).result()
    pages = vault._writer.outside(
        Store.CACHE, lambda c: c.pragma("max_page_count", c.pragma("page_count"))
    )
    pages.result()
    vault._make_findable()
    vault._writer.outside(Store.CACHE, lambda c: c.pragma("max_page_count", 10**6)).result()
    assert not find(vault, "long").complete
    vault._make_findable()
    vault.write(Store.CACHE, lambda _: None).result()
    assert find(vault, "long").complete
    assert ids(vault, "long") == ["m0"]


ANY = st.text(st.characters(codec="utf-8"), max_size=40)


@given(text=ANY, other=ANY)
@settings(max_examples=settings().max_examples // 4, deadline=None)
def test_any_text_is_found_by_any_of_its_words(
    tmp_path_factory: pytest.TempPathFactory, text: str, other: str
) -> None:
    with closing(filled(tmp_path_factory.mktemp("found"))) as vault:
        store(vault, f"{other} {text}", other)
        for word in text.split():
            if folded_words(word):
                assert "m0" in ids(vault, word)
        if folded_words(text):
            assert "m0" in ids(vault, text)


@given(texts=st.lists(st.text(st.characters(), max_size=60), max_size=20))
@settings(max_examples=settings().max_examples // 4, deadline=None)
def test_nothing_typed_can_hurt(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    hostile = ['"', "a OR", "NEAR(a b)", "message : x", "a*", "-a", "a^2", "(", "' --", "\x00"]
    with closing(filled(tmp_path_factory.mktemp("typed"))) as vault:
        store(vault, "a message of OR NEAR")
        for text in (*hostile, *texts):
            for scope in SearchScope:
                find(vault, text, scope)
            understand(text).spans(text)


WORDS = st.sampled_from(["rosa", "blue", "bluebird", "sky", "14", "march", "2026", "花", "花园"])


@given(
    bodies=st.lists(st.lists(WORDS, max_size=4).map(" ".join), max_size=6),
    text=st.lists(WORDS, min_size=1, max_size=3).map(" ".join),
)
@settings(max_examples=settings().max_examples // 4, deadline=None)
def test_the_index_answers_as_reading_everything_would(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[str], text: str
) -> None:
    with closing(filled(tmp_path_factory.mktemp("model"))) as vault:
        store(vault, *bodies)
        with closing(vault.reader()) as reader:
            known = people.connections(reader)
        asked = search._Asked(understand(text), known)
        day = date(2026, 3, 14)
        whole = [asked.holds(body, "rosa", day) for body in bodies]
        parts = [asked.holds(body, "rosa", day, parts=True) for body in bodies]
        newest = list(reversed(range(len(bodies))))
        expected = [f"m{number}" for number in newest if whole[number]]
        if asked.parts():
            expected += [f"m{n}" for n in newest if parts[n] and not whole[n]]
        assert ids(vault, text) == expected
