"""The on-screen keyboard writes what its keys say, and nothing else."""

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui import keyboard_layout, touch
from kiosk.ui.assets import resource
from kiosk.ui.keyboard import SENDS, Keyboard
from kiosk.ui.writing_area import WritingArea
from tests.unit.kiosk.ui.helpers import HandTimer, lift, move, press, tap


class Desk:
    """A window with something to write in and the keyboard below."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.timers: list[HandTimer] = []
        column = QVBoxLayout(self.window)
        self.area = WritingArea(limit=200)
        self.keyboard = Keyboard(timers=self._timer)
        column.addWidget(self.area, 1)
        column.addWidget(self.keyboard)
        self.window.resize(1280, 800)
        self.window.show()
        self.window.activateWindow()
        self.area.setFocus()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is self.area.edit)

    def _timer(self) -> HandTimer:
        made = HandTimer()
        self.timers.append(made)
        return made

    @property
    def repeat(self) -> HandTimer:
        return self.timers[0]

    @property
    def long_press(self) -> HandTimer:
        return self.timers[1]

    def type(self, *names: str) -> None:
        for name in names:
            tap(self.keyboard.key(name))


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(qtbot)
    yield made
    made.window.hide()


def test_keys_write_into_the_focused_text(desk: Desk) -> None:
    desk.type("h", "i", "space", "r")
    assert desk.area.text() == "hi r"
    assert QApplication.focusWidget() is desk.area.edit, "keys never take the focus"


def test_shift_is_for_one_letter_and_twice_locks(desk: Desk) -> None:
    desk.type("shift", "R", "o", "shift", "shift", "S", "A", "shift", "x")
    assert desk.area.text() == "RoSAx"


def test_new_line_delete_left_and_right(desk: Desk) -> None:
    desk.type("a", "b", "enter", "c", "delete", "d", "left", "e", "right", "f")
    assert desk.area.text() == "ab\nedf"


def test_delete_repeats_while_held(desk: Desk) -> None:
    desk.area.set_text("abcdef")
    key = desk.keyboard.key("delete")
    press(key)
    assert desk.repeat.ms == touch.REPEAT_DELAY_MS
    desk.repeat.fire()
    desk.repeat.fire()
    lift(key)
    assert desk.area.text() == "abc"
    assert not desk.repeat.running()


def test_numbers_signs_and_back(desk: Desk) -> None:
    desk.type("page", "1", "@")
    assert desk.keyboard.page() == "symbols"
    names = [key.label for key in desk.keyboard.all_keys()]
    assert "#+=" in names
    assert "ABC" in names
    desk.type("#+=", "€", "ABC", "z")
    assert desk.area.text() == "1@€z"


def test_a_long_press_offers_accents_to_tap(desk: Desk) -> None:
    key = desk.keyboard.key("n")
    press(key)
    desk.long_press.fire()
    lift(key)
    strip = desk.keyboard.accents()
    assert strip is not None
    assert strip.window() is desk.window, "inside the same window"
    choices = strip.findChildren(type(key))
    assert [choice.accessibleName() for choice in choices] == ["n with tilde"]
    tap(choices[0])
    assert desk.area.text() == "ñ"
    assert desk.keyboard.accents() is None


def test_a_finger_can_slide_onto_an_accent(desk: Desk) -> None:
    key = desk.keyboard.key("e")
    press(key)
    desk.long_press.fire()
    strip = desk.keyboard.accents()
    assert strip is not None
    first = strip.findChildren(type(key))[0]
    there = key.mapFrom(desk.window, first.mapTo(desk.window, first.rect().center()))
    move(key, there)
    lift(key, there)
    assert desk.area.text() == "é"


def test_touching_elsewhere_closes_the_accents(desk: Desk) -> None:
    key = desk.keyboard.key("a")
    press(key)
    desk.long_press.fire()
    lift(key)
    tap(desk.area, QPoint(5, 5))
    assert desk.keyboard.accents() is None
    assert desk.area.text() == ""


def test_the_spanish_dead_accent(desk: Desk) -> None:
    desk.keyboard.set_language("es")
    desk.type("´", "a", "´", "shift", "E", "´", "x")
    assert desk.area.text() == "áÉx"


def test_the_language_key_goes_round(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.keyboard.language_changed, timeout=0) as changed:
        desk.type("language")
    assert changed.args == ["es"]
    assert desk.keyboard.key("ñ").accessibleName() == "n con virgulilla"


def test_reset_forgets_language_page_and_shift(desk: Desk) -> None:
    desk.type("language", "page")
    desk.keyboard.reset()
    assert (desk.keyboard.language(), desk.keyboard.page()) == ("en", "letters")
    desk.type("shift")
    desk.keyboard.reset()
    desk.type("a")
    assert desk.area.text() == "a"


def test_hide_keys_asks(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.keyboard.hide_requested, timeout=0):
        desk.type("hide")


def test_every_key_has_a_name_and_room_for_a_finger(desk: Desk) -> None:
    for page in ("letters", "symbols", "more"):
        for language in ("en", "es"):
            desk.keyboard.set_language(language)
            while desk.keyboard.page() != page:
                desk.type("#+=" if desk.keyboard.page() == "symbols" else "page")
            for key in desk.keyboard.all_keys():
                assert key.accessibleName(), key.spec
                assert key.focusPolicy() is Qt.FocusPolicy.NoFocus
                assert key.width() >= 60, key.spec
                assert key.height() >= 64, key.spec


def test_upright_keys_have_room_for_a_finger(qtbot: QtBot) -> None:
    keyboard = Keyboard()
    qtbot.addWidget(keyboard)
    for language in ("en", "es"):
        keyboard.set_language(language)
        keyboard.resize(800, keyboard.sizeHint().height())
        keyboard.show()
        for key in keyboard.all_keys():
            assert key.width() >= 60, (language, key.spec)


class Witness(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.keys: list[tuple[int, Qt.KeyboardModifier]] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self.keys.append((event.key(), event.modifiers()))
        return False


def test_no_key_sends_anything_but_the_allowed_ones(desk: Desk) -> None:
    witness = Witness()
    desk.area.edit.installEventFilter(witness)
    for language in ("en", "es", "num"):
        desk.keyboard.set_language(language)
        for name in [key.spec.char or key.spec.action for key in desk.keyboard.all_keys()]:
            if name not in ("language", "page"):
                tap(desk.keyboard.key(name))
    assert {key for key, _modifiers in witness.keys} <= set(SENDS.values())
    assert {modifiers for _key, modifiers in witness.keys} == {Qt.KeyboardModifier.NoModifier}


def test_it_writes_into_a_single_line_too(desk: Desk, qtbot: QtBot) -> None:
    line = QLineEdit(desk.window)
    line.show()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    desk.type("o", "k")
    assert line.text() == "ok"


def test_enter_is_done_with_a_single_line(desk: Desk, qtbot: QtBot) -> None:
    desk.keyboard.set_one_line(True)
    assert desk.keyboard.key("enter").accessibleName() == "Done"
    with qtbot.waitSignal(desk.keyboard.hide_requested, timeout=0):
        desk.type("enter")
    desk.keyboard.reset()
    assert desk.keyboard.key("enter").accessibleName() == "New line"


@pytest.mark.parametrize("language", ["en", "es", "num"])
def test_layouts_are_whole(language: str) -> None:
    layout = keyboard_layout.load(language)
    for pages in (layout.wide, layout.narrow):
        actions = {key.action for rows in pages.values() for row in rows for key in row}
        assert {"delete", "hide"} <= actions
    raw = json.loads(resource("keyboards", f"{language}.json").read_text(encoding="utf-8"))
    offered = {char for options in raw["accents"].values() for char in options}
    for char in offered | set(raw["names"]):
        assert layout.said(char) != char, f"{char} has no name"
