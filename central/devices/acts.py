"""What each kind of command does, through the same services as the pages use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from central.accounts import inmates
from central.accounts.models import Inmate
from central.connections import deciding
from central.connections.models import Connection
from central.mail import appeals, items, opening, removing, sending
from central.mail.models import Message, Photo
from central.refusals import Refused
from central.tickets import opening as opening_tickets
from central.tickets import standing as ticket_standing
from central.visits import answering, standing
from central.visits.models import Visit


@dataclass(frozen=True, slots=True)
class Act:
    """One command about to be carried out; `id` is unique over all inmates."""

    inmate: Inmate
    id: str
    args: dict[str, Any]

    def text(self, name: str) -> str:
        """A text argument; a command without it is refused `not-allowed`."""
        value = self.args.get(name)
        if not isinstance(value, str):
            raise Refused("not-allowed")
        return value

    def number(self, name: str) -> int:
        """A whole, not negative number."""
        value = self.args.get(name)
        if type(value) is not int or value < 0:
            raise Refused("not-allowed")
        return value

    def uuid(self, name: str) -> UUID:
        """An id."""
        try:
            return UUID(self.text(name))
        except ValueError as error:
            raise Refused("not-allowed") from error

    def connection(self, missing: str = "gone") -> Connection:
        """The inmate's own connection; another's answers as one that is not there."""
        rows = Connection.objects.select_related("contact__user", "inmate__facility")
        found = rows.filter(pk=self.uuid("connection"), inmate=self.inmate).first()
        if found is None:
            raise Refused(missing)
        return found

    def item(self, model: type[Message] | type[Photo], name: str) -> items.AnyItem:
        """The inmate's own item, and only one that they may know of."""
        rows = model.objects.select_related("connection__inmate__facility")
        found = rows.filter(pk=self.uuid(name), connection__inmate=self.inmate).first()
        if found is None or not (items.sent_by_inmate(found) or found.delivered_at):
            raise Refused("gone")
        return found


def _connection(decide: Callable[[Connection], Connection]) -> Callable[[Act], str]:
    def run(act: Act) -> str:
        connection = act.connection()
        if connection.review != Connection.Review.APPROVED:
            raise Refused("gone")
        return f"connection:{decide(connection).pk}"

    return run


def _send(act: Act) -> str:
    message = sending.send_from_inmate(
        act.connection("not-connected"),
        act.text("body"),
        payment=act.text("payment"),
        expected_price=act.number("expected_price"),
        message_id=act.uuid("message"),
        act=act.id,
    )
    return items.thing_of(message)


def _open(act: Act) -> str:
    message = cast(Message, act.item(Message, "message"))
    opened = opening.open_by_inmate(
        message, expected_price=act.number("expected_price"), act=act.id
    )
    return items.thing_of(opened)


def _hide(hide: Callable[..., items.AnyItem]) -> Callable[[Act], str]:
    def run(act: Act) -> str:
        kinds: dict[str, type[Message] | type[Photo]] = {"message": Message, "photo": Photo}
        model = kinds.get(act.text("type"))
        if model is None:
            raise Refused("not-allowed")
        return items.thing_of(hide(act.item(model, "item"), side="inmate"))

    return run


def _appeal(act: Act) -> str:
    item = appeals.appeal(act.item(Message, "message"), act.text("text"), side="inmate")
    return items.thing_of(item)


def _visit(answer: Callable[[Visit], Visit]) -> Callable[[Act], str]:
    def run(act: Act) -> str:
        rows = Visit.objects.select_related("connection__inmate__facility")
        wanted = act.uuid("visit")
        found = rows.filter(pk=wanted, connection__inmate=act.inmate, approved_at__isnull=False)
        visit = found.first()
        if visit is None:
            raise Refused("gone")
        return standing.thing_of(answer(visit))

    return run


def _ticket(act: Act) -> str:
    ticket = opening_tickets.open_ticket(
        act.inmate,
        act.uuid("ticket"),
        kind=act.text("kind"),
        text=act.text("text"),
        about_type=act.text("about_type"),
        about=act.text("about"),
    )
    return ticket_standing.thing_of(ticket)


def _freeze(act: Act) -> str:
    return f"inmate:{inmates.freeze_by_self(act.inmate).pk}"


ACTS: dict[str, Callable[[Act], str]] = {
    "connection.approve": _connection(deciding.approve),
    "connection.decline": _connection(deciding.decline),
    "connection.block": _connection(deciding.block),
    "connection.unblock": _connection(deciding.unblock),
    "connection.mute": _connection(deciding.mute),
    "connection.unmute": _connection(deciding.unmute),
    "message.send": _send,
    "message.open": _open,
    "item.remove": _hide(removing.remove),
    "item.restore": _hide(removing.restore),
    "rejection.appeal": _appeal,
    "visit.accept": _visit(answering.accept),
    "visit.decline": _visit(answering.decline),
    "ticket.open": _ticket,
    "account.freeze": _freeze,
}
"""By kind; each returns the thing that it was about, or raises Refused."""
