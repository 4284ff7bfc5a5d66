"""Who comes back finds the draft, the screen and the settings as they were left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.ui.writing_area import PlainArea
from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily

HALF = "Dear Mama, I wanted to tell"


def test_a_draft_and_the_screen_are_there_again(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    kiosk.sign_in(family.number, family.pin)
    kiosk.write_to("Rosa Reyes", HALF)
    kiosk.touch("Sign out")
    kiosk.wait_for("Touch to begin")
    assert not kiosk.sees("Rosa")
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for(HALF)
    kiosk.wait_for("Write to Rosa Reyes")


def test_time_out_saves_every_letter(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    kiosk.sign_in(family.number, family.pin)
    kiosk.write_to("Rosa Reyes", HALF)
    kiosk.pass_time(95)
    kiosk.wait_for("Are you still here?")
    kiosk.touch("Stay")
    kiosk.wait_gone("Are you still here?")
    kiosk.pass_time(125)
    kiosk.wait_for("Touch to begin")
    assert kiosk.replaced == 1
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for(HALF)


def test_time_out_in_the_middle_of_a_word(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    kiosk.sign_in(family.number, family.pin)
    kiosk.write_to("Rosa Reyes", "Tell her I am hap")
    before = kiosk.window.findChild(PlainArea)
    assert before is not None
    for _ in range(len("I am hap")):
        QTest.keyClick(before, Qt.Key.Key_Left)
    kiosk.type_on_keyboard("today ")
    text, place = "Tell her today I am hap", len("Tell her today ")
    kiosk.wait_for(text)
    kiosk.pass_time(125)
    kiosk.wait_for("Touch to begin")
    assert not kiosk.sees("Rosa")
    assert not kiosk.sees("hap")
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for("Write to Rosa Reyes")
    kiosk.wait_for(text)
    area = kiosk.window.findChild(PlainArea)
    assert area is not None
    assert area.textCursor().position() == place
    assert area.hasFocus()
    kiosk.type_on_keyboard("as ever ")
    kiosk.wait_for("Tell her today as ever I am hap")


def test_language_and_contrast_are_the_persons_and_go_with_them(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Settings")
    kiosk.touch("Español")
    kiosk.wait_for("Ajustes")
    kiosk.touch("Cerrar sesión")
    kiosk.wait_for("Touch to begin")
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for("Ajustes")


def test_hide_now_covers_everything(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(contact_credits=500)
    central.seed.message(family.connection, "For your eyes only")
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for("For your eyes only")
    kiosk.touch("Hide now")
    kiosk.wait_for("Hidden")
    assert not kiosk.sees("For your eyes only")
    assert not kiosk.sees(family.first)
    kiosk.touch("Go on")
    kiosk.wait_for("For your eyes only")
