"""Making an account: by e-mail link, by text code, and what it tells to strangers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from central.accounts.models import Contact, User
from central.family.signup import SignUpForm
from tests import seed
from tests.unit.central.conftest import Clock
from tests.unit.central.family.conftest import last_link, text_of

FORM = {
    "first_name": "Rosa",
    "last_name": "Whitfield",
    "username": "rosa",
    "password1": "Nine green parrots",
    "email": "rosa@home.example",
    "phone": "",
}


def sign_up(client: Client, **changed: str) -> Any:
    return client.post("/accounts/signup/", FORM | changed, follow=True)


@pytest.mark.usefixtures("db")
def test_a_link_in_an_e_mail_makes_the_account_work(client: Client) -> None:
    page = sign_up(client)
    assert "One more step" in text_of(page)
    contact = Contact.objects.get(user__username="rosa")
    assert contact.name == "Rosa Whitfield"
    assert contact.verified_at is None
    assert client.get("/home/").headers["Location"] == "/verify/"
    assert "Confirm your e-mail" in mail.outbox[-1].subject
    assert "Your e-mail is confirmed." in text_of(client.get(last_link(), follow=True))
    contact.refresh_from_db()
    assert contact.verified_by == "email"
    assert "Hello, Rosa" in text_of(client.get("/home/"))


@pytest.mark.usefixtures("db")
def test_the_link_works_in_another_browser(client: Client) -> None:
    sign_up(client)
    Client().get(last_link())
    assert "Hello, Rosa" in text_of(client.get("/home/"))


@pytest.mark.usefixtures("db")
def test_a_code_in_a_text_message_makes_the_account_work(
    client: Client, clock: Clock, settings: Any
) -> None:
    sign_up(client, email="", phone="(555) 010-0123")
    contact = Contact.objects.get(user__username="rosa")
    assert contact.phone == "5550100123"
    assert "Text me a code" in text_of(client.get("/verify/"))
    client.post("/verify/", {"act": "text"})
    letter = next(Path(settings.TEXT_FILE_PATH).glob("*.txt")).read_text()
    code = re.findall(r"\b\d{6}\b", letter)[-1]
    wrong = "000000" if code != "000000" else "111111"
    said = client.post("/verify/", {"act": "code", "code": wrong}, follow=True)
    assert "This code is not right" in text_of(said)
    said = client.post("/verify/", {"act": "text"}, follow=True)
    assert "Wait a minute" in text_of(said)
    client.post("/verify/", {"act": "code", "code": code})
    contact.refresh_from_db()
    assert contact.verified_by == "text"
    assert clock.time is not None


@pytest.mark.usefixtures("db")
def test_one_way_to_reach_the_person_is_needed(client: Client) -> None:
    page = sign_up(client, email="", phone="")
    assert "Give us an e-mail address or a mobile phone." in text_of(page)
    assert not User.objects.filter(username="rosa").exists()


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"first_name": "123"}, "Write it in letters."),
        ({"password1": "12345678"}, "entirely numeric"),
        ({"phone": "call me"}, "Write the number with its area code"),
        ({"email": "rosa at home"}, "valid email"),
    ],
)
def test_mistakes_are_told_beside_the_field(
    client: Client, changed: dict[str, str], fault: str
) -> None:
    assert fault in text_of(sign_up(client, **changed))


@pytest.mark.usefixtures("db")
def test_a_username_taken_at_the_same_moment_is_refused_like_any_taken_one(client: Client) -> None:
    form = SignUpForm(FORM)
    assert form.is_valid()
    sign_up(Client(), first_name="Ruth", email="ruth@home.example")  # before ours is written
    request = client.get("/accounts/signup/").wsgi_request
    with request_context(request):
        made, page = form.try_save(request)
    assert made is None
    assert "A user with that username already exists." in text_of(page)
    assert text_of(page) == text_of(sign_up(client))
    assert [contact.name for contact in Contact.objects.all()] == ["Ruth Whitfield"]
    assert [address.email for address in EmailAddress.objects.all()] == ["ruth@home.example"]


@pytest.mark.usefixtures("pair")
def test_signing_up_tells_no_one_who_has_an_account(client: Client) -> None:
    page = sign_up(client, email="maria@family.example")
    assert "already" not in text_of(page)
    assert "One more step" in text_of(page)


@pytest.mark.usefixtures("db")
def test_of_two_accounts_with_one_address_only_the_first_to_follow_a_link_has_it() -> None:
    first, second = Client(), Client()
    sign_up(first)
    sign_up(second, username="rose")
    links = re.findall(r"http://\S+", "\n".join(str(letter.body) for letter in mail.outbox))
    for link in links:
        assert Client().get(link, follow=True).status_code == 200
    confirmed = Contact.objects.filter(verified_by="email")
    assert [contact.user.username for contact in confirmed] == ["rosa"]
    with pytest.raises(IntegrityError), transaction.atomic():  # not even at the same moment
        EmailAddress.objects.filter(user__username="rose").update(verified=True)


@pytest.mark.usefixtures("pair")
def test_a_forgotten_password_is_changed_by_a_link(client: Client) -> None:
    seed.contact("olga", "Olga", "Reyes")
    client.post("/accounts/password/reset/", {"email": "olga@family.example"})
    form = client.get(last_link(), follow=True)
    where = form.redirect_chain[-1][0]
    new = {"password1": "Eleven blue herons", "password2": "Eleven blue herons"}
    client.post(where, new)
    assert Client().login(username="olga", password="Eleven blue herons")


@pytest.mark.usefixtures("pair")
def test_an_unknown_address_gets_the_same_page(client: Client) -> None:
    page = client.post("/accounts/password/reset/", {"email": "no@one.example"}, follow=True)
    assert "If the address belongs to an account" in text_of(page)


@pytest.mark.usefixtures("pair")
def test_staff_and_strangers_are_led_to_their_own_doors(client: Client) -> None:
    assert client.get("/home/").headers["Location"].startswith("/accounts/login/")
    client.force_login(
        User.objects.get(username="reviewer"), "django.contrib.auth.backends.ModelBackend"
    )
    assert client.get("/home/").headers["Location"] == "/staff/"
    assert client.get("/").headers["Location"] == "/staff/"


def test_a_changed_password_is_said(maria: Client) -> None:
    form = {
        "oldpassword": "a long password",
        "password1": "Nine green parrots",
        "password2": "Nine green parrots",
    }
    page = maria.post("/accounts/password/change/", form, follow=True)
    assert "Your password is changed" in text_of(page)


@pytest.mark.logs("Not Found")
def test_a_wrong_address_says_so_in_the_page_of_the_house(maria: Client) -> None:
    page = maria.get("/people/nobody/")
    assert page.status_code == 404
    assert "This page is not here" in text_of(page)


@pytest.mark.logs("Too Many", "Login failures")
@pytest.mark.usefixtures("pair")
def test_many_wrong_passwords_have_to_wait(client: Client) -> None:
    pages = [
        text_of(client.post("/accounts/login/", {"login": "maria", "password": f"wrong {n}"}))
        for n in range(8)
    ]
    assert any("many" in page.lower() for page in pages)
    right = client.post("/accounts/login/", {"login": "maria", "password": "a long password"})
    assert right.status_code != 302
