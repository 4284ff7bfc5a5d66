"""Rows and heads with little room for large letters: nothing is cut off, nothing is missing."""

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui import theme
from kiosk.ui.button import Button
from kiosk.ui.card import RowCard
from kiosk.ui.head_row import HeadRow
from kiosk.ui.if_room import IfRoom
from kiosk.ui.label import Avatar, Label, Pill
from kiosk.ui.ledger_row import LedgerRow
from kiosk.ui.scroll import ScrollPage
from kiosk.ui.sheet import PriceLine
from kiosk.views.faces import name_in

LONG = "Maximiliana Esperanza Fernández-Villavicencio y Montgomery"
NARROW = 640  # pixels that an upright screen has for a row beside the buttons


@pytest.fixture
def large(qapp: QApplication) -> None:
    theme.apply_theme(qapp, theme.Look(text_percent=200, reduce_motion=True))


def in_column(qtbot: QtBot, row: QWidget, width: int = NARROW) -> QWidget:
    holder = QWidget()
    qtbot.addWidget(holder)
    QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
    layout = holder.layout()
    assert layout is not None
    layout.addWidget(row)
    holder.resize(width, 600)
    holder.show()
    QApplication.processEvents()
    return holder


@pytest.mark.usefixtures("large")
def test_a_row_with_two_pills_keeps_to_its_column(qtbot: QtBot) -> None:
    pills = [Pill("1 sellado, 50 créditos", "mail", "kraft"), Pill("2 nuevos", "", "new")]
    row = RowCard("Rosa", "A tooth", time="10:58", pills=pills, avatar=Avatar("Rosa"))
    holder = in_column(qtbot, row)
    assert row.width() == NARROW
    for part in (*pills, *row.findChildren(Label)):
        place = part.geometry()
        assert row.rect().contains(place), part.accessibleName()
    assert not pills[0].geometry().intersects(pills[1].geometry())
    holder.resize(2400, 600)
    QApplication.processEvents()
    assert pills[0].y() == pills[1].y()
    assert pills[0].x() < pills[1].x()


@pytest.mark.usefixtures("large")
def test_figures_stand_below_the_words_of_a_narrow_ledger_line(qtbot: QtBot) -> None:
    row = LedgerRow("send", f"Message to {LONG}", "Today 14:03", "−50", "120")
    holder = in_column(qtbot, row)
    assert row.width() == NARROW
    assert row._amount.y() > row._words.geometry().top()
    assert row.rect().contains(row._balance.geometry())
    assert not row._face.isVisible()
    holder.resize(1800, 600)
    QApplication.processEvents()
    assert row._face.isVisible()
    assert row._amount.x() > row._words.geometry().right()


@pytest.mark.usefixtures("large")
def test_a_long_figure_of_a_price_line_wraps(qtbot: QtBot) -> None:
    line = PriceLine("From", LONG)
    holder = in_column(qtbot, line)
    assert line.width() == holder.width()
    assert all(line.rect().contains(label.geometry()) for label in line.findChildren(Label))


@pytest.mark.usefixtures("large")
def test_what_does_not_fit_beside_a_title_stands_below_it(qtbot: QtBot) -> None:
    page, head = QWidget(), Label("Mensajes", "title")
    ends = [Button("Buscar", "search", "secondary"), Button("Mensaje nuevo", "pencil")]
    page.setLayout(HeadRow([head], list(ends), 16))
    holder = in_column(qtbot, page)
    assert page.width() == NARROW
    assert all(page.rect().contains(each.geometry()) for each in ends)
    assert ends[0].y() >= head.geometry().bottom()
    holder.resize(1280, 600)
    QApplication.processEvents()
    assert ends[0].y() < head.geometry().bottom()
    assert ends[1].geometry().right() == page.rect().right()


def test_buttons_that_come_while_a_page_is_laid_out_have_room(
    qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply_theme(qapp, theme.Look(reduce_motion=True))
    page = ScrollPage()
    inside = QWidget()
    inside.setMinimumHeight(560)
    page.body.addWidget(inside)
    holder = in_column(qtbot, page)
    assert not page.buttons.isVisible()
    holder.resize(NARROW, 500)
    qtbot.waitUntil(lambda: page.buttons.width() >= theme.target())
    assert page.area.geometry().right() < page.buttons.x()


def test_a_part_shows_whole_or_not_at_all(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply_theme(qapp, theme.Look(reduce_motion=True))
    part, inside = IfRoom(200), Label("Photo")
    QVBoxLayout(part).addWidget(inside)
    holder = in_column(qtbot, part)
    assert inside.isVisible()
    holder.resize(NARROW, 150)
    assert not inside.isVisible()
    holder.resize(NARROW, 300)
    assert inside.isVisible()


def test_a_name_whose_longest_word_has_no_room_is_set_smaller(qapp: QApplication) -> None:
    theme.apply_theme(qapp, theme.Look(reduce_motion=True))
    assert name_in("Rosa", 216).font().pixelSize() > name_in(LONG, 216).font().pixelSize()
