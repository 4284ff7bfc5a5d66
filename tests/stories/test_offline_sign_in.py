"""Signing in without a network, and going on with it once it is there."""

from __future__ import annotations

from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily


def test_he_signs_in_offline_and_goes_on_online_by_himself(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(contact_credits=500)
    central.seed.message(family.connection, "Before the storm")
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for("Before the storm")
    kiosk.wait_synced()
    kiosk.sign_out()
    kiosk.lose_network()
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for("Before the storm")
    kiosk.wait_for("Offline")

    kiosk.network_returns()
    central.seed.message(family.connection, "After the storm")
    kiosk.wait_for("After the storm", patience=30)
    kiosk.wait_for("Online")


def test_a_first_sign_in_needs_the_network_and_says_so(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    kiosk.wait_ready()
    kiosk.lose_network()
    kiosk.enter(family.number, family.pin)
    kiosk.wait_for("You have not signed in on this device before")
    kiosk.network_returns()
    kiosk.try_pin(family.pin)
    kiosk.agree()
    kiosk.wait_for("Nothing new right now")


def test_the_first_time_a_one_time_pin_is_replaced(
    central: CentralServer, kiosk: KioskUnderTest
) -> None:
    central.seed.inmate("7101", "Omar", "Reyes", one_time_pin="480215")
    kiosk.enter("7101", "480215")
    kiosk.wait_for("Choose your PIN")
    for weak in ("111111", "123456"):
        kiosk.choose_pin(weak)
        kiosk.wait_for("That PIN is easy to guess")
    kiosk.choose_pin("739164", "739165")
    kiosk.wait_for("That did not match")
    kiosk.choose_pin("739164")
    kiosk.wait_for("Please read this first")
    kiosk.wait_for("Messages and photos are read by the facility.")
    kiosk.pass_time(1000)
    kiosk.wait_for("Please read this first")
    kiosk.agree()
    kiosk.wait_for("You have not signed in here before.")
    kiosk.sign_out()
    kiosk.enter("7101", "480215")
    kiosk.wait_for("That did not match")
    kiosk.try_pin("739164")
    kiosk.wait_for("Last signed in")
