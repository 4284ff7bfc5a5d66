"""A sealed message says its price, opens once for it, and never without enough credits."""

from __future__ import annotations

from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily

SECRET = "The cat is back, thin but well."


def test_he_opens_it_for_its_price_and_reads_it_again_for_nothing(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(inmate_credits=120)
    sent = central.seed.message(family.connection, SECRET, payment="cod")
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Rosa Reyes")
    kiosk.wait_for("Sealed message from Rosa Reyes")
    kiosk.wait_for("Opening costs")
    assert not kiosk.sees(SECRET)
    assert SECRET not in kiosk.everything_kept()

    kiosk.touch("Leave it sealed")
    kiosk.wait_for("It stays sealed, as long as you want.")
    assert central.seed.balance(family.inmate) == 120
    kiosk.touch("Open for 50 credits")
    kiosk.wait_for(SECRET)
    assert central.seed.item(sent.id).state == "opened"
    kiosk.wait_until(lambda: central.seed.balance(family.inmate) == 70)

    kiosk.touch("Credits")
    kiosk.wait_for("Opened a collect message from Rosa Reyes")
    kiosk.sign_out()
    kiosk.lose_network()
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Messages")
    kiosk.touch("Rosa Reyes")
    kiosk.wait_for(SECRET)
    kiosk.network_returns()
    assert central.seed.balance(family.inmate) == 70


def test_with_too_few_credits_nothing_is_charged_and_the_screen_says_what_is_missing(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(inmate_credits=30, contact_credits=500)
    sent = central.seed.message(family.connection, SECRET, payment="cod")
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Rosa Reyes")
    kiosk.wait_for("20 more")
    kiosk.wait_for("Nothing is charged. It stays here for you.")
    assert not kiosk.can_touch("Open for 50 credits")
    central.advance(hours=25)
    central.seed.gift(family.connection, 50)
    kiosk.touch("Open for 50 credits")
    kiosk.wait_for(SECRET)
    assert central.seed.item(sent.id).state == "opened"
    assert central.seed.balance(family.inmate) == 30


def test_offline_it_opens_when_the_network_is_back(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(inmate_credits=120)
    central.seed.message(family.connection, SECRET, payment="cod")
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Rosa Reyes")
    kiosk.wait_for("Sealed message")
    kiosk.lose_network()
    kiosk.touch("Open later for 50 credits")
    kiosk.wait_for("It opens as soon as the network is back.")
    kiosk.network_returns()
    kiosk.wait_for(SECRET, patience=30)
    assert central.seed.balance(family.inmate) == 70
