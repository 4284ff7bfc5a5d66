"""The staff screen: how this device is, and what can be done about it; nobody's content."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout

from kiosk.domain import NetworkState
from kiosk.session import BundleKept, BundleOutcome, NetworkTest, Reached, StaffDesk
from kiosk.ui.banner import Banner
from kiosk.ui.button import Button
from kiosk.ui.card import Card
from kiosk.ui.label import Label
from kiosk.ui.scroll import ScrollPage
from kiosk.ui.sheet import Sheet
from kiosk.ui.theme import S4, S8, S16, S24, S40
from kiosk.views.faces import back_button, title_column
from kiosk.views.language import number, plain, tr
from kiosk.views.router import Waiting
from kiosk.views.screen import Page, clear, named, set_page_margins
from kiosk.views.troubles import device_words
from kiosk.views.waiting import Outside

HASH_GROUP = 8  # letters and figures of the program's hash that are read at a time


class StaffPage(Page):
    """Open for a few minutes after the right answer; then the waiting screen comes by itself."""

    def __init__(self, outside: Outside, desk: StaffDesk) -> None:
        super().__init__()
        self._outside, self._desk = outside, desk
        self._hash = ""
        self._said: tuple[str, str, str] | None = None  # title, text, tone
        self._told: object = None
        self._page = ScrollPage()
        self._around = box = QVBoxLayout(self)
        box.addWidget(self._page)
        self.setAccessibleName(tr("This device"))
        desk.program_hash(self._hashed)

    def tick(self) -> None:
        """A second has passed."""
        if not self._desk.open:
            self._leave()
        elif self._told != self._state():
            self.refill()

    def fill(self) -> None:
        body = self._page.body
        self._told = self._state()
        clear(body)
        set_page_margins(self._around, self._page, self.wide())
        body.setSpacing(S16)
        done = back_button(tr("Done"))
        done.clicked.connect(self._leave)
        body.addWidget(done, 0, Qt.AlignmentFlag.AlignLeft)
        quiet = tr("This screen closes by itself. Nothing of the people here shows.")
        body.addLayout(title_column(tr("This device"), quiet))
        if self._said is not None:
            title, text, tone = self._said
            icon = "circle-check" if tone == "good" else "circle-alert"
            body.addWidget(Banner(title, text, icon, tone))
        body.addWidget(self._facts())
        body.addLayout(self._acts())
        body.addStretch(1)

    def _state(self) -> tuple[NetworkState, object]:
        session = self._outside.session
        return session.network, session.device_policy()

    def _lines(self) -> list[tuple[str, str]]:
        session, policy = self._outside.session, self._outside.policy()
        network, _icon = device_words(
            session.network, known=policy is not None, now=self._outside.now()
        )
        groups = [self._hash[at : at + HASH_GROUP] for at in range(0, len(self._hash), HASH_GROUP)]
        return [
            (tr("Facility"), plain(policy.facility_name) if policy else tr("Not known yet")),
            (tr("Device"), plain(policy.device_name) if policy else tr("Not known yet")),
            (tr("Device's number at central"), self._desk.device or tr("Not known yet")),
            (tr("Network"), network),
            (tr("Kind"), tr("Tablet") if session.tablet else tr("Kiosk")),
            (tr("Version"), self._desk.version),
            (tr("Program's SHA-256"), " ".join(groups) or tr("One moment")),
        ]

    def _facts(self) -> Card:
        """What there is to know, in two columns where there is room."""
        card, grid = Card(), QGridLayout()
        grid.setHorizontalSpacing(S40)
        grid.setVerticalSpacing(S16)
        columns = 2 if self.wide() else 1
        *short, (title, text) = self._lines()
        for index, (name, value) in enumerate(short):
            grid.addLayout(self._line(name, value), index // columns, index % columns)
        grid.addLayout(self._line(title, text), len(short), 0, 1, columns)
        card.body.addLayout(grid)
        return card

    def _line(self, title: str, text: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(S4)
        column.addWidget(Label(title, "secondary", "quiet"))
        column.addWidget(Label(text, "semibold"))
        return column

    def _acts(self) -> QBoxLayout:
        way = QBoxLayout.Direction
        row = QBoxLayout(way.LeftToRight if self.wide() else way.TopToBottom)
        row.setSpacing(S8 if self.wide() else S16)
        test = named(Button(tr("Test the network"), "wifi", "secondary"), "test-network")
        test.clicked.connect(self._test)
        log = named(Button(tr("Keep the log"), "save", "secondary"), "keep-log")
        log.clicked.connect(self._keep_log)
        end = named(Button(tr("Exit to maintenance"), "wrench", "danger"), "maintenance")
        end.clicked.connect(self._ask_to_end)
        for button in (test, log, end):
            row.addWidget(button)
        row.setContentsMargins(0, 0, 0, S24)
        if self.wide():
            row.addStretch(1)
        return row

    # --- acts ------------------------------------------------------------------------------

    def _test(self) -> None:
        self._say(tr("Asking central"), tr("One moment"), "waiting")
        self._desk.test_network(self._tested)

    def _tested(self, result: NetworkTest) -> None:
        if isinstance(result, Reached):
            took = tr("It answered after {count} milliseconds.")
            self._say(tr("Central answers"), took.format(count=number(result.milliseconds)), "good")
        else:
            why = tr("What went wrong: {failure}").format(failure=result.failure)
            self._say(tr("Central cannot be reached"), why, "danger")

    def _keep_log(self) -> None:
        lines = [f"{title}: {text}" for title, text in self._lines()]
        self._desk.keep_log(lines, self._kept)

    def _kept(self, outcome: BundleOutcome) -> None:
        if isinstance(outcome, BundleKept):
            where = tr("A technician finds it in {path}.").format(path=outcome.path)
            self._say(tr("The log is kept"), where, "good")
        else:
            text = tr("This device cannot keep anything right now.")
            self._say(tr("That did not work"), text, "danger")

    def _ask_to_end(self) -> None:
        sheet = Sheet(tr("Exit to maintenance?"), self.window())
        sheet.text(tr("The screen goes dark, and nobody can sign in until this device restarts."))
        sure = named(sheet.action(tr("Exit"), "wrench", "danger"), "exit")
        sure.clicked.connect(self._desk.maintenance)
        sheet.open()

    def _say(self, title: str, text: str, tone: str) -> None:
        self._said = (title, text, tone)
        self.refill()

    def _hashed(self, digest: str) -> None:
        self._hash = digest
        self.refill()

    def _leave(self) -> None:
        self._desk.shut()
        self._outside.go(Waiting())
