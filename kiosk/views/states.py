"""Where each message is, and what each line of the ledger was for, in words with an icon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kiosk.domain import (
    Direction,
    ItemState,
    LedgerKind,
    LedgerLine,
    Message,
    Thread,
    Visit,
    VisitEnd,
    VisitState,
)
from kiosk.mailbox import Mailbox
from kiosk.ui.timeline import Step
from kiosk.views import words
from kiosk.views.language import number, one_line, tr

Tone = Literal["new", "waiting", "good", "danger", "kept", "kraft"]


@dataclass(frozen=True, slots=True)
class Say:
    """A state in a word, its icon and its tone."""

    text: str
    icon: str
    tone: Tone


def state_word(state: ItemState) -> Say:
    """One word for where a message of mine is."""
    match state:
        case ItemState.KEPT:
            return Say(tr("Kept on this device"), "save", "kept")
        case ItemState.SENT:
            return Say(tr("Sent"), "check", "kept")
        case ItemState.WAITING:
            return Say(tr("Waiting for review"), "hourglass", "waiting")
        case ItemState.DELIVERED:
            return Say(tr("Delivered"), "check", "good")
        case ItemState.OPENED:
            return Say(tr("Opened"), "eye", "good")
        case ItemState.REJECTED | ItemState.NOT_DELIVERED:
            return Say(tr("Not delivered"), "circle-x", "danger")
        case ItemState.WITHDRAWN:
            return Say(tr("Taken back by the facility"), "ban", "danger")


def timeline(message: Message, now: datetime) -> tuple[Step, ...]:
    """The steps of a message of mine: those done, the one it is at, those to come."""
    order = [ItemState.SENT, ItemState.WAITING, ItemState.DELIVERED, ItemState.OPENED]
    if not message.reviewed:
        order.remove(ItemState.WAITING)
    if message.state is ItemState.KEPT:
        kept = Step(_kept(message), "now", "save")
        return (kept, *(Step(_ahead(state), "todo") for state in order))
    if message.state is ItemState.NOT_DELIVERED:
        return (
            Step(_stamped(tr("Sent"), message.sent_at, now), "done"),
            Step(tr("Not delivered"), "failed"),
        )
    at = order.index(message.state) if message.state in order else 0
    return tuple(_step(message, state, index, at, now) for index, state in enumerate(order))


def _kept(message: Message) -> str:
    """Where a message is that central has not said to have."""
    if message.taking_back:
        return tr("Held back")
    return tr("On its way") if message.boxed else tr("Kept on this device")


def _step(message: Message, state: ItemState, index: int, at: int, now: datetime) -> Step:
    if index > at:
        return Step(_ahead(state), "todo")
    if state is ItemState.SENT:
        return Step(_stamped(tr("Sent"), message.sent_at, now), "done")
    if index < at:
        return Step(tr("Approved") if state is ItemState.WAITING else _ahead(state), "done")
    said = state_word(state)
    if state is ItemState.WAITING:
        return Step(said.text, "now", said.icon)
    when = message.opened_at if state is ItemState.OPENED else message.delivered_at
    return Step(_stamped(said.text, when, now), "good", said.icon)


def _stamped(text: str, when: datetime | None, now: datetime) -> str:
    return f"{text} {words.stamp(when, now)}" if when is not None else text


def _ahead(state: ItemState) -> str:
    match state:
        case ItemState.SENT:
            return tr("Sent")
        case ItemState.WAITING:
            return tr("Review")
        case ItemState.DELIVERED:
            return tr("Delivered")
    return tr("Opened")


def row_message(mailbox: Mailbox, thread: Thread) -> Message | None:
    """What a conversation's row tells of: the newest unread thing, else the newest of all."""
    if thread.unread:
        newest = mailbox.messages(thread.connection.id, limit=20)
        for message in reversed(newest):
            if message.unread and not message.sealed:
                return message
    return thread.last


def row_text(thread: Thread, told: Message | None, draft: str = "") -> str:
    """The line of a conversation as its row shows it."""
    if thread.draft and draft.strip() and not thread.unread:
        return tr("Draft: {text}").format(text=one_line(draft))
    if told is None:
        return tr("No messages yet")
    if told.state is ItemState.WITHDRAWN:
        return tr("The facility took this message back.")
    if told.body is None:
        return tr("A sealed message is waiting for you.")
    if told.direction is Direction.OUT:
        return tr("You: {text}").format(text=one_line(told.body))
    return one_line(told.body)


