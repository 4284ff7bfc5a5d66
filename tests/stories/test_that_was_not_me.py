"""Somebody else signed in: the account stops everywhere, loses nothing, and staff open it again."""

from __future__ import annotations

from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily, MakeKiosk


def test_that_was_not_me_stops_the_account_on_every_device(
    central: CentralServer, make_kiosk: MakeKiosk, make_family: MakeFamily
) -> None:
    family = make_family(contact_credits=500)
    thief = make_kiosk("Kiosk A")
    thief.sign_in(family.number, family.pin)
    thief.wait_synced()
    owner = make_kiosk("Kiosk B")
    owner.sign_in(family.number, family.pin)
    owner.wait_for("Kiosk A")
    owner.touch("Not you?")
    owner.touch("Stop my account")
    owner.wait_for("Touch to begin")
    thief.sync_now()
    thief.wait_for("Touch to begin")
    for kiosk in (thief, owner):
        kiosk.enter(family.number, family.pin)
        kiosk.wait_for("This account is stopped")
    central.seed.message(family.connection, "Are you well?")
    central.seed.set_status(family.inmate, "active")
    owner.restart()
    owner.sign_in(family.number, family.pin)
    owner.wait_for("Are you well?")


def test_without_a_network_it_stops_as_soon_as_central_hears(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_synced()
    kiosk.lose_network()
    kiosk.wait_for("Offline")
    kiosk.touch("Not you?")
    kiosk.touch("Stop my account")
    kiosk.wait_for("as soon as the network is back")
    kiosk.touch("OK")
    kiosk.network_returns()
    kiosk.sync_now()
    kiosk.wait_for("Touch to begin")
    kiosk.enter(family.number, family.pin)
    kiosk.wait_for("This account is stopped")


def test_the_last_sign_in_is_told_on_whatever_screen_is_resumed(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Credits")
    kiosk.sign_out()
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for("Last signed in")
    kiosk.touch("Not you?")
    kiosk.wait_for("Was that not you?")
