"""What one message looks like in a conversation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.domain import (
    AboutType,
    AppealState,
    Direction,
    ItemState,
    Message,
    MessageId,
    NetworkState,
    Payment,
    Rejection,
)
from kiosk.ui.banner import Banner
from kiosk.ui.bubbles import Bubble, Envelope, RejectedCard, Timeline
from kiosk.ui.button import Button
from kiosk.ui.choice import ChoiceCard
from kiosk.ui.sheet import Sheet
from kiosk.views import words
from kiosk.views.amounts import DOTS
from kiosk.views.envelope import sealed
from kiosk.views.language import plain, tr
from kiosk.views.message_removing import with_more
from kiosk.views.read_button import small_read_button
from kiosk.views.screen import Hands, named
from kiosk.views.states import timeline
from kiosk.views.tickets import wrong_button


@dataclass(frozen=True)
class Asked:
    """What one can ask for in a conversation."""

    open: Callable[[Message], None]
    leave_sealed: Callable[[Message], None]
    left_sealed: frozenset[MessageId]
    hands: Hands


def item_for(
    message: Message, balance: int, network: NetworkState, now: datetime, asked: Asked
) -> tuple[QWidget, Qt.AlignmentFlag]:
    """The widget for one message with what can be done with it, and on which side it stands."""
    item, side = _item_for(message, balance, network, now, asked)
    return with_more(item, message, asked.hands, _read(message, now, asked.hands)), side


def _item_for(
    message: Message, balance: int, network: NetworkState, now: datetime, asked: Asked
) -> tuple[QWidget, Qt.AlignmentFlag]:
    both, left, right = (
        Qt.AlignmentFlag(0),
        Qt.AlignmentFlag.AlignLeft,
        Qt.AlignmentFlag.AlignRight,
    )
    if message.state is ItemState.WITHDRAWN:
        return _withdrawn(message, now), both
    if message.direction is Direction.OUT:
        if message.state is ItemState.REJECTED and message.rejection is not None:
            return _rejected(message, message.rejection, now, asked), right
        return _mine(message, now, asked), both
    if message.sealed:
        return _envelope(message, balance, network, now, asked), left
    received = message.delivered_at or message.sent_at
    meta = tr("Received {when}").format(when=words.stamp(received, now))
    if message.lost:
        meta = f"{meta}. {_lost()}"
    return Bubble(plain(message.body or ""), mine=False, meta=meta), both


def meta(message: Message) -> str:
    """What stands under a message of mine, where there is more to say than where it is."""
    if message.taking_back:
        return tr("The service has to confirm that it was not sent.")
    said = ""
    if message.state is ItemState.NOT_DELIVERED:
        back = message.payment is Payment.PREPAID
        refund = tr("Your {credits} are back.").format(credits=words.in_credits(message.price))
        said = " ".join(
            part
            for part in (
                plain(message.note) or tr("You are no longer connected."),
                refund if back else "",
            )
            if part
        )
    elif message.payment is Payment.COD and message.state is not ItemState.OPENED:
        said = tr("Collect: {name} pays when opening it.").format(
            name=words.person(message.contact_name)
        )
    return f"{said} {_lost()}".strip() if message.lost else said


def _mine(message: Message, now: datetime, asked: Asked) -> QWidget:
    steps = Timeline(timeline(message, now))
    bubble = Bubble(plain(message.body or ""), mine=True, meta=meta(message), timeline=steps)
    if message.state is not ItemState.KEPT or message.taking_back:
        return bubble
    button = Button(tr("Do not send"), "undo-2", "quiet")
    named(button, f"do-not-send:{message.id}")
    mailbox, said = asked.hands.mailbox, asked.hands.kept
    button.clicked.connect(lambda: mailbox.do_not_send(message.id, done=said))
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(bubble)
    column.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
    return whole


def _read(message: Message, now: datetime, hands: Hands) -> QWidget | None:
    """Reads a message aloud where the device can; one's own for who has it switched on."""
    mine = message.direction is Direction.OUT
    wanted = hands.aloud.able and (hands.aloud.on or not mine)
    if not wanted or message.sealed or not message.body:
        return None
    whose = tr("Your message") if mine else words.person(message.contact_name)
    about = f"{whose}, {words.moment(message.sent_at, now)}"
    return small_read_button(hands.aloud, f"message:{message.id}", plain(message.body), about)


