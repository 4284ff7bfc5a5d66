"""Having the effect of a lost command again, without pricing or asking anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from central.accounts.models import Inmate
from central.connections import deciding
from central.connections.models import Connection
from central.devices import commands
from central.devices.models import Command
from central.ledger.loose_ends import Why
from central.mail import appeals, opening, removing, sending
from central.mail.models import Message, Photo
from central.refusals import Refused
from central.tickets import opening as tickets
from central.visits import answering
from central.visits.models import Visit

Receipt = dict[str, Any]
Args = dict[str, Any] | None
OPPOSITES = (
    frozenset({"connection.approve", "connection.decline"}),
    frozenset({"connection.block", "connection.unblock"}),
    frozenset({"connection.mute", "connection.unmute"}),
    frozenset({"item.remove", "item.restore"}),
    frozenset({"visit.accept", "visit.decline"}),
)
"""Of these the newest word on a thing counts, from whatever device it came."""


class ThingGoneError(Exception):
    """The command was about something that is not here."""


def repeat(inmate: Inmate, receipt: Receipt, args: Args) -> Why | None:
    """Bring about again what a done command did; gives what staff must look at, if anything.

    `args` are those that the command came with, or None where they are not known.
    """
    if _superseded(inmate, receipt):
        return None
    run = EFFECTS.get(receipt["kind"])
    if run is None:
        return Why.NOT_REPEATED
    try:
        with transaction.atomic():
            run(inmate, receipt, args)
    except ThingGoneError:
        return Why.THING_GONE
    except Refused:
        return Why.NOT_REPEATED
    return None


def _superseded(inmate: Inmate, receipt: Receipt) -> bool:
    group = next((group for group in OPPOSITES if receipt["kind"] in group), None)
    if group is None:
        return False
    later = Command.objects.filter(inmate=inmate, kind__in=group, at__gt=_time(receipt))
    return later.filter(receipt__thing=receipt["thing"], receipt__status="done").exists()


def _time(receipt: Receipt) -> datetime:
    return datetime.fromisoformat(receipt["at"])


def _key(receipt: Receipt) -> UUID:
    return UUID(receipt["thing"].partition(":")[2])


def _tie(inmate: Inmate, key: UUID) -> Connection:
    rows = Connection.objects.select_related("contact__user", "inmate__facility")
    found = rows.filter(pk=key, inmate=inmate).first()
    if found is None:
        raise ThingGoneError
    return found


def _message(inmate: Inmate, receipt: Receipt) -> Message:
    rows = Message.objects.select_related("connection__inmate__facility")
    found = rows.filter(pk=_key(receipt), connection__inmate=inmate).first()
    if found is None:
        raise ThingGoneError
    return found


def _decide(decide: Callable[[Connection], Connection]) -> Callable[[Inmate, Receipt, Args], None]:
    def run(inmate: Inmate, receipt: Receipt, _args: Args) -> None:
        decide(_tie(inmate, _key(receipt)))

    return run


def _send(inmate: Inmate, receipt: Receipt, args: Args) -> None:
    if args is None:
        raise ThingGoneError  # without its text there is nothing to send
    sending.bring_back(
        _tie(inmate, UUID(args["connection"])),
        args["body"],
        payment=args["payment"],
        price=args["expected_price"],
        message_id=_key(receipt),
        sent_at=_time(receipt),
    )


def _open(inmate: Inmate, receipt: Receipt, _args: Args) -> None:
    opening.bring_back(_message(inmate, receipt), opened_at=_time(receipt))


def _hide(hide: Callable[..., Message | Photo]) -> Callable[[Inmate, Receipt, Args], None]:
    def run(inmate: Inmate, receipt: Receipt, _args: Args) -> None:
        models: dict[str, type[Message] | type[Photo]] = {"message": Message, "photo": Photo}
        rows = models[receipt["thing"].partition(":")[0]].objects
        item = rows.filter(pk=_key(receipt), connection__inmate=inmate).first()
        if item is None:
            raise ThingGoneError
        hide(item, side="inmate")

    return run


def _appeal(inmate: Inmate, receipt: Receipt, args: Args) -> None:
    message = _message(inmate, receipt)
    if args is None:
        raise Refused("empty")
    appeals.appeal(message, args["text"], side="inmate")


def _visit(answer: Callable[[Visit], Visit]) -> Callable[[Inmate, Receipt, Args], None]:
    def run(inmate: Inmate, receipt: Receipt, _args: Args) -> None:
        rows = Visit.objects.select_related("connection__inmate__facility")
        found = rows.filter(pk=_key(receipt), connection__inmate=inmate).first()
        if found is None:
            raise ThingGoneError
        answer(found)

    return run


def _ticket(inmate: Inmate, receipt: Receipt, args: Args) -> None:
    if args is None:
        raise ThingGoneError  # without its text there is nothing to answer
    tickets.bring_back(
        inmate,
        _key(receipt),
        kind=args["kind"],
        text=args["text"],
        about_type=args["about_type"],
        about=args["about"],
        opened_at=_time(receipt),
    )


def _cancel(inmate: Inmate, receipt: Receipt, _args: Args) -> None:
    commands.occupy(inmate, _key(receipt))


EFFECTS: dict[str, Callable[[Inmate, Receipt, Args], None]] = {
    "connection.approve": _decide(deciding.approve),
    "connection.decline": _decide(deciding.decline),
    "connection.block": _decide(deciding.block),
    "connection.unblock": _decide(deciding.unblock),
    "connection.mute": _decide(deciding.mute),
    "connection.unmute": _decide(deciding.unmute),
    "message.send": _send,
    "message.open": _open,
    "item.remove": _hide(removing.remove),
    "item.restore": _hide(removing.restore),
    "rejection.appeal": _appeal,
    "visit.accept": _visit(answering.accept),
    "visit.decline": _visit(answering.decline),
    "ticket.open": _ticket,
    commands.CANCEL: _cancel,
}
"""By kind. A freeze is not among them: whether staff have thawed it since, nobody knows."""
