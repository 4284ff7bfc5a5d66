"""Corrections by two people, no-contact orders, contacts that are frozen, and staff."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from central.accounts import contacts
from central.accounts.models import Contact, User
from central.connections import ending
from central.connections.models import NoContact
from central.console import roles
from central.console.access import attempt, for_staff, page
from central.console.forms import AppointForm, CorrectionForm, OrderForm
from central.facilities.models import StaffRole
from central.facilities.staff import facilities_of
from central.family import words
from central.ledger import accounts, corrections
from central.ledger.models import Correction
from central.refusals import Refused


@require_GET
@for_staff("oversee")
def correction_list(request: HttpRequest, user: User) -> HttpResponse:
    """Proposed corrections; the proposer's own can only be looked at."""
    mine = Correction.objects.filter(facility__in=facilities_of(user)).select_related(
        "account__contact__user", "account__inmate", "proposed_by", "decided_by", "facility"
    )
    return page(
        request,
        "corrections.html",
        _("Corrections"),
        waiting=mine.filter(decided_at=None).order_by("proposed_at"),
        decided=mine.exclude(decided_at=None).order_by("-decided_at")[:30],
    )


@require_http_methods(["GET", "POST"])
@for_staff("oversee")
def correction_propose(request: HttpRequest, user: User) -> HttpResponse:
    """Propose a new line; a second person books it."""
    form = CorrectionForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        if asked.get("inmate"):
            account = accounts.of_inmate(asked["inmate"])
        else:
            account = accounts.of_contact(asked["contact"])
        proposed = attempt(
            request,
            lambda: corrections.propose(
                account, asked["facility"], asked["amount"], reason=asked["reason"], by=user
            ),
            _("Proposed. A second person has to book it."),
        )
        if proposed:
            return redirect("console:corrections")
    intro = _("The books are never changed. A correction is a new line, booked by two people.")
    return page(
        request, "form.html", _("Propose a correction"), form=form, intro=intro, button=_("Propose")
    )


@require_POST
@for_staff("oversee")
def correction_decide(request: HttpRequest, user: User, key: UUID) -> HttpResponse:
    """Book or drop what someone else proposed."""
    found = get_object_or_404(Correction, pk=key, facility__in=facilities_of(user))
    approve = request.POST.get("act") == "book"
    done = _("Booked.") if approve else _("Dropped.")
    attempt(request, lambda: corrections.decide(found, approve=approve, by=user), done)
    return redirect("console:corrections")


@require_http_methods(["GET", "POST"])
@for_staff("oversee")
def orders(request: HttpRequest, user: User) -> HttpResponse:
    """No-contact orders in force, and a form for a new one."""
    form = OrderForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        attempt(
            request,
            lambda: ending.forbid_pair(
                asked["contact"], asked["inmate"], reason=asked["reason"], by=user
            ),
            _("Forbidden. A connection between them is ended."),
        )
        return redirect("console:orders")
    found = NoContact.objects.filter(inmate__facility__in=facilities_of(user)).select_related(
        "contact__user", "inmate__facility", "by", "lifted_by"
    )
    return page(request, "orders.html", _("No-contact orders"), form=form, orders=found)


@require_POST
@for_staff("oversee")
def order_lift(request: HttpRequest, user: User, key: UUID) -> HttpResponse:
    """Lift an order."""
    found = get_object_or_404(NoContact, pk=key, inmate__facility__in=facilities_of(user))
    attempt(request, lambda: ending.lift_order(found, by=user), _("Lifted."))
    return redirect("console:orders")


@require_POST
@for_staff("oversee")
def contact_act(request: HttpRequest, user: User, key: UUID) -> HttpResponse:
    """Freeze a contact, or let them work again."""
    found = get_object_or_404(
        Contact.objects.filter(connections__inmate__facility__in=facilities_of(user)).distinct(),
        pk=key,
    )
    if request.POST.get("act") == "freeze":
        attempt(request, lambda: contacts.freeze(found, reason="staff", actor=user), _("Frozen."))
    else:
        attempt(request, lambda: contacts.unfreeze(found, by=user), _("Works again."))
    return redirect("admin:accounts_contact_change", key)


@require_http_methods(["GET", "POST"])
@for_staff("govern")
def appoint(request: HttpRequest, user: User) -> HttpResponse:
    """Give someone a job at a facility; contacts cannot be made staff."""
    form = AppointForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _appoint(user, form.cleaned_data)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        except Refused as refused:
            messages.error(request, words.refusal(refused))
        else:
            messages.success(request, _("Appointed."))
            return redirect("admin:facilities_staffrole_changelist")
    return page(request, "form.html", _("Appoint staff"), form=form, button=_("Appoint"))


@transaction.atomic
def _appoint(by: User, asked: dict[str, Any]) -> None:
    someone = _someone(by, asked)
    job = roles.Job(asked["job"])
    roles.appoint(someone, asked["facility"], job, title=asked["title"], by=by)


def _someone(by: User, asked: dict[str, Any]) -> User:
    """The member of staff of this name, made if there is none.

    A job is held everywhere, so whoever works at a facility that is not the user's is left alone
    (`not-allowed`), and so is whoever runs the server.
    """
    found = User.objects.filter(username__iexact=asked["username"]).first()
    if found is not None:
        elsewhere = StaffRole.objects.filter(user=found).exclude(facility__in=facilities_of(by))
        if found.is_superuser or elsewhere.exists():
            raise Refused("not-allowed")
        if Contact.objects.filter(user=found).exists():
            raise ValidationError(_("This person has a contact's account, and cannot be staff."))
        return found
    validate_password(asked["password"])
    return User.objects.create_user(
        asked["username"],
        password=asked["password"],
        first_name=asked["first_name"],
        last_name=asked["last_name"],
        is_staff=True,
    )
