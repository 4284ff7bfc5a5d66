"""Reading aloud inside: screens, controls, letters, messages; silent at once, gone at the end."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.domain import ConnectionId, Settings, Topic
from kiosk.domain.speech import Pace
from kiosk.ui.button import Choice
from kiosk.ui.sheet import Sheet
from kiosk.ui.touch_button import TouchButton
from kiosk.views import router
from kiosk.views.aloud import OFF
from kiosk.views.read_button import NAMED
from kiosk.views.shell import Shell
from tests.pictures.stage import Stage, go
from tests.unit.kiosk.views.aloud.hearing import (
    Noted,
    come_in,
    part,
    ready,
    resting,
    settled,
    type_in,
)

ROSA = ConnectionId("rosa")


def test_a_screen_is_read_when_it_opens_and_a_control_when_it_has_the_focus(
    daniel: Stage, shell: Shell, speaker: Noted, qtbot: QtBot
) -> None:
    come_in(daniel)
    settled(daniel, qtbot, lambda: "Home" in speaker.heard())
    assert speaker.pace is Pace.FAST
    go(daniel, router.SettingsPlace())
    qtbot.waitUntil(lambda: speaker.told != [])
    heard = speaker.heard()
    assert heard.startswith("Settings ")
    assert "They follow you to any kiosk or tablet." in heard
    assert "Text size. 100 %. choice. chosen" in heard
    switch = part(daniel, TouchButton, "motion")
    switch.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: speaker.told != [])
    assert speaker.heard() == "Less motion. switch. off"
    QTest.keyClick(switch, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: speaker.told != [])
    assert speaker.heard() == "Less motion. switch. on"


def test_typed_letters_are_said_and_words_after_them(
    daniel: Stage, shell: Shell, speaker: Noted, qtbot: QtBot
) -> None:
    come_in(daniel)
    go(daniel, router.Search("home"))
    ready(speaker, qtbot)
    settled(daniel, qtbot, lambda: not shell.aloud._page_due)
    speaker.heard()
    focus = QApplication.focusWidget()
    assert focus is not None
    said = []
    for sign in "Hi ":
        type_in(focus, sign)
        daniel.settle()
        said.append(speaker.heard())
    QTest.keyClick(focus, Qt.Key.Key_Backspace)
    daniel.settle()
    assert [*said, speaker.heard()] == ["H", "i", "Hi", "deleted"]


def test_escape_and_the_bars_button_stop_it_at_once(
    daniel: Stage, shell: Shell, speaker: Noted, qtbot: QtBot
) -> None:
    come_in(daniel)
    go(daniel, router.Messages())
    ready(speaker, qtbot)
    qtbot.waitUntil(lambda: speaker.speaking)
    place = shell.place
    QTest.keyClick(shell.frame, Qt.Key.Key_Escape)
    assert not speaker.speaking
    assert shell.place == place
    shell._bar("aloud")  # reads the screen again
    assert shell.aloud.reading == "page"
    assert shell.frame.status._buttons[0].text() == "Stop"
    shell._bar("aloud")
    assert not speaker.speaking
    assert shell.frame.status._buttons[0].text() == "Read aloud"


def test_a_message_is_read_in_its_own_language_and_its_button_stops_it(
    daniel: Stage, shell: Shell, speaker: Noted, qtbot: QtBot
) -> None:
    daniel.sign_in()
    assert not shell.aloud.on
    go(daniel, router.Conversation(ROSA))
    button = _read_buttons(shell)[-1]
    assert button.text() == "Read aloud"
    assert button.accessibleName().startswith("Read aloud: Rosa, ")
    button.click()
    qtbot.waitUntil(lambda: speaker.speaking, timeout=30_000)
    assert button.text() == "Stop"
    ready(speaker, qtbot)
    qtbot.waitUntil(lambda: speaker.told != [])
    assert speaker.heard()
    assert shell.frame.status._buttons[0].text() == "Stop"
    button.click()
    assert not speaker.speaking
    assert button.text() == "Read aloud"
    assert shell.frame.status._buttons[0].text() != "Stop"


def _read_buttons(shell: Shell) -> list[TouchButton]:
    buttons = shell.frame.findChildren(TouchButton)
    return [each for each in buttons if each.objectName().startswith(NAMED) and each.isVisible()]


def test_a_language_without_a_voice_is_read_by_the_screens_or_said_to_be_none(
    daniel: Stage, shell: Shell, speaker: Noted, qtbot: QtBot
) -> None:
    daniel.sign_in()
    shell.aloud.read("one", "Hola mi amor, te quiero mucho.")
    ready(speaker, qtbot)
    assert [(piece.language, piece.text) for piece in speaker.told] == [
        ("en", "Hola mi amor, te quiero mucho.")  # the engine for tests has no Spanish
    ]
    speaker.heard()
    shell.aloud.read("two", "我很想你")
    assert speaker.heard() == "A text in a language that this device has no voice for."


def test_what_is_dots_on_the_screen_is_not_said(
    daniel: Stage, shell: Shell, speaker: Noted, qtbot: QtBot
) -> None:
    wanted = replace(daniel.mailbox.settings(), hide_amounts=True, read_aloud="fast")
    daniel.mailbox.save_settings(wanted, done=None)
    daniel.sign_in()
    go(daniel, router.Credits())
    ready(speaker, qtbot)
    qtbot.waitUntil(lambda: "Credits" in " ".join(each.text for each in speaker.told))
    heard = speaker.heard()
    assert "hidden" in heard
    assert "120" not in heard


def test_news_and_questions_are_said(
    daniel: Stage, shell: Shell, speaker: Noted, qtbot: QtBot
) -> None:
    come_in(daniel)
    ready(speaker, qtbot)
    settled(daniel, qtbot, lambda: "Home" in speaker.heard())
    shell.frame.toast.show_text("Saved.")
    qtbot.waitUntil(lambda: "Saved." in speaker.heard())
    sheet = Sheet("Sign out now?", shell.frame)
    sheet.text("Everything is kept.")
    sheet.open()
    assert "Sign out now?" in (heard := speaker.heard())
    assert "Everything is kept." in heard


def test_hide_now_is_silence_and_nothing_under_the_cover_is_said(
    daniel: Stage, shell: Shell, speaker: Noted, qtbot: QtBot
) -> None:
    come_in(daniel)
    ready(speaker, qtbot)
    qtbot.waitUntil(lambda: speaker.speaking)
    shell.hide()
    assert not speaker.speaking
    speaker.heard()
    shell.frame.toast.show_text("A message from Rosa is here.")
    shell.go(router.Messages())
    daniel.settle()
    assert speaker.heard() == ""


def test_leaving_ends_the_voice_and_forgets_what_was_to_be_said(
    daniel: Stage, shell: Shell, speaker: Noted, qtbot: QtBot
) -> None:
    come_in(daniel)
    ready(speaker, qtbot)
    qtbot.waitUntil(lambda: speaker.speaking)
    shell._sign_out()
    assert not speaker.speaking
    assert resting(speaker)
    assert not shell.aloud.on


def test_the_setting_is_kept_takes_effect_at_once_and_comes_from_other_devices(
    daniel: Stage, shell: Shell, speaker: Noted, qtbot: QtBot
) -> None:
    daniel.sign_in()
    go(daniel, router.SettingsPlace())
    choice = part(daniel, Choice, "aloud")
    assert choice.current() == OFF
    choice.chosen.emit("slow")
    daniel.settle()
    assert daniel.mailbox.settings().read_aloud == "slow"
    assert shell.aloud.mode == "slow"
    assert speaker.pace is Pace.SLOW
    elsewhere = replace(daniel.mailbox.settings(), read_aloud="fastest")
    daniel.mailbox.save_settings(elsewhere, done=None)
    daniel.settle()
    shell._show_news(frozenset({Topic.SETTINGS}))
    assert shell.aloud.mode == "fastest"


def test_a_locked_tablet_reads_on_as_its_owner_wanted(daniel: Stage, qtbot: QtBot) -> None:
    daniel.session.locked, daniel.session.tablet = Settings(read_aloud="slow"), True
    shell = daniel.open()
    assert shell.aloud.mode == "slow"
