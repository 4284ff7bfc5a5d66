"""In the dead spot: everything delivered opens, a reply is kept, and goes out once."""

from __future__ import annotations

from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import Family, MakeFamily

REPLY = "I looked at it all evening."


def filled(central: CentralServer, make_family: MakeFamily) -> Family:
    """A family with five photos and a few messages, all delivered."""
    family = make_family(contact_credits=1000, inmate_credits=200)
    for number in range(5):
        central.seed.photo(family.connection, f"Picture {number}", seed=number + 20)
    for number in range(4):
        central.seed.message(family.connection, f"Letter number {number}")
    return family


def test_everything_opens_without_central_and_the_reply_goes_out_once(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = filled(central, make_family)
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_downloaded(5)
    kiosk.lose_network()
    kiosk.wait_for("Offline")

    kiosk.touch("Photos")
    kiosk.touch_photo(0)
    for number in reversed(range(5)):
        kiosk.wait_for(f"“Picture {number}”")
        kiosk.wait_until(kiosk.picture_shown, "the picture")
        if number:
            kiosk.touch("Next")
    kiosk.touch("Photos")
    kiosk.touch("Messages")
    kiosk.touch("Rosa Reyes")
    for number in range(4):
        kiosk.wait_for(f"Letter number {number}")

    kiosk.touch("Write to Rosa Reyes")
    kiosk.type_on_keyboard(REPLY)
    kiosk.touch("Pay 50 credits")
    kiosk.touch("Review and send")
    kiosk.wait_for("This device is offline. It is kept here and goes out with the network.")
    kiosk.touch("Send for 50 credits")
    kiosk.wait_for("Kept on this device")
    kiosk.wait_for("1 waiting to go out")

    kiosk.network_returns()
    kiosk.wait_for("Waiting for review", patience=30)
    kiosk.wait_gone("1 waiting to go out")
    kiosk.wait_synced()
    assert [each.body for each in central.seed.messages(family.connection)].count(REPLY) == 1
    assert central.seed.balance(family.inmate) == 150


def test_a_kept_reply_survives_a_power_cut(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = filled(central, make_family)
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_synced()
    kiosk.lose_network()
    kiosk.write_to("Rosa Reyes", REPLY)
    kiosk.touch("Pay 50 credits")
    kiosk.touch("Review and send")
    kiosk.touch("Send for 50 credits")
    kiosk.wait_for("Kept on this device")
    kiosk.cut_power()
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Messages")
    kiosk.wait_for("Kept on this device")
    kiosk.network_returns()
    kiosk.sync_now()
    kiosk.wait_for("Waiting for review", patience=30)
    assert [each.body for each in central.seed.messages(family.connection)].count(REPLY) == 1
