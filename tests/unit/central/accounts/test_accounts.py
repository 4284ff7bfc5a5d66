from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from central.accounts import contacts, inmates, pins
from central.accounts.models import Contact, Inmate
from central.refusals import Refused
from tests import seed

BORN = date(1984, 7, 23)


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


class Phone:
    """Keeps the text messages that would have gone out."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, str]] = []

    def send(self, phone: str, text: str) -> None:
        self.texts.append((phone, text))


@pytest.mark.parametrize(
    ("pin", "reason"),
    [
        ("480215", None),
        ("123456", "sequence"),
        ("987654", "sequence"),
        ("890123", None),
        ("000000", "repeated"),
        ("112112", "repeated"),
        ("474747", "repeated"),
        ("123123", "repeated"),
        ("072384", "birth-date"),
        ("230784", "birth-date"),
        ("840723", "birth-date"),
        ("198407", "birth-date"),
        ("071984", "birth-date"),
        ("554321", "number"),
        ("54321", "not-six-digits"),
        ("5432101", "not-six-digits"),
        ("54321o", "not-six-digits"),
    ],
)
def test_weak_pins(pin: str, reason: str | None) -> None:
    assert pins.weakness(pin, number="A-554321", birth_date=BORN) == reason


def test_a_short_number_inside_a_pin_is_weak() -> None:
    assert pins.weakness("710019", number="1001", birth_date=None) == "number"
    assert pins.weakness("001001", number="1001", birth_date=None) == "repeated"


def test_drawn_pins_are_never_weak() -> None:
    for _ in range(200):
        pin = pins.draw(number="1001", birth_date=BORN)
        assert pins.weakness(pin, number="1001", birth_date=BORN) is None


def test_numbers_are_one_of_a_kind(pair: SimpleNamespace) -> None:
    with refused("number-taken"):
        seed.inmate("1001")
    with refused("bad-name"):
        seed.inmate("1002", " ", "X")


def test_search_finds_by_every_word(pair: SimpleNamespace, others: SimpleNamespace) -> None:
    def found(words: str) -> list[str]:
        return [inmate.number for inmate in inmates.search(words)]

    assert found("daniel") == ["1001"]
    assert found("REYES dan") == ["1001"]
    assert found("20") == ["2002"]
    assert found("daniel okafor") == []
    assert found("  ") == []
    seed.set_status(others.inmate, "released")
    assert found("Okafor") == []


def test_an_erased_person_stays_erased(pair: SimpleNamespace) -> None:
    seed.set_status(pair.inmate, "erased")
    with refused("already-decided"):
        seed.set_status(pair.inmate, "active")
    assert Inmate.objects.get(pk=pair.inmate).status == "erased"


def test_usernames_and_addresses_are_one_of_a_kind(pair: SimpleNamespace) -> None:
    with refused("name-taken"):
        seed.contact("MARIA")
    for name in ("", "  ", "1234", "x" * 81):
        with refused("bad-name"):
            seed.contact("new", name)
    given: dict[str, Any] = {"first_name": "A", "last_name": "B"}
    with refused("email-taken"):
        contacts.register("other", "a long password", email="Maria@family.example", **given)


def test_a_text_message_verifies(db: None, clock: Any) -> None:
    who = Contact.objects.get(pk=seed.contact(verified=False)["id"])
    phone = Phone()
    contacts.send_text_code(who, phone, "Your code is {code}.")
    code = phone.texts[0][1][-7:-1]
    with refused("rate-limited"):
        contacts.send_text_code(who, phone)
    with refused("wrong-code"):
        contacts.check_text_code(who, "000000" if code != "000000" else "111111")
    assert contacts.check_text_code(who, f" {code} ").works
    with refused("wrong-code"):
        contacts.check_text_code(who, code)


def test_a_code_has_five_tries_and_half_an_hour(db: None, clock: Any) -> None:
    who = Contact.objects.get(pk=seed.contact(verified=False)["id"])
    phone = Phone()
    contacts.send_text_code(who, phone)
    code = phone.texts[-1][1]
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        with refused("wrong-code"):
            contacts.check_text_code(who, wrong)
    with refused("wrong-code"):
        contacts.check_text_code(who, code)
    clock.advance(minutes=2)
    contacts.send_text_code(who, phone)
    clock.advance(minutes=31)
    with refused("wrong-code"):
        contacts.check_text_code(who, phone.texts[-1][1])
    assert not Contact.objects.get(pk=who.pk).works
