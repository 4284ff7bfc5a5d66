"""One man, a wall kiosk and another: what he began here goes on there, and costs once."""

from __future__ import annotations

from tests.central_server import CentralServer
from tests.stories.conftest import MakeFamily, MakeKiosk

HALF = "Dear Mama, the library"


def test_draft_favourite_and_letters_follow(
    central: CentralServer, make_kiosk: MakeKiosk, make_family: MakeFamily
) -> None:
    family = make_family(contact_credits=500)
    central.seed.photo(family.connection, "The dog asleep", seed=60)
    here = make_kiosk("Kiosk B")
    here.sign_in(family.number, family.pin)
    here.touch("Photos")
    here.touch_photo(0)
    here.wait_until(here.picture_shown, "the picture")
    here.touch("Favorite")
    here.touch("Photos")
    here.write_to("Rosa Reyes", HALF)
    here.wait_for("Saved")
    here.wait_synced()
    here.sign_out()
    here.close()

    there = make_kiosk("Kiosk C")
    there.sign_in(family.number, family.pin)
    there.wait_for(HALF)
    there.touch("Back")
    there.touch("Photos")
    there.touch("Favorites, 1")
    there.touch_photo(0)
    there.wait_until(there.picture_shown, "the picture")


def test_a_collect_message_opened_on_both_is_charged_once(
    central: CentralServer, make_kiosk: MakeKiosk, make_family: MakeFamily
) -> None:
    family = make_family(inmate_credits=120)
    central.seed.message(family.connection, "The roof is mended.", payment="cod")
    here = make_kiosk("Kiosk B")
    here.sign_in(family.number, family.pin)
    here.touch("Rosa Reyes")
    here.wait_for("Sealed message")
    here.wait_synced()
    here.lose_network()
    here.touch("Open later for 50 credits")
    here.wait_for("It opens as soon as the network is back.")
    here.sign_out()
    here.close()
    here.network_returns()

    there = make_kiosk("Kiosk C")
    there.sign_in(family.number, family.pin)
    there.touch("Home")
    there.touch("Rosa Reyes")
    there.touch("Open for 50 credits")
    there.wait_for("The roof is mended.")
    there.sign_out()
    there.close()

    here.restart()
    here.sign_in(family.number, family.pin)
    here.wait_for("The roof is mended.", patience=30)
    here.wait_synced()
    assert central.seed.balance(family.inmate) == 70
