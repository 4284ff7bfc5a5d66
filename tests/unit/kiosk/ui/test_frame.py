"""The frame reflows, guards page changes, and brings the keyboard when something is written."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui import theme
from kiosk.ui.banner import Banner
from kiosk.ui.button import Button
from kiosk.ui.field import TextField
from kiosk.ui.frame import ScreenFrame
from kiosk.ui.rail import RailItem
from kiosk.ui.status_bar import BarAction, StatusBar
from kiosk.ui.touch import PageGuard
from kiosk.ui.touch_button import TouchButton
from tests.unit.kiosk.ui.helpers import HandClock, HandTimer, key, tap

ITEMS = [
    RailItem("home", "Home", "house"), RailItem("photos", "Photos", "images"),
    RailItem("messages", "Messages", "message-circle"), RailItem("people", "People", "users"),
    RailItem("visits", "Visits", "video"), RailItem("credits", "Credits", "coins"),
    RailItem("settings", "Settings", "settings"), RailItem("help", "Help", "circle-help"),
]  # fmt: skip
SIZES = [(1280, 800), (1920, 1080), (800, 1280)]


class Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.field = TextField("Search people", "search")
        self.button = Button("Open")
        column.addWidget(self.field)
        column.addWidget(self.button)
        column.addStretch(1)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def frame(qtbot: QtBot, clock: HandClock) -> ScreenFrame:
    made = ScreenFrame(ITEMS, guard=PageGuard(clock), toast_timer=HandTimer())
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.status.set_person("Daniel", "Kiosk A")
    made.status.set_time("14:07", "23 min left")
    made.status.set_network("Online", "Synced 14:05")
    made.show()
    made.activateWindow()
    return made


def shown(frame: ScreenFrame) -> list[TouchButton]:
    stops = [stop for stop in frame.rail.findChildren(TouchButton) if stop.isVisible()]
    return sorted(stops, key=lambda stop: (stop.y(), stop.x()))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("percent", [100, 125, 150, 200])
def test_nothing_of_the_frame_leaves_the_window(
    frame: ScreenFrame, qapp: QApplication, size: tuple[int, int], percent: int
) -> None:
    theme.apply_theme(qapp, theme.Look(text_percent=percent))
    frame.status.set_time("14:07", "Quedan 23 minutos")
    frame.status.set_actions([
        BarAction("language", "Español", "globe"),
        BarAction("hide", "Ocultar ahora", "eye-off", boxed=True),
        BarAction("sign_out", "Cerrar sesión", "log-out"),
    ])  # fmt: skip
    frame.resize(*size)
    frame.show_page(Page())
    QApplication.processEvents()
    assert frame.size().toTuple() == size
    assert frame.upright() == (size[1] > size[0])
    buttons = [b for b in frame.status.findChildren(TouchButton) if b.isVisible()]
    assert len(buttons) == 3
    for part in (*buttons, *shown(frame)):
        parent = part.parentWidget()
        assert parent is not None
        assert parent.rect().contains(part.geometry()), part.text()
        assert part.height() >= 56, part.text()
    for one in buttons:
        for other in buttons:
            assert one is other or not one.geometry().intersects(other.geometry())


def test_places_that_are_always_wanted_never_fold_away(
    frame: ScreenFrame, qapp: QApplication
) -> None:
    always = ("home", "messages")
    frame.rail.set_items([RailItem(i.key, i.text, i.icon, i.key in always) for i in ITEMS])
    theme.apply_theme(qapp, theme.Look(text_percent=200))
    QApplication.processEvents()
    reached: set[str] = set()
    for _turn in range(len(ITEMS)):
        names = [stop.text() for stop in shown(frame)]
        assert {"Home", "Messages", "More"} < set(names)
        reached |= set(names)
        tap(shown(frame)[-1])
    assert reached == {*(item.text for item in ITEMS), "More"}


def test_the_rail_folds_into_more_and_every_place_stays_reachable(
    frame: ScreenFrame, qapp: QApplication, qtbot: QtBot
) -> None:
    assert len(shown(frame)) == 8
    theme.apply_theme(qapp, theme.Look(text_percent=200))
    QApplication.processEvents()
    first = shown(frame)
    assert first[-1].text() == "More"
    reached = {stop.text() for stop in first}
    for _turn in range(3):
        tap(shown(frame)[-1])
        reached |= {stop.text() for stop in shown(frame)}
    assert {item.text for item in ITEMS} <= reached
    frame.rail.set_current("help")
    assert "Help" in {stop.text() for stop in shown(frame)}


def test_a_place_is_chosen_by_touch_and_by_arrows(frame: ScreenFrame, qtbot: QtBot) -> None:
    with qtbot.waitSignal(frame.rail.chosen, timeout=0) as chosen:
        tap(shown(frame)[1])
    assert chosen.args == ["photos"]
    shown(frame)[1].setFocus()
    key(shown(frame)[1], Qt.Key.Key_Down)
    focused = QApplication.focusWidget()
    assert isinstance(focused, TouchButton)
    assert focused.text() == "Messages"


def test_the_buttons_of_the_bar_keep_the_focus_while_the_clock_goes_on(frame: ScreenFrame) -> None:
    button = next(b for b in frame.status.findChildren(TouchButton) if b.text() == "Sign out")
    button.setFocus()
    frame.status.set_time("14:08", "22 min left")
    frame.status.set_language("English")
    assert QApplication.focusWidget() is button
    frame.status.set_language("Español")
    assert "Español" in {b.text() for b in frame.status.findChildren(TouchButton)}


def test_badges_are_said(frame: ScreenFrame) -> None:
    frame.rail.set_badge("photos", 7)
    assert shown(frame)[1].accessibleName() == "Photos, 7"
    frame.rail.set_badge("photos", 0)
    assert shown(frame)[1].accessibleName() == "Photos"


def test_a_new_page_ignores_touches_for_a_moment(frame: ScreenFrame, clock: HandClock) -> None:
    page = Page()
    frame.show_page(page)
    assert frame.guard.blocks()
    clock.pass_ms(500)
    assert not frame.guard.blocks()
    frame.show_page(page)
    assert not frame.guard.blocks(), "the same page again is no change"


def test_the_keyboard_comes_with_a_field_and_goes(frame: ScreenFrame, qtbot: QtBot) -> None:
    page = Page()
    frame.show_page(page)
    page.field.setFocus()
    qtbot.waitUntil(frame.keyboard.isVisible)
    QApplication.processEvents()
    bottom = page.field.mapTo(frame, page.field.rect().bottomLeft()).y()
    assert bottom < frame.keyboard.y(), "what is written stays in view"
    page.button.setFocus()
    qtbot.waitUntil(lambda: not frame.keyboard.isVisible())
    page.field.setFocus()
    qtbot.waitUntil(frame.keyboard.isVisible)
    tap(frame.keyboard.key("hide"))
    assert not frame.keyboard.isVisible()


def test_a_finger_on_a_text_stays_there_while_the_keys_come(
    frame: ScreenFrame, qtbot: QtBot
) -> None:
    """A touch is told as the mouse, too: by then the page must not have moved."""
    page, area, below = QWidget(), QPlainTextEdit(), QWidget()
    page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # as every screen's
    below.setFixedHeight(300)
    column = QVBoxLayout(page)
    column.addWidget(area, 1)
    column.addWidget(below)
    frame.show_page(page)
    QApplication.processEvents()
    glass: QPointingDevice = QTest.createTouchDevice()
    spot = area.mapTo(frame, area.rect().center())
    QTest.touchEvent(frame, glass).press(0, spot, frame).commit()
    QTest.touchEvent(frame, glass).release(0, spot, frame).commit()
    qtbot.waitUntil(frame.keyboard.isVisible)
    QApplication.processEvents()
    assert not area.geometry().contains(page.mapFrom(frame, spot)), "the page has moved"
    assert QApplication.focusWidget() is area


def test_the_stage_is_for_its_page_only(frame: ScreenFrame) -> None:
    photo, other = Page(), Page()
    frame.show_page(photo, rail=False, stage=True)
    assert theme.tokens_for(photo).paper == theme.tokens().stage
    assert not frame.rail.isVisible()
    frame.show_page(other)
    assert theme.tokens_for(other).paper == theme.tokens().paper
    assert frame.rail.isVisible()


def test_reset_leaves_nothing_open(frame: ScreenFrame) -> None:
    frame.show_page(Page())
    frame.set_banner(Banner("2 minutes left"))
    frame.toast.show_text("Photo removed.", undo=lambda: None)
    sheet = frame.sheet("Send?")
    sheet.open()
    frame.keyboard.set_language("es")
    frame.reset()
    assert not sheet.isVisible()
    assert not frame.toast.isVisible()
    assert frame.keyboard.language() == "en"


def test_the_bar_sends_its_signals(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(1280, 72)
    bar.show()
    signals = (bar.language, bar.hide_now, bar.sign_out)
    for button, signal in zip(bar.findChildren(TouchButton), signals, strict=True):
        with qtbot.waitSignal(signal, timeout=0):
            tap(button)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("percent", [100, 125, 150, 200])
def test_every_fact_of_the_bar_has_all_the_room_it_asks_for(
    frame: ScreenFrame, qapp: QApplication, size: tuple[int, int], percent: int
) -> None:
    theme.apply_theme(qapp, theme.Look(text_percent=percent))
    frame.status.set_time("14:07", "Quedan 23 min")
    frame.status.set_network("En línea", "Al día 14:05")
    frame.resize(*size)
    frame.show_page(Page())
    QApplication.processEvents()
    facts = {
        name: each
        for each in frame.status.findChildren(QWidget)
        if (name := each.accessibleName()) in ("14:07, Quedan 23 min", "En línea, Al día 14:05")
    }
    assert len(facts) == 2
    for name, fact in facts.items():
        assert fact.width() >= fact.sizeHint().width(), name


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_places_have_room_for_a_finger_above_the_keys_too(
    frame: ScreenFrame, qapp: QApplication, percent: int
) -> None:
    theme.apply_theme(qapp, theme.Look(text_percent=percent))
    frame.resize(1280, 800)
    frame.show_page(Page())
    frame.show_keyboard()
    QApplication.processEvents()
    assert shown(frame)[-1].text() == "More"
    assert [stop.height() for stop in shown(frame) if stop.height() < 64] == []


def test_every_label_shows_plain_text_only(frame: ScreenFrame) -> None:
    frame.show_page(Page())
    frame.toast.show_text("<b>bold</b>")
    for label in frame.findChildren(QLabel):
        if label.text():
            assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
