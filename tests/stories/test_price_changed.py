"""The price rose while he wrote: nothing is charged, the text is kept, he is asked again."""

from __future__ import annotations

from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily

TEXT = "It is getting cold here."


def test_a_new_price_asks_again_and_the_text_is_back_in_the_draft(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(inmate_credits=200)
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_synced()
    kiosk.lose_network()
    kiosk.write_to("Rosa Reyes", TEXT)
    kiosk.touch("Pay 50 credits")
    kiosk.touch("Review and send")
    kiosk.touch("Send for 50 credits")
    kiosk.wait_for("Kept on this device")
    central.start()
    central.seed.change_facility(message_price=80)
    kiosk.sync_now()
    kiosk.touch("Home")
    kiosk.wait_for("Your message to Rosa Reyes was not sent", patience=30)
    kiosk.wait_for("The price is now 80 credits. Nothing was charged.")
    assert central.seed.balance(family.inmate) == 200
    assert central.seed.messages(family.connection) == []

    kiosk.touch("See what you wrote")
    kiosk.wait_for(TEXT)
    kiosk.touch("Pay 80 credits", patience=30)
    kiosk.touch("Review and send")
    kiosk.touch("Send for 80 credits")
    kiosk.wait_for("Waiting for review")
    assert central.seed.balance(family.inmate) == 120
    central.seed.change_facility(message_price=50)
