"""What a person can do at a window: look, touch, type on the keys that stand on the glass."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from kiosk.ui.frame import ScreenFrame
from kiosk.ui.keyboard import Keyboard
from kiosk.ui.keyboard_keys import Key
from kiosk.ui.keypad import Keypad
from kiosk.ui.photo_canvas import PhotoCanvas
from kiosk.ui.photo_grid import PhotoGrid
from kiosk.ui.photo_tile import PhotoTile
from kiosk.ui.sheet import Sheet
from kiosk.views.cover import Cover
from tests import typist

PATIENCE = 30.0  # seconds, on a busy machine
LOOK_EVERY_MS = 10
HOLD = 0.08  # seconds that a touch lasts
LAYOUT = 3.0  # seconds in which a page has found its form


class NotThereError(AssertionError):
    """What a person looked for did not come."""


class Fingers:
    """One person at one window of the app, in this process."""

    def __init__(self, window: QWidget, patience: float = PATIENCE) -> None:
        self.window, self.patience = window, patience

    # --- waiting ---------------------------------------------------------------------------

    def wait_until(
        self, true: Callable[[], object], about: str = "", patience: float | None = None
    ) -> None:
        """Let the app go on until something holds; says what is on screen when it does not."""
        deadline = time.monotonic() + (self.patience if patience is None else patience)
        loop, pulse = QEventLoop(), QTimer()
        pulse.start(LOOK_EVERY_MS)  # so that waiting for events ends
        while not true():
            if time.monotonic() > deadline:
                shown = "\n  ".join(self.texts())
                raise NotThereError(f"{about or 'it'} did not come; on screen:\n  {shown}")
            loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def breathe(self, seconds: float = 0.0) -> None:
        """Let the app go on for a while."""
        end = time.monotonic() + seconds
        self.wait_until(lambda: time.monotonic() >= end, patience=seconds + 5)

    # --- looking ---------------------------------------------------------------------------

    def texts(self) -> list[str]:
        """All words on the screen, in the order of the widgets."""
        found: list[str] = []
        for widget in self._on_screen():
            for words in _words(widget):
                if words and words not in found[-3:]:
                    found.append(words)
        return found

    def sees(self, text: str) -> bool:
        """Whether these words are on the screen now."""
        return any(text in each for each in self.texts())

    def wait_for(self, text: str, patience: float | None = None) -> None:
        """Wait until these words are on the screen."""
        self.wait_until(lambda: self.sees(text), repr(text), patience)

    def wait_gone(self, text: str, patience: float | None = None) -> None:
        """Wait until these words are no longer on the screen."""
        self.wait_until(lambda: not self.sees(text), f"the end of {text!r}", patience)

    def picture(self) -> QImage:
        """What the whole window looks like now."""
        return self.window.grab().toImage()

    def picture_shown(self) -> bool:
        """Whether a photo (not a word in its place) fills the stage, and is not blank."""
        for canvas in self.window.findChildren(PhotoCanvas):
            if canvas.isVisible():
                shown = canvas.shown_rect().toRect().intersected(canvas.rect())
                return colours(canvas.grab(shown).toImage()) > 60
        return False

    def tile_shown(self) -> bool:
        """Whether a photo is to be seen on home (not only its frame)."""
        tiles = [each for each in self.window.findChildren(PhotoTile) if each.isVisible()]
        return bool(tiles) and colours(tiles[0].grab().toImage()) > 40

    def screenshot(self, path: Path) -> None:
        """Keep what the window looks like; raises OSError if it cannot be written."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if not self.window.grab().save(str(path)):
            raise OSError(f"{path} cannot be written")

    # --- touching --------------------------------------------------------------------------

    def touch(self, name: str, index: int = 0, patience: float | None = None) -> None:
        """Press and release the control of this name; waits until it is there and can be used."""
        self.wait_until(lambda: len(self._named(name)) > index, f"control {name!r}", patience)
        self._settle()
        self.wait_until(lambda: self._within_reach(name, index), f"a way to {name!r}", LAYOUT)
        widget = self._named(name)[index]
        self._press(widget, widget.rect().center())

    def _within_reach(self, name: str, index: int) -> bool:
        """Whether the control is in view; throws the page there. A page may be filled anew."""
        found = self._named(name)
        if len(found) <= index:
            return False
        self._scroll_to(found[index])
        return self._under(found[index], found[index].rect().center()) is None

    def can_touch(self, name: str) -> bool:
        """Whether a control of this name can be used now."""
        return bool(self._named(name))

    def spot(self, name: str) -> tuple[int, int] | None:
        """Where on the screen a finger finds the control of this name, without moving the page."""
        keyboard = self.keyboard()
        keys = keyboard.findChildren(Key) if keyboard is not None else []
        found = [key for key in keys if key.isVisible() and name in (key.label, key.objectName())]
        for widget in (*found, *self._named(name)):
            middle = widget.rect().center()
            if self._under(widget, middle) is None and not self._guarded():
                at = widget.mapToGlobal(middle)
                return at.x(), at.y()
        return None

    def reads(self, text: str) -> bool:
        """Whether these words stand in sight, whole: nothing has to be moved to read them."""
        for widget in self._on_screen():
            if any(text in words for words in _words(widget)):
                corners = (widget.rect().topLeft(), widget.rect().bottomRight())
                if all(self._under(widget, at) is None for at in corners):
                    return True
        return False

    def touch_photo(self, index: int = 0) -> None:
        """Press a photo of the grid, counted from the newest."""
        self.wait_until(lambda: self._grid() is not None and self._grid_size() > index, "the photo")
        grid = self._grid()
        assert grid is not None
        cell = grid.plan().cells[index]
        bar, view = grid.verticalScrollBar(), grid.viewport().height()
        if not bar.value() <= cell.top <= bar.value() + view - cell.height:
            bar.setValue(cell.top)  # as if thrown there
        middle = QPoint(cell.left + cell.width // 2, cell.top - bar.value() + cell.height // 2)
        self.press_at(grid.viewport(), middle)

    def press_at(self, widget: QWidget, at: QPoint) -> None:
        """One press of one finger, once a page that has just come takes touches."""
        self._settle()
        self._press(widget, at)

    def _press(self, widget: QWidget, at: QPoint) -> None:
        above = self._under(widget, at)
        if above is not None:
            raise NotThereError(f"{_name(widget)!r} lies under {above!r}")
        spot = widget.mapTo(self.window, at)
        hit = self.window.childAt(spot) or widget
        inside = hit.mapFrom(self.window, spot)
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(hit, left, none, inside)
        if any(isinstance(each, QScrollArea) for each in _around(hit)):
            self.breathe(HOLD)  # an area that can be thrown waits to see what the finger wants
        QTest.mouseRelease(hit, left, none, inside)
        QApplication.processEvents()

    def _under(self, widget: QWidget, at: QPoint) -> str | None:
        """What lies over a spot of a control, if anything does."""
        hit = self.window.childAt(widget.mapTo(self.window, at))
        if hit is None:
            return "nothing"
        return None if hit is widget or widget.isAncestorOf(hit) else _name(hit)

    def swipe(self, way: int) -> None:
        """Swipe over the photo: -1 for the next, 1 for the one before."""
        canvas = next(each for each in self.window.findChildren(PhotoCanvas) if each.isVisible())
        self._settle()
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        middle = canvas.rect().center()
        start, end = middle - QPoint(way * 150, 0), middle + QPoint(way * 150, 0)
        QTest.mousePress(canvas, left, none, start)
        for step in range(1, 11):
            QTest.mouseMove(canvas, start + (end - start) * step / 10)
        QTest.mouseRelease(canvas, left, none, end)
        QApplication.processEvents()

    # --- typing ----------------------------------------------------------------------------

    def number(self, digits: str) -> None:
        """Touch digits on the keypad of the sign-in."""
        for digit in digits:
            self.wait_until(self._keypad, "the keypad")
            keypad = self._keypad()
            assert keypad is not None
            key = next(key for key in keypad.findChildren(QAbstractButton) if key.text() == digit)
            self.press_at(key, key.rect().center())

    pin = number

    def type_on_keyboard(self, text: str) -> None:
        """Write with the keys on the screen: shift, pages and accents where they are needed."""
        typist.write(self, text)

    def keyboard(self) -> Keyboard | None:
        """The keyboard, while it is on the screen."""
        found = self.window.findChildren(Keyboard)
        return next((each for each in found if each.isVisible()), None)

    # --- finding ---------------------------------------------------------------------------

    def _top(self) -> QWidget:
        """What lies over everything else: the cover, a sheet, or the window itself."""
        for kind in (Cover, Sheet):
            for over in self.window.findChildren(kind):
                if over.isVisible():
                    return over
        return self.window

    def _on_screen(self) -> Iterator[QWidget]:
        top = self._top()
        for widget in [top, *top.findChildren(QWidget)]:
            if widget.isVisible() and not isinstance(widget, Keyboard):
                keys = widget.parentWidget()
                if not isinstance(keys, Keyboard):
                    yield widget

    def _named(self, name: str) -> list[QWidget]:
        """Usable controls of this name, the best match first: whole name, its beginning, a part."""
        ranks: dict[int, list[QWidget]] = {0: [], 1: [], 2: []}
        for widget in self._on_screen():
            if not isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit):
                continue
            usable = getattr(widget, "usable", widget.isEnabled)
            if not usable():
                continue
            said = [words for words in _words(widget) if words]
            if name in said or name == widget.objectName():
                ranks[0].append(widget)
            elif any(words.startswith(name) for words in said):
                ranks[1].append(widget)
            elif any(name in words for words in said):
                ranks[2].append(widget)
        return next((found for found in ranks.values() if found), [])

    def _keypad(self) -> Keypad | None:
        return next((each for each in self.window.findChildren(Keypad) if each.isVisible()), None)

    def _grid(self) -> PhotoGrid | None:
        found = self.window.findChildren(PhotoGrid)
        return next((each for each in found if each.isVisible()), None)

    def _grid_size(self) -> int:
        grid = self._grid()
        return len(grid.plan().cells) if grid is not None else 0

    def _scroll_to(self, widget: QWidget) -> None:
        """Throw every area around the control until the control is in view."""
        for parent in _around(widget):
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget, 0, 24)

    def _settle(self) -> None:
        """A page that has just come ignores touches for a moment, as it does for a person.

        Two kiosks in one process share their filters, so that the other's page counts, too.
        """
        self.wait_until(lambda: not self._guarded(), "the page")
        QApplication.processEvents()

    def _guarded(self) -> bool:
        for window in QApplication.topLevelWidgets():
            for frame in (window, *window.findChildren(ScreenFrame)):
                if isinstance(frame, ScreenFrame) and frame.guard.blocks():
                    return True
        return False


def colours(image: QImage) -> int:
    """How many colours stand on a coarse net over a picture: 1 where it is blank."""
    seen: set[int] = set()
    across, down = max(image.width() // 40, 1), max(image.height() // 40, 1)
    for x in range(across // 2, image.width(), across):
        for y in range(down // 2, image.height(), down):
            seen.add(image.pixel(x, y) & 0xF8F8F8)
    return len(seen)


def _around(widget: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or widget.objectName() or type(widget).__name__


def _words(widget: QWidget) -> list[str]:
    """What a widget says: its text, its name for read-aloud, its reason for doing nothing."""
    found: list[str] = []
    if isinstance(widget, QAbstractButton):
        found.append(widget.text())
    if isinstance(widget, QPlainTextEdit):
        found.append(widget.toPlainText())
    if isinstance(widget, QLineEdit):
        found.append(widget.text())
    found += [widget.accessibleName(), widget.accessibleDescription()]
    return [each for each in found if each]
