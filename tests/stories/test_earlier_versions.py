"""Nothing written is lost: a wiped text comes back, and two devices at once keep both texts."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain import ConnectionId, Payment
from tests import typist
from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily
from tests.unit.kiosk.world import Clock, Device, Person

FIRST = "Dear Mama, the library has"
PAUSE = 6  # seconds
SECOND = "Never mind"


def wipe(kiosk: KioskUnderTest, text: str) -> None:
    """Take the text away with the key on the glass."""
    typist.erase(kiosk, len(text))
    kiosk.wait_gone(text[:4])
    kiosk.wait_for("Saved")


def test_a_wiped_text_comes_back_without_a_network(
    kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(inmate_credits=120)
    kiosk.sign_in(family.number, family.pin)
    kiosk.write_to("Rosa Reyes", FIRST)
    kiosk.lose_network()
    kiosk.wait_for("Saved")
    wipe(kiosk, FIRST)
    kiosk.type_on_keyboard(SECOND)
    kiosk.touch("Earlier versions")
    kiosk.touch("Bring back: Today")
    kiosk.wait_for("The earlier text is back.")
    kiosk.wait_for(FIRST)
    kiosk.touch("Earlier versions")
    kiosk.touch("Bring back: Today")
    kiosk.wait_for(SECOND)
    kiosk.cut_power()
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_for(SECOND)
    kiosk.touch("Earlier versions")
    kiosk.wait_for(FIRST)


def test_two_devices_at_once_keep_both_texts(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily, tmp_path: Path
) -> None:
    family = make_family(inmate_credits=120)
    tie = ConnectionId(family.connection)
    kiosk.sign_in(family.number, family.pin)
    kiosk.write_to("Rosa Reyes", "")
    clock = Clock()
    there = Person(Device(central, clock, "Kiosk C"), tmp_path / "c", family.number, family.pin)

    def write_there(text: str) -> None:
        there.sync()
        there.act("save_draft", tie, text, Payment.PREPAID)
        clock.advance(PAUSE)
        there.sync()
        kiosk.wait_synced()

    write_there("Written there")
    kiosk.wait_for("Written there")  # nothing was typed here: it shows at once
    kiosk.type_on_keyboard(", ended here")
    kiosk.wait_for("Saved")
    write_there("Written there, ended there")
    kiosk.wait_for("Text from another device is under Earlier versions")
    kiosk.wait_for("Written there, ended here")
    kiosk.touch("Earlier versions")
    kiosk.wait_for("Written there, ended there")
    there.close()
