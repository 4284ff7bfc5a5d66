"""People: who may write, and the person's decisions about it."""

from __future__ import annotations

from kiosk.domain import CommandKind, Connection, ConnectionId, ConnectionState
from kiosk.mailbox.desk import Desk, Done
from kiosk.vault import people


class People(Desk):
    """Connections and the decisions about them."""

    def connections(self, *states: ConnectionState) -> tuple[Connection, ...]:
        """People in the given states, or all of them."""
        return people.connections(self._reader, *states)

    def connection(self, item: ConnectionId) -> Connection | None:
        """One person."""
        return people.connection(self._reader, item)

    def approve(self, item: ConnectionId, done: Done = None) -> None:
        """Let a person write and send."""
        self._decide(CommandKind.CONNECTION_APPROVE, item, done)

    def decline(self, item: ConnectionId, done: Done = None) -> None:
        """Refuse a request, quietly."""
        self._decide(CommandKind.CONNECTION_DECLINE, item, done)

    def block(self, item: ConnectionId, done: Done = None) -> None:
        """Let a person write no more."""
        self._decide(CommandKind.CONNECTION_BLOCK, item, done)

    def unblock(self, item: ConnectionId, done: Done = None) -> None:
        """Let a blocked person write again."""
        self._decide(CommandKind.CONNECTION_UNBLOCK, item, done)

    def mute(self, item: ConnectionId, done: Done = None) -> None:
        """Be told no more when a person writes."""
        self._decide(CommandKind.CONNECTION_MUTE, item, done)

    def unmute(self, item: ConnectionId, done: Done = None) -> None:
        """Be told again when a person writes."""
        self._decide(CommandKind.CONNECTION_UNMUTE, item, done)

    def _decide(self, kind: CommandKind, item: ConnectionId, done: Done) -> None:
        self._command(kind, {"connection": item}, done, connection=item)
