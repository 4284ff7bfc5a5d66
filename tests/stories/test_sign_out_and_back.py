"""Who comes back finds the draft, the screen and the settings as they were left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.ui.writing_area import PlainArea
from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily, MakeKiosk

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


def test_hidden_for_longer_the_pin_alone_brings_it_back(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    kiosk.sign_in(family.number, family.pin)
    kiosk.write_to("Rosa Reyes", HALF)
    kiosk.touch("Hide now")
    kiosk.wait_for("Hidden")
    kiosk.stay_hidden()
    kiosk.wait_for("Enter your PIN to go on")
    assert kiosk.replaced == 1
    assert not kiosk.sees(family.first)
    assert not kiosk.sees(family.number[-3:])
    kiosk.number("111222")
    kiosk.touch("Sign in")
    kiosk.wait_for("That PIN is not right")
    kiosk.number(family.pin)
    kiosk.touch("Sign in")
    kiosk.wait_for(HALF)


def test_who_comes_next_to_a_hidden_kiosk_signs_in_by_number(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family, other = make_family(), make_family()
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Hide now")
    kiosk.stay_hidden()
    kiosk.wait_for("Enter your PIN to go on")
    kiosk.touch("Another person")
    kiosk.number(other.number)
    kiosk.touch("Next")
    kiosk.number(other.pin)
    kiosk.touch("Sign in")
    kiosk.come_in()
    kiosk.wait_for(other.first)
    kiosk.touch("Hide now")
    kiosk.stay_hidden()
    kiosk.wait_for("Enter your PIN to go on")
    kiosk.pass_time(65)
    kiosk.wait_for("Touch to begin")


def test_a_tablet_locks_and_keeps_the_place(
    central: CentralServer, make_kiosk: MakeKiosk, make_family: MakeFamily
) -> None:
    family = make_family()
    tablet = make_kiosk("Tablet 4", kind="tablet")
    tablet.sign_in(family.number, family.pin)
    tablet.write_to("Rosa Reyes", HALF)
    tablet.pass_time(305)
    tablet.wait_for("Enter your PIN to go on")
    assert not tablet.sees(family.first)
    tablet.pass_time(3600)
    tablet.restart()
    tablet.wait_for("Enter your PIN to go on")
    tablet.number(family.pin)
    tablet.touch("Sign in")
    tablet.wait_for(HALF)
    tablet.sign_out()
    tablet.wait_for("Touch to begin")
