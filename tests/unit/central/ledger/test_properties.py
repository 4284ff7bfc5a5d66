"""No sequence of acts, retries and refusals creates or destroys a credit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import Count, Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central import world
from central.accounts.models import Inmate
from central.devices import commands
from central.ledger import checking, purchases
from central.ledger.models import Account, Entry, Purchase
from central.mail.models import Message
from central.refusals import Refused
from tests import rows, seed
from tests.unit.central.conftest import Clock

Money = dict[str, int]


class Town:
    """Two inmates and two contacts, and a model of who should have what."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        seed.facility(message_price=50, photo_price=100)
        self.inmates = [seed.inmate(f"70{n}", "A", "B", pin="480215")["id"] for n in range(2)]
        self.contacts = [seed.contact(f"who{n}", "C", "D")["id"] for n in range(2)]
        self.ties = [
            seed.connection(who, inmate)["id"] for who in self.contacts for inmate in self.inmates
        ]
        self.payments: list[str] = []
        self.sent: list[str] = []
        self.issued: list[tuple[Inmate, Any, str, dict[str, Any]]] = []

    def buy(self, a: int, b: int) -> None:
        self.payments.append(seed.credits(self.contacts[a % 2], 500 * (1 + b % 3))["payment"])

    def capture_again(self, a: int, b: int) -> None:
        if self.payments:
            payment = self.payments[a % len(self.payments)]
            row = Purchase.objects.get(payment_id=payment)
            purchases.book_capture(row.pk, payment_id=payment, cents=row.cents)

    def charge_back(self, a: int, b: int) -> None:
        if self.payments and b % 4 == 0:
            purchases.book_chargeback(self.payments[a % len(self.payments)])

    def give(self, a: int, b: int) -> None:
        if b % 2:
            self.clock.advance(hours=25)
        seed.gift(self.ties[a % 4], 10 + b % 200)

    def write_in(self, a: int, b: int) -> None:
        payment = "cod" if b % 2 else "prepaid"
        sent = seed.message(self.ties[a % 4], f"{a} {b}", payment=payment, approve=b % 3 == 0)
        self.sent.append(sent["id"])

    def write_out(self, a: int, b: int) -> None:
        tie = rows.connection(self.ties[a % 4])
        payment = "cod" if b % 2 else "prepaid"
        args: dict[str, Any] = {"message": str(uuid4()), "connection": str(tie.pk)}
        args |= {"payment": payment, "expected_price": 50 if b % 5 else 40, "body": f"{a}"}
        self._command(tie.inmate, "message.send", args)
        self.sent.append(str(args["message"]))

    def open_in(self, a: int, b: int) -> None:
        message = Message.objects.select_related("connection__inmate").filter(pk=self._pick(a))
        for found in message:
            args = {"message": str(found.pk), "expected_price": found.price}
            self._command(found.connection.inmate, "message.open", args)

    def open_out(self, a: int, b: int) -> None:
        if Message.objects.filter(pk=self._pick(a)).exists():
            seed.open_by_contact(self._pick(a))

    def retry(self, a: int, b: int) -> None:
        if self.issued:
            inmate, command, kind, args = self.issued[a % len(self.issued)]
            before = self.balances()
            commands.carry_out(inmate, command, kind, args)
            assert self.balances() == before

    def decide(self, a: int, b: int) -> None:
        item = self._pick(a)
        if Message.objects.filter(pk=item).exists():
            act: Callable[[str], Any] = [
                seed.approve,
                seed.reject,
                lambda one: seed.withdraw(one, refund=bool(b % 2)),
                lambda one: seed.decide_appeal(one, uphold=bool(b % 2)),
                seed.appeal,
            ][b % 5]
            act(item)

    def stop(self, a: int, b: int) -> None:
        tie = self.ties[a % 4]
        if b % 2:
            seed.block_by_contact(tie)
        else:
            seed.block_by_inmate(tie)
        seed.unblock(tie)

    def _pick(self, a: int) -> str:
        return self.sent[a % len(self.sent)] if self.sent else str(uuid4())

    def _command(self, inmate: Inmate, kind: str, args: dict[str, Any]) -> None:
        command = uuid4()
        self.issued.append((inmate, command, kind, args))
        commands.carry_out(inmate, command, kind, args)

    def balances(self) -> dict[Any, int]:
        return dict(Account.objects.values_list("pk", "balance"))

    def check(self) -> None:
        assert checking.faults() == []
        assert (Account.objects.aggregate(all=Sum("balance"))["all"] or 0) == 0
        doubled = (
            Entry.objects.values("account", "kind", "thing")
            .annotate(times=Count("pk"))
            .filter(times__gt=1)
        )
        assert list(doubled) == []
        for account in Account.objects.filter(balance__lt=0, kind__in=["contact", "inmate"]):
            assert account.charged_back
        for message in self.sent:
            lines = Entry.objects.filter(thing=f"message:{message}", amount__lt=0)
            charges = lines.exclude(kind="refund").count()
            assert charges <= 1, "nobody pays twice, and never both sides"
            assert lines.filter(kind="refund").count() <= charges


ACTS = [
    Town.buy,
    Town.capture_again,
    Town.charge_back,
    Town.give,
    Town.write_in,
    Town.write_in,
    Town.write_out,
    Town.write_out,
    Town.open_in,
    Town.open_out,
    Town.retry,
    Town.decide,
    Town.decide,
    Town.stop,
]


class _Undo(Exception):  # noqa: N818
    """Ends an example, leaving the database as it was."""


@pytest.mark.django_db
@settings(
    max_examples=settings().max_examples // 5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(ACTS), st.integers(0, 30), st.integers(0, 30)),
        min_size=1,
        max_size=30,
    )
)
def test_credits_are_neither_made_nor_lost(db: None, acts: list[Any]) -> None:
    clock = Clock()
    with pytest.raises(_Undo), world.replaced(clock), transaction.atomic():
        town = Town(clock)
        for act, a, b in acts:
            before = town.balances()
            try:
                with transaction.atomic():
                    act(town, a, b)
            except Refused:
                assert town.balances() == before, "a refusal moves nothing"
            town.check()
        raise _Undo
