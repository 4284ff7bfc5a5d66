"""The family pages in a real Chromium on a phone: from signing up to a photo on its way."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import browser, rows
from tests.browser import Letters, Mother
from tests.central_server import CentralServer, central_server

PHONE = (390, 844)
SMALL = (360, 640)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser.chromium() as started:
        yield started


@pytest.fixture(scope="module")
def central() -> Iterator[CentralServer]:
    with central_server() as server:
        yield server


@pytest.fixture
def pictures() -> Iterator[tuple[Path, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "porch.jpg", Path(folder) / "garden.png"
        first.write_bytes(rows.picture(seed=1))
        second.write_bytes(rows.picture(seed=2, kind="PNG"))
        yield first, second


@pytest.mark.parametrize("language", ["en", "es"])
def test_from_signing_up_to_a_photo_on_its_way(
    central: CentralServer, chromium: Browser, pictures: tuple[Path, Path], language: str
) -> None:
    name = {"en": "Ann", "es": "Ana"}[language]
    number = {"en": "8001", "es": "8002"}[language]
    inmate = central.seed.inmate(number, "Daniel", f"Delgado{number}", pin="480215")
    mother = Mother(chromium, central.url, language, PHONE)
    mother.sign_up(name.lower(), name, "Delgado")
    letters = Letters(central.folder)
    mother.follow(letters.wait_for(f"{name.lower()}@family.example")[-1])
    mother.find_and_ask(number)
    connection = mother.go_to_person()
    contact = central.seed.contact_named(name.lower()).id
    assert central.seed.connection(contact, inmate.id).id == connection

    page = mother.page
    mother.go(f"/people/{connection}/photos/")
    page.set_input_files("input[name=pictures]", [str(path) for path in pictures])
    page.wait_for_selector("input[name^=caption-] >> nth=1")
    page.locator("input[name^=caption-]").first.fill("Our porch")
    page.click("button[name=act][value=buy]")
    mother.choose_credits(500)
    mother.pay()
    mother.sees({"en": "500 credits added", "es": "Se añadieron 500 créditos"}[language])
    mother.go_back_to_where_i_was()
    assert page.locator("input[name^=caption-]").first.input_value() == "Our porch"
    mother.sees({"en": "Send 2 photos for 200 credits", "es": "Enviar 2 fotos por 200"}[language])
    mother.send_picked()
    mother.sees({"en": "Waiting for review", "es": "En revisión"}[language])
    assert page.locator("figure.photo img").count() == 2
    waiting = [item for item in central.seed.waiting() if item.connection == connection]
    assert len(waiting) == 2
    assert central.seed.balance(contact) == 300
    mother.close()


def test_what_is_typed_is_kept_without_a_button(central: CentralServer, chromium: Browser) -> None:
    inmate = central.seed.inmate("8003", "Marcus", "Reyes", pin="480215")
    contact = central.seed.contact("typing", "Tina", "Reyes")
    tie = central.seed.connection(contact.id, inmate.id)
    mother = Mother(chromium, central.url, "en", PHONE)
    mother.sign_in("typing", contact.password)
    mother.go(f"/people/{tie.id}/write/")
    mother.page.locator("textarea").press_sequentially("Do not lose me")
    mother.page.wait_for_selector("#saved:not([hidden])")
    mother.sees("29,986 characters left")
    mother.go("/home/")
    mother.sees("Draft kept")
    mother.go(f"/people/{tie.id}/write/")
    assert mother.page.locator("textarea").input_value() == "Do not lose me"
    mother.page.check("input[value=cod]")
    assert mother.page.locator("button.if-cod").is_visible()
    assert not mother.page.locator("button.if-prepaid").is_visible()
    mother.close()


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_is_wider_than_a_small_phone(
    central: CentralServer, chromium: Browser, language: str
) -> None:
    inmate = central.seed.inmate(
        f"80{language}", "Maximiliano-Bartholomew", "Featherstonehaugh-Delacroix", pin="480215"
    )
    contact = central.seed.contact(f"wide-{language}", "W" * 40, "W" * 40)
    tie = central.seed.connection(contact.id, inmate.id)
    central.seed.credits(contact.id, 2000)
    central.seed.message(tie.id, "W" * 400)
    photo = central.seed.photo(tie.id, approve=False)
    central.seed.reject(photo.id, "other", "X" * 300)
    central.seed.message(tie.id, "Sealed", direction="out", payment="cod")
    mother = Mother(chromium, central.url, language, SMALL)
    mother.sign_in(contact.username, contact.password)
    here = f"/people/{tie.id}/"
    for path in (
        "/how/",
        "/home/",
        "/find/?q=Max",
        here,
        f"{here}write/",
        f"{here}photos/",
        f"{here}give/",
        f"{here}tie/",
        f"/photo/{photo.id}/",
        "/credits/",
        "/credits/buy/",
        "/account/",
    ):
        mother.go(path)
        over = mother.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0, (path, over)
    mother.close()
