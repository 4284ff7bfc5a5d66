"""What an inmate's status means for others."""

from __future__ import annotations

from typing import Literal

from central.accounts.models import Inmate


def gone(inmate: Inmate) -> bool:
    """Whether the person has left: nothing can reach them here any more."""
    return inmate.status in {Inmate.Status.RELEASED, Inmate.Status.ERASED}


def vault_policy(inmate: Inmate) -> Literal["keep", "erase"]:
    """What devices do with the vault of a person who may not sign in."""
    erased = inmate.status == Inmate.Status.ERASED
    released = inmate.status == Inmate.Status.RELEASED
    return "erase" if erased or (released and not inmate.facility.keep_released) else "keep"
