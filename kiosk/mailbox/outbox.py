"""What is on its way to central, and what central refused."""

from __future__ import annotations

from kiosk.domain import CommandId, OutboxEntry
from kiosk.mailbox.desk import Desk, Done
from kiosk.vault import outbox, refusals


class Outbox(Desk):
    """The person's acts that are not settled, and the refusals."""

    def outbox(self) -> tuple[OutboxEntry, ...]:
        """What central has not settled yet, in order."""
        return outbox.entries(self._reader)

    def refusals(self) -> tuple[OutboxEntry, ...]:
        """What central refused and the person has not put aside, newest first."""
        return refusals.shown(self._reader)

    def dismiss_refusal(self, command: CommandId, done: Done = None) -> None:
        """Put a refusal aside; a refused message's text is back in its draft already."""
        everywhere = refusals.in_feed(self._reader, command)
        self._keep(lambda t: refusals.dismiss(t, command, everywhere=everywhere), done)
