"""What a browser would not send by itself: double presses, made-up numbers, ids and dates."""

from __future__ import annotations

import re
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client

from central.family.models import Draft
from central.mail import photos
from central.mail.models import Message, Photo
from tests import rows, seed
from tests.unit.central.family.conftest import text_of


def form_of(page: str) -> dict[str, str]:
    """The hidden fields of the page's form, as a browser sends them back."""
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: value for name, value in hidden if name != "csrfmiddlewaretoken"}


@pytest.mark.parametrize("payment", ["prepaid", "cod"])
def test_a_second_press_sends_nothing_more(
    maria: Client, pair: SimpleNamespace, payment: str
) -> None:
    write = f"/people/{pair.connection}/write/"
    form = form_of(maria.get(write).content.decode())
    pressed = form | {"body": "Once only", "payment": payment, "act": "send"}
    first, second = maria.post(write, pressed), maria.post(write, pressed)
    assert Message.objects.count() == 1
    assert second["Location"] == first["Location"]
    assert seed.balance(pair.contact) == (1950 if payment == "prepaid" else 2000)
    assert not Draft.objects.exists()


def test_a_late_save_does_not_bring_a_sent_draft_back(maria: Client, pair: SimpleNamespace) -> None:
    here = f"/people/{pair.connection}"
    form = form_of(maria.get(f"{here}/write/").content.decode())
    typed = form | {"body": "Sent already", "payment": "prepaid"}
    maria.post(f"{here}/draft/", typed)
    maria.post(f"{here}/write/", typed | {"act": "send"})
    assert maria.post(f"{here}/draft/", typed).status_code == 204
    assert not Draft.objects.exists()


def test_what_was_changed_after_sending_is_kept_and_not_sent(
    maria: Client, pair: SimpleNamespace
) -> None:
    write = f"/people/{pair.connection}/write/"
    form = form_of(maria.get(write).content.decode()) | {"payment": "prepaid", "act": "send"}
    maria.post(write, form | {"body": "First"})
    for _ in range(2):
        assert maria.post(write, form | {"body": "Changed"})["Location"] == write
    assert Message.objects.get().body == "First"
    page = maria.get(write).content.decode()
    assert "Changed" in page
    maria.post(write, form_of(page) | {"body": "Changed", "payment": "prepaid", "act": "send"})
    assert Message.objects.count() == 2
    assert seed.balance(pair.contact) == 1900


def test_a_form_cannot_take_the_id_of_anothers_message(
    maria: Client, pair: SimpleNamespace, others: SimpleNamespace
) -> None:
    theirs = seed.message(others.connection, "For Peter")["id"]
    write = f"/people/{pair.connection}/write/"
    form = form_of(maria.get(write).content.decode()) | {"draft": theirs}
    sent = form | {"body": "Mine", "payment": "prepaid", "act": "send"}
    assert "You may not do this." in text_of(maria.post(write, sent, follow=True))
    assert Message.objects.get().body == "For Peter"
    assert Draft.objects.get().body == "Mine"
    assert seed.balance(pair.contact) == 2000


def test_a_repeated_photo_is_the_same_though_the_purse_is_empty_by_now(
    pair: SimpleNamespace,
) -> None:
    seed.change_facility(photo_price=2000)
    tie, key = rows.connection(pair.connection), uuid4()
    for _ in range(2):
        photos.send_photo(tie, rows.picture(), expected_price=2000, photo_id=key)
    assert Photo.objects.get().pk == key
    assert seed.balance(pair.contact) == 0


@pytest.mark.logs("Not Found")
@pytest.mark.parametrize("number", ["²", "9" * 5000, "-50", "50.0", "٥٠٠", ""])
def test_numbers_that_are_none(maria: Client, pair: SimpleNamespace, number: str) -> None:
    sealed = seed.message(pair.connection, "Secret", direction="out", payment="cod")["id"]
    here = f"/people/{pair.connection}"
    body = {"body": "x", "payment": "prepaid", "act": "send"}
    for path, form in (
        (f"{here}/write/", body | {"expected_price": number}),
        (f"{here}/photos/", {"act": "send", "expected_price": number}),
        (f"{here}/give/", {"credits": number, "act": str(uuid4())}),
        ("/credits/buy/", {"credits": number}),
        (f"/message/{sealed}/open/", {"expected_price": number}),
    ):
        assert maria.post(path, form).status_code in {200, 302}, path
    assert seed.balance(pair.contact) == 2000
    assert "Secret" not in maria.get(f"{here}/").content.decode()


@pytest.mark.logs("Not Found")
def test_ids_and_dates_that_are_none(maria: Client, pair: SimpleNamespace) -> None:
    none = "-" * 36
    here = f"/people/{pair.connection}"
    assert maria.get(f"/message/{none}/").status_code == 404
    assert maria.post(f"/photo/{none}/act/", {"act": "remove"}).status_code == 404
    for act in ("drop:", "drop:x", f"drop:{none}", f"drop:{uuid4()}"):
        assert maria.post(f"{here}/photos/", {"act": act}).status_code == 404
    seed.message(pair.connection, "Still shown")
    for before in ("2026-13-45T99:00", "x", "0001-01-01T00:00:00+23:59", "2026-01-01T00:00\x00"):
        assert maria.get(f"{here}/", {"before": before}).status_code == 200, before


def test_control_characters_are_left_out_of_drafts(maria: Client, pair: SimpleNamespace) -> None:
    maria.post(f"/people/{pair.connection}/draft/", {"body": "a\x00b\r\nc", "payment": "cod"})
    assert Draft.objects.get().body == "ab\nc"
