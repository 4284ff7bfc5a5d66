"""The waiting screen keeps up with the time, and never takes a button from under a finger."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.ui.button import Button
from kiosk.views.router import SignIn
from kiosk.views.waiting import WaitingPage
from tests.pictures.stage import Stage

LEFT = Qt.MouseButton.LeftButton


def begin(page: WaitingPage) -> Button:
    return next(each for each in page.findChildren(Button, "begin") if each.isVisible())


def test_a_touch_counts_while_a_second_or_a_minute_passes(daniel: Stage) -> None:
    shell = daniel.open()
    page = shell.page
    assert isinstance(page, WaitingPage)
    first = begin(page)
    page.tick()
    assert begin(page) is first, "nothing has changed since it came"
    daniel.now += timedelta(minutes=1)
    page.tick()
    daniel.settle()
    after = begin(page)
    assert after is not first, "the clock says another minute"
    QTest.mousePress(after, LEFT)
    daniel.now += timedelta(minutes=1)
    page.tick()
    assert begin(page) is after
    QTest.mouseRelease(after, LEFT)
    assert shell.place == SignIn()
