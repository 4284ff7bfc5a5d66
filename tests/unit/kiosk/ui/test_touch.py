"""Taps, slips, swipes, pinches, and the guard after a page change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from pytestqt.qtbot import QtBot

from kiosk.ui import theme, touch
from kiosk.ui.button import Button, Chip, Choice, ChoiceCard, IconButton, Switch
from kiosk.ui.touch_button import TouchButton
from tests.unit.kiosk.ui.helpers import HandClock, key, lift, move, press, tap

coordinates = st.floats(-2000, 2000)


@given(coordinates, coordinates)
def test_a_swipe_goes_further_along_than_across(x: float, y: float) -> None:
    way = touch.swipe(QPointF(0, 0), QPointF(x, y))
    if way:
        assert abs(x) >= touch.SWIPE_LEAST
        assert abs(x) >= abs(y)
        assert (way > 0) == (x > 0)


@given(st.floats(0, 29.9), st.floats(0, 6.28))
def test_a_slip_below_the_limit_is_forgiven_everywhere(slip: float, angle: float) -> None:
    import math

    rect, at = QRectF(0, 0, 10, 10), QPointF(5, 5)
    moved = at + QPointF(slip * math.cos(angle), slip * math.sin(angle))
    assert touch.still_pressed(rect, at, moved)


def test_a_pinch_zooms_by_the_distance_of_the_fingers() -> None:
    before = (QPointF(0, 0), QPointF(100, 0))
    assert touch.pinch(before, (QPointF(0, 0), QPointF(200, 0))) == 2
    assert touch.pinch(before, (QPointF(0, 0), QPointF(105, 0))) == 1


def test_two_quick_taps_near_each_other_are_one_double_tap() -> None:
    clock = HandClock()
    taps = touch.DoubleTap(clock)
    assert not taps.tap(QPointF(0, 0))
    clock.pass_ms(200)
    assert taps.tap(QPointF(10, 0))
    assert not taps.tap(QPointF(10, 0)), "a third tap begins a new pair"
    clock.pass_ms(touch.DOUBLE_TAP_MS + 1)
    assert not taps.tap(QPointF(10, 0))


def test_the_guard_ends_by_itself() -> None:
    clock = HandClock()
    guard = touch.PageGuard(clock)
    assert not guard.blocks()
    guard.page_changed()
    assert guard.blocks()
    clock.pass_ms(touch.GUARD_MS + 1)
    assert not guard.blocks()


@pytest.fixture
def button(qtbot: QtBot) -> Button:
    made = Button("Open", "mail-open")
    qtbot.addWidget(made)
    made.resize(160, 64)
    made.show()
    return made


def test_a_press_counts_when_the_finger_slips_a_little(button: Button, qtbot: QtBot) -> None:
    at, off = QPoint(150, 32), QPoint(176, 32)
    with qtbot.waitSignal(button.clicked, timeout=0):
        press(button, at)
        move(button, off)
        lift(button, off)


def test_a_press_does_not_count_when_the_finger_slips_far(button: Button, qtbot: QtBot) -> None:
    at, off = QPoint(150, 32), QPoint(185, 32)
    with qtbot.assertNotEmitted(button.clicked):
        press(button, at)
        move(button, off)
        lift(button, off)


def test_enter_and_space_press(button: Button, qtbot: QtBot) -> None:
    for which in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        with qtbot.waitSignal(button.clicked, timeout=0):
            key(button, which)


def test_a_refusing_button_says_why_and_keeps_the_focus(button: Button, qtbot: QtBot) -> None:
    button.set_disabled_reason("Open: you need 30 more credits")
    assert button.shown_text() == "Open: you need 30 more credits"
    assert button.accessibleDescription() == "Open: you need 30 more credits"
    assert button.isEnabled()
    with (
        qtbot.assertNotEmitted(button.clicked),
        qtbot.waitSignal(button.refused, timeout=0) as said,
    ):
        tap(button)
    assert said.args == ["Open: you need 30 more credits"]
    with qtbot.assertNotEmitted(button.clicked), qtbot.waitSignal(button.refused, timeout=0):
        key(button, Qt.Key.Key_Return)
    button.set_disabled_reason("")
    with qtbot.waitSignal(button.clicked, timeout=0):
        tap(button)


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_every_control_is_large_enough_and_has_a_name(qtbot: QtBot, percent: int) -> None:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply_theme(app, theme.Look(text_percent=percent))
    controls: list[TouchButton] = [
        Button("A"),
        Button("A", "x", "quiet"),
        Button("A", "x", "secondary", place="above"),
        IconButton("x", "A"),
        Chip("A", 1),
        ChoiceCard("A", "B"),
        Switch("A"),
    ]
    for control in controls:
        qtbot.addWidget(control)
        hint = control.sizeHint()
        assert hint.width() >= 64, control
        assert hint.height() >= 64, control
        assert control.minimumSizeHint().height() >= 64, control
        assert control.accessibleName(), control


def test_a_label_that_does_not_fit_wraps(button: Button) -> None:
    button.setText("Send this long message to Grandma June for 50 credits")
    assert button.heightForWidth(220) > button.heightForWidth(900)
    assert button.minimumSizeHint().width() < button.sizeHint().width()


def test_one_choice_is_always_chosen(qtbot: QtBot) -> None:
    choice = Choice([("en", "English"), ("es", "Español")], "en")
    qtbot.addWidget(choice)
    choice.resize(400, 72)
    choice.show()
    second = choice.findChildren(TouchButton)[1]
    with qtbot.waitSignal(choice.chosen, timeout=0) as chosen:
        tap(second)
    assert chosen.args == ["es"]
    assert choice.current() == "es"
    tap(second)
    assert choice.current() == "es"
