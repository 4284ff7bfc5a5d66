"""A facility's pages: written, ordered, removed, bounded, and each act in the audit trail."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from central.accounts.models import User
from central.facilities import founding, pages
from central.facilities.models import FacilityPage, StaffRole
from central.facilities.pages import LONGEST_TEXT, LONGEST_TITLE, MOST, Words
from central.ledger.models import AuditRow
from central.refusals import Refused
from tests import helping, rows

NONE = Words("", "")
LIBRARY = Words("Library", "Open every day.")


def titles() -> list[str]:
    return [page.title_en or page.title_es for page in pages.of_facility(rows.facility())]


def write(**more: Any) -> FacilityPage:
    asked: dict[str, Any] = {"en": LIBRARY, "es": NONE, "public": False, "by": rows.staff()}
    return pages.write(rows.facility(), None, **(asked | more))


def test_pages_are_kept_in_their_order_and_can_be_moved(pair: SimpleNamespace) -> None:
    for title in ("One", "Two", "Three"):
        helping.page(title)
    held = pages.of_facility(rows.facility())
    pages.move_up(held[2], by=rows.staff())
    assert titles() == ["One", "Three", "Two"]
    pages.move_up(held[0], by=rows.staff())
    assert titles() == ["One", "Three", "Two"]
    pages.remove(held[2], by=rows.staff())
    assert titles() == ["One", "Two"]
    helping.page("Last")
    assert titles() == ["One", "Two", "Last"]
    acts = AuditRow.objects.filter(act__startswith="page.").order_by("pk")
    assert list(acts.values_list("act", flat=True)) == [
        *["page.write"] * 3,
        *["page.move"] * 2,
        "page.remove",
        "page.write",
    ]
    assert "One" not in str(list(acts.values_list("details", flat=True)))


def test_a_page_is_changed_and_cleaned(pair: SimpleNamespace) -> None:
    made = write()
    en, es = Words("Li\u202ebrary\n", "Open.\r\n\r\nAlways."), Words(" Biblioteca ", "Abierta.")
    pages.write(rows.facility(), made, en=en, es=es, public=True, by=rows.staff())
    (kept,) = pages.of_facility(rows.facility())
    assert (kept.title_en, kept.text_en, kept.public) == ("Library", "Open.\n\nAlways.", True)
    assert (kept.title_es, kept.text_es, str(kept)) == ("Biblioteca", "Abierta.", "Library")


def test_one_language_is_enough(pair: SimpleNamespace) -> None:
    assert str(write(en=NONE, es=Words("Biblioteca", "Abierta."))) == "Biblioteca"


@pytest.mark.parametrize(
    ("en", "code"),
    [
        (NONE, "empty"),
        (Words("Library", " "), "empty"),
        (Words(" ", "Open."), "empty"),
        (Words("L" * (LONGEST_TITLE + 1), "Open."), "too-long"),
        (Words("Library", "o" * (LONGEST_TEXT + 1)), "too-long"),
    ],
)
def test_what_cannot_be_shown_is_refused(pair: SimpleNamespace, en: Words, code: str) -> None:
    with pytest.raises(Refused, match=code):
        write(en=en)
    assert titles() == []


def test_there_is_an_end_to_them(pair: SimpleNamespace) -> None:
    made = [write() for _ in range(MOST)]
    with pytest.raises(Refused, match="too-many-pages"):
        write()
    pages.write(rows.facility(), made[0], en=LIBRARY, es=NONE, public=True, by=rows.staff())
    assert len(titles()) == MOST


def test_only_administrators_of_the_facility_write(pair: SimpleNamespace) -> None:
    made = write()
    reader = User.objects.create_user("reader")
    founding.appoint(reader, rows.facility(), role=StaffRole.Role.REVIEWER, title="reader")
    stranger = User.objects.create_user("stranger")
    founding.appoint(
        stranger, founding.found("South"), role=StaffRole.Role.ADMINISTRATOR, title="warden"
    )
    for by in (reader, stranger):
        with pytest.raises(Refused, match="not-allowed"):
            write(by=by)
        with pytest.raises(Refused, match="not-allowed"):
            pages.move_up(made, by=by)
        with pytest.raises(Refused, match="not-allowed"):
            pages.remove(made, by=by)
    assert titles() == ["Library"]
