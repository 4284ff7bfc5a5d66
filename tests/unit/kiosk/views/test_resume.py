"""Whoever signs in again finds the very place: how far scrolled, and where in a word."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from kiosk.domain import ConnectionId, Payment
from kiosk.session import SignOutReason
from kiosk.ui.photo_grid import PhotoGrid
from kiosk.ui.scroll import ScrollPage
from kiosk.views import router
from kiosk.views.router import Place
from tests.pictures.stage import Stage, go

ROSA = ConnectionId("rosa")
LINES = "\n".join(f"Line {number} of a long letter" for number in range(60))


def page(made: Stage) -> QWidget:
    assert made.shell is not None
    shown = made.shell.page
    assert shown is not None
    return shown


def text_area(made: Stage) -> QPlainTextEdit:
    found = page(made).findChild(QPlainTextEdit)
    assert found is not None
    return found


def again(made: Stage) -> None:
    """Time is up, and the same person signs in again."""
    made.session.sign_out(SignOutReason.IDLE)
    made.settle()
    made.open()
    made.sign_in()


def test_the_cursor_is_in_the_middle_of_the_same_word(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.Write(ROSA))
    for _ in range(7):
        QTest.keyClick(text_area(daniel), Qt.Key.Key_Left)
    QTest.keyClicks(text_area(daniel), "ha")
    before = text_area(daniel)
    place, words = before.textCursor().position(), before.toPlainText()
    again(daniel)
    after = text_area(daniel)
    assert (after.textCursor().position(), after.toPlainText()) == (place, words)
    assert after.hasFocus()
    QTest.keyClicks(after, "ppy")
    assert "happy" in after.toPlainText()


def test_a_long_text_shows_the_same_lines(daniel: Stage) -> None:
    daniel.mailbox.save_draft(ROSA, LINES, Payment.PREPAID)
    daniel.sign_in()
    go(daniel, router.Write(ROSA))
    for _ in range(30):
        QTest.keyClick(text_area(daniel), Qt.Key.Key_Up)
    daniel.settle()
    bar = text_area(daniel).verticalScrollBar()
    line = bar.value()
    assert 0 < line < bar.maximum()
    again(daniel)
    assert text_area(daniel).verticalScrollBar().value() == line


@pytest.mark.parametrize(
    "place", [router.HOME, router.SettingsPlace(), router.People(), router.Credits()]
)
def test_a_page_is_scrolled_as_far(daniel: Stage, place: Place) -> None:
    daniel.wear(percent=200)
    daniel.sign_in()
    go(daniel, place)
    scroll = page(daniel).findChild(ScrollPage)
    assert scroll is not None
    bar = scroll.area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    down = bar.value()
    assert down > 0
    again(daniel)
    assert daniel.shell is not None
    assert daniel.shell.place == place
    after = page(daniel).findChild(ScrollPage)
    assert after is not None
    assert after.area.verticalScrollBar().value() == down


def test_a_conversation_stands_at_the_same_message(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.Conversation(ROSA))
    scroll = page(daniel).findChild(ScrollPage)
    assert scroll is not None
    bar = scroll.area.verticalScrollBar()
    newest = bar.maximum()
    assert bar.value() == newest
    bar.setValue(newest // 3)
    down = bar.value()
    again(daniel)
    after = page(daniel).findChild(ScrollPage)
    assert after is not None
    assert after.area.verticalScrollBar().value() == down
    bar = after.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    again(daniel)
    last = page(daniel).findChild(ScrollPage)
    assert last is not None
    bar = last.area.verticalScrollBar()
    assert bar.value() == bar.maximum()


def test_the_photos_stand_at_the_same_row(daniel: Stage) -> None:
    daniel.wear(percent=200)
    daniel.sign_in()
    go(daniel, router.Photos())
    grid = page(daniel).findChild(PhotoGrid)
    assert grid is not None
    bar = grid.verticalScrollBar()
    bar.setValue(bar.maximum() - 20)
    first = grid.spot()
    assert first
    again(daniel)
    after = page(daniel).findChild(PhotoGrid)
    assert after is not None
    assert after.spot() == first


def test_another_screen_begins_at_its_top(daniel: Stage) -> None:
    daniel.wear(percent=200)
    daniel.sign_in()
    go(daniel, router.SettingsPlace())
    scroll = page(daniel).findChild(ScrollPage)
    assert scroll is not None
    scroll.area.verticalScrollBar().setValue(100)
    again(daniel)
    go(daniel, router.People())
    people = page(daniel).findChild(ScrollPage)
    assert people is not None
    assert people.area.verticalScrollBar().value() == 0
    assert daniel.mailbox.settings().last_spot == ""


def test_another_language_keeps_the_place(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.Write(ROSA))
    QTest.keyClick(text_area(daniel), Qt.Key.Key_Home)
    place = text_area(daniel).textCursor().position()
    daniel.looks.speak("es")
    daniel.settle()
    assert text_area(daniel).textCursor().position() == place
    daniel.looks.speak("en")


@pytest.mark.parametrize("spot", ["", ":", "x:y", "99999999999999", "-5", "m9:3", "a:b:c:d"])
def test_a_spot_that_says_nothing_does_no_harm(daniel: Stage, spot: str) -> None:
    daniel.sign_in()
    for place in (router.Write(ROSA), router.Conversation(ROSA), router.Photos(), router.HOME):
        go(daniel, place)
        shown = page(daniel)
        shown.come_back(spot)  # type: ignore[attr-defined]
        daniel.settle()
        assert shown.isVisible()


def test_the_newest_message_stands_above_a_toast(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.Conversation(ROSA))
    shell, shown = daniel.shell, page(daniel)
    assert shell is not None
    scroll = shown.findChild(ScrollPage)
    assert scroll is not None
    bar = scroll.area.verticalScrollBar()
    before = bar.maximum()
    shell.frame.toast.show_text("On its way to Rosa. You pay nothing.", "send", None)
    daniel.settle()
    last = scroll.body.itemAt(scroll.body.count() - 1)
    newest = last.widget() if last is not None else None
    assert newest is not None
    toast = shell.frame.toast
    bottom = newest.mapTo(shell.frame, newest.rect().bottomLeft()).y()
    assert bottom < toast.mapTo(shell.frame, toast.rect().topLeft()).y()
    toast.dismiss()
    daniel.settle()
    assert bar.maximum() == before == bar.value()
