"""Taking a photo or message away hides it from him alone, and can be undone."""

from __future__ import annotations

from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import Family, MakeFamily


def two_photos(central: CentralServer, make_family: MakeFamily) -> Family:
    """A family with two photos."""
    family = make_family(contact_credits=500)
    central.seed.photo(family.connection, "Older", seed=30)
    central.seed.photo(family.connection, "Newer", seed=31)
    return family


def test_undo_brings_it_back_at_once(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = two_photos(central, make_family)
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Photos")
    kiosk.touch_photo(0)
    kiosk.wait_for("“Newer”")
    kiosk.touch("Remove")
    kiosk.wait_for("Photo removed. Only you stop seeing it.")
    kiosk.wait_for("“Older”")
    kiosk.wait_for("1 of 1")
    kiosk.touch("Undo")
    kiosk.wait_for("2 of 2")


def test_a_removed_photo_lies_among_the_removed_until_it_is_put_back(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = two_photos(central, make_family)
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Photos")
    kiosk.touch_photo(0)
    kiosk.touch("Remove")
    kiosk.wait_for("“Older”")
    kiosk.wait_synced()
    kiosk.sign_out()
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Photos")
    kiosk.touch("Removed, 1")
    kiosk.touch_photo(0)
    kiosk.wait_for("“Newer”")
    kiosk.touch("Put back")
    kiosk.wait_for("The photo is back with the others.")
    kiosk.touch("Photos")
    kiosk.touch("All")
    kiosk.wait_until(lambda: kiosk.photo_count() == 2, "two photos")
    kiosk.wait_synced()
    kinds = [each.kind for each in central.seed.commands(family.inmate)]
    assert kinds == ["item.remove", "item.restore"]


def test_a_removed_message_comes_back_with_undo_and_stays_away_without(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(contact_credits=500)
    central.seed.message(family.connection, "The bus was late again.")
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Messages")
    kiosk.touch(family.contact_name)
    kiosk.wait_for("The bus was late again.")
    kiosk.touch("More about this message")
    kiosk.wait_for("Only you stop seeing it.")
    kiosk.touch("Remove")
    kiosk.wait_for("No messages yet")
    kiosk.touch("Undo")
    kiosk.wait_for("The bus was late again.")
    kiosk.touch("More about this message")
    kiosk.touch("Remove")
    kiosk.wait_for("No messages yet")
    kiosk.wait_synced()
    kiosk.sign_out()
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Messages")
    kiosk.touch(family.contact_name)
    kiosk.wait_for("No messages yet")
    kinds = [each.kind for each in central.seed.commands(family.inmate)]
    assert kinds[-1] == "item.remove"
