"""Running work off the screen's thread and delivering its result on it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
Callback = Callable[[], None]
WORKERS = 2


class Tasks:
    """A small pool of threads, and the one way back to the thread that made it (the screen's).

    `deliver` hands a callback to that thread; by default through Qt's event loop. Work that raises
    raises on the screen's thread: a known failure is a value, an exception is a bug.
    """

    def __init__(self, deliver: Callable[[Callback], None] | None = None) -> None:
        self._deliver = deliver if deliver is not None else _through_qt()
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="task")
        self._closed = False

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Run `work` on the pool, then `done` with its result on the screen's thread."""

        def finished(future: Future[T]) -> None:
            if not future.cancelled():
                self.post(lambda: done(future.result()))

        self._pool.submit(work).add_done_callback(finished)

    def post(self, callback: Callback) -> None:
        """Run a callable on the screen's thread, soon; may be called from any thread.

        What arrives after `close` is dropped: those who wait for it are gone.
        """
        self._deliver(lambda: None if self._closed else callback())

    def close(self) -> None:
        """Begin no more work; what runs is finished, but nobody waits for it."""
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)


def _through_qt() -> Callable[[Callback], None]:
    from PySide6.QtCore import QObject, Qt, Signal, Slot

    class Courier(QObject):
        """Lives on the thread that made it; a queued signal brings callbacks there."""

        arrived = Signal(object)

        def __init__(self) -> None:
            super().__init__()
            self.arrived.connect(self.receive, Qt.ConnectionType.QueuedConnection)

        @Slot(object)
        def receive(self, callback: Callback) -> None:
            callback()

    courier = Courier()

    def deliver(callback: Callback) -> None:
        courier.arrived.emit(callback)

    return deliver
