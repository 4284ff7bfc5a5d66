"""The desk of the facility's pages."""

from __future__ import annotations

from types import SimpleNamespace

from central.facilities import pages
from central.facilities.models import FacilityPage
from tests import helping
from tests.unit.central.console.conftest import Sit, words

PAGE = {
    "title_en": "Library",
    "text_en": "Open every day.",
    "title_es": "Biblioteca",
    "text_es": "Abierta cada día.",
}


def test_a_page_is_written_changed_moved_and_removed(staff: SimpleNamespace, sit: Sit) -> None:
    sam = sit("sam")
    assert "No pages yet" in words(sam.get("/staff/pages/"))
    assert "Plain text" in words(sam.get("/staff/pages/new/"))
    said = words(sam.post("/staff/pages/new/", PAGE, follow=True))
    assert "Saved." in said
    assert "Library · Biblioteca" in said
    assert "After signing in" in said
    first = FacilityPage.objects.get()
    assert "Abierta cada día." in words(sam.get(f"/staff/pages/{first.pk}/"))
    helping.page("Yard")
    public = PAGE | {"public": "on", "title_es": "", "text_es": ""}
    said = words(sam.post(f"/staff/pages/{first.pk}/", public, follow=True))
    assert "Anybody can read it, before signing in" in said
    assert "no Spanish yet" in said
    yard = FacilityPage.objects.get(title_en="Yard")
    assert "Moved." in words(sam.post(f"/staff/pages/{yard.pk}/act/", {"act": "up"}, follow=True))
    assert [page.title_en for page in pages.of_facility(staff.facility)] == ["Yard", "Library"]
    sam.post(f"/staff/pages/{yard.pk}/act/", {"act": "remove"})
    sam.post(f"/staff/pages/{first.pk}/act/", {"act": "sing"})
    assert [page.title_en for page in pages.of_facility(staff.facility)] == ["Library"]


def test_what_is_wrong_with_a_page_is_said(staff: SimpleNamespace, sit: Sit) -> None:
    sam = sit("sam")
    said = words(sam.post("/staff/pages/new/", {"title_en": "Library"}))
    assert "Write something first." in said
    said = words(sam.post("/staff/pages/new/", PAGE | {"text_en": "o" * 3001}))
    assert "3000" in said
    assert not FacilityPage.objects.exists()


def test_with_twelve_pages_there_is_no_other(staff: SimpleNamespace, sit: Sit) -> None:
    for _ in range(12):
        helping.page()
    sam = sit("sam")
    assert "New page" not in words(sam.get("/staff/pages/"))
    assert "There are 12 pages already" in words(sam.post("/staff/pages/new/", PAGE))


def test_only_supervisors_of_the_facility_write(staff: SimpleNamespace, sit: Sit) -> None:
    made = helping.page()["id"]
    for username in ("mia", "ida"):
        desk = sit(username)
        assert desk.get("/staff/pages/").status_code == 403
        assert desk.post("/staff/pages/new/", PAGE).status_code == 403
        assert desk.post(f"/staff/pages/{made}/act/", {"act": "remove"}).status_code == 403
    assert FacilityPage.objects.count() == 1
