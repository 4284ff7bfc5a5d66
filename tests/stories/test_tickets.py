"""Something is wrong: he tells staff, they answer; offline, refused, about one thing."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser import Reviewer
from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily


def test_he_tells_and_staff_answer(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily, chromium: Browser
) -> None:
    family = make_family()
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Help")
    kiosk.touch("Something is wrong")
    kiosk.touch("Somebody bothers me")
    kiosk.type_on_keyboard("He takes my shoes.")
    kiosk.touch("Send to staff")
    kiosk.wait_for("It is on its way to staff.")
    kiosk.wait_for("Staff have it")
    (ticket,) = central.seed.tickets(family.inmate)
    assert (ticket.kind, ticket.text) == ("person", "He takes my shoes.")
    central.seed.look_at_ticket(ticket.id)
    kiosk.wait_for("Staff look at it")
    kiosk.touch("Home")

    staff = Reviewer(chromium, central.url)
    staff.sign_in("reviewer", "staff password")
    staff.answer_ticket(ticket.id, "We talked to him.")
    staff.close()
    kiosk.wait_for("Staff answered you")
    assert not kiosk.sees("shoes")
    kiosk.touch("Staff answered you")
    kiosk.wait_for("We talked to him.")
    kiosk.wait_for("He takes my shoes.")
    kiosk.touch("Home")
    kiosk.wait_gone("Staff answered you")


def test_without_a_network_it_waits_here_also_over_a_sign_out(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    kiosk.sign_in(family.number, family.pin)
    kiosk.lose_network()
    kiosk.touch("Help")
    kiosk.touch("Something is wrong")
    kiosk.touch("Something does not work")
    kiosk.type_on_keyboard("The screen is dark.")
    kiosk.touch("Send to staff")
    kiosk.wait_for("It is kept here. It goes out when the network is back.")
    kiosk.wait_for("Kept on this device")
    kiosk.sign_out()
    kiosk.network_returns()
    kiosk.wait_until(lambda: central.seed.tickets(family.inmate))
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Help")
    kiosk.wait_for("Staff have it")
    assert len(central.seed.tickets(family.inmate)) == 1


def test_what_he_writes_is_there_after_a_power_cut(
    kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Help")
    kiosk.touch("Something is wrong")
    kiosk.touch("Something else")
    kiosk.type_on_keyboard("It began on")
    kiosk.wait_for("Saved")
    kiosk.cut_power()
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for("Send to staff")
    assert kiosk.mailbox.ticket_draft().text == "It began on"


def test_one_too_many_is_refused_and_can_be_written_again(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    waiting = [central.seed.ticket(family.inmate).id for _ in range(10)]
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Help")
    kiosk.touch("Something is wrong")
    kiosk.touch("A charge is wrong")
    kiosk.type_on_keyboard("Twice.")
    kiosk.touch("Send to staff")
    kiosk.touch("Home")
    kiosk.wait_for("Staff did not get what you wrote")
    kiosk.touch("See what you wrote")
    kiosk.wait_for("Wait until one is answered.")
    kiosk.wait_for("Twice.")
    central.seed.answer_ticket(waiting[0])
    kiosk.touch("Write again")
    kiosk.touch("Send to staff")
    kiosk.wait_until(lambda: len(central.seed.tickets(family.inmate)) == 11)
    assert kiosk.mailbox.refusals() == ()


def test_from_a_line_of_the_ledger(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(inmate_credits=100)
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_synced()
    kiosk.touch("Credits")
    line = kiosk.mailbox.ledger()[0]
    kiosk.touch("100, 100")
    kiosk.touch("Something is wrong with this")
    kiosk.wait_for("It is about a line under Credits.")
    kiosk.touch("A charge is wrong")
    kiosk.type_on_keyboard("I got more.")
    kiosk.touch("Send to staff")
    kiosk.wait_until(lambda: central.seed.tickets(family.inmate))
    (ticket,) = central.seed.tickets(family.inmate)
    assert (ticket.about_type, ticket.about) == ("ledger", line.id)
