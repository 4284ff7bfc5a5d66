"""What the books refuse, do once only, or have room for."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from central.ledger import booking, gifts, loose_ends, purchases
from central.mail.items import thing_of
from central.refusals import Refused
from tests import rows, seed


def test_what_was_paid_comes_back_once(pair: SimpleNamespace) -> None:
    item = rows.item(seed.message(pair.connection, "words")["id"])
    tie = rows.connection(pair.connection)
    price = 2000 - seed.balance(pair.contact)
    assert price == tie.inmate.facility.message_price > 0
    assert [booking.refund(thing_of(item), tie) for _ in range(2)] == [price, 0]
    assert seed.balance(pair.contact) == 2000
    assert booking.refund("message:of-nobody", tie) == 0


def test_no_gifts_where_the_facility_has_none(pair: SimpleNamespace) -> None:
    tie = rows.connection(pair.connection)
    seed.change_facility(gifts_on=False)
    with pytest.raises(Refused, match=r"^service-off$"):
        gifts.give(tie.contact, tie, 5, act="click")
    assert seed.balance(pair.inmate) == 300


@pytest.mark.parametrize("payment", ["", "p" * 73])
def test_a_payment_that_the_books_have_no_name_for_is_refused(payment: str) -> None:
    with pytest.raises(Refused, match=r"^bad-payment-id$") as refused:
        purchases.check_id(payment)
    assert refused.value.details == {"limit": 72}
    purchases.check_id("p" * 72)


def test_loose_ends_are_told_apart_however_long_their_source_is() -> None:
    assert loose_ends.source("payment", "p1") == "payment:p1"
    just = "p" * (loose_ends.LONGEST_SOURCE - len("payment:"))
    assert loose_ends.source("payment", just) == f"payment:{just}"
    long = [loose_ends.source("payment", just + end) for end in ("a", "b", "\ud800")]
    assert len(set(long)) == 3
    assert all(len(each) <= loose_ends.LONGEST_SOURCE for each in long)
    assert loose_ends.source("payment", just + "a") == long[0]
