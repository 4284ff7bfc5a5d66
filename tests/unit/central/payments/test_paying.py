"""Every way a card payment can end, told in words and booked once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from central.ledger.models import LooseEnd
from central.payments import booking
from central.payments.gateway import Checkout, Payment, PaymentState, gateway
from central.payments.processor.models import Callback, CardPayment
from tests import seed
from tests.unit.central.payments.conftest import (
    DISPUTE,
    GOOD,
    LATE,
    NO,
    POOR,
    SENT,
    TWICE,
    Shopper,
)

pytestmark = pytest.mark.django_db(databases=["default", "processor"])


def test_the_price_stands_before_the_act(shopper: Shopper) -> None:
    page = shopper.client.get("/credits/buy/").content.decode()
    assert "$6.50" in page
    assert "($5.00 + $1.50 fee)" in page


def test_a_good_card_adds_the_credits_once(shopper: Shopper, pair: SimpleNamespace) -> None:
    page = shopper.buy(GOOD, back="/home/")
    assert "500 credits added" in page
    assert "Your card was charged $6.50 once. You now have 2,500 credits." in page
    assert "Go back to where you were" in page
    for callback in Callback.objects.all():
        assert shopper.notify(callback) == 200
    assert seed.balance(pair.contact) == 2500
    assert seed.ledger_faults() == []


def test_a_notice_alone_is_enough(shopper: Shopper, pair: SimpleNamespace) -> None:
    where = shopper.start()
    payment = where.rstrip("/").rpartition("/")[2]
    from central.payments.processor import service
    from central.payments.processor.cards import Behaviour

    service.charge(payment, Behaviour.CAPTURE, "4242")
    assert seed.balance(pair.contact) == 2000
    shopper.notify(Callback.objects.get())
    assert seed.balance(pair.contact) == 2500


@pytest.mark.parametrize(
    ("card", "words"),
    [(NO, "The bank said no"), (POOR, "There is not enough money on this card.")],
)
def test_a_declined_card_costs_nothing(
    shopper: Shopper, pair: SimpleNamespace, card: str, words: str
) -> None:
    page = shopper.buy(card, back="/home/")
    assert words in page
    assert "Your card was not charged." in page
    assert "Try again" in page
    assert seed.balance(pair.contact) == 2000
    assert shopper.purchase.state == "failed"


def test_a_bank_that_answers_late_is_waited_for(shopper: Shopper, pair: SimpleNamespace) -> None:
    page = shopper.buy(LATE)
    assert "The bank has not answered yet" in page
    assert "you do not have to pay again" in page
    assert SENT == []
    shopper.bank("settle", str(shopper.purchase.payment_id))
    assert len(SENT) == 1
    assert seed.balance(pair.contact) == 2000
    shopper.notify(Callback.objects.get())
    assert seed.balance(pair.contact) == 2500
    again = shopper.client.get(f"/credits/paid/{shopper.purchase.pk}/").content.decode()
    assert "500 credits added" in again


def test_two_notices_of_one_payment_are_one_booking(
    shopper: Shopper, pair: SimpleNamespace
) -> None:
    shopper.buy(TWICE)
    assert Callback.objects.count() == 2
    for callback in [*Callback.objects.all(), *Callback.objects.all()]:
        assert shopper.notify(callback) == 200
    assert seed.balance(pair.contact) == 2500
    shopper.bank("repeat", str(shopper.purchase.payment_id))
    assert Callback.objects.count() == 3


def test_a_chargeback_is_its_own_line_and_freezes(shopper: Shopper, pair: SimpleNamespace) -> None:
    shopper.buy(DISPUTE, 1000)
    seed.message(pair.connection, "Spent")
    shopper.bank("charge_back", str(shopper.purchase.payment_id))
    shopper.notify(Callback.objects.order_by("id").last() or Callback())
    shopper.notify(Callback.objects.order_by("id").last() or Callback())
    assert seed.balance(pair.contact) == 2000 - 50
    page = shopper.client.get("/credits/").content.decode()
    assert "Card payment disputed" in page
    assert "Your account is frozen" in page
    told = shopper.client.get(f"/credits/paid/{shopper.purchase.pk}/").content.decode()
    assert "This payment was disputed" in told
    refused = shopper.client.post("/credits/buy/", {"credits": "500"}, follow=True)
    assert "A card payment was disputed, so you cannot send" in refused.content.decode()
    assert seed.ledger_faults() == []


def test_a_chargeback_heard_of_before_its_capture_books_both(
    shopper: Shopper, pair: SimpleNamespace
) -> None:
    from central.payments.processor import service
    from central.payments.processor.cards import Behaviour

    payment = shopper.start().rstrip("/").rpartition("/")[2]
    service.charge(payment, Behaviour.DISPUTE, "0259")
    service.charge_back(payment)
    early, late = Callback.objects.order_by("id")
    assert shopper.notify(late) == 200
    assert shopper.notify(early) == 200
    assert seed.balance(pair.contact) == 2000
    assert shopper.purchase.state == "charged_back"
    assert seed.ledger_faults() == []


@pytest.mark.logs("Bad Request")
def test_a_notice_that_is_not_signed_books_nothing(shopper: Shopper, pair: SimpleNamespace) -> None:
    from central.payments.processor import service
    from central.payments.processor.cards import Behaviour

    payment = shopper.start().rstrip("/").rpartition("/")[2]
    service.charge(payment, Behaviour.CAPTURE, "4242")
    assert shopper.notify(Callback.objects.get(), secret="a guess") == 400
    forged = Client().post("/payments/callback/", b"{}", content_type="application/json")
    assert forged.status_code == 400
    assert seed.balance(pair.contact) == 2000


@pytest.mark.logs("payment-not-booked")
def test_a_notice_about_an_unknown_purchase_is_taken_and_reported(
    shopper: Shopper, pair: SimpleNamespace
) -> None:
    shopper.buy(GOOD)
    callback = Callback.objects.get()
    callback.body = callback.body.replace(
        str(shopper.purchase.pk), "00000000-0000-4000-8000-000000000000"
    )
    assert shopper.notify(callback) == 200
    assert seed.balance(pair.contact) == 2500


def test_going_back_without_paying_costs_nothing(shopper: Shopper) -> None:
    where = shopper.start(back="/home/")
    page = shopper.client.post(f"{where}cancel/", follow=True).content.decode()
    assert "You came back without paying." in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("number", "5555 4444 3333 2222", "Real cards do not work here"),
        ("expiry", "12 / 20", "This card has expired."),
        ("expiry", "13 / 40", "Write the month and the year"),
        ("code", "12", "The security code is"),
    ],
)
def test_the_card_page_names_mistakes(shopper: Shopper, field: str, value: str, words: str) -> None:
    form = {"number": GOOD, "expiry": "12 / 39", "code": "123"} | {field: value}
    page = shopper.client.post(shopper.start(), form).content.decode()
    assert words in page


def test_no_card_number_is_kept(shopper: Shopper) -> None:
    shopper.buy(GOOD)
    digits = GOOD.replace(" ", "")
    for alias in ("default", "processor"):
        with connections[alias].cursor() as cursor:
            tables = connections[alias].introspection.table_names(cursor)
            for table in tables:
                cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
                kept = str(cursor.fetchall())
                assert digits not in kept, table
                assert GOOD not in kept, table
    assert CardPayment.objects.get().last_four == "4242"


@pytest.mark.parametrize("amount", ["499", "750", "0", "-500", "five", "", "100000000"])
def test_other_amounts_are_refused_in_words(shopper: Shopper, amount: str) -> None:
    page = shopper.client.post("/credits/buy/", {"credits": amount}, follow=True)
    assert "Choose an amount in steps of 500" in page.content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_nobody_is_led_to_another_site(shopper: Shopper, back: str) -> None:
    page = shopper.type_card(shopper.start(back=back), GOOD)
    assert "evil" not in page.content.decode()
    assert "javascript:" not in page.content.decode()


def test_captured_payments_can_be_booked_again_after_a_restore(
    shopper: Shopper, pair: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    from django.core.management import call_command

    shopper.buy(GOOD)
    call_command("book_payments")
    assert "1 captured payments looked at" in capsys.readouterr().out
    assert seed.balance(pair.contact) == 2500
    assert len(list(gateway().captured())) == 1


@pytest.mark.logs("Not Found")
def test_the_bank_can_be_played_in_a_demo_only(shopper: Shopper, settings: Any) -> None:
    shopper.buy(GOOD)
    assert "Play the bank" in shopper.client.get("/processor/bank/").content.decode()
    settings.DEMO = False
    assert shopper.client.get("/processor/bank/").status_code == 404
    payment = str(shopper.purchase.payment_id)
    act = shopper.client.post(f"/processor/bank/{payment}/", {"act": "charge_back"})
    assert act.status_code == 404
    assert shopper.client.get("/demo/mail/").status_code == 404


@pytest.mark.logs("payment-not-booked")
def test_a_payment_whose_id_the_books_cannot_name_is_left_to_staff(
    shopper: Shopper, pair: SimpleNamespace
) -> None:
    shopper.start()
    reference = str(shopper.purchase.pk)
    for _ in range(2):  # the card company repeats itself
        booking.book(Payment("p" * 73, reference, pair.contact, 650, PaymentState.CAPTURED))
        booking.book(Payment("p" * 400, reference, pair.contact, 650, PaymentState.CHARGED_BACK))
    assert seed.balance(pair.contact) == 2000
    assert sorted(len(end.details["payment"]) for end in LooseEnd.objects.all()) == [73, 400]
    assert {end.kind for end in LooseEnd.objects.all()} == {"bad-payment-id"}


def test_the_longest_id_of_a_payment_is_booked(shopper: Shopper, pair: SimpleNamespace) -> None:
    shopper.start()
    reference = str(shopper.purchase.pk)
    for state in (PaymentState.CAPTURED, PaymentState.CHARGED_BACK):
        booking.book(Payment("p" * 72, reference, pair.contact, 650, state))
    assert shopper.purchase.state == "charged_back"
    assert seed.ledger_faults() == []


def test_nobody_is_sent_to_pay_under_an_id_that_cannot_be_booked(
    shopper: Shopper, settings: Any
) -> None:
    settings.PAYMENT_GATEWAY = f"{__name__}.Wordy"
    gateway.cache_clear()
    try:
        page = shopper.client.post("/credits/buy/", {"credits": "500"}, follow=True)
    finally:
        gateway.cache_clear()
    assert "Your card was not charged. Try again later." in page.content.decode()
    assert shopper.purchase.payment_id is None


class Wordy:
    """A card company that gives payments ids of any length."""

    def open(self, *_asked: object) -> Checkout:
        """Open a payment."""
        return Checkout("p" * 73, "/pay/")
