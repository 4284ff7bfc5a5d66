"""Upright, with the largest letters: what the keys fill is always in view, and so is trouble."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.session import NeedsNewPin, WeakPin, WeakReason, WrongPin
from kiosk.ui import theme
from kiosk.ui.banner import Banner
from kiosk.ui.field import PinBoxes, TextField
from kiosk.ui.touch_button import TouchButton
from kiosk.views import router
from kiosk.views.keypad import KeypadPage
from tests.pictures.stage import Stage

UPRIGHT = (800, 1280)


def page(made: Stage) -> KeypadPage:
    made.settle()
    assert made.shell is not None
    assert isinstance(made.shell.page, KeypadPage)
    return made.shell.page


def enter(made: Stage, digits: str) -> None:
    for digit in digits:
        page(made).keys.digit.emit(digit)
    page(made).forward.click()


def in_view(widget: QWidget | None) -> bool:
    """Whether all of a control is to be seen."""
    return widget is not None and widget.visibleRegion().boundingRect() == widget.rect()


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("language", ["en", "es"])
def test_number_and_pin_stand_above_the_keys(daniel: Stage, percent: int, language: str) -> None:
    daniel.wear(language, percent=percent)
    daniel.open(UPRIGHT).go(router.SignIn())
    assert in_view(page(daniel).findChild(TextField))
    enter(daniel, "204471")
    daniel.session.outcome = WrongPin()
    enter(daniel, "111222")
    assert in_view(page(daniel).findChild(PinBoxes))
    banner = page(daniel).findChild(Banner)
    assert banner is not None
    assert not banner.visibleRegion().isEmpty()
    daniel.session.outcome = NeedsNewPin(reset=False)
    enter(daniel, "730518")
    enter(daniel, "123456")
    daniel.session.outcome = WeakPin(WeakReason.EASY)
    enter(daniel, "123456")
    assert in_view(page(daniel).findChild(PinBoxes))
    assert not page(daniel).findChildren(Banner)[-1].visibleRegion().isEmpty()


def test_coming_back_by_pin_the_boxes_have_the_keyboard(daniel: Stage) -> None:
    daniel.session.locked = daniel.mailbox.settings()
    daniel.open(UPRIGHT)
    boxes = page(daniel).findChild(PinBoxes)
    assert in_view(boxes)
    assert QApplication.focusWidget() is boxes


@pytest.mark.parametrize("percent", [100, 125])
def test_the_keys_leave_trouble_its_room(daniel: Stage, percent: int) -> None:
    daniel.wear("es", percent=percent)
    daniel.open(UPRIGHT).go(router.SignIn())
    enter(daniel, "204471")
    daniel.session.outcome = WrongPin()
    enter(daniel, "111222")
    banner = page(daniel).findChild(Banner)
    assert in_view(banner)
    assert page(daniel).words.buttons.isHidden()


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_keys_take_what_the_words_leave(daniel: Stage, percent: int) -> None:
    daniel.wear("es", percent=percent)
    daniel.open(UPRIGHT).go(router.SignIn())
    made = page(daniel)
    key = next(each for each in made.keys.findChildren(TouchButton) if each.text() == "5")
    unused = made.words.height() - made.words.content.sizeHint().height()
    assert key.height() >= theme.half(124) or unused < theme.px(64)  # a line


@pytest.mark.parametrize("percent", [100, 125, 150, 200])
def test_on_a_large_screen_the_words_have_their_width(daniel: Stage, percent: int) -> None:
    daniel.wear("es", percent=percent)
    daniel.open((1920, 1080)).go(router.SignIn())
    enter(daniel, "204471")
    daniel.session.outcome = WrongPin()
    enter(daniel, "111222")
    made = page(daniel)
    assert in_view(made.findChild(PinBoxes))
    assert in_view(made.findChild(Banner))
    assert made.words.area.horizontalScrollBar().maximum() == 0
