"""How long a person may stay: until the session's limit, and until nobody touches the screen."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.session.outcomes import SignOutReason, TimeLeft, TimeNotice

IDLE_WARNING = 30.0  # seconds before an idle sign-out (UX.md "Session limit")
FIRST_WARNING = 120.0  # seconds before the session's limit
LAST_WARNING = 30.0


class Limits:
    """Plain arithmetic over a clock that nobody can set; times in seconds."""

    def __init__(
        self, running: Callable[[], float], idle_seconds: float, session_seconds: float
    ) -> None:
        self._running = running
        self._idle = idle_seconds
        self._session = session_seconds
        self._began = self._touched = running()
        self._held_since: float | None = None

    def change(self, idle_seconds: float, session_seconds: float) -> None:
        """The facility changed its policy; what has run already counts."""
        self._idle, self._session = idle_seconds, session_seconds

    def activity(self) -> None:
        """The person touched something."""
        self._touched = self._running()

    def stay(self) -> None:
        """The session's time begins anew."""
        self._began = self._touched = self._running()

    def hold(self, held: bool) -> None:
        """Stop both clocks, or let them go on from where they stopped."""
        now = self._running()
        if held and self._held_since is None:
            self._held_since = now
        elif not held and self._held_since is not None:
            self._began += now - self._held_since
            self._touched = now
            self._held_since = None

    def left(self) -> TimeLeft:
        """What is left, and the warning due."""
        now = self._running() if self._held_since is None else self._held_since
        limit = max(0.0, self._began + self._session - now)
        idle = max(0.0, self._touched + self._idle - now)
        return TimeLeft(limit, idle, self._notice(limit, idle))

    def over(self) -> SignOutReason | None:
        """Why the session has to end now, if it has to."""
        left = self.left()
        if left.limit_seconds <= 0:
            return SignOutReason.LIMIT
        if left.idle_seconds <= 0:
            return SignOutReason.IDLE
        return None

    def _notice(self, limit: float, idle: float) -> TimeNotice:
        if self._held_since is not None:
            return TimeNotice.NONE
        if limit <= LAST_WARNING:
            return TimeNotice.THIRTY_SECONDS
        # A short idle time would otherwise warn from the first moment.
        if idle <= min(IDLE_WARNING, self._idle / 2):
            return TimeNotice.IDLE
        if limit <= FIRST_WARNING:
            return TimeNotice.TWO_MINUTES
        return TimeNotice.NONE
