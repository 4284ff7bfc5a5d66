"""Staff open the device's own screen with the console's answer, also without a network."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily


def challenge(kiosk: KioskUnderTest) -> str:
    kiosk.touch("Staff")
    kiosk.wait_for("Staff only")
    shown = kiosk.window.findChildren(QLabel, "challenge")
    return next(each for each in shown if each.isVisible()).text()


def test_the_answer_opens_it_without_a_network(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    kiosk.wait_ready()
    answer = central.seed.staff_answer(challenge(kiosk))
    kiosk.lose_network()
    kiosk.number(answer)
    kiosk.touch("Open")
    kiosk.wait_for("This device")
    kiosk.wait_for("North Facility")
    assert not kiosk.sees(family.first)
    kiosk.touch("Test the network")
    kiosk.wait_for("Central cannot be reached", patience=60)
    kiosk.network_returns()
    kiosk.touch("Test the network")
    kiosk.wait_for("Central answers", patience=60)
    kiosk.touch("Keep the log")
    kiosk.wait_for("The log is kept", patience=60)
    bundle = (kiosk.state / "maintenance" / "log-bundle.txt").read_text(encoding="utf-8")
    assert "Kiosk B" in bundle
    assert family.first not in bundle
    assert family.number not in bundle
    kiosk.pass_time(301)
    kiosk.wait_for("Touch to begin")


def test_another_devices_answer_or_a_guess_opens_nothing(
    central: CentralServer, kiosk: KioskUnderTest
) -> None:
    kiosk.wait_ready()
    answer = central.seed.staff_answer(challenge(kiosk))
    kiosk.number(f"{(int(answer) + 1) % 10**8:08d}")
    kiosk.touch("Open")
    kiosk.wait_for("That answer is not right")
    kiosk.touch("Back")
    kiosk.wait_for("Touch to begin")
    challenge(kiosk)  # another one: what was answered before is worthless
    kiosk.number(answer)
    kiosk.touch("Open")
    kiosk.wait_for("That answer is not right")
