"""A facility's pages of information: written, put in order and removed by its supervisors."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from central.accounts.models import User
from central.facilities.models import Facility, FacilityPage, StaffRole
from central.facilities.staff import require
from central.ledger import audit
from central.refusals import Refused
from central.text import clean

MOST = 12  # pages a facility: devices keep them all, and ask for them with their policy
LONGEST_TITLE = 80  # characters
LONGEST_TEXT = 3000  # characters


@dataclass(frozen=True, slots=True)
class Words:
    """What a page says, in one language; both parts, or neither."""

    title: str
    text: str


def of_facility(facility: Facility) -> list[FacilityPage]:
    """All pages, in their order."""
    return list(facility.pages.order_by("place", "pk"))


@transaction.atomic
def write(
    facility: Facility,
    page: FacilityPage | None,
    *,
    en: Words,
    es: Words,
    public: bool,
    by: User,
) -> FacilityPage:
    """Change a page, or add one behind the others where `page` is None.

    Refuses not-allowed, empty, too-long (limit), too-many-pages.
    """
    require(by, facility, StaffRole.Role.ADMINISTRATOR)
    _lock(facility)
    en, es = _clean(en), _clean(es)
    if not en.title and not es.title:
        raise Refused("empty")
    if page is None:
        held = of_facility(facility)
        if len(held) >= MOST:
            raise Refused("too-many-pages")
        place = held[-1].place + 1 if held else 1
        page = FacilityPage(facility=facility, place=place)
    page.title_en, page.text_en = en.title, en.text
    page.title_es, page.text_es = es.title, es.text
    page.public = public
    page.save()
    audit.record(by, "page.write", ("page", page.pk), facility, public=public)
    return page


@transaction.atomic
def move_up(page: FacilityPage, *, by: User) -> None:
    """Put a page before the one above it; the first stays where it is."""
    facility = page.facility
    require(by, facility, StaffRole.Role.ADMINISTRATOR)
    _lock(facility)
    order = of_facility(facility)
    at = order.index(page)
    if at:
        order[at - 1], order[at] = order[at], order[at - 1]
    for place, each in enumerate(order, 1):
        if each.place != place:
            each.place = place
            each.save(update_fields=["place"])
    audit.record(by, "page.move", ("page", page.pk), facility)


@transaction.atomic
def remove(page: FacilityPage, *, by: User) -> None:
    """Take a page away from every device."""
    require(by, page.facility, StaffRole.Role.ADMINISTRATOR)
    audit.record(by, "page.remove", ("page", page.pk), page.facility)
    page.delete()


def _lock(facility: Facility) -> None:
    """Two supervisors at the same time write one after the other."""
    Facility.objects.select_for_update(no_key=True).get(pk=facility.pk)


def _clean(words: Words) -> Words:
    title, text = clean(words.title, one_line=True), clean(words.text)
    if bool(title) != bool(text):
        raise Refused("empty")
    if len(title) > LONGEST_TITLE:
        raise Refused("too-long", limit=LONGEST_TITLE)
    if len(text) > LONGEST_TEXT:
        raise Refused("too-long", limit=LONGEST_TEXT)
    return Words(title, text)
