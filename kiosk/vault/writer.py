"""The one thread that writes to a vault."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

import apsw

from kiosk.domain import Topic
from kiosk.vault.connection import Store, Transaction, VaultClosedError, storage_failures

T = TypeVar("T")
Work = Callable[[Transaction], T]


class Writer:
    """Runs closures one after the other, each in a transaction of its own.

    A closure that raises changes nothing. `published` is called on the writer's thread, after the
    commit, with the topics that the closure changed.
    """

    def __init__(
        self,
        connections: Mapping[Store, apsw.Connection],
        folder: Path,
        published: Callable[[frozenset[Topic]], None],
    ) -> None:
        self._connections = connections
        self._folder = folder
        self._published = published
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._door = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._loop, name="vault writer", daemon=True)
        self._thread.start()

    def submit(self, store: Store, work: Work[T]) -> Future[T]:
        """Have `work` run in a transaction on `store`; the future is done once that is durable.

        The future fails with VaultFailureError where the disk does. Raises VaultClosedError.
        """
        return self._enqueue(lambda: self._commit(store, work))

    def outside(self, store: Store, work: Callable[[apsw.Connection], T]) -> Future[T]:
        """Have `work` run on the writer's connection outside any transaction (VACUUM INTO)."""

        def run() -> T:
            with storage_failures(store.path(self._folder)):
                return work(self._connections[store])

        return self._enqueue(run)

    def close(self) -> None:
        """Finish what was handed in, then end the thread and close both databases."""
        with self._door:
            if self._closed:
                return
            self._closed = True
            self._queue.put(None)
        self._thread.join()
        for connection in self._connections.values():
            connection.close()

    def _enqueue(self, run: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()

        def work() -> None:
            try:
                result = run()
            except BaseException as error:  # noqa: BLE001 - the future carries it to the caller
                future.set_exception(error)
            else:
                future.set_result(result)

        with self._door:
            if self._closed:
                raise VaultClosedError
            self._queue.put(work)
        return future

    def _loop(self) -> None:
        while (work := self._queue.get()) is not None:
            work()

    def _commit(self, store: Store, work: Work[T]) -> T:
        connection = self._connections[store]
        transaction = Transaction(connection, store.path(self._folder))
        transaction.run("BEGIN IMMEDIATE")
        try:
            result = work(transaction)
            transaction.run("COMMIT")
        except BaseException:
            self._roll_back(connection)
            raise
        if transaction.topics:
            self._published(frozenset(transaction.topics))
        return result

    @staticmethod
    def _roll_back(connection: apsw.Connection) -> None:
        if connection.in_transaction:  # SQLite itself rolls back on some failures
            connection.execute("ROLLBACK")
