"""Signing up: allauth's form with a name and, instead of or beside an e-mail, a phone."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.forms import LoginForm, SignupForm
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from central.accounts import contacts
from central.accounts.models import Contact, User
from central.text import clean

PHONE = re.compile(r"\+?[0-9]{7,15}")


class PhoneField(forms.CharField):
    """A phone number, kept as digits with the plus that people typed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Mobile phone"))
        kwargs.setdefault("max_length", 32)
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Drop blanks, dots, dashes and brackets; refuse what is then no number."""
        text = re.sub(r"[\s().\-]", "", str(super().clean(value)))
        if text and not PHONE.fullmatch(text):
            raise forms.ValidationError(_("Write the number with its area code, in digits."))
        return text


class NameField(forms.CharField):
    """A first or last name: one line with at least one letter."""

    def clean(self, value: Any) -> str:
        """Refuse what holds no letter; the rule is that of the contacts service."""
        text = clean(str(super().clean(value)), one_line=True)
        if not any(letter.isalpha() for letter in text):
            raise forms.ValidationError(_("Write it in letters."))
        return text


class SignUpForm(SignupForm):
    """Username, password, name, and e-mail or phone."""

    first_name = NameField(
        label=_("First name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = NameField(
        label=_("Last name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    phone = PhoneField(required=False)
    field_order = ["first_name", "last_name", "username", "password1", "email", "phone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["username"].label = _("Username")
        self.fields["password1"].label = _("Password")
        self.fields["password1"].help_text = _(
            "At least 8 characters. Not only numbers, not your name, not a word everyone uses."
        )
        self.fields["email"].label = _("E-mail")
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    def clean(self) -> dict[str, Any]:
        """Ask for at least one way to reach the person."""
        cleaned: dict[str, Any] = super().clean()
        asked_wrong = {"email", "phone"} & set(self.errors)
        if not cleaned.get("email") and not cleaned.get("phone") and not asked_wrong:
            self.add_error("email", _("Give us an e-mail address or a mobile phone."))
        return cleaned

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Make the account. Where another took the username just now, the form says so, too."""
        try:
            saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        except IntegrityError:
            try:
                get_adapter(request).clean_username(self.cleaned_data["username"])
            except forms.ValidationError as taken:
                self.add_error("username", taken)
                return None, render(request, "account/signup.html", {"form": self})
            raise
        return saved

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        """Make the user, and the contact with it."""
        user = super().save(request)
        if not isinstance(user, User):
            raise TypeError("allauth made another kind of user")
        language = "es" if (get_language() or "en").startswith("es") else "en"
        contacts.contact_for(user, phone=self.cleaned_data["phone"], language=language)
        return user


class SignInForm(LoginForm):
    """Username or e-mail, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].label = _("Username or e-mail")


class Adapter(DefaultAccountAdapter):
    """allauth with our own words: its notes are not shown, ours say what happened."""

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """Leave out allauth's notes."""

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Say that the link worked, wherever it leads."""
        messages.success(self.request, _("Your e-mail is confirmed."))
        where: str = super().get_email_verification_redirect_url(email_address)
        return where

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account, with a word that it is done."""
        messages.success(request, _("Your password is changed"))
        return reverse("family:account")


@receiver(email_confirmed)
def note_confirmed(email_address: EmailAddress, **_kwargs: Any) -> None:
    """Let the contact's account work once a link reached them."""
    contact = Contact.objects.filter(user=email_address.user).first()
    if contact is not None:
        contacts.verify(contact, by="email")
