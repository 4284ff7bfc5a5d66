"""One connection: where it leads, and mute, block and their undoing."""

from __future__ import annotations

from kiosk.domain import Connection, ConnectionState, PhotoFilter
from kiosk.ui.button import Button
from kiosk.ui.card import RowCard
from kiosk.ui.sheet import Sheet
from kiosk.views import words
from kiosk.views.faces import face
from kiosk.views.language import tr
from kiosk.views.router import Conversation, Photos, Search
from kiosk.views.screen import Hands


def open_person(hands: Hands, connection: Connection, search: Search | None = None) -> None:
    """Show what one can do about a person."""
    name = words.person(connection.name)
    sheet = Sheet(name, hands.window)
    if connection.decided_at is not None:
        when = words.month_in_words(connection.decided_at, hands.now())
        sheet.text(tr("Connected since {month}").format(month=when), secondary=True)

    def leave_for(place: Conversation | Photos) -> None:
        sheet.close_sheet()
        hands.go(place)

    read = RowCard(tr("Messages"), words.messages(connection.messages), chevron=True)
    read.clicked.connect(lambda: leave_for(Conversation(connection.id, search=search)))
    sheet.add(read)
    if hands.policy.services.photos:
        look = RowCard(tr("Photos"), words.photos(connection.photos), chevron=True)
        look.clicked.connect(lambda: leave_for(Photos(PhotoFilter(connection=connection.id))))
        sheet.add(look)
    sheet.add(_mute_button(hands, sheet, connection))
    sheet.add(_block_button(hands, sheet, connection))
    sheet.open()


def _mute_button(hands: Hands, sheet: Sheet, connection: Connection) -> Button:
    name, mailbox = words.person(connection.name), hands.mailbox

    def mute() -> None:
        sheet.close_sheet()
        mailbox.mute(connection.id, done=hands.kept)
        text = tr("{name} is muted. New things come in without a mark.").format(name=name)
        hands.toast(text, "bell-off", lambda: mailbox.unmute(connection.id, done=hands.kept))

    def unmute() -> None:
        sheet.close_sheet()
        mailbox.unmute(connection.id, done=hands.kept)
        text = tr("{name} is not muted now.").format(name=name)
        hands.toast(text, "bell", lambda: mailbox.mute(connection.id, done=hands.kept))

    if connection.muted:
        button = Button(tr("Stop muting"), "bell", "secondary", tr("New things are marked again"))
        button.clicked.connect(unmute)
    else:
        button = Button(tr("Mute"), "bell-off", "secondary", tr("New things come without a mark"))
        button.clicked.connect(mute)
    return button


def _block_button(hands: Hands, sheet: Sheet, connection: Connection) -> Button:
    name, mailbox = words.person(connection.name), hands.mailbox

    def block() -> None:
        sheet.close_sheet()
        mailbox.block(connection.id, done=hands.kept)
        text = tr("{name} is blocked.").format(name=name)
        hands.toast(text, "ban", lambda: mailbox.unblock(connection.id, done=hands.kept))

    button = Button(tr("Block"), "ban", "danger", tr("No more messages or photos. You can undo it"))
    button.clicked.connect(block)
    return button


def open_set_aside(hands: Hands, people: tuple[Connection, ...]) -> None:
    """Everybody declined or blocked, and how to undo it."""
    sheet = Sheet(tr("Declined and blocked people"), hands.window)
    sheet.text(tr("Touch a name to undo it."), secondary=True)
    for connection in people:
        card = RowCard(
            words.person(connection.name), _aside_words(connection), avatar=face(connection)
        )
        card.clicked.connect(lambda _on=False, chosen=connection: _undo(hands, sheet, chosen))
        sheet.add(card)
    sheet.open()


def _aside_words(connection: Connection) -> str:
    return {
        ConnectionState.BLOCKED: tr("Blocked. Touch to unblock."),
        ConnectionState.DECLINED: tr("Declined. Touch to approve."),
    }.get(connection.state, tr("The connection has ended."))


def _undo(hands: Hands, sheet: Sheet, connection: Connection) -> None:
    name, mailbox = words.person(connection.name), hands.mailbox
    if connection.state is ConnectionState.BLOCKED:
        sheet.close_sheet()
        mailbox.unblock(connection.id, done=hands.kept)
        text = tr("{name} is not blocked now.").format(name=name)
        hands.toast(text, "undo-2", lambda: mailbox.block(connection.id, done=hands.kept))
    elif connection.state is ConnectionState.DECLINED:
        sheet.close_sheet()
        mailbox.approve(connection.id, done=hands.kept)
        text = tr("{name} can write to you now.").format(name=name)
        hands.toast(text, "check", lambda: mailbox.decline(connection.id, done=hands.kept))
