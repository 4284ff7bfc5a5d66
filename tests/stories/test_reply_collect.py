"""Without a credit to his name he answers collect, and sees that she opened it."""

from __future__ import annotations

from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily

REPLY = "Thank you, Mama!"


def test_a_collect_reply_costs_him_nothing_and_her_once(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(contact_credits=500)
    central.seed.message(family.connection, "Write when you can.")
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Messages")
    kiosk.touch("Rosa Reyes")
    kiosk.wait_for("Write when you can.")
    kiosk.touch("Write to Rosa Reyes")
    kiosk.wait_for("You have 0. You need 50 more.")
    kiosk.type_on_keyboard(REPLY)
    kiosk.wait_for("Saved")
    kiosk.touch("Review and send")
    kiosk.wait_for("Rosa Reyes pays 50 credits when opening it. You pay nothing.")
    kiosk.touch("Send collect")
    kiosk.wait_for("On its way to Rosa Reyes. You pay nothing.")
    kiosk.wait_for("Waiting for review")

    sent = central.seed.messages(family.connection)[-1]
    assert (sent.body, sent.payment, sent.state) == (REPLY, "cod", "waiting")
    central.seed.approve(sent.id)
    kiosk.wait_for("Delivered")
    assert central.seed.balance(family.contact) == 450  # her own message; the envelope is free
    central.seed.open_by_contact(sent.id)
    kiosk.wait_for("Opened")
    central.seed.open_by_contact(sent.id)
    assert central.seed.balance(family.contact) == 400
    assert central.seed.balance(family.inmate) == 0
