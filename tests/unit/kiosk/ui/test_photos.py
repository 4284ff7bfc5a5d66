"""The grid never crops and asks only for what is seen; the canvas zooms, turns and swipes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.ui.grid_items import GridItem
from kiosk.ui.grid_layout import lay_out, shape
from kiosk.ui.long_plan import BLOCK, LongPlan
from kiosk.ui.photo_canvas import DOUBLE_TAP_ZOOM, MOST_ZOOM, PhotoCanvas
from kiosk.ui.photo_grid import PhotoGrid
from kiosk.ui.picture_cache import PictureCache, rounded
from tests.unit.kiosk.ui.helpers import HandClock, click, key, lift, move, press, tap

LOW, HIGH, GAP, HEAD = 190, 260, 8, 50
ratios = st.floats(0.05, 20, allow_nan=False)


@given(st.lists(st.lists(ratios, max_size=30), max_size=5), st.integers(320, 2000))
def test_the_grid_shows_everything_whole(groups: list[list[float]], width: int) -> None:
    plan = lay_out([(str(n), g) for n, g in enumerate(groups)], width, LOW, HIGH, GAP, HEAD)
    flat = [aspect for group in groups for aspect in group]
    assert [cell.index for cell in plan.cells] == list(range(len(flat)))
    for cell, aspect in zip(plan.cells, flat, strict=True):
        assert cell.left >= 0
        assert cell.left + cell.width <= width
        assert 0 < cell.height <= HIGH
        assert cell.top + cell.height <= plan.height
        # Never cropped: the cell has the photo's shape, to the pixel that rounding takes.
        assert abs(cell.width - shape(aspect) * cell.height) <= shape(aspect) + 2


@given(st.lists(ratios, min_size=2, max_size=60), st.integers(320, 2000))
def test_nothing_overlaps(group: list[float], width: int) -> None:
    plan = lay_out([("a", group)], width, LOW, HIGH, GAP, HEAD)
    for before, after in zip(plan.cells, plan.cells[1:], strict=False):
        if before.top == after.top:
            assert after.left - (before.left + before.width) >= GAP - 2
        else:
            assert after.top >= before.top + before.height + GAP


@given(st.lists(st.floats(0.66, 1.8), min_size=12, max_size=60), st.integers(900, 1400))
def test_usual_photos_fill_the_width_between_low_and_high(group: list[float], width: int) -> None:
    plan = lay_out([("a", group)], width, LOW, HIGH, GAP, HEAD)
    last_row = plan.row_tops[-1]
    for cell in plan.cells:
        if cell.top != last_row:
            assert LOW - 1 <= cell.height <= HIGH


@given(st.lists(ratios, max_size=60), st.integers(-500, 9000), st.integers(1, 900))
def test_the_visible_cells_are_just_those(group: list[float], top: int, view: int) -> None:
    plan = lay_out([("a", group)], 1000, LOW, HIGH, GAP, HEAD)
    seen = {cell.index for cell in plan.visible(top, top + view)}
    expected = {
        c.index for c in plan.cells if c.top <= top + view and c.top + c.height >= top
    }  # fmt: skip
    assert seen == expected


@given(st.lists(ratios, min_size=1, max_size=60), st.data())
def test_up_and_down_go_to_the_next_row(group: list[float], data: st.DataObject) -> None:
    plan = lay_out([("a", group)], 1000, LOW, HIGH, GAP, HEAD)
    here = data.draw(st.integers(0, len(group) - 1))
    below = plan.neighbour(here, 1)
    assert plan.row_of(below) == min(plan.row_of(here) + 1, len(plan.row_starts) - 1)


class Album:
    """A grid and what it asked for."""

    def __init__(self, qtbot: QtBot, count: int) -> None:
        self.asked: list[tuple[str, QSize]] = []
        self.grid = PhotoGrid(lambda name, size: self.asked.append((name, size)))
        qtbot.addWidget(self.grid)
        self.grid.resize(1000, 600)
        self.grid.set_items(
            [
                GridItem(f"p{n}", 1.5, f"Photo {n}", f"Month {n // 40}", new=n == 0)
                for n in range(count)
            ]
        )
        self.grid.show()
        QApplication.processEvents()


def picture(width: int = 300, height: int = 200) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.red)
    return made


def test_thousands_of_photos_ask_only_for_what_is_near(qtbot: QtBot) -> None:
    album = Album(qtbot, 10_000)
    assert 0 < len(album.asked) < 60
    first = len(album.asked)
    QApplication.processEvents()
    assert len(album.asked) == first, "nothing is asked for twice"
    album.grid.scroll_to_group("Month 200")
    QApplication.processEvents()
    assert any(name == "p8000" for name, _size in album.asked)
    assert not any(name == "p5000" for name, _size in album.asked)


def test_pictures_come_in_any_order_and_late(qtbot: QtBot) -> None:
    album = Album(qtbot, 50)
    name = album.asked[-1][0]
    album.grid.set_picture(name, picture())
    album.grid.set_picture("gone", picture())
    album.grid.set_unavailable("gone")
    album.grid.set_unavailable(album.asked[0][0])
    album.grid.set_items([])
    album.grid.set_picture(name, picture())
    assert album.grid.current_id() == ""


def test_a_tap_opens_and_a_drag_does_not(qtbot: QtBot) -> None:
    album = Album(qtbot, 50)
    cell = album.grid.plan().cells[1]
    at = QPoint(cell.left + 20, cell.top + 20)
    with qtbot.waitSignal(album.grid.opened, timeout=1000) as opened:
        click(album.grid.viewport(), Qt.MouseButton.LeftButton, at)
    assert opened.args == ["p1"]


def test_the_keyboard_walks_the_grid(qtbot: QtBot) -> None:
    album = Album(qtbot, 500)
    grid = album.grid
    grid.setFocus()
    key(grid, Qt.Key.Key_Right)
    assert grid.current_id() == "p1"
    key(grid, Qt.Key.Key_Down)
    assert grid.plan().row_of(int(grid.current_id()[1:])) == 1
    key(grid, Qt.Key.Key_End)
    assert grid.current_id() == "p499"
    assert grid.verticalScrollBar().value() > 0
    assert "Photo 499" in grid.accessibleName()
    assert "500 of 500" in grid.accessibleName()
    key(grid, Qt.Key.Key_Home)
    assert grid.verticalScrollBar().value() == 0
    with qtbot.waitSignal(grid.opened, timeout=0) as opened:
        key(grid, Qt.Key.Key_Return)
    assert opened.args == ["p0"]


def test_the_current_photo_stays_when_others_come(qtbot: QtBot) -> None:
    album = Album(qtbot, 50)
    album.grid.set_current("p20")
    items = [GridItem("new", 1.0, "New", "Month 0")]
    items += [GridItem(f"p{n}", 1.5, f"Photo {n}", "Month 0") for n in range(50)]
    album.grid.set_items(items)
    assert album.grid.current_id() == "p20"


def test_the_cache_is_bounded_in_bytes() -> None:
    cache = PictureCache(limit=100_000)
    for number in range(20):
        cache.put(str(number), rounded(picture(100, 100), QSize(100, 100), 12, 1.0))
        cache.get("0")
    assert cache.size() <= 100_000
    assert cache.get("0") is not None, "what is used stays"
    assert cache.get("1") is None


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def canvas(qtbot: QtBot, clock: HandClock) -> PhotoCanvas:
    made = PhotoCanvas(clock=clock)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    made.set_picture(picture(1200, 600))
    return made


@given(st.integers(1, 4000), st.integers(1, 4000))
def test_a_picture_is_never_cropped(width: int, height: int) -> None:
    made = PhotoCanvas()
    made.resize(800, 600)
    image = QImage(width, height, QImage.Format.Format_Mono)
    made.set_picture(image)
    shown = made.shown_rect()
    assert shown.width() <= 800.01
    assert shown.height() <= 600.01
    assert abs(shown.width() * height - shown.height() * width) <= 0.01 * width * height


def test_zoom_has_limits_and_says_so(canvas: PhotoCanvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.zoom_changed, timeout=0):
        canvas.zoom_in()
    for _turn in range(20):
        canvas.zoom_in()
    assert canvas.zoom() == MOST_ZOOM
    for _turn in range(20):
        canvas.zoom_out()
    assert canvas.zoom() == 1


def test_a_double_tap_zooms_in_and_out(canvas: PhotoCanvas, clock: HandClock) -> None:
    for zoom in (DOUBLE_TAP_ZOOM, 1.0):
        tap(canvas)
        clock.pass_ms(100)
        tap(canvas)
        assert canvas.zoom() == zoom
        clock.pass_ms(1000)


def test_a_swipe_goes_on_and_back(canvas: PhotoCanvas, qtbot: QtBot) -> None:
    for start, end, signal in (
        (QPoint(600, 300), QPoint(300, 310), canvas.next_requested),
        (QPoint(300, 300), QPoint(600, 310), canvas.previous_requested),
    ):
        with qtbot.waitSignal(signal, timeout=0):
            press(canvas, start)
            move(canvas, end)
            lift(canvas, end)


def test_a_zoomed_picture_moves_before_it_changes(canvas: PhotoCanvas, qtbot: QtBot) -> None:
    canvas.zoom_to(3)
    before = canvas.shown_rect()
    with qtbot.assertNotEmitted(canvas.next_requested):
        press(canvas, QPoint(600, 300))
        move(canvas, QPoint(300, 300))
        lift(canvas, QPoint(300, 300))
    assert canvas.shown_rect().left() == before.left() - 300


def test_no_edge_ever_leaves_a_gap(canvas: PhotoCanvas) -> None:
    canvas.zoom_to(3, QPointF(0, 0))
    for _turn in range(10):
        press(canvas, QPoint(10, 10))
        move(canvas, QPoint(790, 590))
        lift(canvas, QPoint(790, 590))
    shown = canvas.shown_rect()
    assert shown.left() <= 0.01
    assert shown.right() >= 799.99


def test_turning_is_remembered_and_fits(canvas: PhotoCanvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.turned, timeout=0) as turned:
        canvas.rotate()
    assert turned.args == [90]
    assert canvas.shown_rect().height() == 600
    assert canvas.shown_rect().width() == 300
    canvas.set_picture(picture(), degrees=270)
    assert canvas.degrees() == 270


def test_keys_do_what_buttons_do(canvas: PhotoCanvas, qtbot: QtBot) -> None:
    key(canvas, Qt.Key.Key_Plus)
    assert canvas.zoom() > 1
    key(canvas, Qt.Key.Key_0)
    assert canvas.zoom() == 1
    with qtbot.waitSignal(canvas.next_requested, timeout=0):
        key(canvas, Qt.Key.Key_Right)


def test_without_a_picture_words_stand_there(canvas: PhotoCanvas) -> None:
    canvas.set_unavailable("This photo is not on this kiosk yet.")
    canvas.zoom_in()
    assert canvas.zoom() == 1
    assert canvas.accessibleName() == "This photo is not on this kiosk yet."
    canvas.grab()


class Shelf:
    """Very many photos, and how often one of them was asked for."""

    def __init__(self, count: int, groups: int = 50) -> None:
        self.first = 0
        self.asked: set[int] = set()
        self.groups = [(f"Month {n}", count // groups) for n in range(groups)]

    def __call__(self, index: int) -> GridItem:
        self.asked.add(index)
        number = index + self.first
        return GridItem(f"p{number}", 0.6 + number % 7 / 5, lambda: f"Photo {number}", "")


def shown(qtbot: QtBot, shelf: Shelf) -> PhotoGrid:
    grid = PhotoGrid(lambda _name, _size: None)
    qtbot.addWidget(grid)
    grid.resize(1000, 600)
    grid.set_source(shelf.groups, shelf)
    grid.show()
    QApplication.processEvents()
    return grid


def test_a_grid_of_any_length_asks_for_what_is_near_and_no_more(qtbot: QtBot) -> None:
    few, many = Shelf(1_000), Shelf(50_000)
    shown(qtbot, few)
    grid = shown(qtbot, many)
    assert grid.count() == len(grid.plan().cells) == 50_000
    assert len(many.asked) <= 2 * BLOCK
    grid.scroll_to_group("Month 30")
    QApplication.processEvents()
    assert 30_000 in many.asked
    assert len(many.asked) <= 6 * BLOCK
    assert 20_000 not in many.asked
    top = grid.verticalScrollBar().value()
    assert next(grid.plan().visible(top + 60, top + 200)).index == 30_000


@given(st.data())
def test_a_long_plan_agrees_with_a_whole_one(data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(1, BLOCK), min_size=1, max_size=4))
    rng = data.draw(st.randoms(use_true_random=False))
    aspects = [[rng.uniform(0.4, 2.5) for _ in range(size)] for size in sizes]
    flat = [each for group in aspects for each in group]
    names = [str(number) for number in range(len(sizes))]
    groups = list(zip(names, sizes, strict=True))
    long = LongPlan(groups, flat.__getitem__, 1000, (LOW, HIGH), GAP, HEAD)
    view, top = 600, data.draw(st.integers(0, 20_000))
    top = long.settle(min(top, max(long.height - view, 0)), view)
    settled = list(long.visible(top, top + view))
    assert list(long.visible(top, top + view)) == settled  # looking again moves nothing
    whole = lay_out(list(zip(names, aspects, strict=True)), 1000, LOW, HIGH, GAP, HEAD)
    assert list(long.cells) == list(whole.cells)
    assert list(long.headings()) == list(whole.headings)
    assert long.height == whole.height
    here = data.draw(st.integers(0, len(flat) - 1))
    assert abs(long.neighbour(here, 1) - here) <= 40


def test_what_is_in_view_stays_while_months_above_are_laid_out(qtbot: QtBot) -> None:
    grid = shown(qtbot, Shelf(50_000))
    bar = grid.verticalScrollBar()
    bar.setValue(bar.maximum() * 2 // 3)
    QApplication.processEvents()
    for _ in range(100):
        top = bar.value()
        first = next(grid.plan().visible(top, top + 600))
        bar.setValue(top - 50)
        assert bar.value() - grid.plan().cell(first.index).top == top - 50 - first.top


def test_a_grid_that_is_told_of_changes_stays_where_it_is(qtbot: QtBot) -> None:
    shelf = Shelf(50_000)
    grid = shown(qtbot, shelf)
    bar = grid.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    top = bar.value()
    first = next(grid.plan().visible(top, top + 600))
    grid.set_current(f"p{first.index + 2}")
    top = bar.value()
    place = top - grid.plan().cell(first.index).top
    shelf.first = 1  # the newest of all is gone
    grid.set_source([("Month 0", 999), *shelf.groups[1:]], shelf)
    assert grid.current_id() == f"p{first.index + 2}"
    assert bar.value() - grid.plan().cell(first.index).top == place
    grid.resize(700, 600)
    QApplication.processEvents()
    assert any(c.index == first.index for c in grid.plan().visible(bar.value(), bar.value() + 600))


def test_the_keyboard_crosses_from_block_to_block(qtbot: QtBot) -> None:
    grid = shown(qtbot, Shelf(50_000))
    plan = grid.plan()
    last_row = plan.cell(BLOCK - 1)
    below = plan.cell(plan.neighbour(BLOCK - 1, 1))
    assert below.index >= BLOCK
    assert below.top == last_row.top + last_row.height + GAP
    assert plan.cell(plan.neighbour(below.index, -1)).top == last_row.top
    assert plan.neighbour(0, -1) == 0
    assert plan.neighbour(49_999, 1) == 49_999
    with pytest.raises(IndexError):
        plan.cells[50_000]
    assert [cell.index for cell in plan.cells[:3]] == [0, 1, 2]
    assert plan.cells[-1].index == 49_999
