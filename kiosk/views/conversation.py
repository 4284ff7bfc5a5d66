"""A conversation: bubbles by day, where each of mine is, sealed envelopes, refusals with reason."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain import (
    Connection,
    ConnectionId,
    ConnectionState,
    KnownFailure,
    Message,
    MessageId,
    PhotoFilter,
    Topic,
)
from kiosk.imaging.loader import Ticket
from kiosk.ui import theme
from kiosk.ui.bubbles import DayMark
from kiosk.ui.button import Button
from kiosk.ui.if_room import IfRoom
from kiosk.ui.label import Label
from kiosk.ui.photo_tile import PhotoTile
from kiosk.ui.returning import Returning, number_in
from kiosk.ui.scroll import ScrollButtons, ScrollPage
from kiosk.ui.spotlight import Spotlight
from kiosk.ui.states import EmptyState
from kiosk.ui.theme import S8, S16, S24, S40
from kiosk.views import words
from kiosk.views.conversation_items import Asked, item_for
from kiosk.views.faces import back_button, face, name_in, photo_name, show_in_tile
from kiosk.views.language import number, tr
from kiosk.views.router import Conversation, PhotoAt, Photos, Search, Write
from kiosk.views.screen import Hands, Screen, clear, named, set_page_margins

PAGE = 50  # messages read at a time
GLOW_MS = 4000  # how long the message that a search led to stands out
PANEL = 304  # width of the panel about the person
PANEL_PHOTOS = 3
MOST_WIDE = 1100  # of the bubbles, in pixels
FACE = 72


class ConversationScreen(Screen):
    """All messages with one person, the newest at the bottom."""

    topics = frozenset(
        {Topic.MESSAGES, Topic.PEOPLE, Topic.CREDITS, Topic.PROFILE, Topic.OUTBOX, Topic.STATUS,
         Topic.PHOTOS, Topic.DRAFTS}
    )  # fmt: skip

    def __init__(
        self,
        hands: Hands,
        connection: ConnectionId,
        sought: MessageId | None = None,
        search: Search | None = None,
    ) -> None:
        super().__init__(hands)
        self._connection, self._sought, self._search = connection, sought, search
        self._opened_at = sought
        self._later = False  # newer messages than those shown
        self._lit: Spotlight | None = None
        self._glow = hands.timer(self)
        self._messages: tuple[Message, ...] = ()
        self._more, self._loading, self._at_end = False, False, True
        self._tickets: list[Ticket] = []
        self._left_sealed: set[MessageId] = set()
        self._hidden = 0  # pixels at the bottom, under a toast
        self._items: dict[MessageId, QWidget] = {}
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._side = QWidget()
        self._side_box = QVBoxLayout(self._side)
        self._side_box.setContentsMargins(0, 0, 0, 0)
        self._page = ScrollPage("earlier_later")
        self._box.addWidget(self._side)
        self._box.addWidget(self._page, 1)
        bar = self._page.area.verticalScrollBar()
        bar.valueChanged.connect(self._scrolled)
        bar.rangeChanged.connect(self._stay_at_end)
        self.setAccessibleName(tr("Conversation"))
        self._read_newest()
        if sought is not None:
            self._read_around(sought)
            self._glow.start(GLOW_MS, self._dim)

    def leave(self) -> None:
        for ticket in self._tickets:
            ticket.cancel()
        self._tickets = []

    def changed(self, topics: frozenset[Topic]) -> None:
        if not topics & self.topics:
            return
        if topics <= {Topic.STATUS} and not any(message.sealed for message in self._messages):
            return
        self._read_again()
        self.refill()

    def fill(self) -> None:
        self.leave()
        connection = self.hands.mailbox.connection(self._connection)
        at_end = self._at_end
        self._fill_side(connection)
        self._fill_messages(connection)
        self._at_end = at_end
        thread = self.hands.mailbox.thread(self._connection)
        if thread is not None and thread.unread:
            self.hands.mailbox.mark_thread_read(self._connection, done=None)

    def make_room(self, bottom: int) -> None:
        """The newest message, which may have been sent just now, stands above a toast."""
        self._hidden = bottom
        margins = self._page.body.contentsMargins()
        margins.setBottom(max(S24, bottom + S8))
        self._page.body.setContentsMargins(margins)

    def spot(self) -> str:
        """The first message in view, and how far it is above that; empty at the newest."""
        top = self._page.area.verticalScrollBar().value()
        shown = ((id_, item) for id_, item in self._items.items() if item.geometry().bottom() > top)
        id_, item = next(shown, ("", self))
        return f"{id_}:{top - item.y()}" if id_ and not self._at_end else ""

    def come_back(self, spot: str) -> None:
        id_, _, above = spot.rpartition(":")
        message = self.hands.mailbox.message(MessageId(id_))
        if message is None or message.connection != self._connection:
            return
        self._at_end = False
        while self._more and id_ not in {each.id for each in self._messages}:
            self._read_older()
        self.refill()
        bar = self._page.area.verticalScrollBar()
        Returning(bar, lambda: self._stand(message.id, number_in(above)))

    def _stand(self, message: MessageId, above: int) -> None:
        """Have a message so far above the top of the view."""
        item = self._items.get(message)
        if item is not None:
            self._page.area.verticalScrollBar().setValue(item.y() + above)

    # --- messages ------------------------------------------------------------------------

    def _read_newest(self) -> None:
        found = self.hands.mailbox.messages(self._connection, limit=PAGE)
        self._messages, self._more = found, len(found) == PAGE

    def _read_around(self, item: MessageId) -> None:
        """Read one message with those beside it; what is kept here is among the newest anyway."""
        after = self.hands.mailbox.messages_from(item, PAGE)
        if not after:
            return
        before = self.hands.mailbox.messages(self._connection, before=item, limit=PAGE)
        self._messages, self._more = before + after, len(before) == PAGE
        self._later, self._at_end = len(after) == PAGE, False

    def _read_again(self) -> None:
        """Read as many as were shown, and what is new."""
        wanted = max(PAGE, len(self._messages) + 1)
        if self._later:
            found = self.hands.mailbox.messages_from(self._messages[0].id, wanted)
            if found:
                self._messages, self._later = found, len(found) == wanted
                return
            self._later = False  # the first of them was removed: begin at the end again
        found = self.hands.mailbox.messages(self._connection, limit=wanted)
        self._messages, self._more = found, len(found) == wanted

    def _read_older(self) -> None:
        first = self._messages[0].id
        older = self.hands.mailbox.messages(self._connection, before=first, limit=PAGE)
        self._messages = older + self._messages
        self._more = len(older) == PAGE

    def _stay_at_end(self, _least: int, most: int) -> None:
        """The newest stays in view when something comes or the page takes its size."""
        if self._at_end:
            self._page.area.verticalScrollBar().setValue(most)
        elif self._lit is not None:
            room = self._page.area.viewport().height()
            self._page.area.verticalScrollBar().setValue(self._lit.y() - room // 4)

    def _dim(self) -> None:
        self._sought = None
        if self._lit is not None:
            self._lit.dim()
            self._lit = None

    def _scrolled(self, value: int) -> None:
        most, room = self._page.area.verticalScrollBar().maximum(), self._page.area.viewport()
        self._at_end = value >= most - 4 and not self._later
        if self._loading or self._lit is not None:
            return
        if self._later and value >= most - room.height() // 2:
            self._read_on()
            return
        if value > room.height() // 2 or not self._more:
            return
        self._loading = True
        self._read_older()
        bar = self._page.area.verticalScrollBar()
        from_end = bar.maximum() - bar.value()
        self.setUpdatesEnabled(False)
        self._fill_messages(self.hands.mailbox.connection(self._connection))
        self._page.content.adjustSize()
        bar.setValue(bar.maximum() - from_end)
        self.setUpdatesEnabled(True)
        self._loading = False

    def _read_on(self) -> None:
        """Show newer messages below; what is in view stays where it is."""
        self._loading = True
        newer = self.hands.mailbox.messages_from(self._messages[-1].id, PAGE + 1)[1:]
        self._messages, self._later = self._messages + newer, len(newer) == PAGE
        bar = self._page.area.verticalScrollBar()
        value = bar.value()
        self.setUpdatesEnabled(False)
        self._fill_messages(self.hands.mailbox.connection(self._connection))
        self._page.content.adjustSize()
        bar.setValue(value)
        self.setUpdatesEnabled(True)
        self._loading = False

    def _fill_messages(self, connection: Connection | None) -> None:
        self._lit = None
        body, now = self._page.body, self.hands.now()
        clear(body)
        self._items = {}
        body.setSpacing(S16)
        if not self._messages:
            name = words.person(connection.name) if connection else ""
            text = tr("Write to {name}, or wait for a message.").format(name=name)
            body.addWidget(EmptyState("message-circle", tr("No messages yet"), text), 1)
            return
        body.addStretch(1)
        balance = self.hands.mailbox.profile().balance
        network = self.hands.mailbox.status().network
        left = frozenset(self._left_sealed)
        asked = Asked(self._open, self._leave_sealed, left, self.hands)
        day = None
        for message in self._messages:
            date = words.local(message.sent_at, now).date()
            if date != day:
                body.addSpacing(S8)
                body.addWidget(DayMark(words.day_heading(message.sent_at, now)))
                day = date
            item, side = item_for(message, balance, network, now, asked)
            if message.id == self._sought:
                item, side = Spotlight(item, side), Qt.AlignmentFlag(0)
                self._lit = item
            body.addWidget(item, 0, side)
            self._items[message.id] = item

    def _open(self, message: Message) -> None:
        self.hands.mailbox.open_message(message.id, message.price, done=self._opened)

    def _opened(self, failure: KnownFailure | None) -> None:
        self.hands.kept(failure)

    def _leave_sealed(self, message: Message) -> None:
        self._left_sealed.add(message.id)
        self.refill()

    # --- the person -----------------------------------------------------------------------

    def _fill_side(self, connection: Connection | None) -> None:
        wide = self.wide()
        self._page.lend_buttons(lent=wide)
        self._page.setMaximumWidth(theme.half(MOST_WIDE))
        clear(self._side_box)
        way = QBoxLayout.Direction
        self._box.setDirection(way.LeftToRight if wide else way.TopToBottom)
        set_page_margins(self._box, self._page, wide)
        self.make_room(self._hidden)
        self._side_box.setContentsMargins(0, S24 if wide else S16, 0, S24 if wide else 0)
        self._box.setSpacing(S40 if wide else S8)
        if wide:
            self._side.setFixedWidth(theme.half(PANEL))
            self._wide_side(connection)
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
            self._head_row(connection)

    def _write_button(self, connection: Connection | None) -> Button:
        name = words.person(connection.name) if connection else ""
        button = named(Button(tr("Write to {name}").format(name=name), "pencil"), "write")
        if connection is None or connection.state is not ConnectionState.APPROVED:
            button.set_disabled_reason(tr("You are not connected now"))
        elif not self.hands.policy.services.messages:
            button.set_disabled_reason(tr("Messages are switched off"))
        button.clicked.connect(self._write)
        return button

    def _write(self) -> None:
        here = Conversation(self._connection, self._opened_at, self._search)
        self.hands.go(Write(self._connection, here if self._search else None))

    def _back(self) -> Button:
        back = back_button(tr("Search") if self._search else tr("Messages"))
        back.clicked.connect(self.hands.back)
        return back

    def _head_row(self, connection: Connection | None) -> None:
        back, write = self._back(), self._write_button(connection)
        first = self._row()
        first.addWidget(back)
        if connection is None:
            first.addStretch(1)
        else:
            picture = face(connection, 48)
            name = Label(words.person(connection.name), "heading")
            second = first
            if not self._fit(back, picture, name, write):
                first.addStretch(1)
                second = self._row()  # a name is never cut off
            second.addWidget(picture)
            second.addWidget(name, 1)
        first.addWidget(write)

    def _fit(self, *parts: QWidget) -> bool:
        """Whether these have room side by side, each in one line."""
        margins = self._box.contentsMargins()
        needed = sum(part.sizeHint().width() + S16 for part in parts)
        return margins.left() + margins.right() + needed <= self.width()

    def _row(self) -> QHBoxLayout:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S16)
        self._side_box.addWidget(holder)
        return row

    def _wide_side(self, connection: Connection | None) -> None:
        column = self._side_box
        column.setSpacing(S16)
        column.addWidget(self._back(), 0, Qt.AlignmentFlag.AlignLeft)
        if connection is not None:
            row = QHBoxLayout()
            row.setSpacing(S16)
            row.addWidget(face(connection, FACE), 0, Qt.AlignmentFlag.AlignTop)
            text = QVBoxLayout()
            text.setSpacing(0)
            room = theme.half(PANEL) - theme.px(FACE) - S16
            text.addWidget(name_in(words.person(connection.name), room))
            if connection.decided_at is not None:
                month = words.month_in_words(connection.decided_at, self.hands.now())
                since = tr("Connected since {month}").format(month=month)
                text.addWidget(Label(since, "secondary"))
            row.addLayout(text, 1)
            column.addLayout(row)
        column.addWidget(self._write_button(connection))
        if connection is not None and self.hands.policy.services.photos:
            self._photos(column, connection)
        column.addStretch(1)
        column.addWidget(ScrollButtons(self._page.area, "earlier_later", upright=False))

    def _photos(self, column: QVBoxLayout, connection: Connection) -> None:
        chosen = PhotoFilter(connection=connection.id)
        cells = self.hands.mailbox.photo_cells(chosen)
        if not cells:
            return
        text = tr("Photos from {name}").format(name=words.person(connection.name))
        all_of = named(Button(text, "chevron-right", "quiet"), "photos")
        all_of.set_place("after")
        all_of.clicked.connect(lambda: self.hands.go(Photos(chosen)))
        row = QHBoxLayout()
        row.setSpacing(S8)
        row.addWidget(all_of)
        row.addWidget(Label(number(len(cells)), "body", "quiet", wrap=False))
        row.addStretch(1)
        column.addLayout(row)
        tiles = IfRoom(132 + (S8 + 96 if len(cells) > 1 else 0))
        grid = QGridLayout(tiles)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(S8)
        wide = theme.half(PANEL)
        spots = ((0, 0, 1, 2, wide, 132), (1, 0, 1, 1, 136, 96), (1, 1, 1, 1, 136, 96))
        for cell, (line, at, rows, columns, width, height) in zip(
            cells[:PANEL_PHOTOS], spots, strict=False
        ):
            photo = self.hands.mailbox.photo(cell.id)
            if photo is None:
                continue
            tile = named(PhotoTile(photo_name(photo, self.hands.now())), f"photo:{photo.id}")
            tile.setFixedHeight(height)
            tile.clicked.connect(
                lambda _on=False, each=cell.id: self.hands.go(PhotoAt(each, chosen))
            )
            self._tickets.extend(show_in_tile(self.hands.pictures, photo, tile, width, height))
            grid.addWidget(tile, line, at, rows, columns)
        column.addWidget(tiles)
