"""Messages: one row a person."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from kiosk.domain import Connection, ConnectionState, Thread, Topic
from kiosk.ui.button import Button
from kiosk.ui.card import RowCard
from kiosk.ui.scroll import ScrollPage
from kiosk.ui.sheet import Sheet
from kiosk.ui.states import EmptyState
from kiosk.ui.theme import S8
from kiosk.views import words
from kiosk.views.faces import face, pill, title_row
from kiosk.views.finding import search_button
from kiosk.views.language import tr
from kiosk.views.router import Conversation, Write
from kiosk.views.screen import Hands, Screen, clear, named, set_page_margins
from kiosk.views.states import row_message, row_pills, row_text

MOST_WIDE = 1280  # pixels: longer lines are hard to follow


class MessagesScreen(Screen):
    """Everybody one writes with, the newest first."""

    topics = frozenset({Topic.MESSAGES, Topic.PEOPLE, Topic.DRAFTS, Topic.OUTBOX, Topic.POLICY})

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        self._page = ScrollPage()
        self._around = box = QVBoxLayout(self)
        box.addWidget(self._page)
        self.setAccessibleName(tr("Messages"))

    def fill(self) -> None:
        body = self._page.body
        clear(body)
        set_page_margins(self._around, self._page, self.wide())
        body.setSpacing(S8)
        self._page.setMaximumWidth(MOST_WIDE)
        threads = self.hands.mailbox.threads()
        row = title_row(
            tr("Messages"), "", search_button(self.hands, "messages"), self._new_button()
        )
        body.addLayout(row)
        body.addSpacing(S8)
        if not threads:
            text = tr("When somebody you know writes to you, it shows here.")
            body.addWidget(EmptyState("message-circle", tr("No messages yet"), text), 1)
            return
        for thread in threads:
            body.addWidget(self._row(thread))
        body.addStretch(1)

    def _new_button(self) -> Button:
        button = named(Button(tr("New message"), "pencil"), "new")
        if not self.hands.policy.services.messages:
            button.set_disabled_reason(tr("Messages are switched off"))
        elif not self.hands.mailbox.connections(ConnectionState.APPROVED):
            button.set_disabled_reason(tr("Nobody to write to yet"))
        button.clicked.connect(self._choose_person)
        return button

    def _row(self, thread: Thread) -> RowCard:
        connection, now = thread.connection, self.hands.now()
        kept = self.hands.mailbox.draft(connection.id) if thread.draft else None
        unread = bool(thread.unread or thread.sealed)
        told = row_message(self.hands.mailbox, thread)
        card = RowCard(
            words.person(connection.name),
            row_text(thread, told, kept.body if kept else ""),
            time=words.row_time(told.sent_at, now) if told else "",
            pills=[pill(say) for say in row_pills(thread, self._sealed_price(thread))],
            avatar=face(connection),
            unread=unread,
        )
        card.set_upright(not self.wide())
        card.clicked.connect(lambda: self.hands.go(Conversation(connection.id)))
        return named(card, f"thread:{connection.id}")

    def _sealed_price(self, thread: Thread) -> int:
        """What opening all sealed messages of a person costs, as far as they are recent."""
        if not thread.sealed:
            return 0
        newest = self.hands.mailbox.messages(thread.connection.id, limit=50)
        return sum(message.price for message in newest if message.sealed)

    def _choose_person(self) -> None:
        people = self.hands.mailbox.connections(ConnectionState.APPROVED)
        if len(people) == 1:
            self.hands.go(Write(people[0].id))
            return
        choose_person(self.hands, people)


def choose_person(hands: Hands, people: tuple[Connection, ...]) -> None:
    """Ask whom to write to."""
    sheet = Sheet(tr("Who do you want to write to?"), hands.window)

    def write_to(connection: Connection) -> None:
        sheet.close_sheet()
        hands.go(Write(connection.id))

    for connection in people:
        card = RowCard(words.person(connection.name), avatar=face(connection), chevron=True)
        card.clicked.connect(lambda _on=False, chosen=connection: write_to(chosen))
        sheet.add(card)
    sheet.body.setAlignment(Qt.AlignmentFlag.AlignTop)
    sheet.open()
