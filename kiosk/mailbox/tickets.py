"""Tickets: saying that something is wrong, and reading the answer."""

from __future__ import annotations

from kiosk.domain import (
    CommandId,
    CommandKind,
    KnownFailure,
    Ticket,
    TicketDraft,
    TicketId,
    Topic,
)
from kiosk.mailbox.desk import Desk, Done
from kiosk.vault import marks, outbox, refusals, tickets
from kiosk.vault.connection import Transaction
from kiosk.vault.outbox import Command

LONGEST_TICKET = 2000  # characters, as central takes them


class Tickets(Desk):
    """What a person said is wrong, and what came of it."""

    def ticket(self, item: TicketId) -> Ticket | None:
        """One ticket."""
        return tickets.ticket(self._reader, item)

    def tickets(self) -> tuple[Ticket, ...]:
        """The person's tickets, the newest first."""
        return tickets.newest(self._reader)

    def ticket_draft(self) -> TicketDraft:
        """What is being written."""
        return tickets.draft(self._reader)

    def save_ticket_draft(self, wanted: TicketDraft, done: Done = None) -> None:
        """Keep what is being written."""
        self._keep(lambda transaction: tickets.keep_draft(transaction, wanted), done)

    def open_ticket(self, wanted: TicketDraft, done: Done = None) -> None:
        """Say what is wrong; without a network it waits here."""
        text = wanted.text.strip()
        if wanted.kind is None or not text:
            self._answer(KnownFailure.EMPTY, done)
            return
        if len(text) > LONGEST_TICKET:
            self._answer(KnownFailure.TOO_LONG, done)
            return
        item = self._new_id()
        args: dict[str, str | int] = {
            "ticket": item,
            "kind": wanted.kind.value,
            "text": text,
            "about_type": wanted.about.type.value,
            "about": wanted.about.id,
        }
        command = Command(CommandId(self._new_id()), CommandKind.TICKET_OPEN, args, about=item)
        now = self._now()

        def work(transaction: Transaction) -> None:
            outbox.add(transaction, command, now)
            tickets.keep_draft(transaction, TicketDraft())

        self._keep(work, done)

    def write_ticket_again(self, item: Ticket, done: Done = None) -> None:
        """Make a ticket that central did not take the one that is being written."""
        refused = item.command
        everywhere = refused is not None and refusals.in_feed(self._reader, refused)
        wanted = TicketDraft(item.kind, item.text, item.about)

        def work(transaction: Transaction) -> None:
            if refused is not None:
                refusals.dismiss(transaction, refused, everywhere=everywhere)
            tickets.keep_draft(transaction, wanted)
            transaction.changed(Topic.TICKETS)

        self._keep(work, done)

    def mark_ticket_read(self, item: TicketId, done: Done = None) -> None:
        """Note that an answer was seen, on every device."""

        def work(transaction: Transaction) -> None:
            marks.mark(transaction, item, seen=True)
            transaction.changed(Topic.TICKETS)

        self._keep(work, done)
