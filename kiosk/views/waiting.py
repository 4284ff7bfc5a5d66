"""The waiting screen: the clock over quiet hills, and nothing personal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
)

from kiosk.domain import FacilityPage, Policy
from kiosk.session import Session
from kiosk.ui import icons, theme
from kiosk.ui.backdrop import Backdrop
from kiosk.ui.button import Button
from kiosk.ui.label import Label
from kiosk.ui.theme import S8, S16, S24, S40
from kiosk.ui.tile import Tile
from kiosk.views import words
from kiosk.views.aloud import Aloud, mode_word
from kiosk.views.language import LANGUAGES, language, plain, tr
from kiosk.views.looks import Looks, percent_word, theme_word
from kiosk.views.router import Information, Place, SignIn, Staff
from kiosk.views.screen import MakeTimer, Now, Page, clear, named, qt_timer
from kiosk.views.troubles import device_words

NO_BUTTON = Qt.MouseButton.NoButton
CLOCK = 168  # pixels, as far as the screen is high enough


@dataclass(frozen=True)
class Outside:
    """What a screen may reach while nobody is signed in."""

    session: Session
    now: Now
    looks: Looks
    aloud: Aloud
    go: Callable[[Place], None]
    timer: MakeTimer = qt_timer

    def policy(self) -> Policy | None:
        """The facility's policy, as last heard."""
        return self.session.device_policy()


def public_pages(policy: Policy | None) -> tuple[FacilityPage, ...]:
    """The facility's pages that anybody may read."""
    return tuple(page for page in policy.pages if page.public) if policy is not None else ()


