"""Wrong PINs are counted here, the wait is said, and survives a restart."""

from __future__ import annotations

import pytest

from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily


@pytest.mark.parametrize("known", [True, False])
def test_after_five_wrong_pins_he_waits_a_minute(
    known: bool, central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    if known:
        kiosk.sign_in(family.number, family.pin)
        kiosk.wait_synced()
        kiosk.sign_out()
    kiosk.enter(family.number, "000001")
    for wrong in range(2, 6):
        kiosk.wait_for("That did not match")
        kiosk.try_pin(f"00000{wrong}")
    kiosk.wait_for("Too many wrong tries")
    assert not kiosk.can_touch("Sign in")
    kiosk.restart()
    kiosk.enter(family.number, family.pin)
    kiosk.wait_for("Too many wrong tries")
    kiosk.pass_time(61)
    central.advance(seconds=61)
    kiosk.wait_for("Touch to begin")  # nobody was there for a minute
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for("Nothing new right now")


def test_an_unknown_number_and_a_wrong_pin_answer_alike(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    said = []
    for number in (family.number, "99999"):
        kiosk.enter(number, "000001")
        kiosk.wait_for("That did not match")
        said.append([text for text in kiosk.texts() if "ending in" not in text])
        kiosk.restart()
    assert said[0] == said[1]


def test_the_owner_sees_the_wrong_tries(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    for wrong in ("000001", "000002"):
        kiosk.enter(family.number, wrong)
        kiosk.wait_for("That did not match")
        kiosk.restart()
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for("2 wrong tries since then")
