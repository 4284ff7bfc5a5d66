"""What a search found, as rows: people, photos as a strip or a grid, messages with their words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain import (
    Connection,
    ConnectionState,
    Direction,
    Draft,
    Found,
    ItemState,
    Message,
    Photo,
    PhotoFilter,
    SearchScope,
)
from kiosk.domain.question import Question, understand
from kiosk.imaging.loader import Ticket
from kiosk.ui import theme
from kiosk.ui.button import Button
from kiosk.ui.card import RowCard
from kiosk.ui.flow import FlowLayout
from kiosk.ui.found_row import FoundRow
from kiosk.ui.label import Avatar, Label
from kiosk.ui.photo_tile import PhotoTile
from kiosk.ui.theme import S8, S16
from kiosk.views import words
from kiosk.views.faces import face, photo_name, section_row, show_in_tile
from kiosk.views.language import plain, tr
from kiosk.views.person import open_person
from kiosk.views.router import Conversation, People, PhotoAt, Search, Write
from kiosk.views.screen import Hands, named

PAGE = 50  # answers asked for at a time
PEOPLE_BESIDE = 3  # above photos and messages
TILE = 128
LEAST_LETTERS = 60  # shown around what was found, however narrow the row
LINES = 2


class Results:
    """Makes the rows of an answer; `choose` narrows the search to one kind."""

    def __init__(
        self,
        hands: Hands,
        place: Search,
        choose: Callable[[SearchScope], None],
        tickets: list[Ticket],
    ) -> None:
        self._hands, self._place, self._choose, self._tickets = hands, place, choose, tickets
        self._question = Question()
        self._scope = SearchScope.ALL
        self._width = 0
        self.count = 0  # messages, or photos where only they were asked for

    def rows(self, found: Found, text: str, scope: SearchScope, width: int) -> list[QWidget]:
        """Everything that was found, in groups."""
        self._question, self._scope, self._width = understand(text), scope, width
        self.count = 0
        rows: list[QWidget] = []
        if not found.complete:
            rows.append(Label(tr("Older messages are still being made ready."), "secondary"))
        if found.people:
            rows += self._people(found.people)
        if found.photos and self._hands.policy.services.photos:
            rows += self._photos(found)
        if found.drafts or found.messages:
            rows.append(_heading(tr("Messages")))
        rows += [self._draft(draft) for draft in found.drafts]
        rows += self._messages(found.messages)
        return rows

    def further(self, found: Found) -> list[QWidget]:
        """The rows of what follows."""
        if self._scope is SearchScope.PHOTOS:
            return [self._grid(found.photos)] if found.photos else []
        return self._messages(found.messages)

    def _people(self, people: tuple[Connection, ...]) -> list[QWidget]:
        everything = self._scope is SearchScope.ALL
        most = PEOPLE_BESIDE if everything else len(people)
        rows: list[QWidget] = [_heading(tr("People"))]
        rows += [self._person(each) for each in people[:most]]
        if len(people) > most:
            rows.append(self._all(tr("All people"), SearchScope.PEOPLE))
        return rows

    def _person(self, connection: Connection) -> RowCard:
        detail = {
            ConnectionState.REQUESTED: tr("wants to connect with you"),
            ConnectionState.BLOCKED: tr("Blocked"),
            ConnectionState.ENDED: tr("The connection has ended."),
        }.get(connection.state, words.messages(connection.messages))
        card = RowCard(
            words.person(connection.name), detail, avatar=face(connection), chevron=True,
            padding=S16,
        )  # fmt: skip
        card.clicked.connect(lambda: self._open_person(connection))
        return named(card, f"person:{connection.id}")

    def _open_person(self, connection: Connection) -> None:
        if connection.state is ConnectionState.APPROVED:
            open_person(self._hands, connection, self._place)
        elif connection.state is ConnectionState.REQUESTED:
            self._hands.go(People())
        else:
            self._hands.go(Conversation(connection.id, search=self._place))

    def _photos(self, found: Found) -> list[QWidget]:
        rows: list[QWidget] = [_heading(tr("Photos"))]
        if self._scope is SearchScope.PHOTOS:
            return [*rows, self._grid(found.photos)]
        room = max(1, (self._width + S8) // (theme.half(TILE) + S8))
        rows.append(self._grid(found.photos[:room], counted=False))
        if len(found.photos) > room or found.more_photos is not None:
            rows.append(self._all(tr("All photos found"), SearchScope.PHOTOS))
        return rows

    def _grid(self, photos: tuple[Photo, ...], *, counted: bool = True) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, S8)
        for photo in photos:
            flow.addWidget(self._tile(photo))
        self.count += len(photos) if counted else 0
        return holder

    def _tile(self, photo: Photo) -> PhotoTile:
        side = theme.half(TILE)
        tile = named(PhotoTile(photo_name(photo, self._hands.now())), f"photo:{photo.id}")
        tile.setFixedSize(side, side)
        place = PhotoAt(photo.id, PhotoFilter(), self._place)
        tile.clicked.connect(lambda: self._hands.go(place))
        self._tickets += show_in_tile(self._hands.pictures, photo, tile, side, side)
        return tile

    def _messages(self, messages: tuple[Message, ...]) -> list[QWidget]:
        self.count += len(messages)
        return [self._message(message) for message in messages]

    def _message(self, message: Message) -> FoundRow:
        name = words.person(message.contact_name)
        mine = message.direction is Direction.OUT
        title = tr("You to {name}").format(name=name) if mine else name
        if message.state is ItemState.KEPT:
            title += " – " + tr("not sent yet")
        at = message.sent_at if mine else message.delivered_at or message.sent_at
        text = tr("Sealed. Open it to read it.") if message.sealed else message.body or ""
        time = words.row_time(at, self._hands.now())
        row = self._row(title, text, time, name)
        place = Conversation(message.connection, message.id, self._place)
        row.clicked.connect(lambda: self._hands.go(place))
        return named(row, f"message:{message.id}")

    def _draft(self, draft: Draft) -> FoundRow:
        person = self._hands.mailbox.connection(draft.connection)
        name = words.person(person.name if person else "")
        title = tr("Draft to {name}").format(name=name)
        row = self._row(title, draft.body, "", name)
        row.clicked.connect(lambda: self._hands.go(Write(draft.connection, self._place)))
        return named(row, f"draft:{draft.connection}")

    def _row(self, title: str, text: str, time: str, name: str) -> FoundRow:
        letters = LINES * (self._width - theme.half(64) - 3 * S16) // theme.px(10)
        shown = snippet(text, self._question, max(letters, LEAST_LETTERS))
        return FoundRow(title, shown, self._question.spans(shown), time, Avatar(name, 64))

    def _all(self, text: str, scope: SearchScope) -> QWidget:
        button = named(Button(text, "chevron-right", "quiet"), f"all:{scope}")
        button.set_place("after")
        button.clicked.connect(lambda: self._choose(scope))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        return holder


def snippet(text: str, question: Question, letters: int) -> str:
    """A piece of a text on one line, with the first of what was found near its beginning."""
    line = " ".join(plain(text).split())
    if len(line) <= letters:
        return line
    spans = question.spans(line)
    begin = max(0, spans[0][0] - letters // 4) if spans else 0
    if begin:
        begin = line.rfind(" ", 0, begin) + 1 or begin
    end = begin + letters
    return ("…" if begin else "") + line[begin:end].strip() + ("…" if end < len(line) else "")


def _heading(text: str) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, S8, 0, 0)
    column.addLayout(section_row(text))
    return holder