class WaitingPage(Page):
    """Clock, date, "Touch to begin"; language, text size, contrast and read-aloud first."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self._clock = Label("", "clock", wrap=False)
        self._told: object = None
        self._aloud: Tile | None = None
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        backdrop = Backdrop()
        outer.addWidget(backdrop)
        self._box = QVBoxLayout(backdrop)
        self.setAccessibleName(tr("Waiting. Touch to begin."))

    def tick(self) -> None:
        """A second has passed."""
        if self._told != self._state() and QApplication.mouseButtons() == NO_BUTTON:
            self.refill()  # never from under a finger: its touch would come to nothing

    def _state(self) -> tuple[object, ...]:
        session = self._outside.session
        return words.clock(self._outside.now()), session.network, session.device_policy()

    def fill(self) -> None:
        self._told = self._state()
        clear(self._box)
        beside = self.width() > self.height()
        side = 64 if self.wide() else S24
        self._box.setContentsMargins(side, S40 if self.wide() else S16, side, S24)
        self._box.setSpacing(0)
        align = Qt.AlignmentFlag.AlignLeft if beside else Qt.AlignmentFlag.AlignHCenter
        self._box.addLayout(self._head())
        self._box.addStretch(2)
        now = self._outside.now()
        self._clock = Label(words.clock(now), "clock", wrap=False)
        large = theme.current().text_percent >= 200  # the rest needs the height
        tall = min(theme.px(CLOCK), round(self.height() * (0.16 if large else 0.22)))
        self._clock.setFont(theme.font(tall * 100 / theme.current().text_percent, 600))
        self._clock.setFixedHeight(round(tall * 0.9))
        self._box.addWidget(self._clock, 0, align)
        self._box.addSpacing(S16)
        date = Label(words.long_date_title(now, now), "date", wrap=not beside)
        date.setAlignment(align)
        self._box.addWidget(date)
        self._box.addSpacing(S40 if self.wide() else S8)
        begin = named(Button(tr("Touch to begin"), "pointer", "primary"), "begin")
        begin.set_size(26, 96)
        begin.clicked.connect(lambda: self._outside.go(SignIn()))
        self._box.addWidget(begin, 0, align)
        if public_pages(self._outside.policy()):
            self._box.addSpacing(S8)
            read = named(Button(tr("Information"), "info", "secondary"), "information")
            read.clicked.connect(lambda: self._outside.go(Information()))
            self._box.addWidget(read, 0, align)
        self._box.addStretch(7)
        self._box.addSpacing(0 if beside else S8)
        self._box.addLayout(self._tiles(beside=beside))

    def _head(self) -> QBoxLayout:
        """Where this is, the network and the staff's door; on two lines where one is too short."""
        policy = self._outside.policy()
        names, row = QHBoxLayout(), QHBoxLayout()
        for line in (names, row):
            line.setSpacing(S16)
        if policy is not None:
            names.addWidget(Label(plain(policy.facility_name), "strong", wrap=False))
            names.addWidget(Label(plain(policy.device_name), "body", "quiet", wrap=False))
        names.addStretch(1)
        now, network = self._outside.now(), self._outside.session.network
        said, icon = device_words(network, known=policy is not None, now=now)
        mark = QLabel()
        mark.setPixmap(icons.pixmap(icon, theme.tokens().quiet, theme.px(24)))
        row.addWidget(mark)
        row.addWidget(Label(said, "body", "quiet", wrap=False))
        staff = named(Button(tr("Staff"), "wrench", "quiet"), "staff")
        staff.clicked.connect(lambda: self._outside.go(Staff()))
        row.addWidget(staff)
        margins = self._box.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        long = _width(names) + _width(row) + S16 > room
        way = QBoxLayout.Direction.TopToBottom if long else QBoxLayout.Direction.LeftToRight
        head = QBoxLayout(way)
        head.setSpacing(0 if long else S16)
        head.addLayout(names)
        if long:
            row.insertStretch(2, 1)  # the door at the end of its line
        head.addLayout(row)
        return head

    def _tiles(self, *, beside: bool) -> QBoxLayout:
        looks, policy = self._outside.looks, self._outside.policy()
        offered = policy.languages if policy else tuple(LANGUAGES)
        spoken = ", ".join(LANGUAGES[code] for code in offered if code in LANGUAGES)
        look = looks.look
        tiles = (
            named(Tile("globe", tr("Language"), spoken or LANGUAGES[language()]), "language"),
            named(Tile("a-large-small", tr("Text size"), percent_word(look.text_percent)), "size"),
            named(Tile("contrast", tr("Contrast"), theme_word(look.theme)), "theme"),
            named(Tile("volume-2", tr("Read aloud"), self._aloud_words()), "aloud"),
        )
        self._aloud = tiles[-1]
        aloud = self._outside.aloud
        acts = (
            lambda: looks.next_language(offered),
            looks.next_size,
            self._next_theme,
            aloud.touch,
        )
        grid = QGridLayout()
        grid.setSpacing(S16 if beside else S8)
        for index, (tile, act) in enumerate(zip(tiles, acts, strict=True)):
            tile.clicked.connect(act)
            grid.addWidget(tile, 0 if beside else index, index if beside else 0)
        row = QHBoxLayout()
        row.addLayout(grid)
        return row

    def show_aloud(self) -> None:
        """Reading aloud was switched on or off, or it turned out that it cannot be."""
        if self._aloud is not None and self._aloud.value() != self._aloud_words():
            self._aloud.set_value(self._aloud_words())

    def _aloud_words(self) -> str:
        aloud = self._outside.aloud
        if not aloud.able:
            return tr("Not on this device")
        chosen = mode_word(aloud.mode)
        return tr("{pace}. Touch to stop").format(pace=chosen) if aloud.reading else chosen

    def _next_theme(self) -> None:
        self._outside.looks.next_theme()
        self.refill()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self._outside.go(SignIn())


def _width(line: QHBoxLayout) -> int:
    """What a line asks for, in pixels; a layout itself counts nothing that is not shown yet."""
    items = [line.itemAt(at) for at in range(line.count())]
    widgets = [item.widget() for item in items if item is not None]
    return sum(each.sizeHint().width() + line.spacing() for each in widgets if each is not None)
