"""Taking one message out of a conversation, with the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.domain import Direction, ItemState, Message
from kiosk.ui.bubbles import Bubble
from kiosk.ui.button import IconButton
from kiosk.ui.sheet import Sheet
from kiosk.ui.theme import S8
from kiosk.views import words
from kiosk.views.language import one_line, tr
from kiosk.views.screen import Hands, named

FEW = 80  # characters of a message that say which one is meant
STAYING = frozenset({ItemState.KEPT, ItemState.WITHDRAWN})  # not at central yet; a note


def with_more(item: QWidget, message: Message, hands: Hands) -> QWidget:
    """The message with a button beside it for all else that one can do with it."""
    if message.state in STAYING or message.taking_back:
        return item
    more = named(IconButton("ellipsis", tr("More"), 64, 64), f"more:{message.id}")
    more.setAccessibleName(tr("More about this message"))
    more.clicked.connect(lambda: _ask(message, hands))
    if isinstance(item, Bubble):
        item.set_aside(more)
        return item
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S8)
    row.addWidget(item, 1)
    mine = message.direction is Direction.OUT
    row.insertWidget(0 if mine else 1, more, 0, Qt.AlignmentFlag.AlignTop)
    return whole


def _ask(message: Message, hands: Hands) -> None:
    sheet = Sheet(tr("This message"), hands.window)
    begin = one_line(message.body or "", FEW + 1)
    if begin:
        sheet.text(words.quoted(begin[:FEW] + ("…" if len(begin) > FEW else "")), secondary=True)
    who = words.person(message.contact_name)
    sheet.text(tr("You can remove it. Only you stop seeing it. {name} keeps it.").format(name=who))
    remove = named(sheet.action(tr("Remove"), "trash-2", "danger"), "remove-message")

    def act() -> None:
        sheet.close_sheet()
        _remove(message, hands)

    remove.clicked.connect(act)
    sheet.open()


def _remove(message: Message, hands: Hands) -> None:
    hands.mailbox.remove_message(message.id, done=hands.kept)

    def undo() -> None:
        hands.mailbox.restore_message(message.id, done=hands.kept)

    hands.toast(tr("Message removed. Only you stop seeing it."), "trash-2", undo)
