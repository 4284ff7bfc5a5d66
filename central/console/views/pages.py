"""The desk of the facility's pages: written here, read on every device of the facility."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from central.accounts.models import User
from central.console.access import attempt, facility_of, for_staff, page
from central.console.forms import PageForm
from central.facilities import pages
from central.facilities.models import Facility, FacilityPage
from central.facilities.pages import Words
from central.facilities.staff import facilities_of


@require_GET
@for_staff("govern")
def page_list(request: HttpRequest, user: User) -> HttpResponse:
    """All pages of a facility, in the order in which devices show them."""
    facility = facility_of(user, request.GET.get("facility", ""))
    held = pages.of_facility(facility)
    return page(
        request,
        "pages.html",
        _("Pages"),
        facility=facility,
        facilities=facilities_of(user),
        pages=held,
        full=len(held) >= pages.MOST,
    )


@require_http_methods(["GET", "POST"])
@for_staff("govern")
def page_new(request: HttpRequest, user: User) -> HttpResponse:
    """Write another page."""
    facility = facility_of(user, request.GET.get("facility", ""))
    return _write(request, user, facility, None)


@require_http_methods(["GET", "POST"])
@for_staff("govern")
def page_edit(request: HttpRequest, user: User, key: UUID) -> HttpResponse:
    """Change a page."""
    found = _page_of(user, key)
    return _write(request, user, found.facility, found)


@require_POST
@for_staff("govern")
def page_act(request: HttpRequest, user: User, key: UUID) -> HttpResponse:
    """Move a page up, or remove it."""
    found = _page_of(user, key)
    facility = found.facility
    if request.POST.get("act") == "up":
        attempt(request, lambda: pages.move_up(found, by=user), _("Moved."))
    elif request.POST.get("act") == "remove":
        attempt(request, lambda: pages.remove(found, by=user), _("Removed."))
    return _to_list(facility)


def _page_of(user: User, key: UUID) -> FacilityPage:
    mine = FacilityPage.objects.select_related("facility")
    return get_object_or_404(mine, pk=key, facility__in=facilities_of(user))


def _write(
    request: HttpRequest, user: User, facility: Facility, found: FacilityPage | None
) -> HttpResponse:
    form = PageForm(request.POST or None, initial=vars(found) if found is not None else None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data

        def act() -> None:
            en = Words(asked["title_en"], asked["text_en"])
            es = Words(asked["title_es"], asked["text_es"])
            pages.write(facility, found, en=en, es=es, public=asked["public"], by=user)

        if attempt(request, act, _("Saved. Devices show it within a minute.")):
            return _to_list(facility)
    title = _("New page") if found is None else _("Change a page")
    intro = _("Plain text. An empty line begins a new paragraph. Leave no personal data here.")
    return page(request, "form.html", title, form=form, intro=intro, button=_("Save"))


def _to_list(facility: Facility) -> HttpResponse:
    return redirect(f"{reverse('console:pages')}?facility={facility.pk}")
