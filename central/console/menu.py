"""The console's menu, as far as a user's rights reach, and its own style and script."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from central import world
from central.accounts.models import User
from central.connections.models import Connection
from central.console.access import may
from central.devices import postbox
from central.facilities.staff import facilities_of
from central.ledger import loose_ends
from central.mail.models import Item, Message, Photo
from central.tickets.models import Ticket
from central.visits.models import Visit


def favicon(_request: HttpRequest) -> str:
    """The picture in the browser's tab, the same as on the family pages."""
    return static("family/favicon.svg")


def style(_request: HttpRequest) -> str:
    """The console's style sheet."""
    return static("console/console.css")


def script(_request: HttpRequest) -> str:
    """The console's script: the keys of the queue."""
    return static("console/console.js")


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The side bar: one group a desk, without those a user may not sit at."""
    user = request.user
    if not isinstance(user, User):
        return []
    groups = [
        _group(user, _("Mail"), _mail(user)),
        _group(user, _("People"), _people()),
        _group(user, _("Devices"), _devices()),
        _group(user, _("Books"), _books(user)),
        _group(user, _("Facility"), _facility()),
    ]
    return [group for group in groups if group["items"]]


def _group(user: User, title: str, entries: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    mine = [entry for right, entry in entries if may(user, right)]
    return {"title": title, "separator": True, "items": mine}


def _entry(title: str, icon: str, link: str, badge: int = 0) -> dict[str, Any]:
    entry: dict[str, Any] = {"title": title, "icon": icon, "link": reverse(link)}
    return entry | {"badge": str(badge)} if badge else entry


def _mail(user: User) -> list[tuple[str, dict[str, Any]]]:
    mine = facilities_of(user)
    place = {"connection__inmate__facility__in": mine}
    waiting = sum(m.objects.filter(state=Item.State.WAITING, **place).count() for m in BOTH)
    appeals = sum(m.objects.filter(appeal=Item.Appeal.WAITING, **place).count() for m in BOTH)
    names = Connection.objects.filter(
        state=Connection.State.REQUESTED,
        review=Connection.Review.WAITING,
        inmate__facility__in=mine,
    ).count()
    visits = Visit.objects.filter(
        state=Visit.State.REQUESTED, starts_at__gt=world.now(), **place
    ).count()
    tickets = Ticket.objects.exclude(state=Ticket.State.ANSWERED).filter(inmate__facility__in=mine)
    envelopes = postbox.waiting(user).count()
    return [
        ("review", _entry(_("Review"), "mark_email_read", "console:queue", waiting)),
        ("review", _entry(_("Names and requests"), "how_to_reg", "console:names", names)),
        ("review", _entry(_("Visits"), "videocam", "console:visits", visits)),
        ("oversee", _entry(_("Appeals"), "balance", "console:appeals", appeals)),
        ("oversee", _entry(_("Tickets"), "support", "console:tickets", tickets.count())),
        ("oversee", _entry(_("Take back"), "undo", "console:delivered")),
        ("oversee", _entry(_("Envelopes"), "mark_as_unread", "console:envelopes", envelopes)),
    ]


BOTH: tuple[type[Message] | type[Photo], ...] = (Message, Photo)


def _people() -> list[tuple[str, dict[str, Any]]]:
    return [
        ("house", _entry(_("Inmates"), "badge", "admin:accounts_inmate_changelist")),
        ("oversee", _entry(_("Contacts"), "group", "admin:accounts_contact_changelist")),
        ("oversee", _entry(_("No-contact orders"), "block", "console:orders")),
    ]


def _devices() -> list[tuple[str, dict[str, Any]]]:
    return [
        ("equip", _entry(_("Devices"), "tablet", "admin:devices_device_changelist")),
        ("equip", _entry(_("Enrol a device"), "add_to_queue", "console:code")),
    ]


def _books(user: User) -> list[tuple[str, dict[str, Any]]]:
    open_ends = loose_ends.seen_by(user).filter(settled_at=None).count()
    return [
        ("oversee", _entry(_("Corrections"), "rule", "console:corrections")),
        (
            "oversee",
            _entry(_("After a restore"), "history_toggle_off", "console:loose-ends", open_ends),
        ),
        ("inspect", _entry(_("Ledger"), "receipt_long", "admin:ledger_entry_changelist")),
        ("inspect", _entry(_("Accounts"), "account_balance", "admin:ledger_account_changelist")),
        ("inspect", _entry(_("Purchases"), "credit_card", "admin:ledger_purchase_changelist")),
        ("inspect", _entry(_("Audit trail"), "history", "admin:ledger_auditrow_changelist")),
    ]


def _facility() -> list[tuple[str, dict[str, Any]]]:
    reasons = "admin:console_presetreason_changelist"
    return [
        ("govern", _entry(_("Facilities"), "apartment", "admin:facilities_facility_changelist")),
        ("govern", _entry(_("Pages"), "menu_book", "console:pages")),
        ("govern", _entry(_("Reasons"), "format_list_bulleted", reasons)),
        ("govern", _entry(_("Staff"), "person", "admin:facilities_staffrole_changelist")),
    ]
