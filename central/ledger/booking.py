"""The one place that moves credits."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from central import world
from central.accounts.models import Inmate
from central.connections.models import Connection
from central.feed import publishing
from central.ledger import accounts
from central.ledger.models import Account, Entry, Transfer, TransferKind
from central.refusals import Refused
from central.wire import stamp

PEOPLE = frozenset({Account.Kind.CONTACT, Account.Kind.INMATE})
CHARGES = (
    TransferKind.MESSAGE_SEND,
    TransferKind.MESSAGE_OPEN,
    TransferKind.PHOTO_SEND,
    TransferKind.VISIT_BOOK,
)


class AlreadyBookedError(Exception):
    """An act or a thing was about to be booked a second time: the caller did not check."""


@dataclass(frozen=True, slots=True)
class Written:
    """That a line is booked as a receipt has it; `entry` is the inmate's line's own id, if told."""

    entry: UUID | None = None


@transaction.atomic
def book(
    act: str,
    kind: TransferKind,
    thing: str,
    lines: list[tuple[Account, int]],
    *,
    contact_name: str = "",
    written: Written | None = None,
) -> Transfer:
    """Move credits between accounts by entries that sum to zero, and show inmates their line.

    Locks the accounts in order of id. A person's balance never goes below zero but by a
    chargeback, or by what is `written` on a receipt: `too-few-credits` (missing). `contact_name`
    is told in the inmate's line.
    """
    if sum(amount for _, amount in lines) != 0 or not all(amount for _, amount in lines):
        raise ValueError("entries must move credits and sum to zero")
    ids = [account.pk for account, _ in lines]
    locked = {
        account.pk: account
        for account in Account.objects.select_for_update(no_key=True)
        .filter(pk__in=ids)
        .order_by("pk")
    }
    if (
        Transfer.objects.filter(act=act).exists()
        or Entry.objects.filter(account__in=ids, kind=kind, thing=thing).exists()
    ):
        raise AlreadyBookedError(act)
    now = world.now()
    transfer = Transfer.objects.create(act=act, kind=kind, thing=thing, at=now)
    for given, amount in lines:
        account = locked[given.pk]
        account.balance += amount
        _check(account, amount, kind, rebooked=written is not None)
        account.save(update_fields=["balance", "charged_back", "rebooked"])
        own = written is not None and account.inmate is not None and bool(written.entry)
        entry = Entry.objects.create(
            pk=written.entry if written is not None and own else world.new_id(),
            transfer=transfer,
            account=account,
            kind=kind,
            thing=thing,
            amount=amount,
            balance_after=account.balance,
            at=now,
        )
        if account.inmate is not None:
            _show(account.inmate, entry, contact_name)
    return transfer


def _check(account: Account, amount: int, kind: TransferKind, *, rebooked: bool) -> None:
    if account.kind not in PEOPLE:
        return
    below = account.balance < 0
    back = kind == TransferKind.CHARGEBACK
    if amount < 0 and below and not back and not rebooked:
        raise Refused("too-few-credits", missing=-account.balance)
    account.charged_back = below and (account.charged_back or back)
    account.rebooked = below and (account.rebooked or rebooked)


def _show(inmate: Inmate, entry: Entry, contact_name: str) -> None:
    about_type, _, about = entry.thing.partition(":")
    publishing.publish(
        inmate,
        "ledger",
        str(entry.pk),
        {
            "kind": entry.kind,
            "amount": entry.amount,
            "balance_after": entry.balance_after,
            "at": stamp(entry.at),
            "contact_name": contact_name,
            "about_type": about_type,
            "about": about,
        },
    )
    show_profile(inmate, entry.balance_after)


def show_profile(inmate: Inmate, balance: int | None = None) -> int:
    """Put the inmate's profile into their feed; returns its position."""
    if balance is None:
        balance = accounts.of_inmate(inmate).balance
    return publishing.publish(
        inmate,
        "profile",
        str(inmate.pk),
        {
            "number": inmate.number,
            "first_name": inmate.first_name,
            "last_name": inmate.last_name,
            "balance": balance,
            "frozen": inmate.status == Inmate.Status.FROZEN,
        },
    )


def charge(
    act: str, kind: TransferKind, thing: str, payer: Account, connection: Connection, price: int
) -> int:
    """Take `price` from the payer for the facility; returns what was charged.

    That is 0 if it is free, or was paid by a receipt that came back after a restore.
    """
    if price == 0 or Entry.objects.filter(account=payer, kind=kind, thing=thing).exists():
        return 0
    facility = accounts.of_facility(connection.inmate.facility)
    book(
        act,
        kind,
        thing,
        [(payer, -price), (facility, price)],
        contact_name=connection.contact_name,
    )
    return price


def refund(thing: str, connection: Connection) -> int:
    """Return what was charged for a thing, once, to who paid; 0 where nobody has paid.

    Looks at the ledger itself, not at a price: only what was taken can come back.
    """
    charged = Transfer.objects.filter(thing=thing, kind__in=CHARGES).first()
    if charged is None:
        return 0
    if Transfer.objects.filter(thing=thing, kind=TransferKind.REFUND).exists():
        return 0
    entries = list(charged.entries.select_related("account"))
    book(
        f"refund:{thing}",
        TransferKind.REFUND,
        thing,
        [(entry.account, -entry.amount) for entry in entries],
        contact_name=connection.contact_name,
    )
    return sum(-entry.amount for entry in entries if entry.amount < 0)
