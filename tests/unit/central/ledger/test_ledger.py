from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from central.accounts import contacts
from central.accounts.models import Contact, User
from central.ledger import accounts, booking, checking, corrections, gifts, purchases
from central.ledger.models import (
    Account,
    AuditRow,
    Entry,
    Gift,
    LooseEnd,
    Purchase,
    Transfer,
    TransferKind,
)
from central.refusals import Refused
from tests import rows, seed


def contact(pair: SimpleNamespace) -> Contact:
    return Contact.objects.get(pk=pair.contact)


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


# --- immutable -----------------------------------------------------------------------------


def replacing(table: str, columns: str, values: str, keys: str) -> str:
    """SQL that would put a row with another's unique keys in that one's place."""
    into = f"INTO {table} ({columns}) SELECT {values} FROM {table} WHERE id = %s"  # noqa: S608
    if connection.vendor == "sqlite":
        return f"INSERT OR REPLACE {into}"
    return f"INSERT {into} ON CONFLICT ({keys}) DO UPDATE SET thing = 'x'"


def emptying(table: str) -> list[str]:
    """SQL that would empty a table at once, where the database has such a thing."""
    return [] if connection.vendor == "sqlite" else [f"TRUNCATE {table} CASCADE"]


@pytest.mark.parametrize("model", [Transfer, Entry, AuditRow])
def test_rows_cannot_be_changed(pair: SimpleNamespace, model: Any) -> None:
    row = model.objects.first()
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        row.save()
    table = model._meta.db_table
    columns = ", ".join(field.column for field in model._meta.fields)
    connection.check_constraints()  # PostgreSQL empties no table that still has checks to come
    for sql, values in (
        (f"UPDATE {table} SET thing = 'x'", []),  # noqa: S608
        (f"DELETE FROM {table}", []),  # noqa: S608
        (replacing(table, columns, columns, "id"), [row.pk.hex]),
        *((sql, []) for sql in emptying(table)),
    ):
        with (
            pytest.raises(DatabaseError, match="cannot be changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, values)
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(("model", "keys"), [(Transfer, "act"), (Entry, "account_id, kind, thing")])
def test_a_row_is_not_replaced_by_one_of_another_id(
    pair: SimpleNamespace, model: Any, keys: str
) -> None:
    row = model.objects.first()
    values = {field.attname: getattr(row, field.attname) for field in model._meta.fields}
    columns = ", ".join(values)
    taken = ", ".join(f"'{uuid4().hex}'" if name == "id" else name for name in values)
    table = model._meta.db_table
    with (
        pytest.raises(DatabaseError, match="cannot be changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(replacing(table, columns, taken, keys), [row.pk.hex])
    assert model.objects.get(pk=row.pk)


def test_a_thing_is_booked_once_for_an_account(pair: SimpleNamespace) -> None:
    entry = Entry.objects.get(kind="correction", account__inmate=pair.inmate)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(
            transfer=Transfer.objects.exclude(pk=entry.transfer_id)[0],
            account=entry.account,
            kind=entry.kind,
            thing=entry.thing,
            amount=5,
            balance_after=5,
            at=entry.at,
        )
    lines = [(entry.account, -5), (accounts.of_contact(contact(pair)), 5)]
    with pytest.raises(booking.AlreadyBookedError), transaction.atomic():
        booking.book("other act", TransferKind.CORRECTION, entry.thing, lines)
    with pytest.raises(booking.AlreadyBookedError), transaction.atomic():
        booking.book(entry.transfer.act, TransferKind.GIFT, "other:thing", lines)


def test_entries_must_sum_to_zero(pair: SimpleNamespace) -> None:
    ours, theirs = accounts.of_contact(contact(pair)), accounts.fees()
    for lines in ([(ours, 5)], [(ours, 5), (theirs, -4)], [(ours, 0), (theirs, 0)]):
        with pytest.raises(ValueError, match="sum to zero"):
            booking.book("act", TransferKind.GIFT, "thing:1", lines)


def test_the_database_itself_keeps_people_above_zero(pair: SimpleNamespace) -> None:
    for owner in ({"inmate": pair.inmate}, {"contact": pair.contact}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Account.objects.filter(**owner).update(balance=-1)


# --- purchases -----------------------------------------------------------------------------


def test_credits_come_in_steps_with_a_fee(pair: SimpleNamespace) -> None:
    smallest = purchases.start(contact(pair), 500)
    assert smallest.cents == 650
    for amount in (0, -500, 499, 750, 10**9):
        with refused("bad-amount"):
            purchases.start(contact(pair), amount)


@pytest.mark.logs("captured another sum", "second payment")
def test_a_capture_is_booked_once(pair: SimpleNamespace) -> None:
    purchase = purchases.start(contact(pair), 500)
    with refused("bad-amount"):
        purchases.book_capture(purchase.pk, payment_id="p1", cents=500)
    for _ in range(3):
        booked = purchases.book_capture(purchase.pk, payment_id="p1", cents=650)
        assert booked.state == Purchase.State.CAPTURED
    assert seed.balance(pair.contact) == 2500
    with refused("already-decided"):
        purchases.book_capture(purchase.pk, payment_id="p2", cents=650)
    other = purchases.start(contact(pair), 500)
    with refused("already-decided"):
        purchases.book_capture(other.pk, payment_id="p1", cents=650)
    assert seed.balance(pair.contact) == 2500
    assert seed.ledger_faults() == []


def test_without_a_fee_only_credits_move(pair: SimpleNamespace, settings: Any) -> None:
    settings.PURCHASE_FEE = 0
    purchase = purchases.start(contact(pair), 500)
    purchases.book_capture(purchase.pk, payment_id="p1", cents=500)
    lines = Entry.objects.filter(thing="payment:p1")
    assert sorted(lines.values_list("amount", flat=True)) == [-500, 500]
    purchases.book_chargeback("p1")
    lines = Entry.objects.filter(thing="payment:p1", kind=TransferKind.CHARGEBACK)
    assert sorted(lines.values_list("amount", flat=True)) == [-500, 500]
    assert seed.balance(pair.contact) == 2000
    assert seed.ledger_faults() == []


def test_a_decline_moves_nothing_and_a_late_capture_counts(pair: SimpleNamespace) -> None:
    purchase = purchases.start(contact(pair), 500)
    assert purchases.book_failure(purchase.pk, failure="declined").state == Purchase.State.FAILED
    assert seed.balance(pair.contact) == 2000
    purchases.book_capture(purchase.pk, payment_id="p1", cents=650)
    assert seed.balance(pair.contact) == 2500
    assert purchases.book_failure(purchase.pk, failure="late").state == Purchase.State.CAPTURED


def test_a_chargeback_may_go_below_zero_and_freezes(pair: SimpleNamespace) -> None:
    payment = seed.credits(pair.contact, 500)["payment"]
    for number in range(25):
        seed.photo(pair.connection, seed=number, width=40, height=30)
    assert seed.balance(pair.contact) == 0
    for _ in range(2):
        purchases.book_chargeback(payment)
    assert seed.balance(pair.contact) == -500
    assert contact(pair).frozen_at is not None
    with refused("account-frozen"):
        seed.message(pair.connection, "hello")
    with refused("account-frozen"):
        seed.credits(pair.contact, 500)
    from central.accounts import contacts

    with refused("too-few-credits"):
        contacts.unfreeze(contact(pair), by=rows.staff())
    with refused("gone"):
        purchases.book_chargeback("no such payment")
    assert seed.ledger_faults() == []


# --- gifts ---------------------------------------------------------------------------------


def test_card_bought_credits_can_be_given_after_a_day(pair: SimpleNamespace, clock: Any) -> None:
    with refused("not-yet-giveable"):
        seed.gift(pair.connection, 100)
    clock.advance(hours=24, seconds=1)
    seed.credits(pair.contact, 500)
    assert gifts.giveable(contact(pair)) == 2000
    seed.gift(pair.connection, 2000)
    assert (seed.balance(pair.contact), seed.balance(pair.inmate)) == (500, 2300)
    with refused("not-yet-giveable"):
        seed.gift(pair.connection, 1)
    with refused("too-few-credits"):
        seed.gift(pair.connection, 501)
    for amount in (0, -100):
        with refused("bad-amount"):
            seed.gift(pair.connection, amount)


def test_one_click_gives_once(pair: SimpleNamespace, others: SimpleNamespace, clock: Any) -> None:
    clock.advance(hours=25)
    tie = rows.connection(pair.connection)
    first = gifts.give(tie.contact, tie, 100, act="click")
    assert gifts.give(tie.contact, tie, 100, act="click") == first
    assert seed.balance(pair.inmate) == 400
    line = seed.entries(pair.inmate)[-1]
    assert (line["kind"], line["amount"], line["after"]) == ("gift", 100, 400)
    with refused("not-allowed"):
        gifts.give(tie.contact, rows.connection(others.connection), 100, act="other")


# --- corrections ---------------------------------------------------------------------------


def test_corrections_take_two_people(pair: SimpleNamespace) -> None:
    account = Account.objects.get(inmate=pair.inmate)
    facility, one = rows.facility(), rows.staff()
    two = User.objects.get(username="second")
    proposed = corrections.propose(account, facility, -40, reason="billed twice", by=one)
    assert seed.balance(pair.inmate) == 300
    with refused("same-person"):
        corrections.decide(proposed, approve=True, by=one)
    corrections.decide(proposed, approve=True, by=two)
    with refused("already-decided"):
        corrections.decide(proposed, approve=True, by=two)
    assert seed.balance(pair.inmate) == 260
    dropped = corrections.propose(account, facility, 40, reason="no", by=one)
    corrections.decide(dropped, approve=False, by=two)
    assert seed.balance(pair.inmate) == 260
    with refused("not-allowed"):
        corrections.propose(accounts.fees(), facility, 40, reason="x", by=one)
    with refused("empty"):
        corrections.propose(account, facility, 40, reason=" ", by=one)


def test_a_contact_is_put_right_by_those_of_its_facility_alone(pair: SimpleNamespace) -> None:
    account = accounts.of_contact(contact(pair))
    proposed = corrections.propose(account, rows.facility(), 40, reason="x", by=rows.staff())
    corrections.decide(proposed, approve=True, by=User.objects.get(username="second"))
    assert seed.balance(pair.contact) == 2040
    assert seed.ledger_faults() == []
    stranger = accounts.of_contact(Contact.objects.get(pk=seed.contact("grace")["id"]))
    with refused("not-allowed"):
        corrections.propose(stranger, rows.facility(), 40, reason="x", by=rows.staff())


def test_rows_are_named_by_what_they_are_about_and_by_nobody(pair: SimpleNamespace) -> None:
    account = Account.objects.get(inmate=pair.inmate)
    assert str(account) == f"inmate {account.pk}"
    purchase = Purchase.objects.filter(contact=pair.contact).get()
    assert str(purchase) == str(purchase.pk)
    bought = Transfer.objects.get(thing=f"payment:{purchase.payment_id}")
    assert str(bought) == f"purchase payment:{purchase.payment_id}"
    assert sorted(map(str, bought.entries.all())) == [
        "+150 purchase", "+2000 purchase", "-2150 purchase"
    ]  # fmt: skip
    gift = Gift(contact_id=pair.contact, inmate_id=pair.inmate, credits=5)
    assert str(gift) == str(gift.pk)
    proposed = corrections.propose(account, rows.facility(), 4, reason="x", by=rows.staff())
    assert str(proposed) == str(proposed.pk)
    row = AuditRow.objects.get(thing=f"correction:{proposed.pk}")
    assert str(row) == f"correction.propose correction:{proposed.pk}"
    loose = LooseEnd(why=LooseEnd.Why.THING_GONE, thing="message:1")
    assert str(loose) == "thing-gone message:1"


def test_the_check_finds_what_is_wrong(pair: SimpleNamespace) -> None:
    call_command("check_ledger")
    assert checking.faults() == []
    Account.objects.filter(inmate=pair.inmate).update(balance=1_000)
    assert len(checking.faults()) == 2
    with pytest.raises(CommandError, match="its lines differ"):
        call_command("check_ledger")


def test_a_gift_looks_at_the_connection_as_it_is_now(pair: SimpleNamespace, clock: Any) -> None:
    clock.advance(hours=25)
    seen = rows.connection(pair.connection)  # by a page that was opened before
    seed.block_by_inmate(pair.connection)
    with refused("blocked"):
        gifts.give(seen.contact, seen, 5, act="a")
    seed.unblock(pair.connection)
    seen = rows.connection(pair.connection)
    contacts.freeze(seen.contact, reason="chargeback", actor="gateway")
    with refused("account-frozen"):
        gifts.give(seen.contact, seen, 5, act="b")
    assert seed.balance(pair.inmate) == 300


def test_nothing_is_charged_back_that_was_not_captured(pair: SimpleNamespace) -> None:
    started = purchases.start(contact(pair), 500)
    Purchase.objects.filter(pk=started.pk).update(payment_id="pay_open")
    with refused("gone"):
        purchases.book_chargeback("pay_open")
    assert contact(pair).works
    assert seed.balance(pair.contact) == 2000


@pytest.mark.parametrize("amount", [10**30, -(10**30), 2**31, 0])
def test_a_correction_has_a_sane_amount(pair: SimpleNamespace, amount: int) -> None:
    account = accounts.of_contact(contact(pair))
    with refused("bad-amount"):
        corrections.propose(account, rows.facility(), amount, reason="x", by=rows.staff())