def row_pills(thread: Thread, price: int = 0) -> tuple[Say, ...]:
    """What stands at the end of a conversation's row; `price` of what is sealed, if to be told."""
    last = thread.last
    pills = []
    if thread.sealed and price:
        sealed = tr("%n sealed", "", thread.sealed)
        pills.append(Say(f"{sealed}, {words.in_credits(price)}", "mail", "kraft"))
    if thread.unread:
        pills.append(Say(words.new(thread.unread), "", "new"))
    if pills:
        return tuple(pills)
    if thread.draft:
        return (Say(tr("Draft saved"), "pencil", "kept"),)
    if last is not None and last.direction is Direction.OUT:
        return (state_word(last.state),)
    return ()


def ledger_title(line: LedgerLine) -> str:
    """What a line of the ledger was for."""
    name = words.person(line.contact_name)
    match line.kind:
        case LedgerKind.MESSAGE_SEND:
            return tr("Message to {name}").format(name=name)
        case LedgerKind.MESSAGE_OPEN:
            return tr("Opened a collect message from {name}").format(name=name)
        case LedgerKind.REFUND:
            return tr("Returned: message to {name}").format(name=name)
        case LedgerKind.GIFT:
            return tr("Gift from {name}").format(name=name)
        case LedgerKind.CORRECTION:
            return tr("Correction by the facility")


def ledger_detail(line: LedgerLine, now: datetime) -> str:
    """When it was, and where the message is now."""
    ago = words.days_ago(line.at, now)
    when = words.moment_title(line.at, now) if ago == 0 else words.short_date(line.at, now)
    told = line.kind in (LedgerKind.MESSAGE_SEND, LedgerKind.REFUND)
    if line.about_state is None or not told:
        return when
    return f"{when}. {state_word(line.about_state).text}"


def ledger_icon(line: LedgerLine) -> str:
    """The icon of a line."""
    return {
        LedgerKind.MESSAGE_SEND: "send",
        LedgerKind.MESSAGE_OPEN: "mail-open",
        LedgerKind.REFUND: "undo-2",
        LedgerKind.GIFT: "gift",
        LedgerKind.CORRECTION: "scale",
    }[line.kind]


def amount(value: int) -> str:
    """+100 or \u221250: an amount with its sign."""
    sign = "+" if value > 0 else "\u2212" if value < 0 else ""
    return f"{sign}{number(abs(value))}"


def visit_say(visit: Visit, now: datetime) -> Say:
    """Where a visit stands, as time has made it."""
    if visit.lost:
        return Say(tr("Lost"), "circle-alert", "danger")
    match visit.standing(now):
        case VisitState.APPROVED:
            return Say(tr("Waiting for your answer"), "hourglass", "waiting")
        case VisitState.ACCEPTED:
            return Say(tr("You said yes"), "check", "good")
        case VisitState.DECLINED:
            return Say(tr("You said no"), "x", "kept")
        case VisitState.CANCELLED:
            return Say(tr("Cancelled"), "ban", "danger")
        case VisitState.LAPSED:
            return Say(tr("Not answered in time"), "clock", "kept")
        case VisitState.PAST:
            return Say(tr("It is over"), "check", "kept")


def visit_end(visit: Visit, now: datetime) -> str:
    """Why a visit does not take place, and what became of the credits; empty for one that did."""
    name = words.person(visit.contact_name)
    if visit.lost:
        return tr("The service lost this visit. Please ask staff.")
    said = []
    if visit.standing(now) is VisitState.CANCELLED:
        said.append(
            {
                VisitEnd.CONTACT: tr("{name} cancelled it.").format(name=name),
                VisitEnd.FACILITY: tr("The facility cancelled it."),
                VisitEnd.CONNECTION: tr("You are not connected with {name} now.").format(name=name),
                VisitEnd.NOBODY: "",
            }[visit.cancelled_by]
        )
    if visit.reason:
        said.append(one_line(visit.reason))
    if visit.refunded:
        back = words.in_credits(visit.refunded)
        said.append(tr("{name} got {amount} back.").format(name=name, amount=back))
    return " ".join(part for part in said if part)
