"""Earlier versions of a draft: offered, looked through, brought back; texts of other devices."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from kiosk.domain import ConnectionId, KnownFailure, MessageId, Payment
from kiosk.ui.scroll import PagedList
from kiosk.ui.sheet import Sheet
from kiosk.ui.text_card import TextCard
from kiosk.vault import drafts
from kiosk.vault.connection import Store, Transaction
from kiosk.vault.drafts import CentralDraft
from kiosk.views import router
from kiosk.views.earlier_versions import PAGE
from kiosk.views.write import WriteScreen
from tests.pictures.stage import Stage, go

ROSA = ConnectionId("rosa")
TEXT_OF_OTHERS = "Text from another device is under Earlier versions"


def write(made: Stage) -> WriteScreen:
    """The screen on which Daniel writes to Rosa, just opened."""
    made.sign_in()
    go(made, router.Write(ROSA))
    return shown(made)


def shown(made: Stage) -> WriteScreen:
    assert made.shell is not None
    page = made.shell.page
    assert isinstance(page, WriteScreen)
    return page


def text(screen: WriteScreen) -> QPlainTextEdit:
    return screen._area.edit


def keep_now(screen: WriteScreen) -> None:
    """The timer fires."""
    screen._keeping._timer.stop()
    screen._keeping.save()


def type_in(made: Stage, words: str) -> None:
    """Type, as on a keyboard, until it is kept."""
    screen = shown(made)
    QTest.keyClicks(text(screen), words)
    keep_now(screen)
    made.settle()


def wipe(made: Stage) -> None:
    screen = shown(made)
    text(screen).selectAll()
    QTest.keyClick(text(screen), Qt.Key.Key_Backspace)
    keep_now(screen)
    made.settle()


def draft(made: Stage) -> str:
    held = made.mailbox.draft(ROSA)
    assert held is not None
    return held.body


def versions(made: Stage) -> list[str]:
    held = made.mailbox.draft(ROSA)
    assert held is not None
    return [version.body for version in made.mailbox.draft_versions(held.id)]


def offered(made: Stage) -> bool:
    return shown(made)._area.offer.isVisible()


def open_sheet(made: Stage) -> Sheet:
    """Touch the button; the sheet that came."""
    shown(made)._area.offer.click()
    made.settle()
    assert made.shell is not None
    (sheet,) = [each for each in made.shell.frame.findChildren(Sheet) if each.isVisible()]
    return sheet


def cards(sheet: Sheet) -> list[TextCard]:
    return sheet.findChildren(TextCard)


def in_step(made: Stage) -> None:
    """Central has all that was written here."""

    def work(transaction: Transaction) -> None:
        for rev, each in enumerate(drafts.unsynced(transaction), start=100):
            drafts.synced(transaction, each, rev)

    made.vault.write(Store.VAULT, work).result()


def arrive(made: Stage, body: str, rev: int, *, sent: bool = False, item: str = "") -> None:
    """Another device wrote; sync brings it here."""
    held = made.mailbox.draft(ROSA)
    draft_id = MessageId(item) if item or held is None else held.id
    fact = CentralDraft(draft_id, ROSA, body, Payment.COD, sent, rev)

    def work(transaction: Transaction) -> None:
        drafts.take_over(transaction, fact, made.now, made.now, MessageId("again"))

    made.vault.write(Store.VAULT, work).result()
    made.settle()


def test_nothing_is_offered_before_anything_was_cut_down(daniel: Stage) -> None:
    write(daniel)
    type_in(daniel, " now.")
    assert not offered(daniel)


def test_a_wiped_text_comes_back_with_one_touch_and_so_does_what_followed_it(
    daniel: Stage,
) -> None:
    screen = write(daniel)
    before = screen._area.text()
    wipe(daniel)
    assert offered(daniel)
    type_in(daniel, "Other words")
    (card,) = cards(open_sheet(daniel))
    assert card.accessibleName().startswith("Bring back: Today 14:07. Tell Sofia")
    card.click()
    daniel.settle()
    assert screen._area.text() == draft(daniel) == before
    assert versions(daniel) == ["Other words"]
    (card,) = cards(open_sheet(daniel))
    card.click()
    daniel.settle()
    assert screen._area.text() == draft(daniel) == "Other words"
    assert versions(daniel) == [before]


def test_with_the_keyboard_alone(daniel: Stage) -> None:
    screen = write(daniel)
    before = screen._area.text()
    wipe(daniel)
    QTest.keyClick(text(screen), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is screen._area.offer
    QTest.keyClick(screen._area.offer, Qt.Key.Key_Return)
    daniel.settle()
    first = QApplication.focusWidget()
    assert isinstance(first, TextCard)
    QTest.keyClick(first, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is screen._area.offer
    QTest.keyClick(screen._area.offer, Qt.Key.Key_Return)
    daniel.settle()
    focus: QWidget | None = QApplication.focusWidget()
    assert isinstance(focus, TextCard)
    QTest.keyClick(focus, Qt.Key.Key_Return)
    daniel.settle()
    assert screen._area.text() == before


def test_what_was_typed_a_moment_ago_is_kept_before_an_earlier_text_comes(daniel: Stage) -> None:
    screen = write(daniel)
    wipe(daniel)
    QTest.keyClicks(text(screen), "B")
    (card,) = cards(open_sheet(daniel))
    card.click()
    daniel.settle()
    assert versions(daniel) == ["B"]


def test_very_many_long_versions_are_read_page_by_page(daniel: Stage) -> None:
    held = daniel.mailbox.draft(ROSA)
    assert held is not None
    held_id = held.id

    def keep(transaction: Transaction) -> None:
        for number in range(2 * PAGE + 5):
            when = daniel.now - timedelta(hours=50 - number)
            drafts.keep_version(transaction, held_id, f"{number}. " + "word " * 6000, when)

    daniel.vault.write(Store.VAULT, keep).result()
    write(daniel)
    sheet = open_sheet(daniel)
    assert len(cards(sheet)) == PAGE
    assert f"{2 * PAGE + 4}. word" in cards(sheet)[0].accessibleName()
    (rows,) = sheet.findChildren(PagedList)
    bar = rows.area.verticalScrollBar()
    for _ in range(3):
        bar.setValue(bar.maximum())
        daniel.settle()
    assert len(cards(sheet)) == 2 * PAGE + 5
    last = rows.rows()[-1]
    assert isinstance(last, TextCard)
    last.setFocus(Qt.FocusReason.TabFocusReason)
    assert last.visibleRegion().boundingRect().height() > 0
    last.click()
    daniel.settle()
    assert draft(daniel).startswith("0. word")


def test_a_disk_that_keeps_nothing_leaves_the_text_as_it_stood(
    daniel: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = write(daniel)
    wipe(daniel)
    type_in(daniel, "Other words")
    (card,) = cards(open_sheet(daniel))

    def full(*_args: object, done: object) -> None:
        assert callable(done)
        done(KnownFailure.DISK_FULL)

    monkeypatch.setattr(daniel.mailbox, "bring_back", full)
    card.click()
    daniel.settle()
    assert screen._area.text() == draft(daniel) == "Other words"
    assert screen._area._state.text() == "Not saved"


def test_a_text_from_another_device_shows_at_once_where_nothing_was_typed(daniel: Stage) -> None:
    screen = write(daniel)
    before = screen._area.text()
    in_step(daniel)
    arrive(daniel, "Written at kiosk B", 201)
    assert screen._area.text() == "Written at kiosk B"
    assert screen._keeping.payment is Payment.COD
    assert screen._area.note() == ""
    assert versions(daniel) == [before]
    assert offered(daniel)
    arrive(daniel, "Written at kiosk B, and on", 202)
    assert screen._area.text() == "Written at kiosk B, and on"


@pytest.mark.parametrize("pushed", [False, True], ids=["not at central yet", "at central"])
def test_what_was_typed_here_stays_and_the_other_text_is_a_version(
    daniel: Stage, pushed: bool
) -> None:
    screen = write(daniel)
    type_in(daniel, "!")
    ours = screen._area.text()
    if pushed:
        in_step(daniel)
    arrive(daniel, "Written at kiosk B", 201)
    assert screen._area.text() == ours
    assert screen._area.note() == TEXT_OF_OTHERS
    sheet = open_sheet(daniel)
    assert screen._area.note() == ""
    assert draft(daniel) == ours
    card = next(each for each in cards(sheet) if "kiosk B" in each.accessibleName())
    card.click()
    daniel.settle()
    assert screen._area.text() == draft(daniel) == "Written at kiosk B"
    assert ours in versions(daniel)


def test_the_next_key_puts_this_text_over_the_other_which_stays_whole(daniel: Stage) -> None:
    screen = write(daniel)
    type_in(daniel, "!")
    ours = screen._area.text()
    in_step(daniel)
    arrive(daniel, ours[:-1], 201)
    assert draft(daniel) == ours[:-1]
    type_in(daniel, "?")
    assert screen._area.text() == draft(daniel) == f"{ours}?"
    assert ours[:-1] in versions(daniel)


def test_two_drafts_begun_apart_are_told_of(daniel: Stage) -> None:
    screen = write(daniel)
    ours = screen._area.text()
    arrive(daniel, "Begun at kiosk B", 201, item="other")
    assert screen._area.text() == draft(daniel) == ours
    assert screen._area.note() == TEXT_OF_OTHERS
    assert versions(daniel) == ["Begun at kiosk B"]


def test_ones_own_versions_are_no_news(daniel: Stage) -> None:
    screen = write(daniel)
    for words in ("One sentence.", "Another one."):
        wipe(daniel)
        type_in(daniel, words)
    assert offered(daniel)
    assert screen._area.note() == ""


def test_what_was_sent_elsewhere_does_not_stay_to_be_sent_again(daniel: Stage) -> None:
    screen = write(daniel)
    type_in(daniel, "!")
    in_step(daniel)
    ours = screen._area.text()
    daniel.mailbox.send(ROSA, ours, Payment.COD, 50)
    daniel.settle()
    assert screen._area.text() == ""
    assert daniel.mailbox.draft(ROSA) is None


def test_a_text_that_nobody_sent_is_kept_when_its_draft_goes(daniel: Stage) -> None:
    screen = write(daniel)
    type_in(daniel, "!")
    in_step(daniel)
    ours = screen._area.text()
    arrive(daniel, "", 201, sent=True)
    assert screen._area.text() == draft(daniel) == ours


def test_what_is_reviewed_is_what_is_sent(daniel: Stage) -> None:
    screen = write(daniel)
    ours = screen._area.text()
    in_step(daniel)
    screen._sending.ask()
    arrive(daniel, "Written at kiosk B", 201)
    screen._sending._send(50)
    daniel.settle()
    assert daniel.mailbox.messages(ROSA)[-1].body == ours
