"""Asking to connect, and the facility's look at the name."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from central import world
from central.accounts import contacts
from central.accounts.inmate_status import gone
from central.accounts.models import Contact, Inmate, User
from central.connections.models import Connection, RequestTry
from central.connections.standing import locked, order_in_force, show
from central.connections.wording import request_text
from central.facilities.staff import role_of
from central.feed import publishing
from central.ledger import audit
from central.mail import emails
from central.refusals import Refused

__all__ = ["approve_name", "ask", "reject_name", "request_text"]
DAY = timedelta(days=1)


@transaction.atomic
def ask(contact: Contact, inmate: Inmate, relation: str) -> Connection:
    """Ask an inmate to connect; the words come from a template and the name is reviewed first.

    Refuses `rate-limited`, `no-contact`, `already-asked` (also after a quiet decline), `gone`.
    """
    if relation not in Connection.Relation.values:
        raise ValueError("no such relation")
    publishing.lock(inmate.pk)
    inmate.refresh_from_db(fields=["status"])
    rows = Contact.objects.select_for_update(of=("self",), no_key=True).select_related("user")
    contact = rows.get(pk=contact.pk)  # of their requests at the same moment each counts the other
    contacts.require_working(contact)
    if gone(inmate):
        raise Refused("gone")
    now = world.now()
    tries = RequestTry.objects.filter(contact=contact, at__gt=now - DAY).count()
    if tries >= inmate.facility.requests_per_day:
        raise Refused("rate-limited")
    old = Connection.objects.filter(contact=contact, inmate=inmate).first()
    if old is not None and (
        old.state != Connection.State.ENDED or old.blocked_by_inmate or old.blocked_by_contact
    ):
        raise Refused("already-asked")
    connection = old or Connection(contact=contact, inmate=inmate)
    if order_in_force(connection):
        raise Refused("no-contact")
    connection.relation = relation
    connection.contact_name = contact.name
    connection.state = Connection.State.REQUESTED
    connection.requested_at, connection.decided_at = now, None
    connection.review = (
        Connection.Review.WAITING if _needs_review(contact, inmate) else Connection.Review.APPROVED
    )
    connection.save()
    RequestTry.objects.create(contact=contact, at=now)
    show(connection)
    audit.record(contact, "connection.ask", ("connection", connection.pk), inmate.facility)
    return connection


def _needs_review(contact: Contact, inmate: Inmate) -> bool:
    if not inmate.facility.review_names:
        return False
    return not Connection.objects.filter(
        contact=contact,
        contact_name=contact.name,
        inmate__facility=inmate.facility,
        review=Connection.Review.APPROVED,
    ).exists()


@transaction.atomic
def approve_name(connection: Connection, *, by: User) -> Connection:
    """Let a request go to the inmate; refuses `already-decided`."""
    return _decide_name(connection, Connection.Review.APPROVED, by)


@transaction.atomic
def reject_name(connection: Connection, *, by: User) -> Connection:
    """Stop a request because of the name; the contact is told by e-mail."""
    connection = _decide_name(connection, Connection.Review.REJECTED, by)
    emails.tell(connection.contact, emails.Kind.REQUEST_REJECTED)
    return connection


def _decide_name(connection: Connection, decision: str, by: User) -> Connection:
    role_of(by, connection.inmate.facility)
    connection = locked(connection)
    if connection.review != Connection.Review.WAITING:
        raise Refused("already-decided")
    connection.review = Connection.Review(decision)
    connection.save(update_fields=["review"])
    show(connection)
    facility = connection.inmate.facility
    thing = ("connection", connection.pk)
    audit.record(by, "connection.name", thing, facility, decision=decision)
    return connection