def _lost() -> str:
    return tr("The service no longer has this message. It stays on this device.")


def _withdrawn(message: Message, now: datetime) -> QWidget:
    mine = message.direction is Direction.OUT
    who = words.person(message.contact_name)
    title = (
        tr("The facility took your message back")
        if mine
        else tr("The facility took back a message from {name}").format(name=who)
    )
    when = words.moment_title(message.sent_at, now)
    detail = f"{when}. {plain(message.note)}" if message.note else f"{when}."
    return Banner(title, detail, "ban", "danger")


def _envelope(
    message: Message, balance: int, network: NetworkState, now: datetime, asked: Asked
) -> QWidget:
    amounts = asked.hands.amounts
    said = sealed(message, balance, network, now, amounts.figure)
    note, leave = said.note, said.leave
    if message.id in asked.left_sealed and not note:
        note, leave = tr("It stays sealed, as long as you want."), ""
    envelope = Envelope(said.title, said.detail, said.button or None, leave, note)
    if amounts.hidden and DOTS in said.detail:
        envelope.add_button(amounts.button())
    if envelope.open_button is not None:
        named(envelope.open_button, f"open:{message.id}")
    if envelope.leave_button is not None:
        named(envelope.leave_button, f"leave:{message.id}")
    envelope.open_requested.connect(lambda: asked.open(message))
    envelope.left_sealed.connect(lambda: asked.leave_sealed(message))
    return envelope


def _rejected(message: Message, why: Rejection, now: datetime, asked: Asked) -> RejectedCard:
    refund = tr("Your {credits} are back.").format(credits=words.in_credits(why.refund))
    who_when = f"{plain(why.role)}, {words.moment(why.decided_at, now)}"
    reason = plain(why.reason)
    if why.appeal is AppealState.WAITING:
        reason += "\n" + tr("You appealed. Staff look at it again.")
    elif why.appeal is AppealState.DENIED:
        reason += "\n" + tr("Staff looked again. The answer stays no.")
    open_still = (
        why.appeal is AppealState.NONE and why.appeal_until is not None and why.appeal_until > now
    )
    until = ""
    if open_still and why.appeal_until is not None:
        until = tr("until {date}").format(date=words.day_only(why.appeal_until, now))
    card = RejectedCard(
        plain(message.body or ""),
        tr("Not delivered"),
        who_when,
        reason,
        refund if why.refund else "",
        tr("Appeal") if open_still else "",
        until,
    )
    if card.button is not None:
        named(card.button, f"appeal:{message.id}")
    card.appeal.connect(lambda: ask_appeal(asked.hands, message))
    card.add_button(wrong_button(asked.hands, AboutType.MESSAGE, message.id))
    return card


def ask_appeal(hands: Hands, message: Message) -> None:
    """Ask why staff should look again, and send the appeal."""
    sheet = Sheet(tr("Ask staff to look again?"), hands.window)
    sheet.text(tr("Somebody else reads your message again. It costs nothing. Choose a reason:"))
    reasons = (
        tr("The reason does not fit what I wrote."),
        tr("It was a misunderstanding. I meant something else."),
        tr("Please look at it again."),
    )
    cards = [ChoiceCard(reason) for reason in reasons]
    for card in cards:
        sheet.add(card)
    cards[0].setChecked(True)
    send = sheet.action(tr("Send appeal"), "scale")

    def act() -> None:
        chosen = next(text for text, card in zip(reasons, cards, strict=True) if card.isChecked())
        sheet.close_sheet()
        hands.mailbox.appeal(message.id, chosen, done=hands.kept)
        hands.toast(tr("Your appeal is on its way."), "scale", None)

    send.clicked.connect(act)
    sheet.open()
