"""Practice: everything can be tried, and central has seen nothing of it."""

from __future__ import annotations

from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import Family, MakeFamily

PRIZE = "You opened the envelope!"
THANKS = "I got your message."
NOTHING = "Nothing is sent, no credits are used."


def begin(kiosk: KioskUnderTest, family: Family) -> None:
    kiosk.sign_in(family.number, family.pin)
    kiosk.touch("Help")
    kiosk.touch("Practice")
    kiosk.wait_for("End practice")
    kiosk.wait_for("New for you")


def seen(central: CentralServer, family: Family) -> tuple[object, ...]:
    """All that central would know of it."""
    return central.seed.balance(family.inmate), central.seed.commands(family.inmate)


def left(kiosk: KioskUnderTest) -> list[str]:
    """What lies of practice on the disk."""
    return [path.name for path in (kiosk.state / "practice").rglob("*") if path.is_file()]


def test_he_practises_all_and_central_has_seen_nothing(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(inmate_credits=120)
    before = seen(central, family)
    begin(kiosk, family)

    kiosk.touch("Photos")
    kiosk.touch_photo()
    kiosk.wait_until(kiosk.picture_shown, "the photo")
    kiosk.wait_for(NOTHING)
    kiosk.touch("Photos")

    kiosk.touch("Messages")
    kiosk.touch("Ana Example")
    kiosk.touch("Open for 50 credits")
    kiosk.wait_for(PRIZE)

    kiosk.touch("Write to Ana Example")
    kiosk.type_on_keyboard("my first one")
    kiosk.touch("Review and send")
    kiosk.touch("Send for 50 credits")
    kiosk.wait_for(THANKS)
    kiosk.touch("Write to Ana Example")
    kiosk.type_on_keyboard("the second")
    kiosk.touch("Send collect (COD)")
    kiosk.touch("Review and send")
    kiosk.touch("Send collect")
    kiosk.wait_for("the second")

    kiosk.touch("People")
    kiosk.touch("Approve")
    kiosk.wait_gone("Touch Approve, and I can write")
    kiosk.touch("Credits")
    kiosk.wait_for("400")

    assert left(kiosk)
    kiosk.touch("End practice")
    kiosk.wait_gone("End practice")
    assert left(kiosk) == []
    kiosk.touch("Credits")
    kiosk.wait_for("120")
    kiosk.wait_synced()
    assert seen(central, family) == before
    kiosk.sign_out()
    assert seen(central, family) == before


def test_signing_out_and_a_power_cut_leave_nothing_of_it(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(inmate_credits=120)
    begin(kiosk, family)
    kiosk.sign_out()
    assert left(kiosk) == []
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for("Something is wrong")  # where practice began
    kiosk.touch("Practice")
    kiosk.wait_for("End practice")
    kiosk.cut_power()
    kiosk.wait_for("Touch to begin")
    assert left(kiosk) == []
