"""She books a video visit, staff look at it, he says yes or no; nobody pays for what is not."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser import Mother, Reviewer
from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import Family, MakeFamily

PRICE = 750  # 15 minutes


def refunds(central: CentralServer, family: Family) -> int:
    return [line.kind for line in central.seed.entries(family.contact)].count("refund")


def test_booked_approved_and_accepted(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily, chromium: Browser
) -> None:
    family = make_family(contact_credits=1000)
    mother = Mother(chromium, central.url)
    mother.sign_in(family.username, "a long password")
    mother.book_visit(family.connection)
    mother.sees("Waits for the facility")
    assert central.seed.balance(family.contact) == 1000 - PRICE
    visit = central.seed.visits(family.connection)[0]

    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Visits")
    kiosk.wait_for("No visits yet")
    staff = Reviewer(chromium, central.url)
    staff.sign_in("reviewer", "staff password")
    staff.approve_visit(visit.id)
    staff.close()
    kiosk.wait_for("Waiting for your answer")
    kiosk.wait_for("Rosa Reyes asks to see you by video. It is free for you.")
    kiosk.touch("Home")
    kiosk.wait_for("Yes or no?")
    kiosk.touch("Visit with Rosa Reyes")
    kiosk.touch("Accept the visit with Rosa Reyes")
    kiosk.wait_for("You said yes to Rosa Reyes.")
    state = central.seed.visit_now
    kiosk.wait_until(lambda: state(visit.id).state == "accepted")
    mother.go("/visits/")
    mother.sees("It takes place")
    mother.close()
    assert central.seed.balance(family.contact) == 1000 - PRICE
    assert central.seed.balance(family.inmate) == 0


def test_declined_and_paid_back_once(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily, chromium: Browser
) -> None:
    family = make_family(contact_credits=1000)
    visit = central.seed.visit(family.connection).id
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Visits")
    kiosk.touch("Decline the visit with Rosa Reyes")
    kiosk.wait_for("Rosa Reyes gets back")
    kiosk.wait_for("750 credits")
    kiosk.touch("Go back")
    kiosk.wait_for("Waiting for your answer")
    kiosk.touch("Decline the visit with Rosa Reyes")
    kiosk.touch("Decline")
    kiosk.wait_for("You said no to Rosa Reyes.")
    kiosk.wait_for("Rosa Reyes got 750 credits back.")
    assert central.seed.visit_now(visit).state == "declined"
    assert central.seed.balance(family.contact) == 1000
    assert refunds(central, family) == 1
    mother = Mother(chromium, central.url)
    mother.sign_in(family.username, "a long password")
    mother.go("/visits/")
    mother.sees("Your 750 credits came back.")
    mother.close()


def test_refused_by_staff_it_never_reaches_him(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily, chromium: Browser
) -> None:
    family = make_family(contact_credits=1000)
    visit = central.seed.visit(family.connection, approve=False).id
    staff = Reviewer(chromium, central.url)
    staff.sign_in("reviewer", "staff password")
    staff.refuse_visit(visit, "The room is being painted.")
    staff.close()
    mother = Mother(chromium, central.url)
    mother.sign_in(family.username, "a long password")
    mother.go("/visits/")
    mother.sees("The facility said no")
    mother.sees("The room is being painted.")
    mother.close()
    assert central.seed.balance(family.contact) == 1000
    assert refunds(central, family) == 1
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_synced()
    kiosk.touch("Visits")
    kiosk.wait_for("No visits yet")


def test_an_answer_without_a_network_goes_out_later(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(contact_credits=1000)
    visit = central.seed.visit(family.connection).id
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Visits")
    kiosk.wait_for("Waiting for your answer")
    kiosk.lose_network()
    kiosk.touch("Accept the visit with Rosa Reyes")
    kiosk.wait_for("You said yes")
    kiosk.wait_for("Your answer is kept here. It goes out when the network is back.")
    kiosk.network_returns()
    kiosk.wait_gone("Your answer is kept here.")
    kiosk.wait_until(lambda: central.seed.visit_now(visit).state == "accepted")


def test_an_answer_that_central_refuses_is_explained(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(contact_credits=1000)
    visit = central.seed.visit(family.connection).id
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Visits")
    kiosk.wait_for("Waiting for your answer")
    central.seed.change_facility(visits_on=False)  # of which the kiosk has not heard yet
    kiosk.touch("Accept the visit with Rosa Reyes")
    kiosk.wait_until(kiosk.mailbox.refusals)
    kiosk.wait_for("Waiting for your answer")
    kiosk.touch("Home")
    kiosk.wait_for("Your answer about the visit with Rosa Reyes was not taken")
    kiosk.wait_for("The facility has switched this off for now.")
    central.seed.change_facility(visits_on=True)
    central.seed.cancel_visit(visit, "fault")
    kiosk.wait_gone("Visit with Rosa Reyes")
    kiosk.touch("Visits")
    kiosk.wait_for("The facility cancelled it. Video visits do not work at the moment.")
    assert central.seed.balance(family.contact) == 1000
    assert refunds(central, family) == 1


def test_a_service_that_is_off_is_not_shown(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(contact_credits=1000)
    central.seed.visit(family.connection)
    central.seed.change_facility(visits_on=False)
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_synced()
    kiosk.wait_gone("Visits")
    assert not kiosk.sees("Visit with")
    central.seed.change_facility(visits_on=True)
    kiosk.sign_out()
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Visits")
    kiosk.wait_for("Waiting for your answer")
