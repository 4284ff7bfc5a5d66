"""Without a network: an old message found by a word of it, by a Chinese word, by its sender."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.central_server import CentralServer
from tests.kiosk_under_test import KioskUnderTest
from tests.stories.conftest import MakeFamily

OLD = "The pear tree behind the house is finally in bloom."
CHINESE = "我们的花园里有很多西红柿"
LATER = 60  # messages after the old ones: more than a conversation shows at first


def test_an_old_message_is_found_offline_and_opened_where_it_stands(
    central: CentralServer, kiosk: KioskUnderTest, make_family: MakeFamily
) -> None:
    family = make_family(contact_credits=10_000)
    central.seed.message(family.connection, OLD)
    central.seed.message(family.connection, CHINESE)
    for number in range(LATER):
        central.seed.message(family.connection, f"Letter number {number}")
    central.seed.photo(family.connection, "The pear harvest", seed=3)
    kiosk.sign_in(family.number, family.pin)
    kiosk.wait_downloaded(1)
    kiosk.lose_network()
    kiosk.wait_for("Offline")

    kiosk.touch("Messages")
    kiosk.touch("Search")
    kiosk.type_on_keyboard("pear")
    kiosk.wait_for(OLD)
    kiosk.wait_for("Photos")
    enter(kiosk)
    kiosk.touch(OLD)
    kiosk.wait_for("Letter number 0")
    assert kiosk.sees(OLD)
    assert not kiosk.sees(f"Letter number {LATER - 1}")

    kiosk.touch("Search")
    kiosk.wait_for("The pear harvest")
    kiosk.touch("Clear")
    commit("花园")
    kiosk.wait_for(CHINESE)
    enter(kiosk)
    kiosk.touch(CHINESE)
    kiosk.wait_for("Letter number 0")

    kiosk.touch("Search")
    kiosk.touch("Clear")
    kiosk.type_on_keyboard("reyes")
    kiosk.wait_for(f"Letter number {LATER - 1}")
    enter(kiosk)
    kiosk.touch("“The pear harvest”")
    kiosk.wait_until(kiosk.picture_shown, "the picture")
    kiosk.touch("Search")
    kiosk.touch("Clear")
    kiosk.type_on_keyboard("zzzz")
    kiosk.wait_for("Nothing found for “zzzz”")
    kiosk.touch("Messages")
    kiosk.touch("Rosa Reyes")
    kiosk.wait_for(f"Letter number {LATER - 1}")


def commit(text: str) -> None:
    """Type what the keys on the screen do not offer, as a keyboard for that script would."""
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def enter(kiosk: KioskUnderTest) -> None:
    """The key that ends a line: here the keys go, and the answers have the room."""
    keyboard = kiosk.keyboard()
    assert keyboard is not None
    key = keyboard.key("enter")
    kiosk.press_at(key, key.rect().center())
    kiosk.wait_until(lambda: kiosk.keyboard() is None, "the end of the keys")
