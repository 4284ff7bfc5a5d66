"""The processor's own ground: signatures, databases, delivery over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.db import connections

from central import world
from central.payments.processor import callbacks, service, signing
from central.payments.processor.cards import CARDS, Behaviour, behaviour_of
from central.payments.processor.models import Callback, CardPayment
from central.payments.processor.router import ProcessorRouter

pytestmark = pytest.mark.django_db(databases=["default", "processor"])
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_signature_holds_for_its_body_its_secret_and_five_minutes() -> None:
    signature = signing.sign("secret", b"body", NOW)
    assert signing.valid("secret", b"body", signature, NOW)
    assert signing.valid("secret", b"body", signature, NOW + timedelta(minutes=5))
    assert not signing.valid("secret", b"body", signature, NOW + timedelta(minutes=5, seconds=1))
    assert not signing.valid("secret", b"other", signature, NOW)
    assert not signing.valid("other", b"body", signature, NOW)
    for broken in ("", "t=,v1=", "t=x,v1=y", "v1=é", signature.replace("v1=", "v2=")):
        assert not signing.valid("secret", b"body", broken, NOW)


def test_the_processor_has_a_database_of_its_own() -> None:
    assert CardPayment.objects.db == "processor"
    with connections["default"].cursor() as cursor:
        ours = connections["default"].introspection.table_names(cursor)
    with connections["processor"].cursor() as cursor:
        theirs = connections["processor"].introspection.table_names(cursor)
    assert not any(name.startswith("processor_") for name in ours)
    assert {name for name in theirs if not name.startswith("django_")} == {
        "processor_cardpayment",
        "processor_callback",
    }
    assert ProcessorRouter().allow_migrate("default", "processor") is False


def test_a_card_is_known_however_it_is_typed() -> None:
    assert behaviour_of("4242-4242 42424242") is Behaviour.CAPTURE
    assert behaviour_of("1234") is None
    assert {card.behaviour for card in CARDS} == set(Behaviour)


def test_a_payment_is_opened_once_for_a_reference_and_charged_once() -> None:
    first = service.open_payment("order 1", "contact", 650, "/back/", "http://127.0.0.1:9/")
    assert service.open_payment("order 1", "contact", 650, "/back/", "http://127.0.0.1:9/") == first
    assert service.charge(first, Behaviour.DECLINE, "0002") == "declined"
    assert service.charge(first, Behaviour.CAPTURE, "4242") == "declined"
    assert service.settle(first) == "declined"
    assert service.charge_back(first) == "declined"
    assert service.facts("nothing") is None


class Shop(BaseHTTPRequestHandler):
    """A shop that answers what it is told to, and remembers."""

    status = 200
    heard: list[tuple[bytes, str]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Shop.heard.append((body, self.headers["Processor-Signature"]))
        self.send_response(Shop.status)
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        """Stay quiet."""


@pytest.fixture
def shop() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Shop)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    Shop.status, Shop.heard = 200, []
    yield f"http://127.0.0.1:{server.server_address[1]}/callback/"
    server.shutdown()
    thread.join()
    server.server_close()


def owed(address: str) -> Callback:
    payment = service.open_payment("order 2", "contact", 650, "/back/", address)
    service.charge(payment, Behaviour.CAPTURE, "4242")
    return Callback.objects.get()


def test_a_notice_is_posted_signed_and_resent_until_taken(shop: str, settings: Any) -> None:
    callback = owed(shop)
    Shop.status = 500
    assert not callbacks.deliver(callback.pk)
    Shop.status = 200
    assert callbacks.deliver_owed() == 1
    assert callbacks.deliver_owed() == 0
    callback.refresh_from_db()
    assert (callback.taken, callback.attempts) == (True, 2)
    body, signature = Shop.heard[-1]
    assert signing.valid(settings.PAYMENT_SECRET, body, signature, world.now())


def test_a_shop_that_is_away_gets_its_notice_later() -> None:
    callback = owed("http://127.0.0.1:9/callback/")
    assert not callbacks.deliver(callback.pk)
    callback.refresh_from_db()
    assert (callback.taken, callback.attempts) == (False, 1)
