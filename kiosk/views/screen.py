"""What every screen shares: what it is handed, and how it redraws without losing its place."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from kiosk.domain import KnownFailure, Policy, Topic
from kiosk.imaging.loader import PictureLoader
from kiosk.mailbox import Mailbox
from kiosk.session import Session
from kiosk.ui import theme
from kiosk.ui.scroll import ScrollPage
from kiosk.ui.theme import S8, S24, S40
from kiosk.ui.timers import QtTimer, Timer
from kiosk.views.aloud import Aloud
from kiosk.views.amounts import Amounts
from kiosk.views.language import tr
from kiosk.views.router import Place
from kiosk.views.troubles import failure_text

Widget = TypeVar("Widget", bound=QWidget)
Now = Callable[[], datetime]
MakeTimer = Callable[[QObject], Timer]
WIDE = 1000  # pixels at 100 % text: narrower screens take the upright rules


def qt_timer(parent: QObject) -> Timer:
    """The real one-shot timer."""
    return QtTimer(parent)


@dataclass(frozen=True)
class Hands:
    """What a screen of a signed-in person may reach; `window` is where sheets open."""

    mailbox: Mailbox
    session: Session
    pictures: PictureLoader
    policy: Policy
    amounts: Amounts
    now: Now
    window: QWidget
    go: Callable[[Place], None]
    back: Callable[[], None]
    stay: Callable[[Place], None]  # the place has changed within the screen: resume there
    toast: Callable[[str, str, Callable[[], object] | None], None]
    trouble: Callable[[str, str], None]
    aloud: Aloud
    timer: MakeTimer = qt_timer
    practise: Callable[[], None] | None = None  # None in practice, and where there is none
    practising: bool = False

    def kept(self, failure: KnownFailure | None) -> None:
        """Handed to acts: says so on the screen when one could not be kept."""
        if failure is not None:
            self.trouble(tr("That did not work"), failure_text(failure))


class Page(QWidget):
    """A widget that is filled to fit its size, and filled again when that changes its shape."""

    def __init__(self) -> None:
        super().__init__()
        self._shape: tuple[int, int] | None = None
        self.setProperty("ring", "none")
        # else the window, when it becomes active, would give the focus to the first control
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._focused = ""
        self._refocus = QTimer(self)
        self._refocus.setSingleShot(True)
        self._refocus.timeout.connect(self._focus_again)
        theme.theme_signals.changed.connect(self._refit)

    @abstractmethod
    def fill(self) -> None:
        """Make everything that stands on this page, for its present size."""

    def wide(self) -> bool:
        """Whether there is room for columns side by side."""
        return self.width() * 100 // theme.current().text_percent >= WIDE

    def first_focus(self) -> QWidget:
        """What has the focus when the page comes; the page itself, so that Tab goes to its top."""
        return self

    def take_focus(self) -> None:
        """The page has come: nothing of what had the focus before matters."""
        self._refocus.stop()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def refill(self) -> None:
        """Fill anew; the control that had the focus has it again if it is still there."""
        if self._shape is None:
            return
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus) and focus.objectName():
            self._focused = focus.objectName()
            self._refocus.start(0)  # once the new controls are on the screen
        self.setUpdatesEnabled(False)
        self.fill()
        self.setUpdatesEnabled(True)

    def _focus_again(self) -> None:
        for again in self.findChildren(QWidget, self._focused):
            if again.isVisible() and not again.hasFocus():
                again.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def _refit(self) -> None:
        shape = (self.width(), theme.current().text_percent)
        if shape != self._shape:
            first, self._shape = self._shape is None, shape
            if first:
                self.fill()
            else:
                self.refill()


class Screen(Page):
    """One screen of a signed-in person; redraws when what it shows has changed."""

    topics: ClassVar[frozenset[Topic]] = frozenset()
    on_stage: ClassVar[bool] = False  # dark in every theme, as around a photo
    with_rail: ClassVar[bool] = True

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        super().__init__()

    def changed(self, topics: frozenset[Topic]) -> None:
        """Some topics have changed; called with no finger on the screen."""
        if topics & self.topics:
            self.refill()

    def leave(self) -> None:
        """The person goes elsewhere, or the session ends: keep what is not kept yet."""

    def make_room(self, bottom: int) -> None:
        """So many pixels of the bottom are hidden by a toast; what must be seen goes above."""

    def spot(self) -> str:
        """Where in the screen the person is, to come back to; empty where it begins."""
        page = self.findChild(ScrollPage)
        return page.spot() if page is not None else ""

    def come_back(self, spot: str) -> None:
        """Be where `spot` said, as far as that is still there."""
        page = self.findChild(ScrollPage)
        if page is not None:
            page.come_back(spot)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            clear(inner)
            inner.deleteLater()
        elif widget is not None:
            widget.hide()  # still alive: this may be its own click that is being answered
            widget.deleteLater()


def named(widget: Widget, name: str) -> Widget:
    """Give a control a name that outlives redrawing, so that it keeps the focus."""
    widget.setObjectName(name)
    return widget


def set_margins(layout: QLayout, wide: bool) -> None:
    """The room around a page's content."""
    if wide:
        layout.setContentsMargins(S24 + S8, S24, S40, S24)
    else:
        layout.setContentsMargins(S24, S24, S24, S24)


def set_page_margins(around: QLayout, page: ScrollPage, wide: bool) -> None:
    """The same where the whole page scrolls: what scrolls goes to the upper and lower edge."""
    around.setContentsMargins(S24 + S8 if wide else S24, 0, S40 if wide else S24, 0)
    page.body.setContentsMargins(0, S24, 0, S24)
    buttons = page.buttons.layout()
    if buttons is not None:
        buttons.setContentsMargins(0, S24, 0, S24)
