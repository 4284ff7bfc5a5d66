"""What brings money and its open ends back after a restore, each of it once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from central.accounts.models import User
from central.ledger import accounts, booking, loose_ends, purchases
from central.ledger.models import Entry, LooseEnd, Purchase, Transfer, TransferKind
from central.refusals import Refused
from tests import rows, seed


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def test_a_purchase_that_was_paid_for_is_begun_again_once(pair: SimpleNamespace) -> None:
    lost, buyer = uuid4(), UUID(pair.contact)
    for _ in range(2):
        purchases.bring_back(lost, buyer, cents=650)
        purchases.book_capture(lost, payment_id="p1", cents=650)
    assert Purchase.objects.get(pk=lost).credits == 500
    assert seed.balance(pair.contact) == 2500
    assert seed.ledger_faults() == []


def test_no_purchase_is_begun_again_for_nobody_or_an_impossible_sum(pair: SimpleNamespace) -> None:
    with refused("gone"):
        purchases.bring_back(uuid4(), uuid4(), cents=650)
    for cents in (150, 149, 150 + purchases.MOST + 1):
        with refused("bad-amount"):
            purchases.bring_back(uuid4(), UUID(pair.contact), cents=cents)
    purchases.bring_back(uuid4(), UUID(pair.contact), cents=150 + purchases.MOST)
    assert sorted(Purchase.objects.values_list("credits", flat=True)) == [2000, purchases.MOST]


def test_what_is_free_or_paid_already_is_not_charged(pair: SimpleNamespace) -> None:
    tie, payer = rows.connection(pair.connection), accounts.of_inmate(rows.inmate(pair.inmate))

    def charge(act: str, price: int) -> int:
        return booking.charge(act, TransferKind.MESSAGE_SEND, "message:1", payer, tie, price)

    assert charge("a", 0) == 0
    assert not Transfer.objects.filter(thing="message:1").exists()
    assert [charge("b", 50), charge("c", 50)] == [50, 0]
    assert Entry.objects.filter(account=payer, thing="message:1").count() == 1
    assert seed.balance(pair.inmate) == 250


def note(pair: SimpleNamespace | None, source: str = "receipt:1") -> None:
    inmate = None if pair is None else rows.inmate(pair.inmate)
    why = LooseEnd.Why.THING_GONE
    loose_ends.note(
        source, why, kind="message.open", thing="message:1", amount=50, inmate=inmate, details={}
    )


def test_an_open_end_is_listed_once_and_settled_once(pair: SimpleNamespace) -> None:
    note(pair)
    note(pair)
    (end,) = loose_ends.seen_by(rows.staff())
    assert end.facility == rows.facility()
    with refused("empty"):
        loose_ends.settle(end, note=" \n", by=rows.staff())
    settled = loose_ends.settle(end, note=" Given\nback ", by=rows.staff())
    assert (settled.note, settled.settled_by) == ("Given back", rows.staff())
    with refused("already-decided"):
        loose_ends.settle(end, note="Again", by=rows.staff())
    note(pair)
    assert LooseEnd.objects.get().settled_at is not None


def test_open_ends_are_for_those_of_the_facility_and_payments_for_all(
    pair: SimpleNamespace,
) -> None:
    note(pair)
    note(None, "payment:1")
    stranger = User.objects.create_user("elsewhere")
    assert [end.source for end in loose_ends.seen_by(stranger)] == ["payment:1"]
    with refused("not-allowed"):
        loose_ends.settle(LooseEnd.objects.get(source="receipt:1"), note="Mine", by=stranger)
    end = loose_ends.settle(LooseEnd.objects.get(source="payment:1"), note="Paid", by=rows.staff())
    assert end.settled_by == rows.staff()
