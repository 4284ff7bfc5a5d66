"""The frame of every screen: bar, rail or tabs, page, keyboard, and what lies over them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kiosk.ui import theme
from kiosk.ui.banner import Banner
from kiosk.ui.focus_ring import FocusRing
from kiosk.ui.keyboard import Keyboard
from kiosk.ui.rail import Rail, RailItem
from kiosk.ui.sheet import Sheet
from kiosk.ui.status_bar import StatusBar
from kiosk.ui.timers import Timer
from kiosk.ui.toast import Toast
from kiosk.ui.touch import PageGuard


class _Middle(QWidget):
    """The banner and the page: takes what is left, whatever the page would like."""

    def hasHeightForWidth(self) -> bool:
        return False


class _Pages(QStackedWidget):
    """The pages, one shown at a time."""

    def hasHeightForWidth(self) -> bool:
        return False


TEXTS = (QLineEdit, QPlainTextEdit)
LOW = 700  # pixels at 100 % text: less height leaves no room for a banner above the keyboard
FIT_MS = 40  # how often to look whether the finger is gone


class ScreenFrame(QWidget):
    """One window for all screens; turns the rail into tabs when it is higher than wide.

    `reflowed` tells pages to look at `upright()` and `narrow()` again.
    """

    reflowed = Signal()

    def __init__(
        self,
        items: Sequence[RailItem] = (),
        languages: Sequence[str] = ("en", "es"),
        guard: PageGuard | None = None,
        toast_timer: Timer | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.guard = guard or PageGuard()
        self._wants_rail, self._wants_bar = True, True
        self._standing: Banner | None = None
        self._auto_keys, self._keys_hidden = True, False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        self.status = StatusBar()
        self.rail = Rail(items)
        self.pages: QStackedWidget = _Pages()
        self.pages.setFrameShape(QFrame.Shape.NoFrame)
        self.pages.setMinimumSize(1, 1)  # the window decides; a page that needs more scrolls
        self.keyboard = Keyboard(languages)
        self.keyboard.hide()
        self.keyboard.installEventFilter(self)
        self._middle = _Middle()
        self._middle.setMinimumSize(1, 1)
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._banner_room = QWidget()
        self._banner_column = QVBoxLayout(self._banner_room)
        self._banner_column.setContentsMargins(8, 8, 8, 0)
        self._banner: Banner | None = None
        self._banner_room.hide()
        column.addWidget(self._banner_room)
        column.addWidget(self.pages, 1)
        self.pages.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.toast = Toast(self._middle, toast_timer)
        self.ring = FocusRing(self)
        self.keyboard.hide_requested.connect(self._hide_keys)
        self._fit_timer = QTimer(self)
        self._fit_timer.setSingleShot(True)
        self._fit_timer.timeout.connect(self._fit_keys)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)
        theme.theme_signals.changed.connect(self._reflow)
        self._reflow()

    def upright(self) -> bool:
        """Whether the window is higher than wide."""
        return self.height() > self.width()

    def narrow(self) -> bool:
        """Whether inner columns fold: upright, or little width for the size of the text."""
        return self.upright() or self.width() * 100 / theme.current().text_percent < 1000

    def wide(self) -> bool:
        """Whether there is room for a further column, as at 1920."""
        return self.width() * 100 / theme.current().text_percent >= 1600

    def content_margins(self) -> tuple[int, int, int, int]:
        """The padding of a page: left, top, right, bottom."""
        return (24, 24, 24, 24) if self.upright() else (32, 24, 40, 24)

    def show_page(
        self, page: QWidget, rail: bool = True, status: bool = True, stage: bool = False
    ) -> None:
        """Show a page; touches are ignored for a moment, so that a second tap hits nothing."""
        changed = self.pages.currentWidget() is not page
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self._wants_rail, self._wants_bar = rail, status
        if bool(self.property("stage")) != stage:
            theme.set_stage(self, stage)
        self.pages.setCurrentWidget(page)
        self._keys_hidden = False
        self._reflow()
        if changed:
            self.guard.page_changed()

    def remove_page(self, page: QWidget) -> None:
        """Take a page out and destroy it with all that was typed into it."""
        self.pages.removeWidget(page)
        page.hide()
        page.deleteLater()

    def set_banner(self, banner: Banner | None) -> None:
        """A bar below the status bar; None takes it away."""
        self._banner = self._put_banner(self._banner, banner)

    def set_standing_banner(self, banner: Banner | None) -> None:
        """A bar that stays below any other, whatever else is said; None takes it away."""
        self._standing = self._put_banner(self._standing, banner, last=True)
        self._fit_standing()

    def _put_banner(
        self, before: Banner | None, banner: Banner | None, *, last: bool = False
    ) -> Banner | None:
        if before is not None and before is not banner:
            self._banner_column.removeWidget(before)
            before.hide()
            before.deleteLater()
        if banner is not None and self._banner_column.indexOf(banner) < 0:
            self._banner_column.insertWidget(self._banner_column.count() if last else 0, banner)
        self._banner_room.setVisible(self._banner_column.count() > 0)
        return banner

    def _fit_standing(self) -> None:
        """Leave the room to what is written or looked at, where letters are large.

        While one types in a low window, the bar at the top makes room for the standing banner.
        """
        low = self.height() * 100 // theme.current().text_percent < LOW
        scarce = self._standing is not None and low
        typing = scarce and self.keyboard.isVisible()
        self.status.setVisible(self._wants_bar and not (typing and not self.upright()))
        if self._standing is not None:
            self._standing.set_compact(typing or (scarce and bool(self.property("stage"))))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.keyboard and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._fit_standing()
        return False

    def sheet(self, title: str, width: int = 560) -> Sheet:
        """A new sheet over this window; fill it, then `open()` it."""
        return Sheet(title, self, width)

    def set_auto_keyboard(self, on: bool) -> None:
        """Whether the keyboard comes when a text is touched and goes with the focus."""
        self._auto_keys = on
        self._focus_changed(None, QApplication.focusWidget())  # a page may have taken it before

    def show_keyboard(self, shown: bool = True) -> None:
        """Show or hide the keyboard."""
        self.keyboard.setVisible(shown)

    def reset(self) -> None:
        """Forget what belongs to a person: keys, toast, banner, sheets."""
        self.keyboard.reset()
        self.keyboard.hide()
        self.toast.dismiss()
        self.set_banner(None)
        self.set_standing_banner(None)
        for sheet in self.findChildren(Sheet):
            sheet.close_sheet()
            sheet.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reflow()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens_for(self).paper))
        painter.end()

    def _reflow(self) -> None:
        upright, grid = self.upright(), self._grid
        self.rail.set_upright(upright)
        for part in (self.status, self.rail, self._middle, self.keyboard):
            grid.removeWidget(part)
        grid.addWidget(self.status, 0, 0, 1, 2)
        if upright:
            grid.addWidget(self._middle, 1, 0, 1, 2)
            grid.addWidget(self.keyboard, 2, 0, 1, 2)
            grid.addWidget(self.rail, 3, 0, 1, 2)
        else:
            grid.addWidget(self.rail, 1, 0)
            grid.addWidget(self._middle, 1, 1)
            grid.addWidget(self.keyboard, 2, 0, 1, 2)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(1, 1)
        self.rail.setVisible(self._wants_rail and not (upright and self.keyboard.isVisible()))
        self._fit_standing()
        self.reflowed.emit()

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if not self._auto_keys or now is None or not self.isAncestorOf(now):
            return
        if isinstance(now, TEXTS) and not self.keyboard.isVisible():
            # a finger is told as a touch, then as the mouse: both have to meet the same control
            self._fit_timer.start(0)
        else:
            self._fit_keys()

    def _fit_keys(self) -> None:
        """The keyboard for what has the focus; not while a finger is on what took the focus.

        The page moves when the keys go: a button would slip away from under the finger.
        """
        now = QApplication.focusWidget()
        if now is None or not self.isAncestorOf(now):
            return
        shown = isinstance(now, TEXTS) and now.isEnabled()
        if shown:
            self.keyboard.set_one_line(isinstance(now, QLineEdit))
        if shown == self.keyboard.isVisible():
            return
        if not shown and QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._fit_timer.start(FIT_MS)
            return
        self.keyboard.setVisible(shown)
        if self.upright():
            self.rail.setVisible(self._wants_rail and not shown)

    def _hide_keys(self) -> None:
        self.keyboard.hide()
        self.rail.setVisible(self._wants_rail)
        focused = QApplication.focusWidget()
        if focused is not None and self._auto_keys:
            focused.clearFocus()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
