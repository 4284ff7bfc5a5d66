"""A contact who buys, and a card company whose notices reach central when a test says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as configured
from django.test import Client

from central import world
from central.accounts.models import Contact
from central.ledger.models import Purchase
from central.payments.processor import callbacks, signing
from central.payments.processor.models import Callback
from tests import seed
from tests.unit.central.family.conftest import text_of

GOOD, NO, POOR, LATE, TWICE, DISPUTE = (
    "4242 4242 4242 4242",
    "4000 0000 0000 0002",
    "4000 0000 0000 9995",
    "4000 0000 0000 0077",
    "4000 0000 0000 0101",
    "4000 0000 0000 0259",
)


class Shopper:
    """Maria with her card; `told` counts the notices that central took."""

    def __init__(self, client: Client, capture: Any) -> None:
        self.client, self._capture = client, capture
        self.told: list[int] = []

    def start(self, credits: int = 500, back: str = "") -> str:  # noqa: A002
        """Choose an amount; gives the address of the card page."""
        answer = self.client.post("/credits/buy/", {"credits": str(credits), "next": back})
        return str(answer.headers["Location"])

    def type_card(self, where: str, number: str) -> Any:
        """Fill in the card page; gives the page that the person lands on."""
        form = {"number": number, "expiry": "12 / 39", "code": "123"}
        with self._capture(using="processor", execute=True):
            return self.client.post(where, form, follow=True)

    def buy(self, number: str, credits: int = 500, back: str = "") -> str:  # noqa: A002
        """Buy; gives the words of the page on which it ends."""
        return text_of(self.type_card(self.start(credits, back), number))

    def bank(self, act: str, payment: str) -> None:
        """Play the bank."""
        with self._capture(using="processor", execute=True):
            self.client.post(f"/processor/bank/{payment}/", {"act": act})

    def notify(self, callback: Callback, secret: str = "") -> int:
        """Bring one notice to central, as the card company does; gives the status."""
        body = callback.body.encode()
        signature = signing.sign(secret or configured.PAYMENT_SECRET, body, world.now())
        answer = Client().post(
            "/payments/callback/",
            body,
            content_type="application/json",
            headers={"Processor-Signature": signature},
        )
        self.told.append(answer.status_code)
        return answer.status_code

    @property
    def purchase(self) -> Purchase:
        """The newest purchase begun by the pages."""
        return Purchase.objects.order_by("started_at").last() or Purchase()


SENT: list[int] = []


def note(callbacks: list[int]) -> None:
    """Stands where the thread that posts notices stands: keeps them for the test to bring."""
    SENT.extend(callbacks)


@pytest.fixture(autouse=True)
def sender(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """What the card company would have posted by now."""
    monkeypatch.setattr(callbacks, "send_in_background", note)
    settings.DEMO = True
    SENT.clear()
    yield SENT
    SENT.clear()


@pytest.fixture
def shopper(
    pair: SimpleNamespace,
    client: Client,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> Shopper:
    """Maria, who has 2000 credits already."""
    contact = Contact.objects.get(pk=UUID(pair.contact))
    client.force_login(contact.user, "django.contrib.auth.backends.ModelBackend")
    assert seed.balance(pair.contact) == 2000
    return Shopper(client, django_capture_on_commit_callbacks)
