"""Widgets that draw themselves have a role for read-aloud, and do what it asks of them."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui import accessible, theme
from kiosk.ui.field import PinBoxes
from kiosk.ui.focus_ring import FocusRing
from kiosk.ui.grid_items import GridItem
from kiosk.ui.photo_canvas import PhotoCanvas
from kiosk.ui.photo_grid import PhotoGrid

Role = QAccessible.Role


def grid_of(qtbot: QtBot, count: int) -> PhotoGrid:
    grid = PhotoGrid(lambda _id, _size: None)
    qtbot.addWidget(grid)
    grid.resize(800, 600)
    grid.set_items([GridItem(f"p{n}", 1.5, f"Photo {n}", "May") for n in range(count)])
    return grid


def test_pin_boxes_photo_and_grid_are_told_with_their_roles(qtbot: QtBot) -> None:
    accessible.install()
    grid, boxes, canvas = grid_of(qtbot, 2), PinBoxes(), PhotoCanvas()
    for widget, role in ((grid, Role.List), (boxes, Role.EditableText), (canvas, Role.Graphic)):
        qtbot.addWidget(widget)
        told = QAccessible.queryAccessibleInterface(widget)
        assert told.role() == role
    assert QAccessible.queryAccessibleInterface(boxes).text(QAccessible.Text.Name)


def test_read_aloud_goes_through_the_photos_and_opens_one(qtbot: QtBot) -> None:
    accessible.install()
    grid = grid_of(qtbot, 3)
    told = QAccessible.queryAccessibleInterface(grid)
    assert told.text(QAccessible.Text.Name).startswith("Photo 0")
    acts = told.actionInterface()
    for act in ("Increase", "Increase", "Increase", "Decrease"):
        acts.doAction(act)
    with qtbot.waitSignal(grid.opened, timeout=0) as opened:
        acts.doAction("Press")
    assert opened.args == ["p1"]
    assert told.text(QAccessible.Text.Name).startswith("Photo 1")


def test_the_ring_is_seen_on_ground_of_its_own_colour(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply_theme(qapp, theme.Look(reduce_motion=True))
    window, control = QWidget(), QWidget()
    qtbot.addWidget(window)
    control.setParent(window)
    control.setGeometry(40, 40, 60, 60)
    ring = FocusRing(window)
    window.setStyleSheet(f"background: {theme.tokens().focus}")
    window.resize(140, 140)
    window.show()
    ring._focus_changed(None, control)
    across = [window.grab().toImage().pixelColor(x, 70).name() for x in range(30, 41)]
    assert theme.tokens().paper.lower() in across
