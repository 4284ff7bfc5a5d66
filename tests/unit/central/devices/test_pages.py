"""The facility's pages in what a device is told."""

from __future__ import annotations

from types import SimpleNamespace

from tests import helping
from tests.unit.central.device_client import Device


def test_the_policy_tells_of_pages_in_their_order(pair: SimpleNamespace) -> None:
    device = Device()
    device.sign_in()
    first = helping.page("Library", title_es="Biblioteca", text_es="Abierta.", public=True)["id"]
    second = helping.page("Yard", "From 9 to 10.")["id"]
    told = device.get("devices/self", token=device.token).json()["pages"]
    assert told == [
        {
            "id": first,
            "title_en": "Library",
            "text_en": "Open every day.",
            "title_es": "Biblioteca",
            "text_es": "Abierta.",
            "public": True,
        },
        {
            "id": second,
            "title_en": "Yard",
            "text_en": "From 9 to 10.",
            "title_es": "",
            "text_es": "",
            "public": False,
        },
    ]
