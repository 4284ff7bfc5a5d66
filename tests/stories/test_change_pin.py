"""He changes his PIN at one kiosk: the old one opens nothing any more, and nothing is lost."""

from __future__ import annotations

from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily, MakeKiosk

NEW_PIN = "739164"


def change(kiosk: KioskUnderTest, old: str, new: str) -> None:
    """Settings, then the present PIN and the new one twice."""
    kiosk.touch("Settings")
    kiosk.touch("Change your PIN")
    kiosk.wait_for("Enter the PIN that you have now.")
    kiosk.pin(old)
    kiosk.touch("Next")
    kiosk.choose_pin(new)


def refused(kiosk: KioskUnderTest, number: str, pin: str, words: str) -> None:
    """Try to come in, and be told why not."""
    kiosk.enter(number, pin)
    kiosk.wait_for(words)
    kiosk.touch("Back")
    kiosk.touch("Back")


def test_the_new_pin_opens_both_kiosks_and_the_old_one_neither(
    central: CentralServer, make_kiosk: MakeKiosk, make_family: MakeFamily
) -> None:
    family = make_family(contact_credits=500)
    central.seed.message(family.connection, "The kitchen is yellow now")
    there = make_kiosk("Kiosk C")
    there.sign_in(family.number, family.pin)
    there.wait_for("The kitchen is yellow now")
    there.wait_synced()
    there.sign_out()
    there.close()

    here = make_kiosk("Kiosk B")
    here.sign_in(family.number, family.pin)
    here.wait_for("The kitchen is yellow now")
    change(here, "111999", NEW_PIN)
    here.wait_for("Your present PIN is not right.")
    here.pin(family.pin)
    here.touch("Next")
    here.choose_pin("123456")
    here.wait_for("That PIN is easy to guess")
    here.choose_pin(NEW_PIN)
    here.wait_for("Your PIN is changed")
    here.wait_synced()
    here.sign_out()
    refused(here, family.number, family.pin, "That did not match")
    here.lose_network()
    refused(here, family.number, family.pin, "That did not match")
    here.sign_in(family.number, NEW_PIN)
    here.wait_for("Offline")
    here.sign_out()
    here.close()
    here.network_returns()

    there.restart()
    there.wait_until(lambda: "vault.pin_outdated" in there.log(), "word of the new PIN")
    there.lose_network()
    refused(there, family.number, family.pin, "Your PIN was changed on another device.")
    refused(there, family.number, NEW_PIN, "Your PIN was changed on another device.")
    there.network_returns()
    there.sign_in(family.number, NEW_PIN)
    there.wait_for("The kitchen is yellow now")
    there.wait_synced()


def test_without_a_network_he_is_told_and_the_old_pin_stays(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_synced()
    kiosk.lose_network()
    kiosk.wait_for("Offline")
    kiosk.touch("Settings")
    kiosk.touch("Change your PIN")
    kiosk.wait_for("Changing your PIN needs the network.")
    kiosk.touch("Back")
    kiosk.sign_out()
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for("Offline")
