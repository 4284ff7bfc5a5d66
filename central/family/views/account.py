"""Confirming e-mail or phone, and the account's own page."""

from __future__ import annotations

from allauth.account.internal.flows.email_verification import (
    send_verification_email_for_user,
)
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from central.accounts import contacts
from central.accounts.models import Contact
from central.family import texting, words
from central.family.forms import DetailsForm
from central.family.guard import for_contacts
from central.refusals import Refused


@require_http_methods(["GET", "POST"])
@for_contacts
def verify(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Confirm by the link in an e-mail or by a code in a text message."""
    contact.refresh_from_db()
    if contact.verified_at is not None:
        return redirect("family:home")
    if request.method == "POST":
        try:
            if _verify_act(request, contact):
                return redirect("family:home")
        except Refused as refused:
            said = words.refusal(refused)
            if refused.code == "rate-limited":
                said = _("We have just sent one. Wait a minute before you ask for another.")
            messages.error(request, said, extra_tags="bad")
        return redirect("family:verify")
    sent = hasattr(contact, "text_code")
    return render(request, "family/verify.html", {"email": contact.user.email, "sent": sent})


def _verify_act(request: HttpRequest, contact: Contact) -> bool:
    """Do what the pressed button asks; say whether the account works now."""
    act = request.POST.get("act", "")
    if act == "text" and contact.phone:
        text = _("Your code for the Family Pages is {code}. Tell it to no one.")
        contacts.send_text_code(contact, texting.sender(), text)
        messages.success(request, _("We sent you a text message."))
    elif act == "email" and contact.user.email:
        if not send_verification_email_for_user(request, contact.user):
            raise Refused("rate-limited")
        messages.success(request, _("We sent the e-mail again."))
    elif act == "code":
        contacts.check_text_code(contact, request.POST.get("code", ""))
        messages.success(request, _("Your phone is confirmed. Welcome."))
        return True
    return False


@require_http_methods(["GET", "POST"])
@for_contacts
def account(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Details, e-mail choices and password."""
    start = {
        "phone": contact.phone,
        "language": contact.language,
        "messages": contact.tell_messages,
        "deliveries": contact.tell_deliveries,
    }
    form = DetailsForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data
        contacts.change_details(
            contact,
            phone=kept["phone"],
            language=kept["language"],
            tell_messages=kept["messages"],
            tell_deliveries=kept["deliveries"],
        )
        translation.activate(kept["language"])
        messages.success(request, _("Saved."))
        return redirect("family:account")
    return render(request, "family/account.html", {"form": form})
