"""Founding the facility, admitting its people, signing up the contacts."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from central.accounts import contacts, inmates
from central.accounts.models import Contact, Inmate, User
from central.connections.models import Connection
from central.demo import people
from central.devices import enrolment, sessions, tokens
from central.devices.models import Device
from central.facilities import founding
from central.facilities.models import Facility
from central.feed import states


@dataclass
class Cast:
    """Everybody, by the short names of `people`."""

    facility: Facility
    mailroom: User
    supervisor: User
    kiosk: Device
    inmates: dict[str, Inmate] = field(default_factory=dict)
    one_time_pins: dict[str, str] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    ties: dict[str, Connection] = field(default_factory=dict)


def found() -> Cast:
    """The facility with its staff and the kiosk that people have used so far."""
    facility = founding.found(
        people.FACILITY,
        notice_en=people.NOTICE_EN,
        notice_es=people.NOTICE_ES,
        visit_rules_en=people.VISIT_RULES_EN,
        visit_rules_es=people.VISIT_RULES_ES,
    )
    staff = [_appoint(facility, member) for member in people.STAFF]
    return Cast(facility, staff[0], staff[1], _enroll(facility, staff[1]))


def _appoint(facility: Facility, member: people.Staff) -> User:
    user = User.objects.create_user(
        member.username,
        f"{member.username}@cedar-ridge.example",
        member.password,
        first_name=member.first_name,
        last_name=member.last_name,
    )
    founding.appoint(user, facility, role=member.role, title=member.title)
    return user


def _enroll(facility: Facility, by: User) -> Device:
    """A kiosk whose key nobody keeps: it serves the history only."""
    code = enrolment.make_code(facility, device_name=people.OTHER_KIOSK, by=by)
    raw = Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    key = base64.b64encode(raw).decode()
    device = enrolment.enroll(code, key, "kiosk", "0.1.0", "127.0.0.1")
    return enrolment.confirm(device, digits=enrolment.check_digits(device), by=by)


def admit(cast: Cast, insider: people.Insider) -> None:
    """Make an inmate; staff keep the one-time PIN for them."""
    inmate, pin = inmates.admit(
        cast.facility,
        number=insider.number,
        first_name=insider.first_name,
        last_name=insider.last_name,
        birth_date=insider.birth_date,
        by=cast.supervisor,
    )
    cast.inmates[insider.key] = inmate
    cast.one_time_pins[insider.key] = pin


def first_sign_in(cast: Cast, insider: people.Insider) -> None:
    """Trade the one-time PIN for the person's own, agree to the notice, choose a language."""
    once = cast.one_time_pins.pop(insider.key)
    begun = sessions.sign_in_with_pin(cast.kiosk, insider.number, once, "")
    session = tokens.session_of(begun["token"])
    sessions.change_pin(session, once, insider.pin, "")
    wishes = {"language": insider.language, "notice_version": cast.facility.notice_version}
    inmate = cast.inmates[insider.key]
    states.put(inmate, "settings", "main", base_rev=0, fields=wishes)


def sign_in(cast: Cast, insider: people.Insider) -> None:
    """Sign in at the other kiosk, as people do every day."""
    sessions.sign_in_with_pin(cast.kiosk, insider.number, insider.pin, "")


def sign_up(cast: Cast, outsider: people.Outsider) -> None:
    """Make a contact whose e-mail address has been confirmed by its link."""
    contact = contacts.register(
        outsider.username,
        people.CONTACT_PASSWORD,
        first_name=outsider.first_name,
        last_name=outsider.last_name,
        email=outsider.email,
        phone=outsider.phone,
        language=outsider.language,
    )
    EmailAddress.objects.create(
        user=contact.user, email=outsider.email, verified=True, primary=True
    )
    cast.contacts[outsider.username] = contacts.verify(contact, by="email")
