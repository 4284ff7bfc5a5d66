"""He reads what the facility wrote, and how things work: before signing in, inside, offline."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser import Reviewer
from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily


def test_staff_write_a_page_and_everybody_reads_it(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily, chromium: Browser
) -> None:
    family = make_family()
    assert not kiosk.sees("Information")
    staff = Reviewer(chromium, central.url)
    staff.sign_in("reviewer", "staff password")
    staff.write_page("Library", "Open every day.", "Biblioteca", "Abierta cada día.", public=True)
    staff.write_page("Yard times", "From 9 to 10.")
    staff.close()

    kiosk.pass_time(120)  # until it asks for the policy again
    kiosk.touch("Information")
    kiosk.wait_for("Library")
    assert not kiosk.sees("Yard times")
    kiosk.touch("Library")
    kiosk.wait_for("Open every day.")
    kiosk.touch("English")
    kiosk.wait_for("Abierta cada día.")
    kiosk.touch("Español")
    kiosk.touch("Information")
    kiosk.touch("Back")

    kiosk.sign_in(family.number, family.pin)
    kiosk.lose_network()
    kiosk.touch("Help")
    kiosk.touch("Yard times")
    kiosk.wait_for("From 9 to 10.")
    kiosk.touch("Help")
    kiosk.touch("Your PIN")
    kiosk.wait_for("Tell it to nobody, also not to staff.")
    kiosk.network_returns()


def test_a_page_that_staff_remove_is_gone(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    page = central.seed.page("Old rules", "Nobody knows them.").id
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Help")
    kiosk.touch("Old rules")
    kiosk.wait_for("Nobody knows them.")
    central.seed.remove_page(page)
    kiosk.pass_time(60)
    kiosk.wait_for("This page is no longer here")
    assert not kiosk.sees("Nobody knows them.")
