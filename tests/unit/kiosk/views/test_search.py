"""Searching as one types; opening what was found, and coming back to the very place."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk.domain import ConnectionId, MessageId, PhotoId, SearchScope, Topic
from kiosk.domain.question import understand
from kiosk.ui.button import Button
from kiosk.ui.choice import Chip
from kiosk.ui.found_row import FoundRow
from kiosk.ui.photo_tile import PhotoTile
from kiosk.ui.sheet import Sheet
from kiosk.ui.spotlight import Spotlight
from kiosk.ui.states import EmptyState
from kiosk.vault import indexing
from kiosk.vault.connection import Store, Transaction
from kiosk.vault.times import to_micros
from kiosk.views import router
from kiosk.views.conversation import ConversationScreen
from kiosk.views.photo import PhotoScreen
from kiosk.views.search import SearchScreen
from kiosk.views.search_results import PAGE, snippet
from kiosk.views.write import WriteScreen
from tests.pictures.scenes import button, searched
from tests.pictures.stage import Stage, go

HERE = router.Search("messages")
ROSA = ConnectionId("rosa")


def search(made: Stage, text: str) -> SearchScreen:
    """The screen after a text was typed and answered."""
    if made.session.mailbox is None:
        made.sign_in()
    go(made, HERE)
    screen = shown(made)
    screen._field.edit.selectAll()
    QTest.keyClicks(screen._field.edit, text)
    searched(made, screen)
    return screen


def shown(made: Stage) -> SearchScreen:
    assert made.shell is not None
    assert isinstance(made.shell.page, SearchScreen)
    return made.shell.page


def found(screen: SearchScreen) -> list[str]:
    """The names of the rows and tiles that show."""
    kinds = ("message:", "draft:", "photo:", "person:")
    return [
        each.objectName()
        for each in screen._page.content.findChildren(QWidget)
        if each.objectName().startswith(kinds) and each.isVisible()
    ]


def press(screen: QWidget, name: str) -> None:
    control = screen.findChild(QWidget, name)
    assert isinstance(control, Button | Chip | FoundRow | PhotoTile)
    control.click()


def many(made: Stage, count: int) -> None:
    """So many messages from Rosa, one an hour, in the year before."""
    begin = datetime(2025, 1, 1, 12, tzinfo=UTC)

    def work(t: Transaction) -> None:
        for number in range(count):
            at = to_micros(begin + timedelta(hours=number))
            t.run(
                "INSERT INTO message (id, connection, direction, payment, price, state, body, at,"
                " sent_at, reviewed, note, removed, delivered_at, seen)"
                " VALUES (?, 'rosa', 'in', 'prepaid', 50, 'delivered', ?, ?, ?, 1, '', 0, ?, 1)",
                (f"old-{number}", f"pebble number {number}", at, at, at),
            )
        while indexing.make_findable(t):
            pass

    made.vault.write(Store.CACHE, work).result()


def test_a_message_is_found_by_a_word_and_opens_where_it_stands(daniel: Stage) -> None:
    many(daniel, 300)
    screen = search(daniel, "pebble 150")
    assert found(screen) == ["message:old-150"]
    row = screen.findChild(FoundRow, "message:old-150")
    assert isinstance(row, FoundRow)
    assert row.words.text() == "pebble number 150"
    assert "Rosa" in row.accessibleName()
    row.click()
    daniel.settle()
    assert daniel.shell is not None
    assert daniel.shell.place == router.Conversation(ROSA, MessageId("old-150"), HERE)
    page = daniel.shell.page
    assert isinstance(page, ConversationScreen)
    spot = page.findChild(Spotlight)
    assert isinstance(spot, Spotlight)
    bar, room = page._page.area.verticalScrollBar(), page._page.area.viewport().height()
    assert 0 <= spot.y() - bar.value() <= room - spot.height()
    page._dim()
    before = [message.id for message in page._messages]
    bar.setValue(bar.maximum())
    daniel.settle()
    assert [message.id for message in page._messages][: len(before)] == before
    assert "old-249" in [message.id for message in page._messages]
    page.changed(frozenset({Topic.MESSAGES}))
    assert page._messages[0].id == before[0]
    while page._later:
        bar.setValue(bar.maximum())
        daniel.settle()
    assert page._messages[-1].id == daniel.mailbox.messages(ROSA)[-1].id
    daniel.shell.back()
    daniel.settle()
    assert shown(daniel) is screen
    assert screen._field.text() == "pebble 150"


def test_a_thousand_answers_come_page_by_page_and_back_returns_to_the_place(daniel: Stage) -> None:
    many(daniel, 400)
    screen = search(daniel, "pebble")
    assert len(found(screen)) == PAGE
    bar = screen._page.area.verticalScrollBar()
    for _ in range(2):
        bar.setValue(bar.maximum())
        searched(daniel, screen)
        daniel.settle()
    assert len(found(screen)) >= 2 * PAGE
    bar.setValue(bar.maximum() // 2)
    daniel.settle()
    place = bar.value()
    press(screen, "message:old-360")
    daniel.settle()
    assert daniel.shell is not None
    daniel.shell.back()
    daniel.settle()
    assert shown(daniel)._page.area.verticalScrollBar().value() == place > 0


def test_a_name_finds_the_person_their_photos_and_messages(daniel: Stage) -> None:
    screen = search(daniel, "rosa")
    names = found(screen)
    kinds = [name.partition(":")[0] for name in names]
    assert kinds[0] == "person"
    assert {"photo", "draft", "message"} <= set(kinds)
    press(screen, "chip:photos")
    searched(daniel, screen)
    assert {name.partition(":")[0] for name in found(screen)} == {"photo"}
    photo = found(screen)[1]
    press(screen, photo)
    daniel.settle()
    assert daniel.shell is not None
    page = daniel.shell.page
    assert isinstance(page, PhotoScreen)
    assert page._id == PhotoId(photo.partition(":")[2])
    page._step(1)
    daniel.settle()
    daniel.shell.back()
    daniel.settle()
    assert shown(daniel) is screen
    press(screen, "chip:people")
    searched(daniel, screen)
    assert found(screen) == ["person:rosa"]
    card = screen.findChild(QWidget, "person:rosa")
    assert card is not None
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    daniel.settle()
    assert any(sheet.isVisible() for sheet in daniel.shell.frame.findChildren(Sheet))


def test_a_draft_opens_where_one_goes_on_writing(daniel: Stage) -> None:
    screen = search(daniel, "raccoon pie")
    assert found(screen) == ["draft:rosa"]
    press(screen, "draft:rosa")
    daniel.settle()
    assert daniel.shell is not None
    places: list[router.Place] = [daniel.shell.place]
    daniel.shell.back()
    assert [*places, daniel.shell.place] == [router.Write(ROSA, HERE), HERE]


def test_writing_from_what_was_found_leads_back_to_it_and_to_the_results(daniel: Stage) -> None:
    screen = search(daniel, "loose tooth")
    press(screen, found(screen)[0])
    daniel.settle()
    assert daniel.shell is not None
    conversation = daniel.shell.place
    button(daniel, "write").click()
    daniel.settle()
    daniel.shell.back()
    assert daniel.shell.place == conversation
    daniel.shell.back()
    daniel.settle()
    assert (daniel.shell.place, shown(daniel)) == (HERE, screen)


def test_sending_from_what_was_found_leaves_the_way_back_to_the_results(daniel: Stage) -> None:
    screen = search(daniel, "loose tooth")
    press(screen, found(screen)[0])
    daniel.settle()
    button(daniel, "write").click()
    daniel.settle()
    assert daniel.shell is not None
    page = daniel.shell.page
    assert isinstance(page, WriteScreen)
    page._sending._send(50)
    daniel.settle()
    assert daniel.shell.place == router.Conversation(ROSA, search=HERE)
    daniel.shell.back()
    assert shown(daniel) is screen


def test_nothing_found_says_so_and_a_narrow_search_offers_all(daniel: Stage) -> None:
    screen = search(daniel, "tooth")
    press(screen, "chip:photos")
    searched(daniel, screen)
    state = screen._rest.findChild(EmptyState)
    assert isinstance(state, EmptyState)
    assert state.title.full_text() == "Nothing found for “tooth”"
    assert state.button is not None
    state.button.click()
    searched(daniel, screen)
    assert screen._scope is SearchScope.ALL
    assert found(screen)
    button(daniel, "clear").click()
    daniel.settle()
    assert not screen._chips.isVisible()
    assert screen._rest.isVisible()


def test_what_was_typed_is_kept_nowhere(daniel: Stage) -> None:
    screen = search(daniel, "tooth")
    assert daniel.mailbox.settings().last_screen == "search:messages"
    press(screen, found(screen)[-1])
    daniel.settle()
    assert daniel.mailbox.settings().last_screen == "conversation:rosa"
    held = daniel.vault.folder.glob("*.db*")
    assert all(b"tooth" not in each.read_bytes() for each in held)


def test_news_comes_into_what_was_found(daniel: Stage) -> None:
    many(daniel, 1)
    screen = search(daniel, "pebble")
    assert found(screen) == ["message:old-0"]
    daniel.mailbox.remove_message(MessageId("old-0"))
    daniel.settle()
    searched(daniel, screen)
    assert screen._rest.isVisible()


def test_a_long_text_shows_the_place_that_was_found() -> None:
    text = "word " * 200 + "the needle lies here " + "word " * 200
    shown = snippet(text, understand("needle"), 80)
    assert "needle" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= 82
    assert snippet("short  text", understand("x"), 80) == "short text"
    assert snippet("w" * 100, understand("x"), 80) == "w" * 80 + "…"
