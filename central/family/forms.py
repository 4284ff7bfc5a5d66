"""The forms of the family pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from central.connections.models import Connection
from central.facilities.models import Facility
from central.family.signup import PhoneField

RELATIONS = {
    Connection.Relation.MOTHER: _("I am the mother"),
    Connection.Relation.FATHER: _("I am the father"),
    Connection.Relation.PARTNER: _("I am the wife, husband or partner"),
    Connection.Relation.CHILD: _("I am a son or daughter"),
    Connection.Relation.SIBLING: _("I am a brother or sister"),
    Connection.Relation.FAMILY: _("I am family"),
    Connection.Relation.FRIEND: _("I am a friend"),
    Connection.Relation.OTHER: _("We know each other in another way"),
}


class SearchForm(forms.Form):
    """A name or a number, and the facility if there are several."""

    q = forms.CharField(
        label=_("Name or number"),
        min_length=2,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    facility = forms.ModelChoiceField(
        label=_("Facility"),
        queryset=Facility.objects.order_by("name"),
        required=False,
        empty_label=_("All facilities"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if Facility.objects.count() < 2:
            self.fields["facility"].widget = forms.HiddenInput()


class RelationForm(forms.Form):
    """How the contact is tied to the inmate: the only thing a request may say."""

    relation = forms.ChoiceField(label=_("Who are you to this person?"), choices=RELATIONS.items())


class AmountForm(forms.Form):
    """A whole number of credits."""

    credits = forms.IntegerField(
        label=_("Credits"),
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class DetailsForm(forms.Form):
    """What the contact may change about the account."""

    phone = PhoneField(required=False)
    language = forms.ChoiceField(
        label=_("Language of our e-mails"), choices=[("en", "English"), ("es", "Español")]
    )
    messages = forms.BooleanField(label=_("E-mail me when a message waits for me"), required=False)
    deliveries = forms.BooleanField(
        label=_("E-mail me when something I sent was delivered"), required=False
    )
