"""Messages: reading, opening what is collect, removing, appealing."""

from __future__ import annotations

from kiosk.domain import (
    CommandId,
    CommandKind,
    ConnectionId,
    KnownFailure,
    Message,
    MessageId,
    Thread,
    Topic,
)
from kiosk.mailbox.desk import Desk, Done
from kiosk.vault import marks, messages, outbox
from kiosk.vault.connection import Transaction
from kiosk.vault.outbox import Command


class Messages(Desk):
    """What a person can see of messages and do with them."""

    def threads(self) -> tuple[Thread, ...]:
        """One row a person, the newest first."""
        return messages.threads(self._reader)

    def thread(self, connection: ConnectionId) -> Thread | None:
        """The row of one person."""
        return messages.thread(self._reader, connection)

    def message(self, item: MessageId) -> Message | None:
        """One message."""
        return messages.message(self._reader, item)

    def messages(
        self, connection: ConnectionId, before: MessageId | None = None, limit: int = 50
    ) -> tuple[Message, ...]:
        """The newest messages with a person, or those before one; oldest first."""
        return messages.page(self._reader, connection, before, limit)

    def messages_from(self, first: MessageId, limit: int) -> tuple[Message, ...]:
        """Messages of a conversation from one of them on, oldest first."""
        return messages.window(self._reader, first, limit)

    def mark_thread_read(self, connection: ConnectionId, done: Done = None) -> None:
        """Note that all that came from a person was seen, envelopes included."""
        unread = messages.unread_ids(self._reader, connection)

        def work(transaction: Transaction) -> None:
            for item in unread:
                marks.mark(transaction, item, seen=True)
            if unread:
                transaction.changed(Topic.MESSAGES)

        self._keep(work, done)

    def open_message(self, item: MessageId, expected_price: int, done: Done = None) -> None:
        """Pay for a collect message and open it; the price is the one that was shown."""
        found = self.message(item)
        if found is None or not found.sealed:
            self._answer(KnownFailure.GONE, done)
            return
        command = Command(
            CommandId(self._new_id()),
            CommandKind.MESSAGE_OPEN,
            {"message": item, "expected_price": expected_price},
            found.connection,
            item,
        )
        now = self._now()

        def work(transaction: Transaction) -> None:
            outbox.add(transaction, command, now)
            marks.mark(transaction, item, seen=True)

        self._keep(work, done)

    def appeal(self, item: MessageId, text: str, done: Done = None) -> None:
        """Ask the facility to look again at a rejected message."""
        if not text.strip():
            self._answer(KnownFailure.EMPTY, done)
            return
        args: dict[str, str | int] = {"message": item, "text": text}
        self._command(CommandKind.REJECTION_APPEAL, args, done, about=item)

    def do_not_send(self, item: MessageId, done: Done = None) -> None:
        """Take back a message that is still on its way; its text becomes the draft again."""
        cancel, now = CommandId(self._new_id()), self._now()
        self._keep(lambda transaction: outbox.do_not_send(transaction, item, cancel, now), done)

    def remove_message(self, item: MessageId, done: Done = None) -> None:
        """Hide a message from this person's own screens."""
        self._message_command(CommandKind.ITEM_REMOVE, item, done)

    def restore_message(self, item: MessageId, done: Done = None) -> None:
        """Show a removed message again."""
        self._message_command(CommandKind.ITEM_RESTORE, item, done)

    def _message_command(self, kind: CommandKind, item: MessageId, done: Done) -> None:
        self._command(kind, {"type": "message", "item": item}, done, about=item)
