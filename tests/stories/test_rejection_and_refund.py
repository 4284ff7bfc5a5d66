"""What staff do not allow comes back with reason, refund and a way to appeal."""

from __future__ import annotations

from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily

TEXT = "Meet me where we said."


def test_a_rejected_message_is_refunded_once_and_can_be_appealed(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(inmate_credits=100)
    kiosk.sign_in(family.number, family.pin)
    kiosk.write_to("Rosa Reyes", TEXT)
    kiosk.touch("Pay 50 credits")
    kiosk.touch("Review and send")
    kiosk.wait_for("You will have")
    kiosk.touch("Send for 50 credits")
    kiosk.wait_for("Waiting for review")
    assert central.seed.balance(family.inmate) == 50
    sent = central.seed.messages(family.connection)[-1]

    central.seed.reject(sent.id, text="It names a place to meet.")
    kiosk.wait_for("Not delivered")
    kiosk.wait_for("It names a place to meet.")
    kiosk.wait_for("Your 50 credits are back.")
    kiosk.wait_for("mail reviewer")
    assert central.seed.balance(family.inmate) == 100

    kiosk.touch("Appeal")
    kiosk.touch("It was a misunderstanding.")
    kiosk.touch("Send appeal")
    kiosk.wait_for("You appealed. Staff look at it again.")
    central.seed.decide_appeal(sent.id, uphold=True)
    kiosk.wait_for("Delivered")
    kiosk.wait_gone("Not delivered")
    assert central.seed.balance(family.inmate) == 100

    kiosk.touch("Credits")
    kiosk.wait_for("Returned: message to Rosa Reyes")


def test_a_photo_taken_back_leaves_a_note(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(contact_credits=500)
    sent = central.seed.photo(family.connection, "At the lake", seed=9)
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("“At the lake”")
    kiosk.wait_until(kiosk.picture_shown, "the picture")
    central.seed.withdraw(sent.id, note="Sent to the wrong person.")
    kiosk.wait_until(lambda: not kiosk.picture_shown(), "the end of the picture")
    kiosk.wait_for("The facility took this photo back. Sent to the wrong person.")
