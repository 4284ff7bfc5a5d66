"""Credits: the balance, the ledger, buying, coming back from the card page, and giving."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from central import world
from central.accounts.models import Contact
from central.family import asked, money, rows, words
from central.family.forms import AmountForm
from central.family.guard import connection_of, for_contacts
from central.ledger import accounts, gifts
from central.ledger.models import Purchase
from central.payments import booking
from central.refusals import Refused

STEPS = (1, 2, 3, 4, 5, 6, 10, 20)  # the amounts offered, in purchase steps


def way_back(request: HttpRequest) -> str:
    """Where to go after buying: an address of this site, or nothing."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    here = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if here and wanted.startswith("/") else ""


@require_GET
@for_contacts
def credits(request: HttpRequest, contact: Contact) -> HttpResponse:  # noqa: A001
    """Balance, prices of my people's facilities, and every line of the ledger."""
    page = Paginator(rows.entries(contact), rows.PAGE).get_page(request.GET.get("page"))
    facilities = {tie.tie.inmate.facility for tie in rows.people(contact)}
    context = {
        "account": accounts.of_contact(contact),
        "page": page,
        "lines": money.lines(page.object_list),
        "facilities": sorted(facilities, key=lambda facility: facility.name),
    }
    return render(request, "family/credits.html", context)


@require_http_methods(["GET", "POST"])
@for_contacts
def buy(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Choose an amount with its price in dollars, then go to the card company's page."""
    if request.method == "POST":
        wanted = request.POST.get("credits", "")
        try:
            purchase_url = booking.begin(
                contact,
                asked.whole(wanted),
                return_url=lambda purchase: _paid_url(purchase, way_back(request)),
                callback_url=request.build_absolute_uri(reverse("payments:callback")),
            )
        except Refused as refused:
            messages.error(request, words.refusal(refused), extra_tags="bad")
            return redirect(request.get_full_path())
        return redirect(purchase_url)
    step, fee = settings.PURCHASE_STEP, settings.PURCHASE_FEE
    context = {
        "amounts": [(n * step, n * step + fee) for n in STEPS],
        "fee": fee,
        "step": step,
        "next": way_back(request),
        "balance": accounts.of_contact(contact).balance,
    }
    return render(request, "family/buy.html", context)


def _paid_url(purchase: Purchase, back: str) -> str:
    query = f"?{urlencode({'next': back})}" if back else ""
    return reverse("family:paid", args=[purchase.pk]) + query


@require_GET
@for_contacts
def paid(request: HttpRequest, contact: Contact, purchase: UUID) -> HttpResponse:
    """What happened to a payment, in plain words; asks the card company, books what it says."""
    bought = get_object_or_404(Purchase, pk=purchase, contact=contact)
    outcome = booking.look(bought)
    bought.refresh_from_db()
    context = {
        "purchase": bought,
        "outcome": outcome,
        "next": way_back(request),
        "balance": accounts.of_contact(contact).balance,
    }
    return render(request, "family/paid.html", context)


@require_http_methods(["GET", "POST"])
@for_contacts
def give(request: HttpRequest, contact: Contact, connection: UUID) -> HttpResponse:
    """Give credits; the form carries the act's id, so that a second press gives nothing more."""
    tie = connection_of(contact, connection)
    form = AmountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        amount = form.cleaned_data["credits"]
        try:
            gifts.give(contact, tie, amount, act=_act(request))
        except Refused as refused:
            messages.error(request, words.refusal(refused), extra_tags="bad")
        else:
            given = {"n": amount, "name": tie.inmate.first_name}
            messages.success(request, _("You gave %(n)s credits to %(name)s.") % given)
            return redirect("family:person", connection=tie.pk)
    context = {
        "tie": tie,
        "form": form,
        "act": world.new_id(),
        "giveable": gifts.giveable(contact),
        "balance": accounts.of_contact(contact).balance,
    }
    return render(request, "family/give.html", context)


def _act(request: HttpRequest) -> str:
    try:
        return f"gift:{UUID(request.POST.get('act', ''))}"
    except ValueError:
        return f"gift:{world.new_id()}"
