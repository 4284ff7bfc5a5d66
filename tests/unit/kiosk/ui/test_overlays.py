"""The sheet keeps the focus and gives it back; the toast undoes; the ring follows."""

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui.banner import Banner
from kiosk.ui.button import Button
from kiosk.ui.focus_ring import FocusRing
from kiosk.ui.scroll import PagedList, ScrollPage
from kiosk.ui.sheet import Sheet
from kiosk.ui.toast import TOAST_MS, Toast
from tests.unit.kiosk.ui.helpers import HandTimer, key, tap


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    for name in ("One", "Two", "Three"):
        column.addWidget(Button(name))
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    buttons(made)[1].setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is buttons(made)[1])
    return made


def buttons(window: QWidget) -> list[Button]:
    return [
        child
        for child in window.findChildren(Button, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if isinstance(child, Button)
    ]


def test_a_sheet_traps_the_focus_and_gives_it_back(window: QWidget, qtbot: QtBot) -> None:
    sheet = Sheet("Send this to Rosa?", window)
    sheet.rows([("Message", "50 credits"), ("You will have", "70")])
    send = sheet.action("Send for 50 credits", "send")
    sheet.open()
    assert QApplication.focusWidget() is send
    seen = set()
    for _turn in range(5):
        now = QApplication.focusWidget()
        assert now is not None
        assert sheet.isAncestorOf(now)
        seen.add(now)
        key(now, Qt.Key.Key_Tab)
    assert seen == {send, sheet.back}
    with qtbot.waitSignal(sheet.left, timeout=0):
        now = QApplication.focusWidget()
        assert now is not None
        key(now, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert QApplication.focusWidget() is buttons(window)[1]


def test_go_back_leaves_the_sheet(window: QWidget, qtbot: QtBot) -> None:
    sheet = Sheet("Block Ray?", window)
    sheet.open()
    with qtbot.waitSignals([sheet.left, sheet.closed], timeout=0):
        tap(sheet.back)


def test_a_sheet_closes_when_what_had_the_focus_before_is_gone(window: QWidget) -> None:
    sheet = Sheet("Send this to Rosa?", window)
    sheet.open()
    shiboken6.delete(buttons(window)[1])  # the page below was filled anew
    sheet.close_sheet()
    assert not sheet.isVisible()


def test_only_one_sheet_is_open(window: QWidget) -> None:
    first, second = Sheet("First", window), Sheet("Second", window)
    first.open()
    second.open()
    assert not first.isVisible()
    assert second.isVisible()


def test_a_sheet_covers_the_window_and_never_leaves_it(window: QWidget) -> None:
    sheet = Sheet("A very long question " * 30, window)
    sheet.text("A very long answer. " * 300)
    sheet.action("Do it")
    sheet.open()
    for size in ((1280, 800), (800, 1280), (640, 480)):
        window.resize(*size)
        QApplication.processEvents()
        assert sheet.size() == window.size()
        inside = sheet.back.mapTo(sheet, sheet.back.rect().bottomRight())
        assert sheet.rect().contains(inside)


def test_a_toast_undoes_once_and_never_takes_the_focus(window: QWidget) -> None:
    timer, undone = HandTimer(), []
    toast = Toast(window, timer)
    toast.show_text("Photo removed.", "trash-2", lambda: undone.append(1))
    assert timer.ms == TOAST_MS
    assert QApplication.focusWidget() is buttons(window)[1]
    toast.undo()
    toast.undo()
    assert undone == [1]
    assert not toast.isVisible()


def test_a_toast_goes_after_its_time(window: QWidget) -> None:
    timer, undone = HandTimer(), []
    toast = Toast(window, timer)
    toast.show_text("Photo removed.", "trash-2", lambda: undone.append(1))
    timer.fire()
    assert not toast.isVisible()
    toast.undo()
    assert undone == []


def test_a_new_toast_takes_the_place_of_the_last(window: QWidget) -> None:
    timer, undone = HandTimer(), []
    toast = Toast(window, timer)
    toast.show_text("First", undo=lambda: undone.append("first"))
    toast.show_text("Second", undo=lambda: undone.append("second"))
    toast.undo()
    assert undone == ["second"]


def test_the_ring_follows_the_focus(window: QWidget) -> None:
    ring = FocusRing(window)
    for button in buttons(window):
        button.setFocus()
        assert ring.target() is button
        assert ring.isVisible()
        assert ring.geometry().contains(button.geometry())
    buttons(window)[2].hide()
    assert not ring.isVisible() or ring.target() is not buttons(window)[2]


def test_a_banner_offers_its_button(qtbot: QtBot) -> None:
    banner = Banner("2 minutes left", "Everything is saved.", button_text="Stay")
    qtbot.addWidget(banner)
    banner.show()
    with qtbot.waitSignal(banner.acted, timeout=0):
        tap(banner.button)
    with pytest.raises(ValueError, match="tone"):
        banner.set("x", tone="pink")


def scroll_page(qtbot: QtBot, rows: int) -> ScrollPage:
    page = ScrollPage()
    qtbot.addWidget(page)
    for number in range(rows):
        page.body.addWidget(Button(f"Row {number}"))
    page.resize(600, 400)
    page.show()
    QApplication.processEvents()
    return page


def test_a_short_page_needs_no_buttons(qtbot: QtBot) -> None:
    assert not scroll_page(qtbot, 2).buttons.isVisible()


def test_a_long_page_scrolls_by_its_buttons(qtbot: QtBot) -> None:
    page = scroll_page(qtbot, 30)
    bar = page.area.verticalScrollBar()
    assert page.buttons.isVisible()
    assert not page.buttons.first.isEnabled()
    tap(page.buttons.second)
    assert bar.value() > 0
    assert page.buttons.first.isEnabled()
    for _turn in range(20):
        tap(page.buttons.second)
    assert bar.value() == bar.maximum()
    assert not page.buttons.second.isEnabled()


def test_the_focused_row_is_scrolled_into_view(qtbot: QtBot) -> None:
    page = scroll_page(qtbot, 30)
    page.activateWindow()
    last = page.content.findChildren(Button)[-1]
    last.setFocus()
    qtbot.waitUntil(lambda: page.area.verticalScrollBar().value() > 0)


def test_a_list_asks_for_more_once(qtbot: QtBot) -> None:
    page = PagedList()
    qtbot.addWidget(page)
    asked: list[int] = []
    page.more_wanted.connect(lambda: asked.append(1))
    page.resize(600, 400)
    page.show()
    page.set_rows([Button(f"Row {n}") for n in range(30)], has_more=True)
    QApplication.processEvents()
    assert asked == []
    page.to_bottom()
    page.area.verticalScrollBar().setValue(0)
    page.to_bottom()
    assert asked == [1]
    page.add_rows([Button("More")], has_more=False)
    page.to_bottom()
    assert asked == [1]
    assert len(page.rows()) == 31
