"""Pages with big keys for digits: words at one side, keys at the other."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kiosk.ui import theme
from kiosk.ui.banner import Banner
from kiosk.ui.button import Button
from kiosk.ui.field import PinBoxes
from kiosk.ui.keypad import Keypad
from kiosk.ui.label import Label
from kiosk.ui.scroll import ScrollPage
from kiosk.ui.theme import S8, S16, S24, S40
from kiosk.views.language import tr
from kiosk.views.screen import Page, clear, named
from kiosk.views.troubles import Trouble

PAIR = 1200  # pixels that words and keys take together at most, at 100 % text


class KeypadPage(Page):
    """Words at the left, keys at the right; above and below each other where it is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self._coming, self._below_title = False, 0
        self.words = ScrollPage()
        self.keys = Keypad()
        self.forward = Button("", "log-in")
        self.forward.set_size(20, 88)
        self.forward.setObjectName("forward")
        self._right = QWidget()
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S16)
        self._entry = QVBoxLayout()  # what the keys fill, where they stand below the words
        column.addLayout(self._entry)
        column.addWidget(self.keys, 1)
        column.addWidget(self.forward)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self._right)
        self.words.content.installEventFilter(self)

    def beside(self) -> bool:
        """Whether the keys stand beside the words, not below them."""
        return self.width() > self.height()

    def take_focus(self) -> None:
        super().take_focus()
        self._coming = self._shape is None  # what is to have the focus is not made yet

    def fill(self) -> None:
        beside = self.beside()
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)
        side = 64 if self.wide() else S24
        if self.width() > 1600:
            side += max(0, (self.width() - theme.half(PAIR) - 2 * side) // 2)
        self._row.setContentsMargins(side, S24, side, S24)
        self._row.setSpacing(S40 if beside else S24)
        if beside:
            room = self.width() - 2 * side - S40
            boxes = 6 * theme.half(72) + 5 * S8 + S24 + theme.target() + S16
            self._right.setFixedWidth(max(min(theme.half(472), room - boxes), 3 * theme.target()))
            self._right.setMaximumHeight(theme.half(820))
        else:
            self._right.setMinimumWidth(0)
            self._right.setMaximumWidth(16_777_215)
        body = self.words.body
        clear(body)
        body.setContentsMargins(0, 0, S8, 0)
        body.setSpacing(S8)
        clear(self._entry)
        self.say(body)
        if self._coming:
            self._coming = False
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.beside():
            self._share_height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and not self.beside():
            self._share_height()  # the words are in their places only now
        return super().eventFilter(watched, event)

    def _share_height(self) -> None:
        """Below the words, the keys leave them room as long as none is too low to hit."""
        margins = self._row.contentsMargins()
        wide = self.width() - margins.left() - margins.right()
        wide -= self.words.buttons.sizeHint().width() + S16  # so that they need not come
        words = self.words.body.totalHeightForWidth(wide)
        least = self._right.minimumSizeHint().height()
        self._right.setMaximumHeight(max(self.height() - 3 * S24 - words, least))

    def put_entry(self, body: QVBoxLayout, entry: QWidget) -> None:
        """Show what the keys fill: among the words, or right above the keys, always in view."""
        place = body if self.beside() else self._entry
        if isinstance(entry, PinBoxes):
            place.addWidget(entry, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            place.addWidget(entry)

    def say(self, body: QVBoxLayout) -> None:
        """Put the words of the present step into the body."""
        raise NotImplementedError

    def head(self, body: QVBoxLayout, back: Callable[[], None], title: str, text: str) -> None:
        """The way back, the title, and a quiet line."""
        button = named(Button(tr("Back"), "arrow-left", "quiet"), "back")
        button.clicked.connect(back)
        self.way_out(body, button)
        self.titles(body, title, text)

    def way_out(self, body: QVBoxLayout, button: QWidget) -> None:
        """The one button that leads away from here."""
        body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        body.addSpacing(0 if self._tight() else S24)

    def titles(self, body: QVBoxLayout, title: str, text: str) -> None:
        """What is asked for, and a quiet line."""
        body.addWidget(Label(title, "title" if self._tight() else "display"))
        self._below_title = body.count()
        if text:
            body.addWidget(Label(text, "body", "quiet"))
        body.addSpacing(0 if self._tight() else S16)

    def _tight(self) -> bool:
        """Whether large words have little room above the keys."""
        return not self.beside() and theme.current().text_percent >= 150

    def trouble(self, body: QVBoxLayout, trouble: Trouble | None, tone: str = "waiting") -> None:
        """What went wrong, if anything."""
        if trouble is None:
            return
        banner = Banner(trouble.title, trouble.text, "circle-alert", tone)
        if self._tight():  # else it would be out of sight
            body.insertWidget(self._below_title, banner)
        else:
            body.addSpacing(S16)
            body.addWidget(banner)


class PinPage(KeypadPage):
    """A PIN on big keys, in steps; the digits outlive redrawing, and none enters while it works."""

    def __init__(self) -> None:
        super().__init__()
        self._boxes = PinBoxes()
        self._busy = False
        self._trouble: Trouble | None = None
        self.keys.digit.connect(self._digit)
        self.keys.deleted.connect(self._delete)
        self.keys.cleared.connect(self._clear)
        self.forward.clicked.connect(self._forward)

    @abstractmethod
    def entered(self, digits: str) -> None:
        """Six digits were entered for the present step."""

    @abstractmethod
    def forward_words(self) -> tuple[str, str]:
        """What the button says in the present step, and its icon."""

    def not_now(self) -> str:
        """Why nothing can be done now, in a few words; empty when it can."""
        return ""

    def ask_pin(self, body: QVBoxLayout, trouble: Trouble | None) -> None:
        """Put the boxes and what is wrong into the body."""
        kept = self._boxes.digits()
        self._boxes = named(PinBoxes(), "pin")
        for digit in kept:
            self._boxes.add(digit)
        self._boxes.changed.connect(lambda _count: self._look())
        self.put_entry(body, self._boxes)
        self.trouble(body, trouble)
        body.addStretch(1)
        self._look()

    def first_focus(self) -> QWidget:
        return self._boxes

    def step(self, trouble: Trouble | None = None) -> None:
        """Another step begins, or one begins anew."""
        self._busy, self._trouble = False, trouble
        self.refill()
        self._boxes.setFocus(Qt.FocusReason.OtherFocusReason)

    def work(self) -> None:
        """Something goes on that has to be waited for."""
        self._busy = True
        self._look()

    def _digit(self, digit: str) -> None:
        if not self._busy:
            self._boxes.add(digit)

    def _delete(self) -> None:
        self._boxes.remove()

    def _clear(self) -> None:
        self._boxes.clear()

    def _look(self) -> None:
        text, icon = self.forward_words()
        self.forward.setText(text)
        self.forward.set_icon(icon)
        missing, reason = self._boxes.missing(), self.not_now()
        if self._busy:
            reason = tr("One moment")
        elif missing and not reason:
            reason = tr("%n more digits", "", missing)
        self.forward.set_disabled_reason(reason)

    def _forward(self) -> None:
        if not self._busy and self.forward.usable():
            digits = self._boxes.digits()
            self._boxes.clear()
            self.entered(digits)
