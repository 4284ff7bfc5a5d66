"""The thread on which the sync engine steps."""

from __future__ import annotations

import threading
from collections.abc import Callable

from kiosk.domain import Topic
from kiosk.sync.engine import Engine
from kiosk.vault.connection import VaultClosedError
from kiosk.vault.database import OpenVault

# writes of the person's that central should hear of; the engine looks what there is
WAKING = frozenset({Topic.OUTBOX, Topic.DRAFTS, Topic.SETTINGS, Topic.PHOTOS, Topic.MESSAGES})
STOP_SECONDS = 1.0


class Worker:
    """Steps the engine until stopped; wakes at once when the person does something.

    An exception that is no known failure is a bug: `crashed` hears of it, on this thread.
    """

    def __init__(
        self, engine: Engine, vault: OpenVault, crashed: Callable[[Exception], None]
    ) -> None:
        self._engine = engine
        self._vault = vault
        self._crashed = crashed
        self._condition = threading.Condition()
        self._woken = False
        self._asked = False
        self._stopped = False
        self._thread = threading.Thread(target=self._loop, name="sync", daemon=True)
        self._unsubscribe = vault.subscribe(self._heard)
        vault.files.on_want = self.wake

    def start(self) -> None:
        """Begin to sync."""
        self._thread.start()

    def wake(self) -> None:
        """Have the engine look now whether there is something to do."""
        with self._condition:
            self._woken = True
            self._condition.notify()

    def sync_now(self) -> None:
        """Somebody asks for news: talk to central now, also while it could not be reached."""
        with self._condition:
            self._asked = True
        self.wake()

    def stop(self) -> bool:
        """End, and wait for that a second; what was under way is built upon at the next start.

        Answers whether the thread has ended. If not, it ends at its next write to the closed vault.
        """
        self._unsubscribe()
        with self._condition:
            self._stopped = True
            self._condition.notify()
        self._engine.stop()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)
        return not self._thread.is_alive()

    def _heard(self, topics: frozenset[Topic]) -> None:
        if topics & WAKING:
            self.wake()

    def _loop(self) -> None:
        try:
            while not self._stopped:
                with self._condition:
                    asked, self._asked, self._woken = self._asked, False, False
                wait = self._engine.step(asked=asked)
                with self._condition:
                    if not (self._woken or self._asked or self._stopped):
                        self._condition.wait(wait)
        except VaultClosedError:
            return
        except Exception as error:  # noqa: BLE001 - a bug must not end syncing in silence
            self._crashed(error)
