"""People: who may write, and the person's decisions about it."""

from __future__ import annotations

from kiosk.domain import CommandKind, Connection, ConnectionId, ConnectionState
from kiosk.mailbox.desk import Desk, Done
from kiosk.vault import outbox, people


class People(Desk):
    """Connections and the decisions about them.

    A held decision is kept at once, but waits for `let_go` before it goes to central, so that
    `take_back` leaves no trace of it; a sign-out or a restart lets it go too.
    """

    def connections(self, *states: ConnectionState) -> tuple[Connection, ...]:
        """People in the given states, or all of them."""
        return people.connections(self._reader, *states)

    def connection(self, item: ConnectionId) -> Connection | None:
        """One person."""
        return people.connection(self._reader, item)

    def approve(self, item: ConnectionId, done: Done = None, *, held: bool = False) -> None:
        """Let a person write and send."""
        self._decide(CommandKind.CONNECTION_APPROVE, item, done, held=held)

    def decline(self, item: ConnectionId, done: Done = None, *, held: bool = False) -> None:
        """Refuse a request, quietly."""
        self._decide(CommandKind.CONNECTION_DECLINE, item, done, held=held)

    def block(self, item: ConnectionId, done: Done = None, *, held: bool = False) -> None:
        """Let a person write no more."""
        self._decide(CommandKind.CONNECTION_BLOCK, item, done, held=held)

    def unblock(self, item: ConnectionId, done: Done = None) -> None:
        """Let a blocked person write again."""
        self._decide(CommandKind.CONNECTION_UNBLOCK, item, done)

    def mute(self, item: ConnectionId, done: Done = None) -> None:
        """Be told no more when a person writes."""
        self._decide(CommandKind.CONNECTION_MUTE, item, done)

    def unmute(self, item: ConnectionId, done: Done = None) -> None:
        """Be told again when a person writes."""
        self._decide(CommandKind.CONNECTION_UNMUTE, item, done)

    def let_go(self, item: ConnectionId, done: Done = None) -> None:
        """The held decision about a person is final."""
        self._keep(lambda transaction: outbox.release(transaction, item), done)

    def take_back(self, item: ConnectionId, done: Done = None) -> None:
        """The held decision about a person was never made."""
        self._keep(lambda transaction: outbox.take_back(transaction, item), done)

    def _decide(
        self, kind: CommandKind, item: ConnectionId, done: Done, *, held: bool = False
    ) -> None:
        self._command(kind, {"connection": item}, done, connection=item, held=held)
