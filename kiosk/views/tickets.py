"""Tickets in words, their rows under Help and on home, and the screen of one."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout

from kiosk.domain import (
    About,
    AboutType,
    KnownFailure,
    MessageId,
    Ticket,
    TicketId,
    TicketState,
    Topic,
)
from kiosk.domain import TicketKind as Kind
from kiosk.mailbox import Mailbox
from kiosk.ui import theme
from kiosk.ui.banner import Banner
from kiosk.ui.button import Button
from kiosk.ui.card import Card, RowCard
from kiosk.ui.label import Avatar, Label
from kiosk.ui.link_row import LinkRow
from kiosk.ui.scroll import ScrollPage
from kiosk.ui.theme import S8, S16
from kiosk.ui.timeline import Step, Timeline
from kiosk.views import words
from kiosk.views.faces import back_button, pill
from kiosk.views.language import one_line, plain, tr
from kiosk.views.reading import COMFORTABLE, page_head
from kiosk.views.router import Tell, TicketAt
from kiosk.views.screen import Hands, Screen, clear, named, set_page_margins
from kiosk.views.states import Say
from kiosk.views.troubles import ticket_refused

MOST_WIDE = 1280  # pixels
LONGEST_LINE = 80  # characters of a text in a row


def kind_word(kind: Kind) -> str:
    """What is wrong, in a few words."""
    return {
        Kind.BROKEN: tr("Something does not work"),
        Kind.CHARGE: tr("A charge is wrong"),
        Kind.MISSING: tr("A photo or message is missing"),
        Kind.PERSON: tr("Somebody bothers me"),
        Kind.OTHER: tr("Something else"),
    }[kind]


def kind_icon(kind: Kind) -> str:
    """The icon beside it."""
    return {
        Kind.BROKEN: "wrench",
        Kind.CHARGE: "coins",
        Kind.MISSING: "image-off",
        Kind.PERSON: "user-x",
        Kind.OTHER: "message-square-text",
    }[kind]


def ticket_say(ticket: Ticket) -> Say:
    """Where a ticket is."""
    match ticket.state:
        case TicketState.KEPT:
            return Say(tr("Kept on this device"), "save", "kept")
        case TicketState.REFUSED:
            return Say(tr("Not taken"), "circle-x", "danger")
        case TicketState.RECEIVED:
            return Say(tr("Staff have it"), "check", "kept")
        case TicketState.LOOKED_AT:
            return Say(tr("Staff look at it"), "eye", "waiting")
        case TicketState.ANSWERED:
            if ticket.unread:
                return Say(tr("New answer"), "", "new")
            return Say(tr("Answered"), "circle-check", "good")


def about_words(mailbox: Mailbox, about: About) -> str:
    """What a ticket is about; empty where it is about nothing in particular."""
    if about.type is AboutType.MESSAGE:
        message = mailbox.message(MessageId(about.id))
        if message is not None:
            name = words.person(message.contact_name)
            return tr("It is about a message with {name}.").format(name=name)
    return {
        AboutType.NOTHING: "",
        AboutType.MESSAGE: tr("It is about a message."),
        AboutType.PHOTO: tr("It is about a photo."),
        AboutType.VISIT: tr("It is about a visit."),
        AboutType.LEDGER: tr("It is about a line under Credits."),
        AboutType.COMMAND: tr("It is about something that was not done."),
    }[about.type]


def ticket_row(hands: Hands, ticket: Ticket) -> LinkRow:
    """One ticket among others; leads to it. Whom it is about stays off this list."""
    detail = words.moment_title(ticket.opened_at, hands.now())
    if ticket.kind is not Kind.PERSON:
        detail += ". " + one_line(ticket.text)[:LONGEST_LINE]
    row = LinkRow(
        kind_word(ticket.kind),
        detail,
        icon=kind_icon(ticket.kind),
        pills=[pill(ticket_say(ticket))],
    )
    row.clicked.connect(lambda: hands.go(TicketAt(ticket.id)))
    return named(row, f"ticket:{ticket.id}")


def answer_card(hands: Hands, ticket: Ticket) -> RowCard:
    """A new answer on home; what it is about stays unsaid where others may look on."""
    avatar = Avatar(tr("Help"), 64, icon="message-square-text", tone="kept")
    text = tr("You told them that something is wrong")
    card = RowCard(tr("Staff answered you"), text, avatar=avatar, chevron=True, padding=S16)
    card.clicked.connect(lambda: hands.go(TicketAt(ticket.id)))
    return named(card, f"ticket:{ticket.id}")


class TicketScreen(Screen):
    """What I said, where it is, and the answer."""

    topics = frozenset({Topic.TICKETS, Topic.OUTBOX})

    def __init__(self, hands: Hands, item: TicketId) -> None:
        super().__init__(hands)
        self._item = item
        self._page = ScrollPage()
        self._page.setMaximumWidth(MOST_WIDE)
        self._around = box = QVBoxLayout(self)
        box.addWidget(self._page)
        self.setAccessibleName(tr("Something is wrong"))

    def fill(self) -> None:
        body, mailbox = self._page.body, self.hands.mailbox
        clear(body)
        set_page_margins(self._around, self._page, self.wide())
        body.setSpacing(S16)
        back = back_button(tr("Help"))
        back.clicked.connect(self.hands.back)
        ticket = mailbox.ticket(self._item)
        if ticket is None:
            page_head(body, back, tr("This is no longer here."))
            body.addStretch(1)
            return
        page_head(body, back, kind_word(ticket.kind))
        if ticket.state is TicketState.REFUSED:
            body.addWidget(self._refused(ticket))
        if ticket.answer:
            body.addWidget(self._answer(ticket))
        body.addWidget(self._mine(ticket))
        body.addStretch(1)
        if ticket.unread:
            mailbox.mark_ticket_read(ticket.id, done=self.hands.kept)

    def _mine(self, ticket: Ticket) -> Card:
        card, now = Card(), self.hands.now()
        card.setMaximumWidth(theme.px(COMFORTABLE))
        card.body.setSpacing(S8)
        card.body.addWidget(Label(tr("What you wrote"), "name"))
        for part in plain(ticket.text).split("\n"):
            card.body.addWidget(Label(part))
        if about := about_words(self.hands.mailbox, ticket.about):
            card.body.addWidget(Label(about, "body", "quiet"))
        card.body.addWidget(Timeline(ticket_steps(ticket, now), right=False))
        if ticket.state is TicketState.KEPT:
            text = tr("It goes to staff by itself when the network is there.")
            card.body.addWidget(Label(text, "body", "waiting"))
        return card

    def _answer(self, ticket: Ticket) -> Card:
        card = Card(tone="tint")
        card.setMaximumWidth(theme.px(COMFORTABLE))
        card.body.setSpacing(S8)
        card.body.addWidget(Label(tr("The answer"), "name"))
        for part in plain(ticket.answer).split("\n"):
            card.body.addWidget(Label(part))
        if ticket.answered_at is not None:
            when = words.moment(ticket.answered_at, self.hands.now())
            card.body.addWidget(Label(f"{plain(ticket.role)}, {when}", "small"))
        return card

    def _refused(self, ticket: Ticket) -> Banner:
        trouble = ticket_refused(ticket.code)
        again = tr("Write again")
        banner = Banner(trouble.title, trouble.text, "circle-alert", "danger", again)
        banner.setMaximumWidth(theme.px(COMFORTABLE))

        def kept(failure: KnownFailure | None) -> None:
            self.hands.kept(failure)
            if failure is None:
                self.hands.go(Tell())

        named(banner.button, "again")
        banner.acted.connect(lambda: self.hands.mailbox.write_ticket_again(ticket, done=kept))
        return banner


def ticket_steps(ticket: Ticket, now: datetime) -> tuple[Step, ...]:
    """Sent, looked at, answered: those done, the one it is at, those to come."""
    sent = words.stamp(ticket.opened_at, now)
    ahead = (Step(tr("Staff look at it"), "todo"), Step(tr("Answered"), "todo"))
    match ticket.state:
        case TicketState.KEPT:
            return (Step(tr("Kept on this device"), "now", "save"), *ahead)
        case TicketState.REFUSED:
            return (Step(tr("Not taken"), "failed"),)
        case TicketState.RECEIVED:
            return (Step(f"{tr('Staff have it')} {sent}", "now", "check"), *ahead)
        case TicketState.LOOKED_AT:
            first = Step(f"{tr('Staff have it')} {sent}", "done")
            return (first, Step(tr("Staff look at it"), "now", "eye"), ahead[1])
        case TicketState.ANSWERED:
            at = words.stamp(ticket.answered_at, now) if ticket.answered_at else ""
            first = Step(f"{tr('Staff have it')} {sent}", "done")
            return (first, Step(f"{tr('Answered')} {at}".strip(), "good", "circle-check"))


def wrong_button(hands: Hands, kind: AboutType, item: str) -> Button:
    """Leads from a thing to a ticket about it."""
    button = Button(tr("Something is wrong with this"), "flag", "quiet")
    button.clicked.connect(lambda: hands.go(Tell(About(kind, item))))
    return named(button, f"wrong:{item}")
