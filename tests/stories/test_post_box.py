"""What he wrote without a network goes out after he has signed out, once, or he is told."""

from __future__ import annotations

from kiosk.session.making import POST_BOX
from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import Family, MakeFamily, MakeKiosk

WORDS = "The library has new books."


def write_offline(kiosk: KioskUnderTest, family: Family) -> None:
    """Sign in, lose the network, write and send collect; nothing goes out."""
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_synced()
    kiosk.write_to(family.contact_name, WORDS)
    kiosk.wait_for("Saved")
    kiosk.wait_synced()
    kiosk.lose_network()
    kiosk.touch("Review and send")
    kiosk.touch("Send collect")
    kiosk.wait_for("Kept on this device")


def sent(central: CentralServer, family: Family) -> list[str]:
    """What central has from him."""
    return [row.body for row in central.seed.messages(family.connection)]


def test_it_goes_out_with_nobody_signed_in(
    central: CentralServer, make_kiosk: MakeKiosk, make_family: MakeFamily
) -> None:
    family = make_family()
    here = make_kiosk("Kiosk B")
    write_offline(here, family)
    here.sign_out()
    assert WORDS not in here.everything_kept()
    here.network_returns()
    here.pass_time(1000)
    here.wait_until(lambda: sent(central, family) == [WORDS], "the message")
    here.sign_in(family.number, family.pin)
    here.wait_synced()
    here.sign_out()
    here.close()
    assert sent(central, family) == [WORDS]
    there = make_kiosk("Kiosk C")
    there.sign_in(family.number, family.pin)
    there.touch("Messages")
    there.touch(family.contact_name)
    there.wait_for(WORDS)
    there.wait_for("Waiting for review")


def test_a_refusal_is_told_on_another_device_and_the_text_is_there(
    central: CentralServer, make_kiosk: MakeKiosk, make_family: MakeFamily
) -> None:
    family = make_family()
    here = make_kiosk("Kiosk B")
    write_offline(here, family)
    here.sign_out()
    here.network_returns()
    central.seed.change_facility(message_price=70)
    here.pass_time(1000)
    here.wait_until(lambda: not list((here.state / POST_BOX).glob("*.json")), "the delivery")
    here.close()
    assert sent(central, family) == []
    there = make_kiosk("Kiosk C")
    there.sign_in(family.number, family.pin)
    there.touch("Back")
    there.touch("Home")
    there.wait_for("Your message to Rosa Reyes was not sent")
    there.touch("See what you wrote")
    there.wait_for(WORDS)
    there.sign_out()
    central.seed.change_facility(message_price=50)


def test_what_has_not_gone_out_is_taken_back(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family()
    write_offline(kiosk, family)
    kiosk.touch("Do not send")
    kiosk.wait_gone("Kept on this device")
    kiosk.sign_out()
    kiosk.network_returns()
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_synced()
    assert sent(central, family) == []
    kiosk.touch("Messages")
    kiosk.touch(family.contact_name)
    kiosk.touch(f"Write to {family.contact_name}")
    kiosk.wait_for(WORDS)
