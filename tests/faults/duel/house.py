"""Two facilities, a fresh family for each round, and what must hold afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

from django.db import transaction

from central import world
from central.accounts import contacts, inmates
from central.accounts.models import Contact, Inmate, User
from central.connections import deciding, requesting
from central.connections.models import Connection
from central.devices import commands
from central.devices.receipts import ReceiptData
from central.facilities import founding
from central.facilities.models import Facility, StaffRole
from central.feed.models import FeedHead, FeedItem
from central.feed.publishing import item_hash
from central.ledger import accounts, booking, checking
from central.ledger.booking import CHARGES
from central.ledger.models import Account, Transfer, TransferKind
from central.mail import items, review, sending
from central.mail.items import AnyItem
from central.mail.models import Message, Photo
from tests.faults.campaign import Kind, Violation
from tests.faults.duel.racing import Racers

PRICE = 50


def must(holds: object, kind: Kind, about: str) -> None:
    """Raise a violation unless it holds."""
    if not holds:
        raise Violation(kind, about)


@dataclass
class Family:
    """Someone inside and someone outside who are connected, with the credits that a round needs."""

    inmate: Inmate
    contact: Contact
    tie: Connection

    def credit(self, owner: Contact | Inmate, amount: int) -> None:
        """Give credits that anybody may spend at once."""
        mine = account(owner)
        facility = accounts.of_facility(self.inmate.facility)
        act = f"start:{world.new_id()}"
        booking.book(act, TransferKind.CORRECTION, act, [(mine, amount), (facility, -amount)])

    def command(self, kind: str, command: UUID | None = None, **args: Any) -> ReceiptData:
        """Hand in a command as a device would, on what that device knows of the inmate."""
        inmate = Inmate.objects.select_related("facility").get(pk=self.inmate.pk)
        return commands.carry_out(inmate, command or world.new_id(), kind, args)

    def write(self, direction: str, payment: str = "prepaid", text: str = "Hello") -> Message:
        """A message that waits for review, or has arrived where nothing is held."""
        if direction == Message.Direction.IN:
            return sending.send_from_contact(self.tie, text, payment=payment, expected_price=PRICE)
        made = world.new_id()
        return sending.send_from_inmate(
            self.tie,
            text,
            payment=payment,
            expected_price=PRICE,
            message_id=made,
            act=f"write:{made}",
        )

    def deliver(self, direction: str, payment: str = "prepaid", text: str = "Hello") -> AnyItem:
        """A message that has arrived."""
        message = self.write(direction, payment, text)
        if message.state == Message.State.WAITING:
            review.approve(message, by=staff())
        return fresh(message)


def staff(username: str = "reviewer") -> User:
    """One of the two who decide."""
    return User.objects.get(username=username)


def account(owner: Contact | Inmate) -> Account:
    """The account as it stands."""
    if isinstance(owner, Contact):
        return accounts.of_contact(owner)
    return accounts.of_inmate(owner)


def fresh(item: AnyItem) -> AnyItem:
    """The item as it stands, read by whoever is about to act on it."""
    related = "connection__contact__user", "connection__inmate__facility"
    return type(item).objects.select_related(*related).get(pk=item.pk)


def read(item: AnyItem) -> Message:
    """The message as it stands."""
    found = fresh(item)
    if not isinstance(found, Message):
        raise TypeError("a message was meant")
    return found


@dataclass
class House:
    """One central with two facilities: one holds all mail for review, one lets it through."""

    facilities: dict[bool, Facility] = field(default_factory=dict)
    families: int = 0

    def open(self) -> None:
        """Found the facilities and appoint the staff."""
        for held in (True, False):
            rules = {"review_incoming": held, "review_outgoing": held, "review_names": False}
            self.facilities[held] = founding.found(f"Facility {held}", **rules)
        for username in ("reviewer", "second"):
            user = User.objects.create_user(username, is_staff=True)
            for facility in self.facilities.values():
                founding.appoint(user, facility, role=StaffRole.Role.ADMINISTRATOR)

    def family(self, *, held: bool = True, inside: int = 0, outside: int = 0) -> Family:
        """A fresh family with so many credits on either side."""
        self.families += 1
        with transaction.atomic():
            contact = contacts.register(
                f"contact{self.families}",
                "a long password",
                first_name="Maria",
                last_name="Reyes",
                email="",
            )
            contact = contacts.verify(contact, by="text")
            return self.relative(contact, held=held, inside=inside, outside=outside)

    def relative(
        self, contact: Contact, *, held: bool = True, inside: int = 0, outside: int = 0
    ) -> Family:
        """Another inmate who is connected with the contact."""
        self.families += 1
        facility = self.facilities[held]
        with transaction.atomic():
            inmate, _pin = inmates.admit(
                facility,
                number=str(self.families),
                first_name="Daniel",
                last_name="Reyes",
                birth_date=None,
                by=staff(),
            )
            tie = deciding.approve(requesting.ask(contact, inmate, "mother"))
            family = Family(inmate, contact, tie)
            for owner, amount in ((inmate, inside), (contact, outside)):
                if amount:
                    family.credit(owner, amount)
        return family


@dataclass
class Situation:
    """What a round begins with."""

    family: Family
    items: list[AnyItem] = field(default_factory=list)
    other: Family | None = None

    @property
    def item(self) -> AnyItem:
        """The item that the round is about."""
        return self.items[0]


@dataclass(frozen=True)
class Bout:
    """A duel in two parts: what is there before, once for many rounds, and the round itself."""

    prepare: Callable[[Random, House], Situation]
    fight: Callable[[Random, Racers, Situation], None]


# --- what must hold after every round ------------------------------------------------------


def check(*families: Family) -> None:
    """The books are right, nobody is below zero, and each feed is what its audit says."""
    faults = checking.faults()
    must(not faults, Kind.DOUBLE, "; ".join(faults))
    for family in families:
        for owner in (family.inmate, family.contact):
            must(account(owner).balance >= 0, Kind.DOUBLE, "someone is below zero")
        _check_feed(family.inmate)
        for model in (Message, Photo):
            for item in model.objects.filter(connection=family.tie):
                _check_item(item)


def _check_item(item: AnyItem) -> None:
    paid, returned = charges(item), refunds(item)
    must(paid <= 1, Kind.DOUBLE, f"{paid} charges for one thing")
    must(returned <= paid, Kind.DOUBLE, f"{returned} refunds for {paid} charges")
    must(item.refunded == returned * item.price, Kind.LOST, "the item tells of another refund")
    if item.state in {item.State.NOT_DELIVERED, item.State.REJECTED}:
        must(returned == paid, Kind.LOST, "what did not arrive was not refunded")
    if isinstance(item, Message) and item.state == item.State.OPENED and not item.free:
        must(paid == 1, Kind.LOST, "opened without being paid")


def _check_feed(inmate: Inmate) -> None:
    head = FeedHead.objects.get(pk=inmate.pk)
    rows = list(FeedItem.objects.filter(inmate=inmate))
    live = [row for row in rows if not row.deleted]
    digest = sum(item_hash(row.type, row.item, row.rev) for row in live) % 2**64
    must(len({row.seq for row in rows}) == len(rows), Kind.LOST, "two changes at one position")
    must(all(row.seq <= head.seq for row in rows), Kind.LOST, "a change ahead of its feed")
    must(
        (head.count, head.digest) == (len(live), f"{digest:016x}"),
        Kind.LOST,
        "the feed's audit differs from its rows",
    )
    for row in live:
        if row.type == "profile" and isinstance(row.data, dict):
            told = row.data["balance"]
            must(told == account(inmate).balance, Kind.LOST, "the feed tells another balance")


def charges(item: AnyItem) -> int:
    """How often the item was paid for."""
    thing = items.thing_of(item)
    return Transfer.objects.filter(thing=thing, kind__in=CHARGES).count()


def refunds(item: AnyItem) -> int:
    """How often it was refunded."""
    thing = items.thing_of(item)
    return Transfer.objects.filter(thing=thing, kind=TransferKind.REFUND).count()
