"""Whose account is which."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from central.accounts.models import Contact, Inmate
from central.connections.models import Connection
from central.facilities.models import Facility
from central.ledger.models import Account


def of_contact(contact: Contact) -> Account:
    """The contact's account, made on first use."""
    return Account.objects.get_or_create(contact=contact, defaults={"kind": Account.Kind.CONTACT})[
        0
    ]


def of_inmate(inmate: Inmate) -> Account:
    """The inmate's account, made on first use."""
    return Account.objects.get_or_create(inmate=inmate, defaults={"kind": Account.Kind.INMATE})[0]


def of_facility(facility: Facility) -> Account:
    """The facility's revenue, made on first use."""
    return Account.objects.get_or_create(
        facility=facility, defaults={"kind": Account.Kind.FACILITY}
    )[0]


def lock_all(connections: Iterable[Connection]) -> None:
    """Lock the accounts at both ends of connections and of their facilities, in order of id."""
    ends = list(connections)
    concerned = (
        Q(contact__in={end.contact_id for end in ends})
        | Q(inmate__in={end.inmate_id for end in ends})
        | Q(facility__in={end.inmate.facility_id for end in ends})
    )
    rows = Account.objects.select_for_update(no_key=True).filter(concerned).order_by("pk")
    list(rows.values_list("pk"))


def gateway() -> Account:
    """What the payment gateway owes: below zero by all that was captured."""
    return Account.objects.get_or_create(kind=Account.Kind.GATEWAY)[0]


def fees() -> Account:
    """Processing fees collected."""
    return Account.objects.get_or_create(kind=Account.Kind.FEES)[0]
