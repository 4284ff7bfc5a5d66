"""What every part of the mailbox stands on: reading, keeping, and telling who listens."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from uuid import uuid4

from kiosk.domain import CommandId, CommandKind, KnownFailure, Policy, SyncStatus, Topic
from kiosk.mailbox.searches import Searches
from kiosk.tasks import Tasks
from kiosk.vault import feed, outbox
from kiosk.vault.connection import Store, Transaction, VaultClosedError, VaultFailureError
from kiosk.vault.database import OpenVault
from kiosk.vault.outbox import Command

Kept = KnownFailure | None
Done = Callable[[Kept], None] | None
Listener = Callable[[frozenset[Topic]], None]


def utc_now() -> datetime:
    """The device's clock; what depends on time between devices uses central's."""
    return datetime.now(UTC)


def random_id() -> str:
    """An id that no clock enters (UUID version 4)."""
    return str(uuid4())


class Desk:
    """Holds the vault, this thread's view of it, and those who listen."""

    def __init__(
        self,
        vault: OpenVault,
        tasks: Tasks,
        policy: Policy,
        *,
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
    ) -> None:
        self._vault = vault
        self._reader = vault.reader()
        self._searches = Searches(vault.reader, tasks)
        self._tasks = tasks
        self._policy = policy
        self._now = now
        self._new_id = new_id
        self._listeners: list[Listener] = []
        self._topics: set[Topic] = set()
        self._door = threading.Lock()
        self._closed = False
        self._stop = vault.subscribe(self._heard)

    def policy(self) -> Policy:
        """How the facility wants the device to behave, as central last said."""
        return self._vault.policy or self._policy

    def status(self) -> SyncStatus:
        """What the status bar says of the network."""
        return SyncStatus(
            network=self._vault.network,
            last_synced=feed.synced_at(self._reader),
            queued=outbox.unsettled(self._reader),
        )

    def subscribe(self, callback: Listener) -> Callable[[], None]:
        """Hear which topics changed, on the screen's thread; answers the way to stop."""
        self._listeners.append(callback)

        def stop() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return stop

    def close(self) -> None:
        """Stop reading and telling; what was handed in is still kept by the vault."""
        if not self._closed:
            self._closed = True
            self._stop()
            self._listeners.clear()
            self._searches.close()
            self._reader.close()

    def _keep(self, work: Callable[[Transaction], object], done: Done) -> None:
        """Have a write made on vault.db, and say so when it is durable."""
        try:
            future = self._vault.write(Store.VAULT, work)
        except VaultClosedError:
            self._answer(KnownFailure.STORAGE_BROKEN, done)
            return
        future.add_done_callback(lambda kept: self._tasks.post(lambda: self._kept(kept, done)))

    def _command(
        self,
        kind: CommandKind,
        args: dict[str, str | int],
        done: Done,
        *,
        connection: str = "",
        about: str = "",
        held: bool = False,
    ) -> None:
        """Put one act of the person into the outbox."""
        command = Command(CommandId(self._new_id()), kind, args, connection, about)
        now = self._now()
        self._keep(lambda transaction: outbox.add(transaction, command, now, held=held), done)

    def _answer(self, failure: KnownFailure, done: Done) -> None:
        if done is not None:
            self._tasks.post(lambda: done(failure))

    def _kept(self, future: Future[object], done: Done) -> None:
        error = future.exception()
        if error is not None and not isinstance(error, VaultFailureError):
            raise error
        if done is not None and not self._closed:
            done(None if error is None else error.failure)

    def _heard(self, topics: frozenset[Topic]) -> None:
        """Gather topics from any thread, and tell of them in one call on the screen's."""
        with self._door:
            first = not self._topics
            self._topics |= topics
        if first:
            self._tasks.post(self._tell)

    def _tell(self) -> None:
        with self._door:
            topics, self._topics = frozenset(self._topics), set()
        for listener in tuple(self._listeners):
            listener(topics)
