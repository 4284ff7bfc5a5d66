"""What the pages show of visits: where each is, and what can be done; nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from central import world
from central.accounts.inmate_status import gone
from central.accounts.models import Contact
from central.connections.models import Connection
from central.visits import ending, slots, standing
from central.visits.models import Visit

State = Visit.State
PAGE = 40


@dataclass(frozen=True, slots=True)
class Meeting:
    """One visit as the contact sees it."""

    visit: Visit

    @property
    def state(self) -> tuple[str, str, str]:
        """Words, icon and tone of its state."""
        by_facility = self.visit.cancelled_by == Visit.By.FACILITY
        name = {"name": self.visit.connection.inmate.first_name}
        return {
            State.REQUESTED: (_("Waits for the facility"), "hourglass", "wait"),
            State.APPROVED: (_("%(name)s is asked") % name, "hourglass", "wait"),
            State.ACCEPTED: (_("It takes place"), "circle-check", "good"),
            State.REFUSED: (_("The facility said no"), "circle-x", "bad"),
            State.DECLINED: (_("%(name)s said no") % name, "circle-x", "bad"),
            State.CANCELLED: (
                _("Cancelled by the facility") if by_facility else _("Cancelled"),
                "ban",
                "bad" if by_facility else "",
            ),
            State.LAPSED: (_("Not answered in time"), "clock", ""),
            State.PAST: (_("It is over"), "check", ""),
        }[State(self.visit.state)]

    @property
    def reason(self) -> str:
        """Why the facility said no, in the page's language."""
        return standing.reason_text(self.visit) if self.visit.reason else ""

    @property
    def cancel_until(self) -> datetime | None:
        """Until when it can be cancelled with a refund; None where it cannot any more."""
        until = ending.cancel_until(self.visit)
        alive = self.visit.state in slots.ALIVE
        return until if alive and world.now() <= until else None

    @property
    def fixed(self) -> bool:
        """Whether it stands, and it is too late to cancel."""
        return self.visit.state in slots.ALIVE and self.cancel_until is None


def of(contact: Contact) -> tuple[list[Meeting], list[Meeting]]:
    """The contact's visits: what lies ahead, the soonest first; what is over, the newest first."""
    rows = Visit.objects.filter(connection__contact=contact)
    rows = rows.select_related("connection__inmate__facility")
    alive = Q(state__in=slots.ALIVE)
    ahead = rows.filter(alive).order_by("starts_at", "pk")[:PAGE]
    over = rows.exclude(alive).order_by("-starts_at", "-pk")[:PAGE]
    return [Meeting(one) for one in ahead], [Meeting(one) for one in over]


def bookable(contact: Contact) -> list[Connection]:
    """Those with whom the contact may book a visit now."""
    if not contact.works:
        return []
    rows = Connection.objects.filter(contact=contact, inmate__facility__visits_on=True)
    ties = rows.select_related("inmate__facility").order_by("inmate__first_name", "pk")
    return [tie for tie in ties if tie.open and not gone(tie.inmate)]
