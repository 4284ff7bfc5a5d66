"""Somebody who reads little hears screens and messages, on any device, and nobody after them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily, MakeKiosk

LONG = "Sofia asks for you every day and wants to know when you will read to her again. " * 40


def test_switched_on_before_signing_in_it_follows_to_the_next_device_and_to_nobody_else(
    central: CentralServer, make_kiosk: MakeKiosk, make_family: MakeFamily
) -> None:
    family = make_family()
    here = make_kiosk("Kiosk B")
    here.touch("Read aloud: Off")
    here.wait_until(lambda: here.speaking, "a voice")
    here.sign_in(family.number, family.pin)
    here.wait_until(lambda: here.speaking, "a voice")
    here.wait_synced()
    here.touch("Sign out")
    here.wait_for("Read aloud: Off")
    assert not here.speaking
    here.close()

    there = make_kiosk("Kiosk C")
    there.sign_in(family.number, family.pin)
    there.wait_until(lambda: there.speaking, "a voice")


def test_a_message_is_heard_while_the_idle_time_waits_and_escape_ends_it(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(contact_credits=500)
    central.seed.message(family.connection, LONG)
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Messages")
    kiosk.touch("Rosa Reyes")
    kiosk.touch("Read aloud")
    kiosk.wait_until(lambda: kiosk.speaking, "a voice")
    for _ in range(3):
        kiosk.pass_time(100)
        assert not kiosk.sees("Are you still here?")
    QTest.keyClick(kiosk.window, Qt.Key.Key_Escape)
    assert not kiosk.speaking
    kiosk.pass_time(95)
    kiosk.wait_for("Are you still here?")


def test_a_device_without_a_voice_says_so(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    kiosk.voice = False
    kiosk.restart()
    kiosk.touch("Read aloud: Not on this device")
    kiosk.wait_for("This device cannot read aloud")
    kiosk.touch("OK")
    family = make_family()
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for("Home")
    assert not kiosk.sees("cannot read aloud")
