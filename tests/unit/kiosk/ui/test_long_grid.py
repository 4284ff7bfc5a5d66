"""A grid of any length is laid out where one looks, and not before it has its size."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.ui.grid_items import GridItem
from kiosk.ui.long_plan import BLOCK
from kiosk.ui.month_stops import MonthStops
from kiosk.ui.photo_grid import PhotoGrid
from kiosk.ui.touch_button import TouchButton
from tests.unit.kiosk.ui.helpers import lift, move, press


def test_the_shape_of_a_photo_is_asked_for_without_the_photo(qtbot: QtBot) -> None:
    items, shapes = list[int](), list[int]()

    def item(index: int) -> GridItem:
        items.append(index)
        return GridItem(f"p{index}", 1.5, "Photo", "")

    def aspect(index: int) -> float:
        shapes.append(index)
        return 1.5

    grid = PhotoGrid(lambda _name, _size: None)
    qtbot.addWidget(grid)
    grid.set_source([("Month", 3 * BLOCK)], item, aspect)
    assert shapes == [], "nothing is laid out for a width that is not the grid's"
    grid.resize(1000, 600)
    grid.show()
    QApplication.processEvents()
    assert len(set(shapes)) == BLOCK
    assert len(set(items)) < 40


def test_a_grid_that_only_grows_in_height_is_not_laid_out_anew(qtbot: QtBot) -> None:
    asked = list[str]()
    grid = PhotoGrid(lambda name, _size: asked.append(name))
    qtbot.addWidget(grid)
    grid.resize(1000, 600)
    grid.set_items([GridItem(f"p{n}", 1.5, f"Photo {n}", "Month") for n in range(500)])
    grid.show()
    QApplication.processEvents()
    plan, first = grid.plan(), len(asked)
    grid.resize(1000, 900)
    QApplication.processEvents()
    assert grid.plan() is plan
    assert len(asked) > first
    assert grid.verticalScrollBar().pageStep() == grid.viewport().height()
    grid.resize(900, 900)
    assert grid.plan() is not plan


def test_a_finger_moved_along_the_months_goes_through_them(qtbot: QtBot) -> None:
    stops, chosen = MonthStops(), list[str]()
    qtbot.addWidget(stops)
    stops.chosen.connect(chosen.append)
    stops.set_stops([(f"Month {number}", str(number)) for number in range(6)])
    stops.resize(80, 600)
    stops.show()
    first, *others = stops.findChildren(TouchButton)
    press(first, QPoint(10, 10))
    for other in others[:3]:
        move(first, first.mapFrom(stops, other.geometry().center()))
        move(first, first.mapFrom(stops, other.geometry().center()))
    assert chosen == ["Month 1", "Month 2", "Month 3"]
    lift(first, first.mapFrom(stops, others[2].geometry().center()))
    assert chosen == ["Month 1", "Month 2", "Month 3"]
