"""Receipts that devices hand in: after a restore they are booked again, as written."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, TypedDict
from uuid import UUID

from django.db import transaction

from central import logs
from central.accounts.models import Inmate
from central.connections.models import Connection
from central.devices import commands, repeating
from central.devices.models import Command
from central.devices.receipts import genuine
from central.feed import publishing
from central.ledger import accounts, audit, booking, loose_ends
from central.ledger.loose_ends import Why
from central.ledger.models import Entry, TransferKind

log = logs.get(__name__)
CHARGED = {
    "message.send": TransferKind.MESSAGE_SEND,
    "message.open": TransferKind.MESSAGE_OPEN,
}
SAME = ("status", "kind", "thing", "charged", "code")
"""The fields in which two receipts of one command must agree."""


class Answer(StrEnum):
    """What became of a receipt."""

    KNOWN = "known"
    BOOKED = "booked"
    LISTED = "listed"
    UNSIGNED = "unsigned"


class Told(TypedDict):
    """The answer for one receipt."""

    id: str
    answer: str


def take(inmate: Inmate, handed: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[Told]:
    """Book what central lost, in the order in which it was done; answers in the order handed in.

    Each is one transaction, so that handing in again what was interrupted changes nothing.
    """
    answers: dict[int, Answer] = {}
    for place in sorted(range(len(handed)), key=lambda place: str(handed[place][0].get("at"))):
        answers[place] = _take(inmate, *handed[place])
    return [
        {"id": str(receipt.get("id", ""))[:40], "answer": answers[place].value}
        for place, (receipt, _) in enumerate(handed)
    ]


def _take(inmate: Inmate, receipt: dict[str, Any], args: dict[str, Any]) -> Answer:
    if not genuine(receipt) or receipt.get("inmate", str(inmate.pk)) != str(inmate.pk):
        log.warning("a receipt that is not this inmate's", code="unsigned", inmate=inmate.pk)
        return Answer.UNSIGNED
    command = UUID(receipt["id"])
    with transaction.atomic():
        publishing.lock(inmate.pk)
        held = Command.objects.filter(inmate=inmate, command=command).first()
        if held is not None:
            return _compare(inmate, receipt, held.receipt or {})
        Command.objects.create(
            inmate=inmate,
            command=command,
            kind=receipt["kind"],
            fingerprint=receipt.get("fingerprint", ""),
            receipt=receipt,
            at=datetime.fromisoformat(receipt["at"]),
        )
        open_ends = _book(inmate, receipt, args) if receipt["status"] == "done" else []
        for why in open_ends:
            _list(inmate, receipt, why)
        thing = f"command:{command}"
        charged = receipt["charged"]
        audit.record("system", "receipt.book-again", thing, inmate.facility, charged=charged)
    log.info("a receipt was booked again", kind=receipt["kind"], inmate=inmate.pk)
    return Answer.LISTED if open_ends else Answer.BOOKED


def _compare(inmate: Inmate, receipt: dict[str, Any], held: dict[str, Any]) -> Answer:
    if all(receipt[field] == held[field] for field in SAME):
        return Answer.KNOWN
    _list(inmate, receipt, Why.DIFFERS)
    return Answer.LISTED


def _book(inmate: Inmate, receipt: dict[str, Any], args: dict[str, Any]) -> list[Why]:
    """The line and the effect, as written; what staff must look at."""
    open_ends = []
    if receipt["charged"] and _charge(inmate, receipt) < 0:
        open_ends.append(Why.BELOW_ZERO)
    whole = receipt.get("fingerprint") == commands.fingerprint(receipt["kind"], args)
    why = repeating.repeat(inmate, receipt, args if whole else None)
    if why is not None:
        open_ends.append(why)
    return open_ends


def _charge(inmate: Inmate, receipt: dict[str, Any]) -> int:
    """Book the line unless the thing was paid; gives the balance."""
    account = accounts.of_inmate(inmate)
    kind, thing, charged = CHARGED[receipt["kind"]], receipt["thing"], receipt["charged"]
    if not Entry.objects.filter(account=account, kind=kind, thing=thing).exists():
        ties = Connection.objects.filter(inmate=inmate)
        tie = ties.filter(pk=receipt["connection"]).first() if receipt.get("connection") else None
        facility = accounts.of_facility(inmate.facility)
        entry = receipt.get("entry")
        booking.book(
            commands.act_id(inmate, UUID(receipt["id"])),
            kind,
            thing,
            [(account, -charged), (facility, charged)],
            contact_name="" if tie is None else tie.contact_name,
            written=booking.Written(UUID(entry) if entry else None),
        )
    account.refresh_from_db(fields=["balance"])
    return account.balance


def _list(inmate: Inmate, receipt: dict[str, Any], why: Why) -> None:
    loose_ends.note(
        f"receipt:{inmate.pk}:{receipt['id']}",
        why,
        kind=receipt["kind"],
        thing=receipt["thing"],
        amount=receipt["charged"],
        inmate=inmate,
        details=receipt,
    )
