"""What an inmate's status means for others."""

from __future__ import annotations

from central.accounts.models import Inmate


def gone(inmate: Inmate) -> bool:
    """Whether the person has left: nothing can reach them here any more."""
    return inmate.status in {Inmate.Status.RELEASED, Inmate.Status.ERASED}
