"""The staff screen: its door, a wrong answer, the device's state, and leaving to maintenance."""

from __future__ import annotations

from kiosk.device.staff_door import ANSWER, digits_of
from kiosk.views import router
from kiosk.views.staff import StaffPage
from kiosk.views.staff_door import StaffDoorPage
from tests.pictures.scenes import button, drawn
from tests.pictures.stage import STAFF_KEY, Stage

HASH = "3f0c9d1e" * 8


def _door(made: Stage) -> StaffDoorPage:
    assert made.shell is not None
    made.shell.go(router.Staff())
    made.settle()
    page = made.shell.page
    assert isinstance(page, StaffDoorPage)
    return page


def _enter(page: StaffDoorPage, digits: str) -> None:
    for digit in digits:
        page.keys.digit.emit(digit)


def inside(made: Stage) -> StaffPage:
    """Past the door, by the right answer."""
    page = _door(made)
    _enter(page, digits_of(STAFF_KEY, "answer", made.staff.challenge(), ANSWER))
    page.forward.click()
    made.settle()
    assert made.shell is not None
    found = made.shell.page
    assert isinstance(found, StaffPage)
    found._hashed(HASH)
    made.settle()
    return found


@drawn
def staff_door(made: Stage) -> None:
    _enter(_door(made), "3012")


@drawn
def staff_door_wrong(made: Stage) -> None:
    page = _door(made)
    _enter(page, "11112222")
    page.forward.click()


@drawn
def staff(made: Stage) -> None:
    inside(made)


@drawn
def staff_exit(made: Stage) -> None:
    inside(made)
    button(made, "maintenance").click()
