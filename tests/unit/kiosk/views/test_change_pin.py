"""The screen on which a PIN is changed: three steps, every refusal in words, never queued."""

import pytest
from PySide6.QtWidgets import QWidget

from kiosk.domain import KnownFailure, NetworkState
from kiosk.session import (
    Locked,
    NeedsNetwork,
    PinChanged,
    PinOutcome,
    PinUnknown,
    StorageFailure,
    WeakPin,
    WeakReason,
    WrongPin,
)
from kiosk.ui.sheet import Sheet
from kiosk.views import router
from kiosk.views.change_pin import ChangePinScreen
from kiosk.views.settings import SettingsScreen
from tests.pictures.stage import Stage, go

OLD, NEW = "730518", "482051"


@pytest.fixture
def screen(daniel: Stage) -> ChangePinScreen:
    """Daniel came to the screen by way of Settings."""
    daniel.sign_in()
    go(daniel, router.SettingsPlace())
    assert daniel.shell is not None
    found = daniel.shell.frame.findChild(QWidget, "change-pin")
    assert found is not None
    found.click()  # type: ignore[attr-defined]
    daniel.settle()
    page = daniel.shell.page
    assert isinstance(page, ChangePinScreen)
    return page


def enter(screen: ChangePinScreen, *pins: str) -> None:
    for pin in pins:
        for digit in pin:
            screen.keys.digit.emit(digit)
        screen.forward.click()


def words(made: Stage) -> str:
    assert made.shell is not None
    made.settle()
    seen = made.shell.frame.findChildren(QWidget)
    return "\n".join(each.accessibleName() for each in seen if each.isVisible())


def test_present_new_and_new_again_then_settings_and_a_word(
    daniel: Stage, screen: ChangePinScreen
) -> None:
    assert "Enter the PIN that you have now." in words(daniel)
    enter(screen, OLD)
    assert "Choose a new PIN" in words(daniel)
    enter(screen, NEW)
    assert "Enter it once more" in words(daniel)
    assert daniel.session.changed_pins == []
    enter(screen, NEW)
    assert daniel.session.changed_pins == [(OLD, NEW)]
    assert daniel.shell is not None
    assert isinstance(daniel.shell.page, SettingsScreen)
    assert "Your PIN is changed" in words(daniel)


def test_two_that_differ_change_nothing(daniel: Stage, screen: ChangePinScreen) -> None:
    enter(screen, OLD, NEW, "482052")
    assert "The two were not the same." in words(daniel)
    assert daniel.session.changed_pins == []
    enter(screen, NEW, NEW)
    assert daniel.session.changed_pins == [(OLD, NEW)]


def test_after_a_weak_one_the_present_pin_is_not_asked_again(
    daniel: Stage, screen: ChangePinScreen
) -> None:
    daniel.session.pin_outcome = WeakPin(WeakReason.EASY)
    enter(screen, OLD, "123456", "123456")
    assert "That PIN is easy to guess" in words(daniel)
    daniel.session.pin_outcome = PinChanged(2)
    enter(screen, NEW, NEW)
    assert daniel.session.changed_pins == [(OLD, "123456"), (OLD, NEW)]


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (WrongPin(), "Your present PIN is not right."),
        (WrongPin(60.0), "Too many wrong tries"),
        (Locked(60.0), "You can try again in 1 minute."),
        (NeedsNetwork(), "Your old PIN stays as it is."),
        (PinUnknown(), "use the new PIN first"),
        (StorageFailure(KnownFailure.DISK_FULL), "Your PIN was not changed"),
    ],
)
def test_every_refusal_is_said_and_all_three_are_asked_again(
    daniel: Stage, screen: ChangePinScreen, outcome: PinOutcome, said: str
) -> None:
    daniel.session.pin_outcome = outcome
    enter(screen, OLD, NEW, NEW)
    assert said in words(daniel)
    assert "Enter the PIN that you have now." in words(daniel)
    daniel.session.pin_outcome = PinChanged(2)
    enter(screen, OLD, NEW, NEW)
    assert daniel.session.changed_pins == [(OLD, NEW), (OLD, NEW)]


def test_without_a_network_nothing_can_be_entered_and_it_goes_on_once_it_is_back(
    daniel: Stage, screen: ChangePinScreen
) -> None:
    daniel.vault.set_network(NetworkState.OFFLINE)
    assert "Changing your PIN needs the network." in words(daniel)
    enter(screen, OLD)
    assert "Enter the PIN that you have now." in words(daniel)
    daniel.vault.set_network(NetworkState.ONLINE)
    assert "Changing your PIN needs the network." not in words(daniel)
    screen.forward.click()  # what was typed before is still there
    enter(screen, NEW, NEW)
    assert daniel.session.changed_pins == [(OLD, NEW)]


@pytest.mark.parametrize("outcome", [PinChanged(2), WrongPin()])
def test_whoever_went_away_meanwhile_hears_of_it_where_they_are(
    daniel: Stage, screen: ChangePinScreen, outcome: PinOutcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = []
    monkeypatch.setattr(daniel.session, "change_pin", lambda *words: waiting.append(words[-1]))
    enter(screen, OLD, NEW, NEW)
    assert not screen.forward.usable()
    screen.keys.digit.emit("1")
    screen.forward.click()
    go(daniel, router.People())
    [done] = waiting
    done(outcome)
    daniel.settle()
    assert daniel.shell is not None
    assert daniel.shell.place == router.People()
    if isinstance(outcome, PinChanged):
        assert "Your PIN is changed" in words(daniel)
    else:
        sheet = daniel.shell.frame.findChild(Sheet)
        assert sheet is not None
        assert "Your present PIN is not right. It was not changed. Try again." in words(daniel)
