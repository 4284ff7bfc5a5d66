"""The console's forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from central.accounts.models import Contact, Inmate, User
from central.console.roles import Job
from central.facilities import pages
from central.facilities.models import Facility
from central.facilities.staff import facilities_of
from central.ledger import corrections


class AtFacility(forms.Form):
    """A form about one of the user's facilities; with only one there is nothing to choose."""

    facility = forms.ModelChoiceField(label=_("Facility"), queryset=Facility.objects.none())

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = facilities_of(user)
        field = forms.ModelChoiceField(
            label=_("Facility"), queryset=mine, empty_label=None, initial=mine.first()
        )
        self.fields["facility"] = field


class AdmitForm(AtFacility):
    """A new inmate."""

    number = forms.CharField(label=_("Number"), max_length=32)
    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    birth_date = forms.DateField(
        label=_("Birth date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Kept only so that it is refused as a PIN."),
    )


class PageForm(forms.Form):
    """A page of information in both languages."""

    title_en = forms.CharField(
        label=_("Title, English"), max_length=pages.LONGEST_TITLE, required=False
    )
    text_en = forms.CharField(
        label=_("Text, English"),
        max_length=pages.LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    title_es = forms.CharField(
        label=_("Title, Spanish"), max_length=pages.LONGEST_TITLE, required=False
    )
    text_es = forms.CharField(
        label=_("Text, Spanish"),
        max_length=pages.LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    public = forms.BooleanField(label=_("Anybody may read it, before signing in"), required=False)


class StatusForm(forms.Form):
    """What an inmate's account is to be."""

    status = forms.ChoiceField(label=_("Status"), choices=Inmate.Status.choices)


class CodeForm(AtFacility):
    """Where the new device will hang, or whose it will be."""

    device_name = forms.CharField(label=_("Name of the device, like Kiosk B"), max_length=80)


class DigitsForm(forms.Form):
    """The digits read from the device's own screen."""

    digits = forms.CharField(
        label=_("The 8 digits on the device's screen"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class ChallengeForm(forms.Form):
    """What the staff screen of a device shows."""

    challenge = forms.CharField(
        label=_("The 8 digits on its staff screen"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class OrderForm(AtFacility):
    """A no-contact order."""

    number = forms.CharField(label=_("Inmate's number"), max_length=32)
    username = forms.CharField(label=_("Contact's username or e-mail"), max_length=254)
    reason = forms.CharField(label=_("Reason, kept for the record"), max_length=200)

    def clean(self) -> dict[str, Any]:
        """Look both up."""
        cleaned = super().clean() or {}
        cleaned["inmate"] = find_inmate(self, cleaned)
        cleaned["contact"] = find_contact(self, cleaned)
        return cleaned


class CorrectionForm(AtFacility):
    """A line that puts a mistake right, on an inmate's or a contact's account."""

    number = forms.CharField(label=_("Inmate's number"), max_length=32, required=False)
    username = forms.CharField(
        label=_("or contact's username or e-mail"), max_length=254, required=False
    )
    amount = forms.IntegerField(
        label=_("Credits; with a minus to take away"),
        min_value=-corrections.MOST,
        max_value=corrections.MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    reason = forms.CharField(label=_("What it puts right"), max_length=200)

    def clean(self) -> dict[str, Any]:
        """Look up whichever was named."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("number")) == bool(cleaned.get("username")):
            raise forms.ValidationError(_("Name one inmate or one contact."))
        if cleaned.get("number"):
            cleaned["inmate"] = find_inmate(self, cleaned)
        else:
            cleaned["contact"] = find_contact(self, cleaned)
        return cleaned


class AppointForm(AtFacility):
    """A member of staff; a new username makes a new account with a first password."""

    username = forms.CharField(label=_("Username"), max_length=150)
    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    job = forms.ChoiceField(label=_("Job"), choices=[(job.value, job.value) for job in Job])
    title = forms.CharField(
        label=_("Title, as people are told who decided"), max_length=60, initial="Mail reviewer"
    )
    password = forms.CharField(
        label=_("First password, for a new account"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def find_inmate(form: forms.Form, cleaned: dict[str, Any]) -> Inmate | None:
    """The inmate with this number at this facility, or an error on the form."""
    number = str(cleaned.get("number", "")).strip().upper()
    found = Inmate.objects.filter(facility=cleaned.get("facility"), number=number).first()
    if found is None and number:
        form.add_error("number", _("Nobody at this facility has this number."))
    return found


def find_contact(form: forms.Form, cleaned: dict[str, Any]) -> Contact | None:
    """The contact with this username or e-mail, or an error on the form."""
    name = str(cleaned.get("username", "")).strip()
    by_name = Contact.objects.filter(user__username__iexact=name).first()
    by_mail = Contact.objects.filter(user__email__iexact=name, user__email__gt="").first()
    if by_name is None and by_mail is None and name:
        form.add_error("username", _("No contact has this username or e-mail."))
    return by_name or by_mail
