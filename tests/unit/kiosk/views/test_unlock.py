"""Hide now for longer, and a locked tablet: the PIN alone, and nothing of who went away."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QAbstractButton

from kiosk.domain import Settings
from kiosk.session import SignOutReason, WrongPin
from kiosk.ui.label import Label
from kiosk.views import router
from kiosk.views.cover import Cover
from kiosk.views.home import HomeScreen
from kiosk.views.sign_in import SignInPage
from kiosk.views.unlock import UnlockPage
from kiosk.views.waiting import WaitingPage
from tests.pictures.stage import Stage

PLAIN = Settings()
SPANISH = Settings(language="es", theme="dark")


def texts(made: Stage) -> str:
    assert made.shell is not None
    shown = [each for each in made.shell.frame.findChildren(Label) if each.isVisible()]
    return "\n".join(each.full_text() for each in shown)


def touch(made: Stage, name: str) -> None:
    assert made.shell is not None
    button = made.shell.frame.findChild(QAbstractButton, name)
    assert button is not None
    button.click()
    made.settle()


def locked(made: Stage, *, tablet: bool = False, settings: Settings = PLAIN) -> None:
    made.session.locked, made.session.tablet = settings, tablet
    made.open()


def enter(made: Stage, pin: str = "730518") -> None:
    assert made.shell is not None
    page = made.shell.page
    assert isinstance(page, UnlockPage)
    for digit in pin:
        page.keys.digit.emit(digit)
    touch(made, "forward")


def test_hidden_for_ten_seconds_the_session_ends(daniel: Stage) -> None:
    daniel.sign_in()
    assert daniel.shell is not None
    daniel.shell.hide()
    cover = daniel.shell.frame.findChild(Cover)
    assert cover is not None
    before = daniel.session.ended
    cover._close()
    assert (before, daniel.session.ended) == (None, SignOutReason.HIDDEN)
    daniel.settle()
    assert cover.isVisible()


def test_the_pin_alone_comes_back_to_the_same_screen(daniel: Stage) -> None:
    locked(daniel)
    assert daniel.shell is not None
    assert daniel.shell.place == router.Unlock()
    said = texts(daniel)
    assert "Enter your PIN to go on" in said
    assert "Daniel" not in said
    assert "471" not in said
    daniel.session.outcome = WrongPin()
    enter(daniel, "111222")
    assert "That PIN is not right" in texts(daniel)
    daniel.session.outcome = None
    enter(daniel)
    assert isinstance(daniel.shell.page, HomeScreen)


def test_another_person_signs_in_by_number(daniel: Stage) -> None:
    locked(daniel)
    touch(daniel, "other")
    assert daniel.shell is not None
    assert isinstance(daniel.shell.page, SignInPage)
    assert daniel.session.locked is None
    touch(daniel, "back")
    assert isinstance(daniel.shell.page, WaitingPage)


def test_a_wall_kiosk_waits_a_minute_and_a_tablet_for_its_person(daniel: Stage) -> None:
    for tablet in (True, False):
        locked(daniel, tablet=tablet)
        assert daniel.shell is not None
        daniel.now += timedelta(seconds=59)
        daniel.shell.tick()
        assert daniel.shell.place == router.Unlock()
        daniel.now += timedelta(seconds=2)
        daniel.shell.tick()
        assert daniel.shell.place == (router.Unlock() if tablet else router.Waiting())
        assert (daniel.session.locked is None) is not tablet


def test_it_speaks_the_language_of_who_went_away_and_then_the_devices_again(daniel: Stage) -> None:
    locked(daniel, settings=SPANISH)
    assert daniel.shell is not None
    assert "Escribe tu PIN para seguir" in texts(daniel)
    daniel.now += timedelta(seconds=61)
    daniel.shell.tick()
    daniel.settle()
    assert daniel.shell.place == router.Waiting()
    assert daniel.looks.look.theme.value == "light"
