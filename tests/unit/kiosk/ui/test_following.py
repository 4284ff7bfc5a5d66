"""A photo follows the finger, its neighbour with it, and comes to rest where it belongs."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.ui import theme
from kiosk.ui.photo_canvas import PhotoCanvas
from kiosk.ui.photo_fit import Shown
from tests.unit.kiosk.ui.helpers import lift, move, press


def picture(colour: str, width: int = 800, height: int = 600) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    return made


@pytest.fixture
def canvas(qtbot: QtBot) -> PhotoCanvas:
    made = PhotoCanvas()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.set_picture(picture("red"))
    made.set_beside(lambda way: Shown(picture("blue")) if way > 0 else None)
    made.show()
    return made


def colour_at(canvas: PhotoCanvas, x: int) -> QColor:
    return canvas.grab().toImage().pixelColor(x, 300)


def test_the_neighbour_comes_in_under_the_finger(canvas: PhotoCanvas) -> None:
    press(canvas, QPoint(700, 300))
    move(canvas, QPoint(695, 300))
    assert canvas.offset() == 0
    move(canvas, QPoint(300, 300))
    assert canvas.offset() == -400
    assert colour_at(canvas, 100) == QColor("red")
    assert colour_at(canvas, 700) == QColor("blue")
    move(canvas, QPoint(790, 300))
    assert colour_at(canvas, 20) not in (QColor("red"), QColor("blue"))  # there is none before it
    lift(canvas, QPoint(690, 300))
    assert canvas.offset() == 0
    assert colour_at(canvas, 700) == QColor("red")


def test_the_last_picture_comes_back(canvas: PhotoCanvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.previous_requested, timeout=0):
        press(canvas, QPoint(100, 300))
        move(canvas, QPoint(500, 300))
        lift(canvas, QPoint(500, 300))
    assert canvas.offset() == 0
    assert colour_at(canvas, 400) == QColor("red")


def test_what_was_pulled_in_slides_to_its_place_unless_motion_is_reduced(
    canvas: PhotoCanvas, qtbot: QtBot, qapp: QApplication
) -> None:
    before = theme.current()
    theme.apply_theme(qapp, replace(before, reduce_motion=False))
    canvas.next_requested.connect(lambda: canvas.set_picture(picture("blue")))
    try:
        press(canvas, QPoint(700, 300))
        move(canvas, QPoint(300, 300))
        lift(canvas, QPoint(300, 300))
        assert canvas.offset() == 440  # where the finger had pulled it to
        assert colour_at(canvas, 700) == QColor("blue")
        assert colour_at(canvas, 100) == QColor("red")
        qtbot.waitUntil(lambda: canvas.offset() == 0, timeout=10_000)
        assert colour_at(canvas, 100) == QColor("blue")
    finally:
        theme.apply_theme(qapp, before)


def test_a_small_copy_stands_as_large_as_the_picture_that_follows(canvas: PhotoCanvas) -> None:
    canvas.set_picture(picture("red", 160, 120), 0, "", QSize(800, 600))
    small = canvas.shown_rect()
    canvas.refine(picture("red"))
    assert canvas.shown_rect() == small
    canvas.set_picture(picture("red", 160, 120), 90, "", QSize(800, 600))
    assert canvas.shown_rect().width() == pytest.approx(450)


def test_zoomed_it_moves_and_does_not_stand_aside(canvas: PhotoCanvas) -> None:
    canvas.zoom_to(3)
    press(canvas, QPoint(400, 300))
    move(canvas, QPoint(300, 300))
    assert canvas.offset() == 0
    assert canvas.shown_rect().center().x() == pytest.approx(300)
    lift(canvas, QPoint(300, 300))
