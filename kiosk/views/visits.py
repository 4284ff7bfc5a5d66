"""Visits: what lies ahead with its countdown, the answer to it, the rules, and what is over."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain import KnownFailure, NetworkState, Topic, Visit, VisitState
from kiosk.ui import theme
from kiosk.ui.button import Button
from kiosk.ui.card import Card
from kiosk.ui.flow import FlowLayout
from kiosk.ui.label import Avatar, Label
from kiosk.ui.scroll import ScrollPage
from kiosk.ui.sheet import Sheet
from kiosk.ui.states import EmptyState
from kiosk.ui.theme import S4, S8, S12, S16, S24
from kiosk.views import words
from kiosk.views.faces import pill, section_row, title_row
from kiosk.views.language import language, plain, tr
from kiosk.views.screen import Hands, Screen, clear, named, set_page_margins
from kiosk.views.states import visit_end, visit_say

COLUMN = 328  # width of the rules beside the visits
MOST_WIDE = 1280  # pixels: longer lines are hard to follow
SHORT_NAME = 20  # letters: a longer one has lines of its own
TICK_MS = 10_000  # the countdown is in whole minutes


class VisitsScreen(Screen):
    """Visits that wait for an answer or were accepted, the soonest first; those over below."""

    topics = frozenset({Topic.VISITS, Topic.PEOPLE, Topic.OUTBOX, Topic.POLICY, Topic.STATUS})

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        self._told: list[tuple[Label, Visit]] = []
        self._standing: tuple[tuple[str, VisitState], ...] = ()
        self._network = NetworkState.UNKNOWN
        self._page = ScrollPage()
        self._timer = hands.timer(self)
        self._around = box = QVBoxLayout(self)
        box.addWidget(self._page)
        self.setAccessibleName(tr("Visits"))
        self._timer.start(TICK_MS, self._tick)

    def leave(self) -> None:
        self._timer.stop()

    def changed(self, topics: frozenset[Topic]) -> None:
        """As any screen; the status counts where it changes what an answer waits for."""
        network = self.hands.mailbox.status().network
        if topics - {Topic.STATUS} or network is not self._network:
            super().changed(topics)

    def fill(self) -> None:
        body, mailbox, now = self._page.body, self.hands.mailbox, self.hands.now()
        clear(body)
        self._told = []
        self._network = mailbox.status().network
        set_page_margins(self._around, self._page, self.wide())
        self._page.setMaximumWidth(MOST_WIDE)
        body.setSpacing(S16)
        ahead, over = mailbox.visits_ahead(), mailbox.visits_over()
        self._standing = tuple((one.id, one.standing(now)) for one in ahead)
        body.addLayout(title_row(tr("Visits")))
        row = QHBoxLayout()
        row.setSpacing(S24)
        column = QVBoxLayout()
        column.setSpacing(S12)
        for visit in ahead:
            column.addWidget(self._ahead(visit))
        if not ahead:
            column.addWidget(self._nothing(bool(over)))
        row.addLayout(column, 1)
        if self.wide():
            column.addStretch(1)
            rules = self._rules()
            rules.setFixedWidth(theme.half(COLUMN))
            row.addWidget(rules, 0, Qt.AlignmentFlag.AlignTop)
        else:
            column.addWidget(self._rules())
        body.addLayout(row)
        if over:
            body.addSpacing(S8)
            body.addLayout(section_row(tr("Earlier visits")))
        for visit in over:
            body.addWidget(self._over(visit))
        body.addStretch(1)

    def _nothing(self, before: bool) -> Card:
        card = Card()
        title = tr("No visits ahead") if before else tr("No visits yet")
        text = tr("When somebody you know books a video visit with you, it shows here.")
        card.body.addWidget(EmptyState("video", title, text))
        return card

    def _ahead(self, visit: Visit) -> Card:
        name, now = words.person(visit.contact_name), self.hands.now()
        waits = visit.state is VisitState.APPROVED
        card = Card(shadow=waits)
        row = QHBoxLayout()
        row.setSpacing(S24)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(Avatar(name, 88 if self.wide() else 64), 0, top)
        column = QVBoxLayout()
        column.setSpacing(S8)
        mark = pill(visit_say(visit, now))
        if len(name) > SHORT_NAME:
            column.addWidget(Label(name, "heading"))
            column.addWidget(mark, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            head = QWidget()
            flow = FlowLayout(head, S16)
            flow.addWidget(Label(name, "heading", wrap=False))
            flow.addWidget(mark)
            column.addWidget(head)
        when = Label(words.visit_moment(visit.starts_at, visit.ends_at, now), "name")
        self._told.append((when, visit))
        column.addWidget(when)
        column.addWidget(Label(self._what(visit, name), "body", "quiet"))
        if visit.pending and self._network is not NetworkState.ONLINE:
            text = tr("Your answer is kept here. It goes out when the network is back.")
            column.addWidget(Label(text, "body", "waiting"))
        if visit.starts_at > now:
            column.addSpacing(S8)
            column.addWidget(self._buttons(visit, name))
        row.addLayout(column, 1)
        card.body.addLayout(row)
        return card

    def _what(self, visit: Visit, name: str) -> str:
        long = tr("%n minutes", "", visit.minutes)
        if visit.state is VisitState.APPROVED:
            asks = tr("{name} asks to see you by video. It is free for you.").format(name=name)
            return f"{long}. {asks}"
        return f"{long}. " + tr("{name} knows that you will be there.").format(name=name)

    def _buttons(self, visit: Visit, name: str) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, S16)
        if visit.state is VisitState.APPROVED:
            accept = named(Button(tr("Accept"), "check"), f"accept:{visit.id}")
            accept.setAccessibleName(tr("Accept the visit with {name}").format(name=name))
            accept.clicked.connect(lambda: self._accept(visit, name))
            row.addWidget(accept)
            decline = Button(tr("Decline"), "x", "secondary")
        else:
            decline = Button(tr("I cannot come"), "x", "secondary")
        decline.setAccessibleName(tr("Decline the visit with {name}").format(name=name))
        decline.clicked.connect(lambda: self._ask_decline(visit, name))
        row.addWidget(named(decline, f"decline:{visit.id}"))
        return holder

    def _accept(self, visit: Visit, name: str) -> None:
        if self._gone(visit):
            return

        def kept(failure: KnownFailure | None) -> None:
            if failure is None:
                self.hands.toast(tr("You said yes to {name}.").format(name=name), "check", None)
            self.hands.kept(failure)

        self.hands.mailbox.accept_visit(visit, done=kept)

    def _ask_decline(self, visit: Visit, name: str) -> None:
        """Say what a no does before it is said: it moves credits, so there is no undo."""
        sheet = Sheet(tr("Decline the visit with {name}?").format(name=name), self.hands.window)
        now = self.hands.now()
        sheet.text(words.visit_moment(visit.starts_at, visit.ends_at, now))
        if visit.price:
            back = words.in_credits(visit.price)
            sheet.rows([(tr("{name} gets back").format(name=name), back)])
        text = tr("{name} is told that you said no. You cannot change it later.")
        sheet.text(text.format(name=name))
        say_no = sheet.action(tr("Decline"), "x", "danger")

        def kept(failure: KnownFailure | None) -> None:
            if failure is None:
                self.hands.toast(tr("You said no to {name}.").format(name=name), "x", None)
            self.hands.kept(failure)

        def act() -> None:
            sheet.close_sheet()
            if not self._gone(visit):
                self.hands.mailbox.decline_visit(visit, done=kept)

        say_no.clicked.connect(act)
        sheet.open()

    def _gone(self, visit: Visit) -> bool:
        """Whether a visit has begun or ended while it stood on the screen; says so."""
        found, now = self.hands.mailbox.visit(visit.id), self.hands.now()
        if found is not None and not found.over(now) and found.starts_at > now:
            return False
        text = tr("It has begun, or it was cancelled.")
        self.hands.trouble(tr("This visit can no longer be answered"), text)
        self.refill()
        return True

    def _rules(self) -> Card:
        policy = self.hands.mailbox.policy()
        rules = policy.visits
        card = Card()
        card.body.setSpacing(S8)
        card.body.addWidget(Label(tr("Rules for visits"), "name"))
        own = plain(rules.es if language() == "es" else rules.en).strip()
        told = [line.strip() for line in own.splitlines() if line.strip()]
        told.append(tr("Whoever books a visit pays for it. You pay nothing."))
        told.append(tr("You can say no until the visit begins. The credits go back at once."))
        if rules.cancel_hours:
            text = tr("They can cancel until %n hours before.", "", rules.cancel_hours)
            told.append(text)
        for line in told:
            card.body.addWidget(Label(line, "secondary"))
        card.setAccessibleName(f"{tr('Rules for visits')}: {' '.join(told)}")
        return card

    def _over(self, visit: Visit) -> Card:
        name, now = words.person(visit.contact_name), self.hands.now()
        card = Card(padding=S16)
        row = QHBoxLayout()
        row.setSpacing(S16)
        row.addWidget(Avatar(name, 64), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(S4)
        column.addWidget(Label(name, "name"))
        day = words.long_date_title(visit.starts_at, now)
        at = words.clock(words.local(visit.starts_at, now))
        column.addWidget(Label(f"{day}, {at}", "body", "quiet"))
        if end := visit_end(visit, now):
            column.addWidget(Label(end, "body", "quiet"))
        mark = pill(visit_say(visit, now))
        if self.wide():
            row.addLayout(column, 1)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            column.addWidget(mark, 0, Qt.AlignmentFlag.AlignLeft)
            row.addLayout(column, 1)
        card.body.addLayout(row)
        return card

    def _tick(self) -> None:
        """Time goes on: the countdowns say so, and a visit that has begun is shown as such."""
        now = self.hands.now()
        ahead = self.hands.mailbox.visits_ahead()
        if tuple((one.id, one.standing(now)) for one in ahead) != self._standing:
            self.refill()
        for label, visit in self._told:
            text = words.visit_moment(visit.starts_at, visit.ends_at, now)
            if label.full_text() != text:
                label.setText(text)
        self._timer.start(TICK_MS, self._tick)
