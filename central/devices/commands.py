"""Carrying out commands exactly once."""

from __future__ import annotations

import hashlib
import json
from typing import Any, cast
from uuid import UUID

from django.db import transaction

from central import world
from central.accounts.models import Inmate
from central.devices.acts import ACTS, Act
from central.devices.models import Command
from central.devices.receipts import ReceiptData, sign
from central.devices.tokens import require_open_account
from central.feed import publishing
from central.ledger import accounts
from central.ledger.models import Entry
from central.mail.models import Message, Photo
from central.refusals import Refused
from central.visits.models import Visit
from central.wire import stamp

MOST = 50
CANCEL = "command.cancel"
TIED: dict[str, type[Message] | type[Photo] | type[Visit]] = {
    "message": Message,
    "photo": Photo,
    "visit": Visit,
}


def fingerprint(kind: str, args: dict[str, Any]) -> str:
    """SHA-256 over kind and arguments, whatever the order of keys."""
    text = json.dumps([kind, args], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def carry_out(inmate: Inmate, command: UUID, kind: str, args: dict[str, Any]) -> ReceiptData:
    """The receipt of a command: by carrying it out, or the stored one if its id was here before.

    One transaction holds the id, the charge, the change, the feed and the receipt. A refusal by
    the rules is a receipt too. Raises Refused `fingerprint-differs` where the id came before with
    other content, and account-frozen or account-closed; any other error undoes everything, and the
    same id may come again.
    """
    print_ = fingerprint(kind, args)
    with transaction.atomic():
        publishing.lock(inmate.pk)
        inmate.refresh_from_db(fields=["status"])
        require_open_account(inmate)
        held = Command.objects.filter(inmate=inmate, command=command).first()
        if held is not None:
            if held.fingerprint not in {print_, ""}:
                raise Refused("fingerprint-differs")
            return cast(ReceiptData, held.receipt)
        row = Command(
            inmate=inmate, command=command, kind=kind[:40], fingerprint=print_, at=world.now()
        )
        row.receipt = _settle(inmate, command, kind, args)
        row.save()
        settled: ReceiptData = row.receipt
        return settled


def _settle(inmate: Inmate, command: UUID, kind: str, args: dict[str, Any]) -> ReceiptData:
    before = accounts.of_inmate(inmate).balance
    thing, code, print_ = "", "", fingerprint(kind, args)
    details: dict[str, int | str] = {}
    try:
        with transaction.atomic():
            act = Act(inmate, act_id(inmate, command), args)
            thing = _cancel(act) if kind == CANCEL else _run(kind, act)
    except Refused as refusal:
        code, details = refusal.code, refusal.details
    return _receipt(inmate, command, kind, print_, before, thing, code, details)


def act_id(inmate: Inmate, command: UUID) -> str:
    """The id of a command's act in the books, unique over all inmates."""
    return f"{inmate.pk}:{command}"


def _run(kind: str, act: Act) -> str:
    run = ACTS.get(kind)
    if run is None:
        raise Refused("unknown-command")
    return run(act)


def _cancel(act: Act) -> str:
    """Occupy the id of a command that has not been done, so that it never will be."""
    wanted = act.uuid("command")
    if act.id == act_id(act.inmate, wanted):
        raise Refused("not-allowed")  # its own id: it cannot be both done and never to be
    occupy(act.inmate, wanted)
    return f"command:{wanted}"


def occupy(inmate: Inmate, command: UUID) -> None:
    """See to it that a command is never carried out; refuses `too-late` for one that was."""
    held = Command.objects.filter(inmate=inmate, command=command).first()
    if held is None:
        balance = accounts.of_inmate(inmate).balance
        receipt = _receipt(inmate, command, "", "", balance, "", "cancelled", {})
        Command.objects.create(
            inmate=inmate,
            command=command,
            kind="",
            fingerprint="",
            receipt=receipt,
            at=world.now(),
        )
    elif cast(ReceiptData, held.receipt)["status"] == "done":
        raise Refused("too-late")


def _connection_of(thing: str) -> str:
    """The connection that a thing belongs to, if any."""
    kind, _, key = thing.partition(":")
    if kind == "connection":
        return key
    model = TIED.get(kind)
    if model is None:
        return ""
    return str(model.objects.values_list("connection_id", flat=True).get(pk=key))


def _receipt(
    inmate: Inmate,
    command: UUID,
    kind: str,
    print_: str,
    before: int,
    thing: str,
    code: str,
    details: dict[str, int | str],
) -> ReceiptData:
    account = accounts.of_inmate(inmate)
    line = Entry.objects.filter(account=account, transfer__act=act_id(inmate, command)).first()
    return sign(
        {
            "id": str(command),
            "status": "refused" if code else "done",
            "kind": kind,
            "seq": publishing.lock(inmate.pk).seq,
            "at": stamp(world.now()),
            "charged": max(0, before - account.balance),
            "balance": account.balance,
            "thing": thing,
            "code": code,
            "missing": int(details.get("missing", 0)),
            "price": int(details.get("price", 0)),
            "inmate": str(inmate.pk),
            "connection": _connection_of(thing),
            "fingerprint": print_,
            "entry": str(line.pk) if line is not None else "",
            "signature": "",
        }
    )
