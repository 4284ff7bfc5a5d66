"""What an envelope asked for and did not get goes back to its author through the feed."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from central import world
from central.accounts.models import Inmate
from central.connections.models import Connection
from central.devices import commands
from central.devices.models import Command
from central.devices.receipts import ReceiptData
from central.devices.schemas import LONGEST_TEXT, WireCommand
from central.feed import publishing, states
from central.refusals import Refused
from central.text import clean
from central.visits.models import Visit
from central.wire import stamp

# What may be boxed: nothing that costs its author more than they were shown at that moment, and
# nothing that asks for their presence.
BOXED = ("connection.", "item.", "visit.", "ticket.")
BOXED_KINDS = frozenset({"message.send", "rejection.appeal", commands.CANCEL})
ACCOUNT = frozenset({"account-frozen", "account-closed"})


def carry_out(inmate: Inmate, command: WireCommand) -> None:
    """Carry out one command out of an envelope, in one transaction; a refusal goes into the feed.

    What was settled before, by whatever way, changes nothing. Raises Refused account-frozen and
    account-closed.
    """
    with transaction.atomic():
        publishing.lock(inmate.pk)
        known = Command.objects.filter(inmate=inmate, command=command.id).exists()
        refusal: Refused | None = None
        try:
            receipt = _try(inmate, command)
        except Refused as refused:
            if refused.code in ACCOUNT:
                raise
            refusal = refused
        else:
            if receipt["status"] == "refused" and not known:
                refusal = _as_refusal(receipt)
        if refusal is not None:
            show(inmate, command, refusal)


def _try(inmate: Inmate, command: WireCommand) -> ReceiptData:
    if command.kind not in BOXED_KINDS and not command.kind.startswith(BOXED):
        raise Refused("not-allowed")
    return commands.carry_out(inmate, command.id, command.kind, command.args)


def _as_refusal(receipt: ReceiptData) -> Refused:
    return Refused(receipt["code"], missing=receipt["missing"], price=receipt["price"])


@transaction.atomic
def show(inmate: Inmate, command: WireCommand, refusal: Refused) -> None:
    """Tell every device of a person what was not done; a message's text is a draft again."""
    given = command.args
    text = given.get("body", given.get("text", ""))
    text = clean(text)[:LONGEST_TEXT] if isinstance(text, str) else ""
    tie = given.get("connection") or _tie_of_visit(inmate, given.get("visit"))
    connection = _own_connection(inmate, tie)
    publishing.publish(
        inmate,
        "refusal",
        str(command.id),
        {
            "kind": command.kind,
            "code": refusal.code,
            "connection": connection,
            "text": text,
            "missing": int(refusal.details.get("missing", 0)),
            "price": int(refusal.details.get("price", 0)),
            "at": stamp(world.now()),
        },
    )
    if command.kind == "message.send" and connection and text:
        states.give_back(
            inmate, str(given.get("message")), connection, text, str(given.get("payment"))
        )


def _tie_of_visit(inmate: Inmate, given: object) -> object:
    try:
        wanted = UUID(str(given))
    except ValueError:
        return None
    found = Visit.objects.filter(pk=wanted, connection__inmate=inmate)
    return found.values_list("connection_id", flat=True).first()


def _own_connection(inmate: Inmate, given: object) -> str:
    try:
        wanted = UUID(str(given))
    except ValueError:
        return ""
    found = Connection.objects.filter(pk=wanted, inmate=inmate).exists()
    return str(wanted) if found else ""
