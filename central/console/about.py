"""What a ticket points at, in words for staff; only what is the inmate's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from central.accounts.models import Inmate
from central.devices.models import Command
from central.ledger.models import Entry
from central.mail.models import Message, Photo
from central.tickets.models import Ticket
from central.visits.models import Visit

About = Ticket.About
MODELS: dict[str, type[Message] | type[Photo] | type[Visit]] = {
    "message": Message,
    "photo": Photo,
    "visit": Visit,
}


def told(ticket: Ticket) -> str:
    """The thing in a line; empty where the ticket names none."""
    if not ticket.about_type:
        return ""
    try:
        found = _find(ticket.inmate, ticket.about_type, UUID(ticket.about))
    except ValueError:
        found = ""
    return found or _("It names something that is not here.")


def _find(inmate: Inmate, kind: str, key: UUID) -> str:
    if kind == About.COMMAND:
        act = Command.objects.filter(inmate=inmate, command=key).first()
        if act is None:
            return ""
        receipt: dict[str, Any] = act.receipt or {}
        return " ".join([act.kind, str(receipt.get("code", ""))]).strip()
    if kind == About.LEDGER:
        line = Entry.objects.filter(pk=key, account__inmate=inmate).first()
        if line is None:
            return ""
        said = {"kind": line.get_kind_display(), "amount": line.amount}
        return _("Ledger: %(kind)s, %(amount)s credits") % said
    model = MODELS[kind]
    found = model.objects.filter(pk=key, connection__inmate=inmate).first()
    if found is None:
        return ""
    words = {"name": found.connection.contact_name, "state": found.get_state_display()}
    return {
        "message": _("Message, %(name)s: %(state)s"),
        "photo": _("Photo, %(name)s: %(state)s"),
        "visit": _("Visit, %(name)s: %(state)s"),
    }[kind] % words
