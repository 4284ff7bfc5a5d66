"""What can go wrong between the app and central, each with a treatment of its own."""

from __future__ import annotations

from datetime import datetime

from kiosk.sync.protocol import Problem


class SyncFailureError(Exception):
    """Anything that ends a conversation with central through no fault of the code."""


class OfflineError(SyncFailureError):
    """Central was not reached, or the way broke off, or was too slow."""


class UnreachedError(OfflineError):
    """No connection to central came about: nothing of what was asked has left this device."""


class NotCentralError(SyncFailureError):
    """Something answered, but not as central does: a captive portal, a proxy, another service."""


class ClockWrongError(SyncFailureError):
    """Central's certificate is not valid at the time that this device's clock shows."""


class InterruptedTransferError(SyncFailureError):
    """Something more urgent came up; what was fetched is kept."""


class ProblemError(SyncFailureError):
    """Central said no, with a stable code; retry_after in seconds where central names a time."""

    def __init__(
        self,
        problem: Problem,
        status: int,
        retry_after: float | None = None,
        date: datetime | None = None,
    ) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.status = status
        self.retry_after = retry_after
        self.date = date  # central's clock, from the answer

    @property
    def code(self) -> str:
        """The stable code; the app branches on nothing else."""
        return self.problem.code

    @property
    def passing(self) -> bool:
        """Whether the same request may be answered differently later."""
        return self.status in (408, 425, 429) or self.status >= 500 or self.code == "in-progress"
