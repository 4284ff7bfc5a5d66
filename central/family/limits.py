"""How often a contact may search: counted in the database, so that all workers count alike."""

from __future__ import annotations

from datetime import timedelta

from central import world
from central.accounts.models import Contact
from central.family.models import SearchTry

SEARCHES_AN_HOUR = 60


def may_search(contact: Contact) -> bool:
    """Count one search, unless the contact has had all of this hour's."""
    since = world.now() - timedelta(hours=1)
    SearchTry.objects.filter(at__lt=since).delete()
    if SearchTry.objects.filter(contact=contact).count() >= SEARCHES_AN_HOUR:
        return False
    SearchTry.objects.create(contact=contact, at=world.now())
    return True
