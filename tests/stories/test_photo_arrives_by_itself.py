"""A photo sent and approved in a real browser shows on the kiosk without touching it."""

from __future__ import annotations

import time

from playwright.sync_api import Browser

from central.demo.variations import FOLDER
from tests.browser import Mother, Reviewer
from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily

POLL_SECONDS = 2


def test_within_the_poll_interval_and_a_second(
    central: CentralServer,
    kiosk: KioskUnderTest,
    make_family: MakeFamily,
    chromium: Browser,
) -> None:
    central.seed.change_facility(poll_seconds=POLL_SECONDS)
    family = make_family(contact_credits=500)
    mother, staff = Mother(chromium, central.url), Reviewer(chromium, central.url)
    mother.sign_in(family.username, "a long password")
    staff.sign_in("reviewer", "staff password")
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for("No photos yet")
    kiosk.wait_synced()

    mother.pick_photo(family.connection, FOLDER / "pink-tulips.jpg", "Sunday in the park")
    mother.send_picked()
    mother.sees("Sunday in the park")
    staff.open_queue()
    staff.sees("Sunday in the park")
    assert not kiosk.sees("Sunday in the park")
    staff.approve()
    approved = time.monotonic()

    kiosk.wait_until(
        lambda: kiosk.sees("“Sunday in the park”") and kiosk.tile_shown(),
        "the photo",
        patience=POLL_SECONDS + 1 - (time.monotonic() - approved),
    )
    mother.close()
    staff.close()
    assert central.seed.balance(family.contact) == 400
