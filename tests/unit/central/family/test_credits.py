"""The ledger in words, gifts, the account's page, and the mail page of a demonstration."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from central.accounts.models import Contact
from central.family import texting
from tests import seed
from tests.unit.central.conftest import Clock
from tests.unit.central.family.conftest import text_of


def test_every_line_says_what_it_was_for(
    maria: Client, pair: SimpleNamespace, clock: Clock
) -> None:
    photo = seed.photo(pair.connection, approve=False)["id"]
    seed.reject(photo)
    seed.message(pair.connection, "Hello")
    sealed = seed.message(pair.connection, "Sealed", direction="out", payment="cod")["id"]
    seed.open_by_contact(sealed)
    clock.advance(hours=25)
    seed.gift(pair.connection, 100)
    page = text_of(maria.get("/credits/"))
    for words in (
        "Credits bought",
        "Photo to Daniel",
        "Given back to you: photo to Daniel",
        "Message to Daniel",
        "Opened a collect message from Daniel",
        "Gift to Daniel",
        "+2,000",
        "−100",
        "Prices at North Facility",
    ):
        assert words in page, words


def test_giving_waits_24_hours_and_says_so(
    maria: Client, pair: SimpleNamespace, clock: Clock
) -> None:
    where = f"/people/{pair.connection}/give/"
    page = text_of(maria.get(where))
    assert "You can give now 0 credits" in page
    assert "24 hours after you bought them" in page
    refused = maria.post(where, {"credits": "100", "act": ""}, follow=True)
    assert "You can give 0 now." in text_of(refused)
    clock.advance(hours=25)
    form = maria.get(where)
    act = form.context["act"]
    before = seed.balance(pair.inmate)
    answer = maria.post(where, {"credits": "100", "act": str(act)}, follow=True)
    assert "You gave 100 credits to Daniel." in text_of(answer)
    maria.post(where, {"credits": "100", "act": str(act)})
    assert seed.balance(pair.inmate) == before + 100


@pytest.mark.parametrize("amount", ["0", "-5", "1.5", "lots"])
def test_an_odd_gift_is_refused_beside_the_field(
    maria: Client, pair: SimpleNamespace, amount: str
) -> None:
    page = maria.post(f"/people/{pair.connection}/give/", {"credits": amount, "act": ""})
    assert 'class="error"' in page.content.decode()


def test_details_and_e_mails_are_chosen(maria: Client, pair: SimpleNamespace) -> None:
    form = {"phone": "555 010 0123", "language": "es"}
    page = maria.post("/account/", form, follow=True)
    assert page.status_code == 200
    contact = Contact.objects.get(pk=pair.contact)
    assert (contact.phone, contact.language) == ("5550100123", "es")
    assert not contact.tell_messages
    mail.outbox.clear()
    seed.message(pair.connection, "Hi", direction="out")
    assert mail.outbox == []
    maria.post("/account/", form | {"messages": "on"})
    seed.message(pair.connection, "Hi again", direction="out")


def test_the_mail_page_shows_mails_and_texts(maria: Client, settings: Any, tmp_path: Path) -> None:
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    mail.send_mail("A subject", "Touch http://127.0.0.1:1/x/", None, ["maria@family.example"])
    mail.send_mail("Otro asunto", "Día de lluvia", None, ["maria@family.example"])
    texting.FolderSender().send("5550100123", "Your code is 123456")
    page = maria.get("/demo/mail/")
    text = text_of(page)
    for words in ("A subject", "Otro asunto", "Día de lluvia", "5550100123", "123456"):
        assert words in text, words
    assert '<a href="http://127.0.0.1:1/x/"' in page.content.decode()
    assert list(tmp_path.glob("mail/*.log"))


def test_the_console_sender_prints(capsys: pytest.CaptureFixture[str]) -> None:
    texting.ConsoleSender().send("5550100123", "Your code is 123456")
    assert "123456" in capsys.readouterr().out
