"""Two men use one kiosk; nothing of one is ever before the other, nor readable in the folder."""

from __future__ import annotations

from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily


def test_neither_sees_anything_of_the_other(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    one = make_family(contact_credits=500, contact_name="Rosa")
    two = make_family(contact_credits=500, contact_name="June")
    central.seed.message(one.connection, "Maple: for one man alone")
    central.seed.photo(one.connection, "Maple garden", seed=40)
    central.seed.message(two.connection, "Cedar: for one man alone")
    central.seed.photo(two.connection, "Cedar garden", seed=41)

    for mine, other, word, foreign in (
        (one, two, "Maple", "Cedar"),
        (two, one, "Cedar", "Maple"),
        (one, two, "Maple", "Cedar"),
    ):
        kiosk.sign_in(mine.number, mine.pin)
        kiosk.touch("Home")
        kiosk.wait_for(f"{word}: for one man alone")
        for place in ("Photos", "Messages", "People", "Credits", "Home"):
            kiosk.touch(place)
            shown = " ".join(kiosk.texts())
            assert foreign not in shown
            assert other.contact_name not in shown
        kiosk.wait_synced()
        kiosk.sign_out()
        assert mine.first not in " ".join(kiosk.texts())

    kept = kiosk.everything_kept()
    for text in ("one man alone", "garden", "Rosa", "June", one.number, two.number):
        assert text not in kept
