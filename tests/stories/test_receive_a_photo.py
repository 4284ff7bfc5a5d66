"""A photo comes in, is seen full screen, and stays free to look at."""

from __future__ import annotations

from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily


def test_a_new_photo_is_found_on_home_and_looked_at(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(contact_credits=500)
    central.seed.photo(family.connection, "The garden in May", seed=3)
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for("New for you")
    kiosk.wait_for("1 new photo")
    kiosk.touch("“The garden in May”")
    kiosk.wait_until(kiosk.picture_shown, "the picture")
    kiosk.wait_for("1 of 1")
    kiosk.touch("Photos")
    kiosk.touch("Home")
    kiosk.wait_gone("1 new photo")

    for _again in range(3):
        kiosk.touch("Photos")
        kiosk.touch_photo(0)
        kiosk.wait_until(kiosk.picture_shown, "the picture")
        kiosk.touch("Photos")
        kiosk.touch("Home")
    assert central.seed.balance(family.contact) == 400
    assert central.seed.balance(family.inmate) == 0


def test_zoom_turn_and_favourite_are_remembered(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(contact_credits=500)
    for number, caption in enumerate(("First", "Second", "Third")):
        central.seed.photo(family.connection, caption, seed=number + 5)
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Photos")
    kiosk.touch_photo(0)
    kiosk.wait_for("“Third”")
    kiosk.wait_until(kiosk.picture_shown, "the picture")
    kiosk.swipe(-1)
    kiosk.wait_for("“Second”")
    kiosk.touch("Next")
    kiosk.wait_for("“First”")
    kiosk.wait_until(kiosk.picture_shown, "the picture")
    kiosk.touch("Larger")
    assert kiosk.stage().zoom() > 1
    kiosk.touch("Smaller")
    kiosk.touch("Turn")
    kiosk.touch("Favorite")
    assert kiosk.stage().degrees() == 90

    kiosk.sign_out()
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for("“First”")
    kiosk.wait_until(kiosk.picture_shown, "the picture")
    assert kiosk.stage().degrees() == 90
    kiosk.touch("Photos")
    kiosk.touch("Favorites, 1")
    kiosk.touch_photo(0)
    kiosk.wait_for("“First”")
