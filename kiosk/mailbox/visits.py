"""Video visits: what lies ahead, and the person's answers."""

from __future__ import annotations

from kiosk.domain import CommandKind, Visit, VisitId
from kiosk.mailbox.desk import Desk, Done
from kiosk.vault import visits


class Visits(Desk):
    """Visits and what the person says to them; a no is final, as the contact is refunded."""

    def visit(self, item: VisitId) -> Visit | None:
        """One visit."""
        return visits.visit(self._reader, item)

    def visits_ahead(self) -> tuple[Visit, ...]:
        """Visits that may still take place, the soonest first."""
        return visits.ahead(self._reader, self._now())

    def visits_over(self) -> tuple[Visit, ...]:
        """Visits that have been or will not be, the latest first."""
        return visits.over(self._reader, self._now())

    def accept_visit(self, item: Visit, done: Done = None) -> None:
        """Say yes."""
        self._answer_visit(CommandKind.VISIT_ACCEPT, item, done)

    def decline_visit(self, item: Visit, done: Done = None) -> None:
        """Say no, also after a yes."""
        self._answer_visit(CommandKind.VISIT_DECLINE, item, done)

    def _answer_visit(self, kind: CommandKind, item: Visit, done: Done) -> None:
        self._command(kind, {"visit": item.id}, done, connection=item.connection, about=item.id)
