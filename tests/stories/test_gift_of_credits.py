"""She gives him credits; he sees who gave them and can spend them."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser import Mother
from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily


def test_a_gift_arrives_and_is_named(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily, chromium: Browser
) -> None:
    family = make_family(contact_credits=500)
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for("0 credits")
    mother = Mother(chromium, central.url)
    mother.sign_in(family.username, "a long password")
    mother.go(f"/people/{family.connection}/give/")
    mother.sees("24 hours")
    central.advance(hours=25)
    mother.give(family.connection, 150)
    mother.close()
    kiosk.wait_for("150 credits")
    kiosk.wait_for("Rosa Reyes gave you 150")
    kiosk.touch("150 credits")
    kiosk.wait_for("Gift from Rosa Reyes")
    assert central.seed.balance(family.inmate) == 150
    assert central.seed.balance(family.contact) == 350
