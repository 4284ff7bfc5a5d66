"""What a walker looks for is found where it is, and nothing is found on a screen that is right."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui import theme
from kiosk.ui.button import Button
from kiosk.ui.focus_ring import FocusRing
from kiosk.ui.label import Label
from tests.walk import contrast, drawn, focus, geometry, seeing

PLAIN = theme.Look(reduce_motion=True)


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> QWidget:
    """An empty window with the ring that follows the focus."""
    theme.apply_theme(qapp, PLAIN)
    made = QWidget()
    made.setStyleSheet(f"QWidget {{ background: {theme.tokens().paper}; }}")
    qtbot.addWidget(made)
    made.resize(600, 400)
    FocusRing(made)
    return made


def put(window: QWidget, widget: QWidget, *place: int) -> QWidget:
    widget.setParent(window)
    widget.setGeometry(*place)
    return widget


def wrong(window: QWidget) -> str:
    """Everything that is wrong, in one text."""
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    texts, controls = drawn.texts(window), seeing.controls(window)
    found = [*geometry.faults(window, texts, controls, "kiosk")]
    found += contrast.faults(window, texts, controls)
    return "\n".join([*found, *focus.faults(window, controls)])


def test_nothing_is_wrong_with_a_screen_that_is_right(window: QWidget) -> None:
    put(window, Label("Words with room"), 20, 20, 300, 40)
    put(window, Button("Open", "mail-open"), 20, 100, 200, 64)
    put(window, Button("Leave it", "", "secondary"), 20, 172, 200, 64)
    assert wrong(window) == ""


def test_words_that_are_cut_off_are_found(window: QWidget) -> None:
    put(window, Label("Too long for this", wrap=False), 20, 20, 60, 40)
    assert "'Too long for this' is cut off" in wrong(window)


def test_words_that_reach_out_of_what_scrolls_are_found(window: QWidget) -> None:
    area, inside = QScrollArea(), QWidget()
    inside.resize(700, 900)
    put(inside, Label("Beside the view", wrap=False), 520, 20, 160, 40)
    put(inside, Label("Below the view", wrap=False), 20, 800, 200, 40)
    area.setWidget(inside)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    put(window, area, 0, 0, 600, 400)
    found = wrong(window)
    assert "'Beside the view' is cut off" in found
    assert "Below the view" not in found


def test_words_over_each_other_are_found(window: QWidget) -> None:
    for top in (20, 28):
        put(window, Label(f"At {top}"), 20, top, 200, 40).setAttribute(
            Qt.WidgetAttribute.WA_TranslucentBackground
        )
    assert "'At 20' and 'At 28' lie over each other" in wrong(window)


def test_dots_where_nothing_says_the_whole_are_found(window: QWidget) -> None:
    put(window, QLabel("An end that nobody…"), 20, 20, 300, 40)
    put(window, Label("A title whose end is told", elide=True), 20, 80, 100, 40)
    found = wrong(window)
    assert "'An end that nobody…' is shortened" in found
    assert found.count("is shortened") == 1


def test_targets_too_small_too_near_and_out_of_reach_are_found(window: QWidget) -> None:
    put(window, Button("Low"), 20, 20, 200, 40)
    put(window, Button("Near"), 20, 64, 200, 64)
    put(window, Button("Gone"), 560, 300, 200, 64)
    found = wrong(window)
    assert "'Low' is 200 x 40 px, less than 64" in found
    assert "'Low' and 'Near' are 4 px apart" in found
    assert "'Gone' reaches out of" in found


def test_faint_words_are_found(window: QWidget) -> None:
    faint = put(window, QLabel("Hardly there"), 20, 20, 300, 40)
    faint.setStyleSheet("color: #BBBBBB")
    assert "'Hardly there' stands out 1." in wrong(window)


def test_what_keys_do_not_lead_to_and_a_trap_are_found(window: QWidget) -> None:
    class Trap(Button):
        def focusNextPrevChild(self, _forward: bool) -> bool:
            return True

    put(window, Button("First"), 20, 20, 200, 64)
    put(window, Trap("Trap"), 20, 100, 200, 64)
    lost = put(window, Button("Lost"), 20, 180, 200, 64)
    lost.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    found = wrong(window)
    assert "no key leads to 'Lost'" in found
    assert "no key leads to 'First'" in found


def test_a_focus_that_cannot_be_seen_is_found(window: QWidget) -> None:
    put(window, Button("Dark"), 20, 20, 200, 64).setProperty("ring", "none")
    assert "one cannot see that 'Dark' has the focus" in wrong(window)
