"""The processor's card form; what is typed into it is never stored."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from central import world
from central.payments.processor.cards import behaviour_of


class CardForm(forms.Form):
    """Number, expiry and security code, checked as a real form would."""

    number = forms.CharField(
        label=_("Card number"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "cc-number"}),
    )
    expiry = forms.CharField(
        label=_("Expires (month / year)"),
        max_length=7,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "cc-exp", "placeholder": "12 / 30"}
        ),
    )
    code = forms.CharField(
        label=_("Security code"),
        max_length=4,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "cc-csc"}),
    )

    def clean_number(self) -> str:
        """Accept the test numbers only: this processor can charge no real card."""
        number = str(self.cleaned_data["number"])
        if behaviour_of(number) is None:
            raise forms.ValidationError(
                _("Use one of the test cards below. Real cards do not work here.")
            )
        return number

    def clean_expiry(self) -> str:
        """Check month and year."""
        match = re.fullmatch(r"\s*(\d{1,2})\s*/\s*(\d{2})\s*", str(self.cleaned_data["expiry"]))
        if match is None or not 1 <= int(match[1]) <= 12:
            raise forms.ValidationError(_("Write the month and the year, like 12 / 30."))
        today = world.now()
        if (2000 + int(match[2]), int(match[1])) < (today.year, today.month):
            raise forms.ValidationError(_("This card has expired."))
        return match[0]

    def clean_code(self) -> str:
        """Check that it is three or four digits."""
        code = str(self.cleaned_data["code"])
        if not re.fullmatch(r"\d{3,4}", code):
            raise forms.ValidationError(_("The security code is the 3 or 4 digits on the card."))
        return code

    def last_four(self) -> str:
        """The digits a receipt may show."""
        return re.sub(r"\D", "", str(self.cleaned_data["number"]))[-4:]
