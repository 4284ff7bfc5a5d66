"""Labels, fields, bubbles and the rest say what they show and reflow when it is tight."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui import theme
from kiosk.ui.banner import Banner
from kiosk.ui.bubbles import Bubble, Envelope, RejectedCard, Step, Timeline
from kiosk.ui.card import RowCard
from kiosk.ui.even_flow import EvenFlow
from kiosk.ui.field import PinBoxes, TextField
from kiosk.ui.flow import FlowLayout
from kiosk.ui.frame import ScreenFrame
from kiosk.ui.gallery.__main__ import SECTIONS, build, filled
from kiosk.ui.keypad import Keypad
from kiosk.ui.label import Avatar, Badge, Label, Pill, badge_text, initials
from kiosk.ui.paragraph import Paragraph, split_bold
from kiosk.ui.rail import RailItem
from kiosk.ui.touch_button import TouchButton
from tests.unit.kiosk.ui.helpers import key, tap


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Rosa", "R"), ("Grandma June", "GJ"), ("Ana María de la Cruz", "AC"), ("", "?"),
     ("  ñandú ", "Ñ"), ("(Ray)", "?")],
)  # fmt: skip
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@given(st.text(max_size=60))
def test_any_name_has_initials(name: str) -> None:
    assert 1 <= len(initials(name)) <= 4


def test_counts_stay_short() -> None:
    assert (badge_text(7), badge_text(99), badge_text(100)) == ("7", "99", "99+")


def test_a_long_name_is_shortened_on_screen_and_whole_for_read_aloud(qtbot: QtBot) -> None:
    name = "Maximiliana " * 5
    label = Label(name, "name", elide=True)
    qtbot.addWidget(label)
    label.resize(120, 30)
    label.show()
    assert label.text().endswith("…")
    assert label.accessibleName() == name
    assert label.full_text() == name


def test_markup_stays_text(qtbot: QtBot) -> None:
    words = "<img src='file:///etc/passwd'><b>x</b>"
    label = Label(words)
    qtbot.addWidget(label)
    assert label.text() == words
    assert label.textFormat() is Qt.TextFormat.PlainText


@given(st.text(alphabet="ab*<>&", max_size=40))
def test_bold_marks_never_lose_words(text: str) -> None:
    plain, spans = split_bold(text)
    assert plain.replace("*", "") == text.replace("*", "")
    assert all(start >= 0 and start + length <= len(plain) for start, length in spans)


def test_what_people_write_has_no_markup() -> None:
    assert Paragraph("**not bold**").text() == "**not bold**"
    assert Paragraph("**bold**", markup=True).text() == "bold"
    assert Bubble("**as typed**", mine=False).text() == "**as typed**"


def test_a_bubble_grows_with_its_text_and_never_past_its_width(qtbot: QtBot) -> None:
    short, long = Bubble("Hi", mine=True), Bubble("word " * 6000, mine=False, meta="Received 10:58")
    for bubble in (short, long):
        qtbot.addWidget(bubble)
        bubble.resize(776, bubble.heightForWidth(776))
        bubble.show()
    assert short.heightForWidth(776) < long.heightForWidth(776) < long.heightForWidth(400)
    inner = next(child for child in long.children() if isinstance(child, QWidget))
    assert inner.width() <= theme.px(560)
    assert inner.geometry().left() == 0
    mine = next(child for child in short.children() if isinstance(child, QWidget))
    assert mine.geometry().right() == short.width() - 1


def test_a_timeline_wraps_between_steps() -> None:
    steps = [Step("Sent 14:03", "done"), Step("Waiting for review", "now")]
    line = Timeline([*steps, Step("Delivered", "todo"), Step("Opened", "todo")])
    assert line.heightForWidth(900) < line.heightForWidth(300) < line.heightForWidth(180)
    assert line.accessibleName() == "Sent 14:03, Waiting for review"


def test_a_refused_message_can_be_appealed(qtbot: QtBot) -> None:
    card = RejectedCard("My words", "Not delivered", "Officer, Monday", "Rule 6.", "Refunded.",
                        "Appeal", "until Nov 30")  # fmt: skip
    qtbot.addWidget(card)
    card.resize(744, card.heightForWidth(744))
    card.show()
    assert card.button is not None
    with qtbot.waitSignal(card.appeal, timeout=0):
        tap(card.button)
    assert "Rule 6." in card.accessibleName()


def test_an_envelope_opens_or_stays_sealed(qtbot: QtBot) -> None:
    sealed = Envelope(
        "From Rosa", "Costs **50 credits**.", "Open for 50 credits", "Leave it sealed"
    )
    qtbot.addWidget(sealed)
    sealed.resize(sealed.sizeHint())
    sealed.show()
    assert sealed.open_button is not None
    assert sealed.leave_button is not None
    with qtbot.waitSignal(sealed.open_requested, timeout=0):
        tap(sealed.open_button)
    with qtbot.waitSignal(sealed.left_sealed, timeout=0):
        tap(sealed.leave_button)
    assert sealed.accessibleName() == "From Rosa. Costs 50 credits."
    poor = Envelope("From Rosa", "You need 30 more.", None, "", "Nothing is charged.")
    qtbot.addWidget(poor)
    assert poor.open_button is None


def test_pin_boxes_show_no_digit_and_take_no_more(qtbot: QtBot) -> None:
    boxes = PinBoxes(4)
    qtbot.addWidget(boxes)
    boxes.show()
    done: list[str] = []
    boxes.completed.connect(done.append)
    for which in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_A, Qt.Key.Key_3, Qt.Key.Key_4):
        key(boxes, which)
    boxes.add("5")
    boxes.add("x")
    assert done == ["1234"]
    assert boxes.accessibleName() == "PIN, 4 of 4 digits"
    key(boxes, Qt.Key.Key_Backspace)
    assert (boxes.digits(), boxes.missing()) == ("123", 1)
    boxes.clear()
    assert boxes.digits() == ""


def test_the_keypad_says_what_was_touched(qtbot: QtBot) -> None:
    pad = Keypad()
    qtbot.addWidget(pad)
    pad.resize(472, 544)
    pad.show()
    heard: list[str] = []
    pad.digit.connect(heard.append)
    pad.cleared.connect(lambda: heard.append("clear"))
    pad.deleted.connect(lambda: heard.append("delete"))
    for button in pad.findChildren(TouchButton):
        assert button.width() >= 124
        tap(button)
    assert sorted(heard) == sorted([*"0123456789", "clear", "delete"])


def test_a_field_hands_over_what_was_typed(qtbot: QtBot) -> None:
    field = TextField("Search", "search", max_length=5)
    qtbot.addWidget(field)
    field.show()
    heard: list[str] = []
    field.text_changed.connect(heard.append)
    field.set_text("Rosa and all")
    assert field.text() == "Rosa "
    assert heard == ["Rosa "]
    assert field.edit.accessibleName() == "Search"
    assert field.edit.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu
    with qtbot.waitSignal(field.submitted, timeout=0):
        key(field.edit, Qt.Key.Key_Return)


def test_a_row_says_everything_and_moves_its_pills_when_tight(qtbot: QtBot) -> None:
    pill = Pill("2 new", "", "new")
    row = RowCard("Rosa", "Hello", time="11:05", pills=[pill], avatar=Avatar("Rosa"))
    qtbot.addWidget(row)
    row.resize(1000, 92)
    row.show()
    assert row.accessibleName() == "Rosa. Hello. 11:05. 2 new"
    wide = pill.x()
    row.resize(400, 130)
    QApplication.processEvents()
    assert pill.x() < wide
    with qtbot.waitSignal(row.clicked, timeout=0):
        tap(row)


@given(st.lists(st.integers(20, 400), max_size=20), st.integers(400, 1200))
def test_a_flow_keeps_all_inside(widths: list[int], room: int) -> None:
    holder = QWidget()
    flow = FlowLayout(holder, gap=8)
    parts = []
    for wide in widths:
        part = QWidget()
        part.setFixedSize(wide, 40)
        flow.addWidget(part)
        parts.append(part)
    holder.resize(room, max(flow.heightForWidth(room), 1))
    flow.setGeometry(holder.rect())
    for part in parts:
        assert holder.rect().contains(part.geometry())


@given(st.lists(st.integers(20, 200), min_size=1, max_size=20), st.integers(400, 1200))
def test_an_even_flow_shares_its_items_out(widths: list[int], room: int) -> None:
    holder = QWidget()
    flow = EvenFlow(holder, gap=8)
    parts = []
    for wide in widths:
        part = QWidget()
        part.setMinimumSize(wide, 40)
        flow.addWidget(part)
        parts.append(part)
    holder.resize(room, flow.heightForWidth(room))
    flow.setGeometry(holder.rect())
    tops = Counter(part.y() for part in parts)
    sizes = {part.width() for part in parts}
    for part in parts:
        assert holder.rect().contains(part.geometry())
    if len(sizes) == 1:
        assert max(tops.values()) - min(tops.values()) < len(tops)


def test_ten_buttons_stand_in_two_lines_of_five() -> None:
    holder = QWidget()
    flow = EvenFlow(holder, gap=8)
    parts = [QWidget() for _ in range(10)]
    for part in parts:
        part.setMinimumSize(92, 88)
        flow.addWidget(part)
    holder.resize(800, flow.heightForWidth(800))
    flow.setGeometry(holder.rect())
    assert [part.y() for part in parts] == [0] * 5 + [96] * 5
    assert {part.width() for part in parts} == {153}


@pytest.mark.parametrize("look", [("light", 100), ("dark", 150), ("contrast", 200)])
def test_every_component_can_be_drawn(
    qtbot: QtBot, qapp: QApplication, look: tuple[str, int]
) -> None:
    theme.apply_theme(qapp, theme.Look(theme.Theme(look[0]), look[1]))
    for fill in SECTIONS.values():
        page = build(fill)
        qtbot.addWidget(page)
        assert not page.grab().isNull()
        for button in page.findChildren(TouchButton):
            if button.isVisible():
                assert button.accessibleName(), button
                assert min(button.width(), button.height()) >= 60, button.accessibleName()


class Windows(QObject):
    """Notes every window that appears."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        window = isinstance(watched, QWidget) and watched.isWindow()
        if window and event.type() == QEvent.Type.Show:
            self.shown.append(watched)
        return False


def test_no_part_ever_flashes_up_as_a_window_of_its_own(qtbot: QtBot, qapp: QApplication) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    try:
        pages = [filled(fill) for fill in SECTIONS.values()]
        for page in pages:
            qtbot.addWidget(page)
        frame = ScreenFrame([RailItem("home", "Home", "house")])
        qtbot.addWidget(frame)
        assert windows.shown == []
        frame.show()
        frame.show_page(pages[0])
        frame.sheet("Send?").open()
        frame.toast.show_text("Done")
        frame.set_banner(Banner("2 minutes left", "Saved.", button_text="Stay"))
        Badge(3, frame)
        Badge(3)
        assert windows.shown == [frame]
    finally:
        qapp.removeEventFilter(windows)
