"""Brings the envelopes of the post box to central, whoever is signed in."""

from __future__ import annotations

import threading
from collections.abc import Callable
from random import Random

from kiosk import log
from kiosk.session.counter import Counter
from kiosk.session.postbox import PostBox
from kiosk.sync.failures import ProblemError, SyncFailureError
from kiosk.sync.schedule import Schedule
from kiosk.tasks import Tasks

IDLE_SECONDS = 60.0  # between two looks into an empty box
HOPELESS = frozenset({"invalid", "not-found"})  # this central will never take such an envelope


class Delivery:
    """Hands in what lies in the post box; on the screen's thread, the handing in itself off it."""

    def __init__(
        self,
        box: PostBox,
        counter: Counter,
        tasks: Tasks,
        running: Callable[[], float],
    ) -> None:
        self._box = box
        self._counter = counter
        self._tasks = tasks
        self._running = running
        self._schedule = Schedule(Random())  # noqa: S311 - keeps devices out of step, hides nothing
        self._busy = False
        self._door = threading.Lock()  # one at a time: the order of a vault's envelopes is kept

    def tick(self) -> None:
        """Hand in what there is, if it is time to."""
        if not self._busy and self._schedule.due(self._running()):
            if self._box.empty():
                self._schedule.succeeded(self._running(), IDLE_SECONDS)
                return
            self._busy = True
            self._tasks.run(self._try, self._tried)

    def hurry(self) -> None:
        """Central can be reached again: do not wait out what was to be waited for that."""
        self._schedule.hurry(self._running())

    def hand_in_all(self) -> bool:
        """Hand in everything; answers whether nothing is left that central might still take.

        Raises SyncFailureError, OSError.
        """
        with self._door:
            hopeless = 0
            for one in self._box.lying():
                try:
                    answer = self._counter.hand_in(one.envelope)
                except ProblemError as problem:
                    if problem.code not in HOPELESS:
                        raise
                    log.event("postbox.refused", "error", code=problem.code)
                    hopeless += 1
                    continue
                if answer.status == "refused":
                    log.event("postbox.refused", "error", code=answer.code)
                self._box.handed_in(one)
            return hopeless == 0

    def say_empty(self) -> None:
        """Tell central that this device has nothing left. Raises SyncFailureError."""
        self._counter.emptied()

    def _try(self) -> SyncFailureError | OSError | bool:
        try:
            return self.hand_in_all()
        except (SyncFailureError, OSError) as error:
            return error

    def _tried(self, outcome: SyncFailureError | OSError | bool) -> None:
        self._busy = False
        if outcome is True:
            self._schedule.succeeded(self._running(), IDLE_SECONDS)
        else:
            wait = outcome.retry_after if isinstance(outcome, ProblemError) else None
            self._schedule.failed(self._running(), wait)
