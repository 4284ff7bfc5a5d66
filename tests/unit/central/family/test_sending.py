"""Writing and sending photos: kept while it is made, priced before, sent once."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import UUID

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from central.accounts.models import Contact
from central.family.models import Draft, Pick
from central.mail import renditions
from central.mail.models import Message, Photo
from tests import rows, seed
from tests.unit.central.conftest import Clock
from tests.unit.central.family.conftest import text_of

BODY = {"body": "Sofia has a loose tooth!", "payment": "prepaid", "expected_price": "50"}


def file(name: str = "porch.jpg", **picture: object) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, rows.picture(**picture), "image/jpeg")  # type: ignore[arg-type]


def test_the_price_and_the_balance_after_stand_on_the_page(
    maria: Client, pair: SimpleNamespace
) -> None:
    page = text_of(maria.get(f"/people/{pair.connection}/write/"))
    assert "You pay 50 credits" in page
    assert "You have 2,000, you will have 1,950." in page
    assert "Send for 50 credits" in page
    assert "Free for you. Daniel pays 50 when opening it." in page


def test_a_draft_is_kept_as_it_is_typed(maria: Client, pair: SimpleNamespace) -> None:
    here = f"/people/{pair.connection}"
    assert (
        maria.post(f"{here}/draft/", {"body": "Half a thou", "payment": "cod"}).status_code == 204
    )
    page = maria.get(f"{here}/write/").content.decode()
    assert "Half a thou" in page
    assert "Draft kept" in text_of(maria.get("/home/"))
    maria.post(f"{here}/draft/", {"body": " ", "payment": "cod"})
    assert not Draft.objects.exists()


def test_a_message_is_sent_and_charged_once(maria: Client, pair: SimpleNamespace) -> None:
    here = f"/people/{pair.connection}"
    maria.post(f"{here}/draft/", BODY)
    key = Draft.objects.get().pk
    page = maria.post(f"{here}/write/", BODY | {"act": "send"}, follow=True)
    assert "Staff look at it first" in text_of(page)
    assert Message.objects.get().pk == key
    assert seed.balance(pair.contact) == 1950
    assert not Draft.objects.exists()


def test_line_ends_of_browsers_do_not_count_twice(maria: Client, pair: SimpleNamespace) -> None:
    seed.change_facility(message_limit=5)
    maria.post(f"/people/{pair.connection}/write/", BODY | {"body": "ab\r\ncd", "act": "send"})
    assert Message.objects.get().body == "ab\ncd"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"body": "  "}, "Write something first."),
        ({"body": "x" * 31_000}, "This is too long. At most 30000 characters"),
        ({"expected_price": "49"}, "The price has changed."),
        ({"expected_price": "x"}, "The price has changed."),
    ],
)
def test_what_is_refused_is_said_and_the_text_stays(
    maria: Client, pair: SimpleNamespace, changed: dict[str, str], words: str
) -> None:
    where = f"/people/{pair.connection}/write/"
    page = maria.post(where, BODY | changed | {"act": "send"}, follow=True)
    assert words in text_of(page)
    assert not Message.objects.exists()
    assert Draft.objects.get().body == (BODY | changed)["body"]
    assert seed.balance(pair.contact) == 2000


def test_buying_in_the_middle_of_writing_keeps_the_text(
    maria: Client, pair: SimpleNamespace
) -> None:
    where = f"/people/{pair.connection}/write/"
    page = maria.post(where, BODY | {"act": "buy"}, follow=True)
    assert page.redirect_chain[-1][0] == f"/credits/buy/?next={where}"
    assert where in page.content.decode()
    assert "loose tooth" in maria.get(where).content.decode()


def test_collect_costs_the_sender_nothing(maria: Client, pair: SimpleNamespace) -> None:
    where = f"/people/{pair.connection}/write/"
    maria.post(where, BODY | {"payment": "cod", "act": "send"})
    assert Message.objects.get().payment == "cod"
    assert seed.balance(pair.contact) == 2000


def test_several_photos_are_checked_priced_and_sent(maria: Client, pair: SimpleNamespace) -> None:
    where = f"/people/{pair.connection}/photos/"
    two = [file(seed=1), file("garden.png", seed=2, kind="PNG")]
    page = maria.post(where, {"act": "add", "pictures": two}, follow=True)
    text = text_of(page)
    assert "2 photos 200 credits" in text
    assert "You will have 1,800" in text
    assert "Send 2 photos for 200 credits" in text
    first, second = Pick.objects.all()
    assert maria.get(f"{where}{first.pk}.jpg").content.startswith(b"\xff\xd8")
    captions = {f"caption-{first.pk}": "Our porch", f"caption-{second.pk}": ""}
    answer = maria.post(where, captions | {"act": "send", "expected_price": "100"}, follow=True)
    assert "2 photos were sent." in text_of(answer)
    assert {photo.pk for photo in Photo.objects.all()} == {first.pk, second.pk}
    assert Photo.objects.get(pk=first.pk).caption == "Our porch"
    assert seed.balance(pair.contact) == 1800
    assert not Pick.objects.exists()
    assert default_storage.listdir("picks") == ([], [])


def test_what_is_no_picture_is_named_and_the_rest_stays(
    maria: Client, pair: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = f"/people/{pair.connection}/photos/"
    broken = SimpleUploadedFile("letter.jpg", b"not a picture at all", "image/jpeg")
    page = text_of(maria.post(where, {"pictures": [broken, file()]}, follow=True))
    assert "letter.jpg: We could not read this file as a picture." in page
    assert "1 photo" in page
    cut = SimpleUploadedFile("cut.jpg", rows.picture()[:900], "image/jpeg")
    page = text_of(maria.post(where, {"pictures": [cut]}, follow=True))
    assert "cut.jpg: We could not read this file" in page
    monkeypatch.setattr(renditions, "LARGEST_UPLOAD", 100)
    page = text_of(maria.post(where, {"pictures": [file("big.jpg")]}, follow=True))
    assert "big.jpg: This picture is larger than 20 MB." in page
    assert Pick.objects.count() == 1


def test_too_few_credits_for_photos_keep_them(maria: Client, pair: SimpleNamespace) -> None:
    poor = seed.contact("poor", "Poor", "Reyes")["id"]
    tie = seed.connection(poor, pair.inmate)["id"]
    client = Client()
    client.force_login(
        Contact.objects.get(pk=UUID(poor)).user, "django.contrib.auth.backends.ModelBackend"
    )
    where = f"/people/{tie}/photos/"
    page = text_of(client.post(where, {"pictures": [file()]}, follow=True))
    assert "You need more 100" in page
    assert "Buy credits and come back" in page
    chosen = Pick.objects.get()
    answer = client.post(where, {"act": "buy", f"caption-{chosen.pk}": "Kept"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/credits/buy/?next={where}"
    assert "Kept" in client.get(where).content.decode()
    client.post(where, {"act": "send", "expected_price": "100"})
    assert Pick.objects.count() == 1
    assert not Photo.objects.exists()


def test_a_photo_can_be_taken_out_and_old_ones_go_by_themselves(
    maria: Client, pair: SimpleNamespace, clock: Clock
) -> None:
    where = f"/people/{pair.connection}/photos/"
    maria.post(where, {"pictures": [file(seed=1), file(seed=2)]})
    first, second = Pick.objects.all()
    maria.post(where, {"act": f"drop:{first.pk}"})
    assert Pick.objects.get() == second
    clock.advance(days=8)
    maria.post(where, {"pictures": [file(seed=3)]})
    assert Pick.objects.count() == 1
    assert not Pick.objects.filter(pk=second.pk).exists()
