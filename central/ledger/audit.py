"""Writing the audit trail."""

from __future__ import annotations

from uuid import UUID

from central import world
from central.accounts.models import Contact, Inmate, User
from central.facilities.models import Facility
from central.ledger.models import AuditRow

Actor = User | Contact | Inmate | str


def name_of(actor: Actor) -> str:
    """The actor as the trail names them: kind and id, never a person's name."""
    if isinstance(actor, str):
        return actor
    kind = next(kind for kind in (User, Contact, Inmate) if isinstance(actor, kind))
    return f"{kind.__name__.lower()}:{actor.pk}"  # a request's user is a proxy of its own type


def record(
    actor: Actor,
    act: str,
    thing: str | tuple[str, UUID],
    facility: Facility | None = None,
    **details: int | str | bool | None,
) -> None:
    """Add one row inside the caller's transaction; `details` are figures, codes and ids only."""
    if isinstance(thing, tuple):
        thing = f"{thing[0]}:{thing[1]}"
    AuditRow.objects.create(
        at=world.now(),
        actor=name_of(actor),
        act=act,
        thing=thing,
        facility=facility,
        details=details,
    )
