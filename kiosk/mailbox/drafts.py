"""Drafts: keeping what is typed, and sending it."""

from __future__ import annotations

from kiosk.domain import (
    CommandId,
    CommandKind,
    ConnectionId,
    ConnectionState,
    Draft,
    DraftVersion,
    KnownFailure,
    MessageId,
    Payment,
)
from kiosk.mailbox.desk import Desk, Done
from kiosk.vault import drafts, outbox, people
from kiosk.vault.connection import Transaction
from kiosk.vault.outbox import Command


class Drafts(Desk):
    """What a person is writing."""

    def draft(self, connection: ConnectionId) -> Draft | None:
        """What is being written to a person."""
        return drafts.current(self._reader, connection)

    def draft_versions(
        self, draft: MessageId, before: int | None = None, limit: int = 50
    ) -> tuple[DraftVersion, ...]:
        """Earlier texts of a draft other than the present one, newest first, page by page."""
        return drafts.versions(self._reader, draft, before, limit)

    def save_draft(
        self, connection: ConnectionId, body: str, payment: Payment, done: Done = None
    ) -> None:
        """Keep what is typed; a text that was cut down stays as an earlier version."""
        now, new_id = self._now(), MessageId(self._new_id())
        self._keep(lambda t: drafts.save(t, connection, body, payment, now, new_id), done)

    def bring_back(
        self,
        connection: ConnectionId,
        standing: str,
        body: str,
        payment: Payment,
        done: Done = None,
    ) -> None:
        """Write on with an earlier text; `standing`, on the screen until now, is kept too."""
        now, new_id = self._now(), MessageId(self._new_id())
        self._keep(
            lambda t: drafts.bring_back(t, connection, standing, body, payment, now, new_id), done
        )

    def discard_draft(self, connection: ConnectionId, done: Done = None) -> None:
        """Throw away what is being written to a person."""
        now = self._now()
        self._keep(lambda t: drafts.discard(t, connection, now), done)

    def send(
        self,
        connection: ConnectionId,
        body: str,
        payment: Payment,
        expected_price: int,
        done: Done = None,
    ) -> None:
        """Turn the draft into a message that central must deliver; the price is the one shown.

        Where it cannot be sent, the text stays in the draft, and `done` says why.
        """
        failure = self._cannot_send(connection, body, payment)
        if failure is not None:
            self.save_draft(connection, body, payment, lambda kept: self._say(done, kept, failure))
            return
        command_id = CommandId(self._new_id())
        now, new_id = self._now(), MessageId(self._new_id())

        def work(transaction: Transaction) -> None:
            message = drafts.take_for_sending(transaction, connection, body, payment, now, new_id)
            args: dict[str, str | int] = {
                "message": message,
                "connection": connection,
                "body": body,
                "payment": payment.value,
                "expected_price": expected_price,
            }
            command = Command(command_id, CommandKind.MESSAGE_SEND, args, connection, message)
            outbox.add(transaction, command, now)

        self._keep(work, done)

    def _cannot_send(
        self, connection: ConnectionId, body: str, payment: Payment
    ) -> KnownFailure | None:
        policy = self.policy()
        person = people.connection(self._reader, connection)
        if not body.strip():
            return KnownFailure.EMPTY
        if len(body) > policy.message_limit:
            return KnownFailure.TOO_LONG
        if person is None or person.state is not ConnectionState.APPROVED:
            return KnownFailure.NOT_CONNECTED
        off = not policy.services.messages
        if off or (payment is Payment.COD and not policy.services.cod):
            return KnownFailure.SERVICE_OFF
        return None

    @staticmethod
    def _say(done: Done, kept: KnownFailure | None, failure: KnownFailure) -> None:
        """A disk that kept nothing is the graver news of the two."""
        if done is not None:
            done(kept or failure)
