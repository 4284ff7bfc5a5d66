"""The staff screen: reached by a named control, opened by the answer alone, gone by itself."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.session.staff import MAINTENANCE, OPEN_SECONDS
from kiosk.ui.label import Label
from kiosk.ui.touch_button import TouchButton
from kiosk.views import router
from kiosk.views.staff import StaffPage
from kiosk.views.staff_door import StaffDoorPage
from kiosk.views.waiting import WaitingPage
from tests.pictures.staffing import inside
from tests.pictures.stage import Stage


def touch(made: Stage, name: str) -> None:
    assert made.shell is not None
    found = [each for each in made.shell.frame.findChildren(TouchButton, name) if each.isVisible()]
    found[-1].click()
    made.settle()


def page(made: Stage) -> QWidget | None:
    made.settle()
    assert made.shell is not None
    return made.shell.page


def texts(made: Stage) -> list[str]:
    made.settle()
    assert made.shell is not None
    return [each.text() for each in made.shell.frame.findChildren(Label) if each.isVisible()]


def test_the_door_is_reached_from_the_waiting_screen_by_its_name(daniel: Stage) -> None:
    assert daniel.shell is not None
    control = daniel.shell.frame.findChild(TouchButton, "staff")
    assert control is not None
    assert control.accessibleName() == "Staff"
    touch(daniel, "staff")
    assert isinstance(page(daniel), StaffDoorPage)
    touch(daniel, "back")
    assert isinstance(page(daniel), WaitingPage)


def test_a_wrong_answer_stays_outside_and_says_so(daniel: Stage) -> None:
    touch(daniel, "staff")
    door = page(daniel)
    assert isinstance(door, StaffDoorPage)
    for digit in "11112222":
        door.keys.digit.emit(digit)
    door.forward.click()
    assert page(daniel) is door
    assert "That answer is not right" in texts(daniel)


def test_the_right_answer_shows_the_device_and_nobody(daniel: Stage) -> None:
    inside(daniel)
    said = " ".join(texts(daniel))
    assert "Cedar Ridge" in said
    assert "Daniel" not in said
    assert "Rosa" not in said


def test_it_closes_by_itself_and_needs_another_answer(daniel: Stage) -> None:
    assert daniel.shell is not None
    inside(daniel)
    daniel.staff._until -= OPEN_SECONDS
    daniel.shell.tick()
    assert isinstance(page(daniel), WaitingPage)
    touch(daniel, "staff")
    assert isinstance(page(daniel), StaffDoorPage)


def test_nobody_comes_in_without_the_door(daniel: Stage) -> None:
    assert daniel.shell is not None
    daniel.shell.go(router.StaffInside())
    assert isinstance(page(daniel), StaffDoorPage)


def test_another_language_leaves_it_open(daniel: Stage) -> None:
    inside(daniel)
    daniel.wear("es")
    assert isinstance(page(daniel), StaffPage)
    assert "Este equipo" in texts(daniel)


def test_maintenance_is_asked_for_twice(daniel: Stage) -> None:
    inside(daniel)
    touch(daniel, "maintenance")
    assert daniel.ended == []
    touch(daniel, "exit")
    assert daniel.ended == [MAINTENANCE]


def test_the_log_is_kept(daniel: Stage, qtbot: QtBot) -> None:
    shown = inside(daniel)
    touch(daniel, "keep-log")
    qtbot.waitUntil(lambda: shown._said is not None, timeout=10_000)
    assert shown._said is not None and shown._said[0] == "The log is kept"
