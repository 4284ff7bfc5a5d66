"""A mother makes an account in her browser and asks; her son says yes on the kiosk."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser import Letters, Mother
from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import PIN, MakeFamily


def test_she_signs_up_and_asks_and_he_approves(
    central: CentralServer, kiosk: KioskUnderTest, chromium: Browser
) -> None:
    son = central.seed.inmate("7001", "Daniel", "Delgado", pin=PIN)
    kiosk.sign_in("7001", PIN)
    mother = Mother(chromium, central.url)
    mother.sign_up("rosa.delgado", "Rosa", "Delgado")
    mail = Letters(central.folder)
    mother.follow(mail.wait_for("rosa.delgado@family.example")[-1])
    mother.find_and_ask("Delgado")
    connection = mother.go_to_person()

    kiosk.touch("People")
    kiosk.wait_for("Rosa Delgado")
    kiosk.wait_for("New request")
    assert central.seed.connection_state(connection).state == "requested"
    kiosk.touch("Approve")
    kiosk.wait_for("Rosa Delgado can write to you now.")
    kiosk.touch("Home")
    kiosk.wait_until(lambda: central.seed.connection_state(connection).state == "approved")

    letters = mail.wait_for("rosa.delgado@family.example", 2)
    assert "Daniel" not in letters[-1]
    mother.open_person(connection)
    mother.sees("Write to Daniel, or send a photo.")
    mother.close()
    assert central.seed.balance(son.id) == 0


def test_a_declined_request_is_quiet_and_can_be_undone(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(state="requested")
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("People")
    kiosk.touch("Decline")
    kiosk.wait_for("Declined. Rosa Reyes is not told.")
    kiosk.touch("Home")
    state = central.seed.connection_state
    kiosk.wait_until(lambda: state(family.connection).state == "declined")

    kiosk.touch("People")
    kiosk.touch("Declined and blocked people")
    kiosk.touch("Rosa Reyes")
    kiosk.wait_until(lambda: state(family.connection).state == "approved")


def test_undoing_at_once_leaves_no_trace(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(state="requested")
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("People")
    kiosk.touch("Block")
    kiosk.wait_for("Rosa Reyes is blocked.")
    kiosk.touch("Undo")
    kiosk.wait_for("New request")
    kiosk.touch("Home")
    kiosk.wait_synced()
    assert central.seed.connection_state(family.connection).state == "requested"
    assert central.seed.commands(family.inmate) == []
