"""People: requests first, then everybody one is connected with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain import Connection, ConnectionId, ConnectionState, KnownFailure, Topic, harmless
from kiosk.ui import theme
from kiosk.ui.button import Button
from kiosk.ui.card import Card, RowCard
from kiosk.ui.flow import FlowLayout
from kiosk.ui.label import Avatar, Label, Pill
from kiosk.ui.scroll import ScrollPage
from kiosk.ui.states import EmptyState
from kiosk.ui.theme import S8, S12, S16, S24
from kiosk.ui.toast import TOAST_MS
from kiosk.views import words
from kiosk.views.faces import face, section_row, title_row
from kiosk.views.language import plain, tr
from kiosk.views.person import open_person, open_set_aside
from kiosk.views.screen import Hands, Screen, clear, named, set_page_margins

Act = Callable[[ConnectionId, Callable[[KnownFailure | None], None]], None]


class PeopleScreen(Screen):
    """Requests with what each answer leads to; connections; those set aside."""

    topics = frozenset({Topic.PEOPLE, Topic.PHOTOS, Topic.MESSAGES, Topic.OUTBOX})

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        self._page = ScrollPage()
        self._timer = hands.timer(self)
        self._decided: ConnectionId | None = None
        self._around = box = QVBoxLayout(self)
        box.addWidget(self._page)
        self.setAccessibleName(tr("People"))

    def leave(self) -> None:
        """A decision that could still be undone becomes final."""
        self._timer.stop()
        decided, self._decided = self._decided, None
        if decided is not None:
            self.hands.mailbox.let_go(decided, done=self.hands.kept)

    def fill(self) -> None:
        body, mailbox = self._page.body, self.hands.mailbox
        clear(body)
        set_page_margins(self._around, self._page, self.wide())
        margins = body.contentsMargins()
        body.setContentsMargins(0, margins.top(), 0, S8)
        body.setSpacing(S8)
        body.addLayout(title_row(tr("People")))
        body.addSpacing(S8)
        waiting = mailbox.connections(ConnectionState.REQUESTED)
        for connection in waiting:
            body.addWidget(self._request(connection))
        tied = mailbox.connections(ConnectionState.APPROVED)
        if tied:
            body.addSpacing(S8)
            body.addLayout(section_row(tr("Connected with you"), tr("%n people", "", len(tied))))
            body.addLayout(self._grid(tied))
        elif not waiting:
            text = tr("When somebody asks to connect with you, it shows here.")
            body.addWidget(EmptyState("users", tr("Nobody yet"), text), 1)
        aside = mailbox.connections(
            ConnectionState.DECLINED, ConnectionState.BLOCKED, ConnectionState.ENDED
        )
        if aside:
            button = Button(tr("Declined and blocked people"), "undo-2", "quiet")
            button.clicked.connect(lambda: open_set_aside(self.hands, aside))
            body.addWidget(named(button, "aside"), 0, Qt.AlignmentFlag.AlignLeft)
        body.addStretch(1)

    def _grid(self, people: tuple[Connection, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(S16)
        columns = (4 if self.width() > 1600 else 3) if self.wide() else 1
        for index, connection in enumerate(people):
            grid.addWidget(self._person(connection), index // columns, index % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        return grid

    def _person(self, connection: Connection) -> RowCard:
        counts = [words.messages(connection.messages)]
        if connection.muted:
            counts.insert(0, tr("Muted"))
        elif connection.photos:
            counts.insert(0, words.photos(connection.photos))
        card = RowCard(
            words.person(connection.name),
            ", ".join(counts),
            avatar=face(connection),
            chevron=True,
            padding=S16,
            detail_role="secondary",
        )
        card.clicked.connect(lambda: open_person(self.hands, connection))
        return named(card, f"person:{connection.id}")

    def _request(self, connection: Connection) -> Card:
        wide = self.wide()
        card = Card(shadow=True)
        way = QBoxLayout.Direction
        row = QBoxLayout(way.LeftToRight if wide else way.TopToBottom)
        row.setSpacing(S24)
        inner = QHBoxLayout()
        inner.setSpacing(S24)
        inner.addWidget(
            Avatar(words.person(connection.name), 88 if wide else 56),
            0,
            Qt.AlignmentFlag.AlignTop,
        )
        inner.addLayout(self._request_words(connection), 1)
        row.addLayout(inner, 1)
        outcomes = _Outcomes(words.person(connection.name))
        if wide:
            outcomes.setFixedWidth(theme.half(300))
        row.addWidget(outcomes)
        card.body.addLayout(row)
        return card

    def _request_words(self, connection: Connection) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(S8)
        head = QWidget()
        flow = FlowLayout(head, S16)
        flow.addWidget(Label(words.person(connection.name), "heading"))
        flow.addWidget(Pill(tr("New request"), "", "new"))
        column.addWidget(head)
        when = words.long_date(connection.requested_at, self.hands.now())
        text = tr("wants to connect with you. Asked on {date}.").format(date=when)
        column.addWidget(Label(text, "body", "quiet"))
        if harmless.line(connection.request_text):
            said = words.quoted(connection.request_text, many_lines=True)
            column.addWidget(Label(said))
        buttons = QWidget()
        row = FlowLayout(buttons, S16)
        for button in self._request_buttons(connection):
            row.addWidget(button)
        column.addSpacing(S8)
        column.addWidget(buttons)
        return column

    def _request_buttons(self, connection: Connection) -> list[Button]:
        mailbox, name = self.hands.mailbox, words.person(connection.name)
        approve = named(Button(tr("Approve"), "check"), f"approve:{connection.id}")
        approve.clicked.connect(
            lambda: self._decide(
                connection,
                lambda each, done: mailbox.approve(each, done, held=True),
                tr("{name} can write to you now.").format(name=name),
                "check",
            )
        )
        decline = named(Button(tr("Decline"), "x", "secondary"), f"decline:{connection.id}")
        decline.clicked.connect(
            lambda: self._decide(
                connection,
                lambda each, done: mailbox.decline(each, done, held=True),
                tr("Declined. {name} is not told.").format(name=name),
                "x",
            )
        )
        block = named(Button(tr("Block"), "ban", "danger_quiet"), f"block:{connection.id}")
        block.clicked.connect(
            lambda: self._decide(
                connection,
                lambda each, done: mailbox.block(each, done, held=True),
                tr("{name} is blocked.").format(name=name),
                "ban",
            )
        )
        return [approve, decline, block]

    def _decide(self, connection: Connection, act: Act, text: str, icon: str) -> None:
        """Keep the answer at once; central hears of it when Undo is gone, so it leaves no trace."""
        self.leave()
        self._decided = connection.id

        def kept(failure: KnownFailure | None) -> None:
            if failure is None:
                self.hands.toast(text, icon, lambda: self._undo(connection.id))
            self.hands.kept(failure)

        act(connection.id, kept)
        self._timer.start(TOAST_MS, self.leave)

    def _undo(self, connection: ConnectionId) -> None:
        if self._decided == connection:
            self._timer.stop()
            self._decided = None
            self.hands.mailbox.take_back(connection, done=self.hands.kept)


class _Outcomes(QWidget):
    """What each answer to a request leads to."""

    def __init__(self, name: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S12)
        column.addStretch(1)
        for text in (
            tr("Approve: {name} can send you messages and photos."),
            tr("Decline: {name} is not told. You can change it later."),
            tr("Block: {name} cannot ask again. You can undo it."),
        ):
            column.addWidget(Label(plain(text.format(name=name)), "secondary"))
        column.addStretch(1)
