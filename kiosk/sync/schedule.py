"""When to talk to central next: pure, on a monotonic clock."""

from __future__ import annotations

from random import Random

FIRST_RETRY = 2.0  # seconds
LONGEST_RETRY = 900.0
SHORTEST_POLL = 1.0
LONGEST_POLL = 3600.0
PROBE_GAP = 10.0  # a person who acts while central is away makes it try again, this often
CALM_GAP = 5.0  # drafts and marks are brought together, this often
POLL_SPREAD = 0.1  # polls come up to a tenth early, so that devices do not keep step


class Schedule:
    """Knows when the next conversation is due; times are seconds of a monotonic clock."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._due = float("-inf")
        self._last = float("-inf")
        self._floor = float("-inf")  # central asked not to be asked before this
        self.failures = 0

    def due(self, now: float) -> bool:
        """Whether to talk to central now."""
        return now >= self._due

    def wait(self, now: float) -> float:
        """Seconds until the next conversation is due."""
        return max(0.0, self._due - now)

    def succeeded(self, now: float, poll_after: float) -> None:
        """A conversation went well; central asks for the next after `poll_after` seconds."""
        self.failures = 0
        self._last, self._floor = now, float("-inf")
        poll = min(max(poll_after, SHORTEST_POLL), LONGEST_POLL)
        self._due = now + poll * (1.0 - POLL_SPREAD * self._rng.random())

    def failed(self, now: float, retry_after: float | None = None) -> None:
        """A conversation failed: full jitter within a window that doubles, never before asked."""
        window = min(LONGEST_RETRY, FIRST_RETRY * 2.0 ** min(self.failures, 16))
        self.failures += 1
        self._last = now
        self._floor = now + (retry_after or 0.0)
        spread = self._rng.uniform(0.0, window)
        self._due = max(now + max(spread, SHORTEST_POLL), self._floor + spread / 10.0)

    def hurry(self, now: float) -> None:
        """A person did something for central, or asks for news: now, or soon if it just failed."""
        gap = PROBE_GAP if self.failures else 0.0
        self._due = min(self._due, max(now, self._last + gap, self._floor))

    def soon(self, now: float) -> None:
        """There is something for central that nobody waits for."""
        if not self.failures:
            self._due = min(self._due, max(now, self._last + CALM_GAP))
