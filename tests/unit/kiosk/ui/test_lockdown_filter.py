"""What the filter lets through, and what it drops; each drop is first shown to matter."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QClipboard, QContextMenuEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui.lockdown_filter import ALLOWED_KEYS, LockdownFilter, key_allowed
from kiosk.ui.touch import GUARD_MS, PageGuard
from kiosk.ui.writing_area import WritingArea
from tests.unit.kiosk.ui.helpers import HandClock, click, key, tap

Modifier = Qt.KeyboardModifier


class Bench:
    """A window under the filter."""

    def __init__(self, qtbot: QtBot) -> None:
        self.clock = HandClock()
        self.guard = PageGuard(self.clock)
        self.dropped: list[str] = []
        self.closable = False
        self.filter = LockdownFilter(
            self.guard, may_close=lambda: self.closable, dropped=self.dropped.append
        )
        self.window = QWidget()
        qtbot.addWidget(self.window)
        column = QVBoxLayout(self.window)
        self.line, self.button = QLineEdit("secret"), QPushButton("Sign out")
        column.addWidget(self.line)
        column.addWidget(self.button)
        self.window.resize(400, 300)
        self.window.show()
        self.window.activateWindow()
        self.line.setFocus()
        qtbot.waitUntil(self.line.hasFocus)


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    made = Bench(qtbot)
    made.filter.install(qapp)
    yield made
    qapp.removeEventFilter(made.filter)


@given(st.integers(0, 0x01FFFFFF), st.text(max_size=2), st.sampled_from(
    [Modifier.ControlModifier, Modifier.AltModifier, Modifier.MetaModifier]))  # fmt: skip
def test_nothing_passes_with_control_alt_or_meta(key: int, text: str, modifier: Modifier) -> None:
    assert not key_allowed(key, text, modifier)


def test_text_and_editing_keys_pass() -> None:
    for text in "aÑé¿1 ":
        assert key_allowed(0, text, Modifier.NoModifier)
    for allowed in ALLOWED_KEYS:
        assert key_allowed(allowed, "", Modifier.NoModifier)


@pytest.mark.parametrize(
    "key",
    [Qt.Key.Key_F1, Qt.Key.Key_F11, Qt.Key.Key_Menu, Qt.Key.Key_Print, Qt.Key.Key_Insert,
     Qt.Key.Key_Super_L, Qt.Key.Key_Copy, Qt.Key.Key_Paste, Qt.Key.Key_HomePage, Qt.Key.Key_Help],
)  # fmt: skip
def test_other_keys_do_not(key: Qt.Key) -> None:
    assert not key_allowed(key, "", Modifier.NoModifier)


def test_copy_and_paste_do_nothing(bench: Bench, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("planted", QClipboard.Mode.Clipboard)
    for which in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V):
        key(bench.line, which, Modifier.ControlModifier)
    assert bench.line.text() == "secret"
    assert QGuiApplication.clipboard().text() == "planted"
    key(bench.line, Qt.Key.Key_Exclam)
    assert bench.line.text() == "secret!"


def test_no_menu_opens(bench: Bench) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(bench.line, event)
    assert QApplication.activePopupWidget() is None
    assert bench.dropped == ["ContextMenu"]


@pytest.mark.parametrize(
    "other", [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.BackButton]
)
def test_other_buttons_do_nothing(bench: Bench, qtbot: QtBot, other: Qt.MouseButton) -> None:
    click(bench.line, other)
    assert bench.dropped


def test_nothing_is_dropped_into_a_text(bench: Bench) -> None:
    data = QMimeData()
    data.setText("planted")
    left, none = Qt.MouseButton.LeftButton, Modifier.NoModifier
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(bench.line, event)
    assert bench.line.text() == "secret"


def test_a_window_closes_only_when_it_may(bench: Bench) -> None:
    assert not bench.window.close()
    assert bench.window.isVisible()
    bench.closable = True
    assert bench.window.close()


def test_a_second_tap_after_a_page_change_hits_nothing(bench: Bench, qtbot: QtBot) -> None:
    pressed: list[int] = []
    bench.button.clicked.connect(lambda: pressed.append(1))
    bench.guard.page_changed()
    tap(bench.button)
    assert pressed == []
    bench.clock.pass_ms(GUARD_MS + 1)
    tap(bench.button)
    assert pressed == [1]


def plant(area: WritingArea) -> None:
    data = QMimeData()
    data.setText("planted")
    data.setHtml("<b>planted</b>")
    area.edit.insertFromMimeData(data)


def fill(area: WritingArea) -> None:
    area.edit.insertPlainText("x" * 100)


@pytest.mark.parametrize(("act", "length"), [(plant, 0), (fill, 20)])
def test_a_writing_area_takes_no_paste_and_no_more_than_fits(
    qtbot: QtBot, act: Callable[[WritingArea], None], length: int
) -> None:
    area = WritingArea(limit=20)
    qtbot.addWidget(area)
    act(area)
    assert len(area.text()) == length
    assert area.left() == 20 - length


def test_a_writing_area_counts_and_tells(qtbot: QtBot) -> None:
    area = WritingArea(limit=100)
    qtbot.addWidget(area)
    heard: list[str] = []
    area.text_edited.connect(heard.append)
    area.set_text("draft")
    assert heard == []
    area.edit.undo()
    assert area.text() == "draft", "what was there before cannot be brought back"
    area.edit.insertPlainText("!")
    assert heard == ["draft!"]
