"""Verbs of `tests.seed` about help: a facility's pages of information."""

from __future__ import annotations

from central.facilities import pages
from central.facilities.models import FacilityPage
from central.facilities.pages import Words
from tests import rows


def page(
    title: str = "Library",
    text: str = "Open every day.",
    *,
    title_es: str = "",
    text_es: str = "",
    public: bool = False,
) -> rows.Answer:
    """A page of information."""
    en, es = Words(title, text), Words(title_es, text_es)
    by = rows.staff()
    made = pages.write(rows.facility(), None, en=en, es=es, public=public, by=by)
    return {"id": str(made.pk)}


def remove_page(page: str) -> rows.Answer:
    """Take a page away."""
    pages.remove(FacilityPage.objects.get(pk=page), by=rows.staff())
    return {"id": page}
