"""Searching: off the screen's thread, through a connection of its own, the newest question only."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain import Cursor, Found, KnownFailure, SearchScope
from kiosk.domain.question import understand
from kiosk.tasks import Tasks
from kiosk.vault import search
from kiosk.vault.connection import Reader, ReadStoppedError, VaultFailureError

Answered = Callable[[Found | KnownFailure], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """One search: among what, from where on, how much, and who waits for it."""

    text: str
    scope: SearchScope
    after: Cursor | None
    limit: int
    answered: Answered


class Searches:
    """Carries out one search at a time; a newer one stops and replaces those before it."""

    def __init__(self, open_reader: Callable[[], Reader], tasks: Tasks) -> None:
        self._open_reader = open_reader
        self._tasks = tasks
        self._reader: Reader | None = None
        self._door = threading.Lock()  # held while the connection reads
        self._wanted: Asked | None = None
        self._running = False
        self._closed = False

    def ask(self, wanted: Asked | None) -> None:
        """Answer this and nothing asked before it; None: nobody waits any more."""
        self._wanted = wanted
        if self._running:
            self._stop()
        elif wanted is not None:
            self._begin(wanted)

    def close(self) -> None:
        """Stop what runs and let go of the connection."""
        self._closed, self._wanted = True, None
        self._stop()
        with self._door:
            if self._reader is not None:
                self._reader.close()
                self._reader = None

    def _begin(self, asked: Asked) -> None:
        self._running = True
        self._tasks.run(lambda: self._search(asked), lambda found: self._found(asked, found))

    def _stop(self) -> None:
        reader = self._reader
        if reader is not None:
            reader.stop()

    def _search(self, asked: Asked) -> Found | KnownFailure | None:
        """On a thread of the pool; None where nobody waits for it any more."""
        with self._door:
            if self._closed or self._wanted is not asked:
                return None
            try:
                if self._reader is None:
                    self._reader = self._open_reader()
                question = understand(asked.text)
                return search.find(self._reader, question, asked.scope, asked.after, asked.limit)
            except ReadStoppedError:
                return None
            except VaultFailureError as error:
                return error.failure

    def _found(self, asked: Asked, found: Found | KnownFailure | None) -> None:
        self._running = False
        wanted = self._wanted
        if wanted is not None and (wanted is not asked or found is None):
            self._begin(wanted)
        elif wanted is not None and found is not None:
            self._wanted = None
            wanted.answered(found)
