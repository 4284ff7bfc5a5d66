"""Reading aloud before anybody signs in: on, off, unable; and never a digit of a PIN."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.domain import Settings
from kiosk.speech import Speaker
from kiosk.ui.field import PinBoxes
from kiosk.ui.keypad import Keypad
from kiosk.ui.sheet import Sheet
from kiosk.ui.tile import Tile
from kiosk.ui.touch_button import TouchButton
from kiosk.views.aloud import OFF
from kiosk.views.shell import REST_AFTER, Shell
from tests.pictures.stage import Stage
from tests.unit.kiosk.views.aloud.hearing import (
    Noted,
    come_in,
    part,
    resting,
    settled,
    switch_on,
    type_in,
)


def test_on_the_waiting_screen_a_touch_has_the_screen_read(
    daniel: Stage, shell: Shell, speaker: Noted, qtbot: QtBot
) -> None:
    tile = part(daniel, Tile, "aloud")
    assert tile.value() == "Off"
    switch_on(daniel, qtbot, speaker)
    heard = speaker.heard()
    assert heard.startswith("Waiting. Touch to begin.")
    assert "Touch to begin. button" in heard
    assert "Text size: 100 %" in heard
    assert part(daniel, Tile, "aloud").value() == "Normal. Touch to stop"
    assert speaker.speaking


def test_a_touch_stops_it_and_the_next_changes_the_pace_until_it_is_off(
    daniel: Stage, shell: Shell, speaker: Noted, qtbot: QtBot
) -> None:
    switch_on(daniel, qtbot, speaker)
    paces = []
    while part(daniel, Tile, "aloud").value() != "Off":
        part(daniel, Tile, "aloud").click()
        assert not speaker.speaking
        paces.append(part(daniel, Tile, "aloud").value())
        part(daniel, Tile, "aloud").click()
        daniel.settle()
    assert paces == ["Normal", "Fast", "Very fast", "Slow"]
    assert not shell.aloud.on


def test_a_device_that_cannot_says_so_and_asks_to_tell_staff(daniel: Stage, qtbot: QtBot) -> None:
    daniel.speaker = Speaker(present=False)
    shell = daniel.open()
    tile = part(daniel, Tile, "aloud")
    assert tile.value() == "Not on this device"
    tile.click()
    daniel.settle()
    sheet = shell.frame.findChild(Sheet)
    assert sheet is not None
    assert sheet.accessibleName() == "This device cannot read aloud"
    assert not shell.aloud.on


def test_a_voice_that_turns_out_not_to_be_there_is_told_once(daniel: Stage, qtbot: QtBot) -> None:
    daniel.speaker = Speaker("no-such-engine", present=True)
    shell = daniel.open()
    part(daniel, Tile, "aloud").click()
    qtbot.waitUntil(lambda: not shell.aloud.able, timeout=30_000)
    daniel.settle()
    assert [sheet.accessibleName() for sheet in shell.frame.findChildren(Sheet)] == [
        "This device cannot read aloud"
    ]
    assert part(daniel, Tile, "aloud").value() == "Not on this device"


def test_left_alone_it_is_off_again_and_its_process_gone(
    daniel: Stage, shell: Shell, speaker: Noted, qtbot: QtBot
) -> None:
    switch_on(daniel, qtbot, speaker)
    daniel.now += REST_AFTER
    shell.tick()
    on = [shell.aloud.on]  # it still speaks: somebody listens
    speaker.stop()
    daniel.now += REST_AFTER
    shell.tick()
    assert [*on, shell.aloud.on] == [True, False]
    assert resting(speaker)


def test_switched_on_before_signing_in_it_stays_on_and_is_kept_where_nothing_was_chosen(
    daniel: Stage, shell: Shell, speaker: Noted, qtbot: QtBot
) -> None:
    switch_on(daniel, qtbot, speaker)
    daniel.sign_in()
    assert shell.aloud.mode == "normal"
    assert daniel.mailbox.settings().read_aloud == "normal"


def test_switched_on_before_signing_in_it_stays_on_against_what_was_chosen_before(
    daniel: Stage, shell: Shell, speaker: Noted, qtbot: QtBot
) -> None:
    switch_on(daniel, qtbot, speaker)
    come_in(daniel, OFF)
    assert shell.aloud.mode == "normal"
    assert daniel.mailbox.settings().read_aloud == OFF


# --- the PIN ---------------------------------------------------------------------------------


def test_no_digit_of_a_pin_is_ever_said(daniel: Stage, speaker: Noted, qtbot: QtBot) -> None:
    daniel.session.locked = Settings(read_aloud="fastest")
    shell = daniel.open()
    shell.frame.activateWindow()
    settled(daniel, qtbot, lambda: "PIN, 0 of 6 digits" in speaker.heard())
    boxes = part(daniel, PinBoxes, "pin")
    pad = shell.frame.findChildren(Keypad)[-1]
    told = ""
    for digit in "730":
        key = next(each for each in pad.findChildren(TouchButton) if each.text() == digit)
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)
        daniel.settle()
        told += speaker.heard() + "\n"
    for digit in "518":
        type_in(boxes, digit)
        daniel.settle()
        told += speaker.heard() + "\n"
    assert told.split("\n")[:-1] == [
        f"Digit entered. PIN, {count} of 6 digits" for count in range(1, 7)
    ]
    QTest.keyClick(boxes, Qt.Key.Key_Backspace)
    daniel.settle()
    assert speaker.heard() == "PIN, 5 of 6 digits"
