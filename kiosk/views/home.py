"""Home: what is new, one touch from each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain import (
    AboutType,
    CommandKind,
    Connection,
    Home,
    LedgerKind,
    OutboxEntry,
    Photo,
    PhotoFilter,
    Thread,
    TicketId,
    Topic,
    Visit,
    VisitState,
    harmless,
)
from kiosk.imaging.loader import Ticket
from kiosk.ui import theme
from kiosk.ui.banner import Banner
from kiosk.ui.button import Button
from kiosk.ui.card import Card, RowCard
from kiosk.ui.label import Avatar, Label
from kiosk.ui.photo_tile import PhotoTile, StrongTile
from kiosk.ui.scroll import ScrollPage
from kiosk.ui.states import EmptyState
from kiosk.ui.theme import S8, S12, S16, S24
from kiosk.views import words
from kiosk.views.amounts import DOTS
from kiosk.views.faces import face, photo_name, pill, show_in_tile, title_column
from kiosk.views.finding import search_button
from kiosk.views.language import number, plain, tr
from kiosk.views.not_you import ask_not_you, last_sign_in_words
from kiosk.views.router import (
    Conversation,
    Credits,
    People,
    PhotoAt,
    Photos,
    TicketAt,
    Visits,
    Write,
)
from kiosk.views.screen import Hands, Screen, clear, named, set_page_margins
from kiosk.views.states import Say, ledger_title, row_message, row_pills, row_text
from kiosk.views.tickets import answer_card, wrong_button
from kiosk.views.troubles import refusal

MOST_CARDS = 5  # beside the photos
NEAR_DAYS = 2  # ahead: later visits show on their own screen
SMALL_PHOTOS = 3  # under the large one, before "See all"


class HomeScreen(Screen):
    """New photos as pictures, then people with news, requests and the balance."""

    topics = frozenset(
        {
            Topic.PROFILE,
            Topic.PHOTOS,
            Topic.MESSAGES,
            Topic.PEOPLE,
            Topic.VISITS,
            Topic.TICKETS,
            Topic.CREDITS,
            Topic.DRAFTS,
            Topic.OUTBOX,
            Topic.FILES,
        }
    )

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        self._tickets: list[Ticket] = []
        self._page = ScrollPage()
        self._around = box = QVBoxLayout(self)
        box.addWidget(self._page)
        self.setAccessibleName(tr("Home"))

    def leave(self) -> None:
        for ticket in self._tickets:
            ticket.cancel()
        self._tickets = []

    def fill(self) -> None:
        self.leave()
        body = self._page.body
        clear(body)
        set_page_margins(self._around, self._page, self.wide())
        body.setSpacing(S16)
        home = self.hands.mailbox.home()
        body.addLayout(self._head(home))
        for entry in home.refusals:
            body.addWidget(self._refused(entry))
        wide = self.wide()
        row = QBoxLayout(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        row.setSpacing(S24 if wide else S12)
        cards = self._cards(home)
        cards_width = self._cards_width() if wide else self._inner_width()
        photos_width = self._inner_width() - cards_width - S24 if wide else cards_width
        row.addWidget(self._photos(home, photos_width), 1)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S12)
        for card in cards:
            column.addWidget(card, 1)
        if len(cards) < MOST_CARDS:
            column.addStretch(MOST_CARDS - len(cards))
        if wide:
            holder.setFixedWidth(cards_width)
        row.addWidget(holder)
        body.addLayout(row, 1)

    def _inner_width(self) -> int:
        margins = self._around.contentsMargins()
        return self.width() - margins.left() - margins.right()

    def _cards_width(self) -> int:
        return theme.half(520 if self.width() > 1600 else 440)

    def _head(self, home: Home) -> QBoxLayout:
        now = self.hands.now()
        last = self.hands.mailbox.last_sign_in()
        lists = (home.requests, home.answers, self._near(home))
        anything = home.new_photo_count or home.unread_count or any(lists)
        hello = words.greeting(home.profile.first_name, now)
        since = words.since(last.at, now)
        came = tr("This came in {since}.").format(since=since) if since else ""
        if anything:
            titles = title_column(tr("New for you"), f"{hello} {came}".strip())
        else:
            quiet = tr("When something comes, it shows here.")
            titles = title_column(tr("Nothing new right now"), f"{hello} {quiet}")
        row = QBoxLayout(
            QBoxLayout.Direction.LeftToRight if self.wide() else QBoxLayout.Direction.TopToBottom
        )
        row.setSpacing(S16 if self.wide() else 0)
        row.addLayout(titles, 1)
        end = QHBoxLayout()
        end.setSpacing(S8)
        said = Label(last_sign_in_words(last, now), "small", wrap=True)
        if self.wide():
            said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            said.setFixedWidth(theme.px(260))
        not_you = named(Button(tr("Not you?"), "", "quiet"), "not-you")
        not_you.clicked.connect(lambda: ask_not_you(self.hands, last))
        if self.hands.practising:  # nobody signed in to what is invented
            said.hide()
            not_you.hide()
        end.addWidget(said, 0 if self.wide() else 1)
        end.addWidget(not_you)
        end.addWidget(search_button(self.hands, "home"))
        row.addLayout(end)
        return row

    def _refused(self, entry: OutboxEntry) -> Banner:
        trouble = refusal(entry)
        rewrite = entry.kind is CommandKind.MESSAGE_SEND and entry.connection is not None
        ticket = entry.kind is CommandKind.TICKET_OPEN
        button = tr("See what you wrote") if rewrite or ticket else tr("OK")
        banner = Banner(trouble.title, trouble.text, "circle-alert", "danger", button)

        def seen() -> None:
            if ticket:  # it is put aside where it can be written again
                self.hands.go(TicketAt(TicketId(entry.about or entry.id)))
                return
            self.hands.mailbox.dismiss_refusal(entry.id, done=self.hands.kept)
            if rewrite and entry.connection is not None:
                self.hands.go(Write(entry.connection))

        named(banner.button, f"refusal:{entry.id}")
        banner.acted.connect(seen)
        if not ticket:
            banner.add_button(wrong_button(self.hands, AboutType.COMMAND, entry.id))
        return banner

    def _photos(self, home: Home, width: int) -> QWidget:
        shown = home.new_photos or home.latest_photos
        chosen = PhotoFilter(new=True) if home.new_photos else PhotoFilter()
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(S8)
        if not shown:
            card = Card()
            text = tr("When family sends you a photo, it shows here.")
            card.body.addWidget(EmptyState("images", tr("No photos yet"), text))
            grid.addWidget(card, 0, 0)
            return holder
        columns = SMALL_PHOTOS + 1
        side = (width - (columns - 1) * S8) // columns
        high = max(round(width * 0.42), theme.px(240))
        mark = words.new_photos(home.new_photo_count) if home.new_photo_count else ""
        first = self._tile(shown[0], chosen, (width, round(high * 1.6)), mark, told=True)
        first.setMinimumHeight(high)
        grid.addWidget(first, 0, 0, 1, columns)
        grid.setRowStretch(0, 1)
        rest = shown[1 : 1 + SMALL_PHOTOS]
        for column, each in enumerate(rest):
            tile = self._tile(each, chosen, (side, side), "" if each.seen else tr("New", "photo"))
            tile.setFixedHeight(side)
            grid.addWidget(tile, 1, column)
        total = home.new_photo_count if home.new_photos else 0
        self._more(grid, len(rest), side, total)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        return holder

    def _more(self, grid: QGridLayout, column: int, side: int, total: int) -> None:
        text = tr("See all {count}").format(count=number(total)) if total else tr("See all")
        tile = named(StrongTile(text, "images"), "all-photos")
        tile.setFixedHeight(side)
        goal = Photos(PhotoFilter(new=True)) if total else Photos()
        tile.clicked.connect(lambda: self.hands.go(goal))
        grid.addWidget(tile, 1, column)

    def _from(self, photo: Photo) -> str:
        when = words.moment(photo.delivered_at, self.hands.now())
        name = words.person(photo.contact_name)
        return tr("From {name}, {when}").format(name=name, when=when)

    def _tile(
        self,
        photo: Photo,
        chosen: PhotoFilter,
        size: tuple[int, int],
        mark: str,
        *,
        told: bool = False,
    ) -> PhotoTile:
        """A photo to touch; `told` with its caption and whom it is from."""
        name, who = photo_name(photo, self.hands.now()), words.person(photo.contact_name)
        caption = words.quoted(photo.caption) if harmless.line(photo.caption) else who
        if told:
            tile = PhotoTile(name, mark, caption, self._from(photo), who)
        else:
            tile = PhotoTile(name, mark)
        tile.setAccessibleName(f"{mark}. {name}" if mark else name)
        named(tile, f"photo:{photo.id}")
        tile.clicked.connect(lambda: self.hands.go(PhotoAt(photo.id, chosen)))
        self._tickets.extend(show_in_tile(self.hands.pictures, photo, tile, *size))
        return tile

    def _cards(self, home: Home) -> list[QWidget]:
        news = [thread for thread in home.threads if thread.unread or thread.sealed]
        rest = [thread for thread in home.threads if thread not in news and thread.last]
        requests = [self._request(connection) for connection in home.requests[:2]]
        visits = [self._visit(visit) for visit in self._near(home)[: 1 if requests else 2]]
        answers = [answer_card(self.hands, each) for each in home.answers[:1]]
        room = MOST_CARDS - 1 - len(requests) - len(visits) - len(answers)
        shown = [self._thread(thread) for thread in (news + rest)[:room]]
        return [*shown, *answers, *requests, *visits, self._balance(home)]

    def _near(self, home: Home) -> list[Visit]:
        """Visits that wait for an answer, then those of today and the next days."""
        now = self.hands.now()
        asked = [each for each in home.visits if each.state is VisitState.APPROVED]
        near = [
            each
            for each in home.visits
            if each not in asked and -words.days_ago(each.starts_at, now) <= NEAR_DAYS
        ]
        return asked + near

    def _thread(self, thread: Thread) -> RowCard:
        connection, now = thread.connection, self.hands.now()
        kept = self.hands.mailbox.draft(connection.id) if thread.draft else None
        told = row_message(self.hands.mailbox, thread)
        card = RowCard(
            words.person(connection.name),
            row_text(thread, told, kept.body if kept else ""),
            time=words.row_time(told.sent_at, now) if told else "",
            pills=[pill(say) for say in row_pills(thread)],
            avatar=face(connection),
            padding=S16,
        )
        card.clicked.connect(lambda: self.hands.go(Conversation(connection.id)))
        return named(card, f"thread:{connection.id}")

    def _request(self, connection: Connection) -> RowCard:
        avatar = face(connection)
        avatar.set_mark("user-plus")
        name, text = words.person(connection.name), tr("wants to connect with you")
        card = RowCard(name, text, avatar=avatar, chevron=True, padding=S16)
        card.clicked.connect(lambda: self.hands.go(People()))
        return named(card, f"request:{connection.id}")

    def _visit(self, visit: Visit) -> RowCard:
        avatar = Avatar(words.person(visit.contact_name), 64)
        avatar.set_mark("video")
        asked = visit.state is VisitState.APPROVED
        card = RowCard(
            tr("Visit with {name}").format(name=words.person(visit.contact_name)),
            words.visit_soon(visit.starts_at, self.hands.now()),
            pills=[pill(Say(tr("Yes or no?"), "hourglass", "waiting"))] if asked else [],
            avatar=avatar,
            chevron=True,
            padding=S16,
        )
        card.clicked.connect(lambda: self.hands.go(Visits()))
        return named(card, f"visit:{visit.id}")

    def _balance(self, home: Home) -> RowCard:
        line, detail = home.last_credit, ""
        hidden = self.hands.amounts.hidden
        if hidden:
            detail = tr("Touch to show")
        elif line is not None and line.kind is LedgerKind.GIFT:
            detail = tr("{name} gave you {amount}").format(
                name=words.person(line.contact_name), amount=number(line.amount)
            )
        elif line is not None:
            detail = ledger_title(line)
        title = tr("Credits") + f": {DOTS}" if hidden else words.in_credits(home.profile.balance)
        avatar = Avatar(tr("Credits"), 64, icon="coins", tone="good")
        card = RowCard(plain(title), detail, avatar=avatar, chevron=True, padding=S16)
        goes = self.hands.amounts.show if hidden else lambda: self.hands.go(Credits())
        card.clicked.connect(goes)
        return named(card, "credits")
