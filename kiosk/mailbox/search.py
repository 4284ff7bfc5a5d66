"""Search: finding messages, photos and people by word, name or date."""

from __future__ import annotations

from kiosk.domain import Cursor, SearchScope
from kiosk.mailbox.desk import Desk
from kiosk.mailbox.searches import Answered, Asked


class Search(Desk):
    """What a person can look for."""

    def search(
        self,
        text: str,
        scope: SearchScope,
        answered: Answered,
        *,
        after: Cursor | None = None,
        limit: int = 50,
    ) -> None:
        """Look for what was typed; `answered` is called unless something newer is asked first."""
        self._searches.ask(Asked(text, scope, after, limit, answered))

    def stop_search(self) -> None:
        """Nobody waits for the answer any more."""
        self._searches.ask(None)
