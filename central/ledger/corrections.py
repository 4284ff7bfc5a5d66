"""Putting a mistake right by a new line: one person proposes, another books."""

from __future__ import annotations

from django.db import transaction

from central import world
from central.accounts.models import User
from central.facilities.models import Facility, StaffRole
from central.facilities.staff import require
from central.feed import publishing
from central.ledger import accounts, audit, booking
from central.ledger.models import Account, Correction, TransferKind
from central.refusals import Refused

MOST = 1_000_000  # credits in one correction, either way


def _belongs(account: Account, facility: Facility) -> bool:
    if account.inmate is not None:
        return account.inmate.facility_id == facility.pk
    if account.contact is not None:
        return account.contact.connections.filter(inmate__facility=facility).exists()
    return False


@transaction.atomic
def propose(
    account: Account, facility: Facility, amount: int, *, reason: str, by: User
) -> Correction:
    """Propose a line on a contact's or inmate's account, balanced by the facility's."""
    require(by, facility, StaffRole.Role.ADMINISTRATOR)
    if not _belongs(account, facility):
        raise Refused("not-allowed")
    if amount == 0 or abs(amount) > MOST:
        raise Refused("bad-amount", step=1, least=1)
    if not reason.strip():
        raise Refused("empty")
    correction = Correction.objects.create(
        account=account,
        facility=facility,
        amount=amount,
        reason=reason.strip()[:200],
        proposed_by=by,
        proposed_at=world.now(),
    )
    thing = ("correction", correction.pk)
    audit.record(by, "correction.propose", thing, facility, amount=amount)
    return correction


@transaction.atomic
def decide(correction: Correction, *, approve: bool, by: User) -> Correction:
    """Book or drop a proposed correction; refuses its own proposer (`same-person`)."""
    inmate_id = correction.account.inmate_id
    if inmate_id is not None:
        publishing.lock(inmate_id)
    correction = Correction.objects.select_for_update(no_key=True).get(pk=correction.pk)
    require(by, correction.facility, StaffRole.Role.ADMINISTRATOR)
    if correction.decided_at is not None:
        raise Refused("already-decided")
    if correction.proposed_by_id == by.pk:
        raise Refused("same-person")
    correction.decided_by, correction.decided_at = by, world.now()
    correction.approved = approve
    correction.save()
    if approve:
        facility = accounts.of_facility(correction.facility)
        booking.book(
            f"correction:{correction.pk}",
            TransferKind.CORRECTION,
            f"correction:{correction.pk}",
            [(correction.account, correction.amount), (facility, -correction.amount)],
        )
    thing = ("correction", correction.pk)
    audit.record(by, "correction.decide", thing, correction.facility, approve=approve)
    return correction
