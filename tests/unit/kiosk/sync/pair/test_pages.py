"""The facility's pages come to the device with its policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.domain import FacilityPage

if TYPE_CHECKING:
    from tests.central_server import CentralServer
    from tests.unit.kiosk.sync.pair.ground import SignIn


def test_pages_come_with_the_policy(central: CentralServer, family: Any, sign_in: SignIn) -> None:
    first = central.seed.page("Library", "Open.", public=True).id
    second = central.seed.page("Yard", "From 9.", title_es="Patio", text_es="Desde las 9.").id
    person = sign_in()
    person.sync()
    assert person.box.policy().pages == (
        FacilityPage(first, "Library", "Open.", "", "", public=True),
        FacilityPage(second, "Yard", "From 9.", "Patio", "Desde las 9."),
    )
