"""Taking one message out of a conversation, with the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from kiosk.domain import Direction, ItemState, Message
from kiosk.ui import theme
from kiosk.ui.bubbles import Bubble
from kiosk.ui.button import IconButton
from kiosk.ui.sheet import Sheet
from kiosk.ui.theme import S8
from kiosk.views import words
from kiosk.views.language import one_line, tr
from kiosk.views.screen import Hands, named

FEW = 80  # characters of a message that say which one is meant
STAYING = frozenset({ItemState.KEPT, ItemState.WITHDRAWN})  # not at central yet; a note


def with_more(
    item: QWidget, message: Message, hands: Hands, read: QWidget | None = None
) -> QWidget:
    """The message with buttons beside it: to have it read, and for all else one can do with it."""
    mine = message.direction is Direction.OUT
    parts = [] if read is None else [read]
    if message.state not in STAYING and not message.taking_back:
        parts.append(_more(message, hands))
    if not parts:
        return item
    beside = parts[0] if len(parts) == 1 else _together(parts[::-1] if mine else parts)
    if isinstance(item, Bubble):
        item.set_aside(beside)
        return item
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S8)
    row.addWidget(item, 1)
    row.insertWidget(0 if mine else 1, beside, 0, Qt.AlignmentFlag.AlignTop)
    return whole


def _together(parts: list[QWidget]) -> QWidget:
    """Side by side; below each other where large letters leave the message little width."""
    holder, way = QWidget(), QBoxLayout.Direction
    large = theme.current().text_percent >= 200
    row = QBoxLayout(way.TopToBottom if large else way.LeftToRight, holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S8)
    for part in parts:
        row.addWidget(part)
    return holder


def _more(message: Message, hands: Hands) -> IconButton:
    more = named(IconButton("ellipsis", tr("More"), 64, 64), f"more:{message.id}")
    more.setAccessibleName(tr("More about this message"))
    more.clicked.connect(lambda: _ask(message, hands))
    return more


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
