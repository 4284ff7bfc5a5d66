"""What belongs to the one signed-in person, and what keeps it in step with central."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from kiosk.mailbox import Mailbox
from kiosk.session.entry import Opened
from kiosk.session.limits import Limits
from kiosk.session.outcomes import SignOutReason
from kiosk.sync.engine import Heard
from kiosk.vault.database import OpenVault


class Sync(Protocol):
    """What keeps an open vault and central in step, on a thread of its own."""

    def stop(self) -> None:
        """Break off and end; returns once the thread has ended."""
        ...

    def sync_now(self) -> None:
        """Somebody asks for news."""
        ...


# The open vault, the session's token or "", and who hears what central says through sync.
StartSync = Callable[[OpenVault, str, Heard], Sync]

# Codes by which central ends a session, and why.
ENDS = {
    "account-frozen": SignOutReason.FROZEN,
    "account-closed": SignOutReason.CLOSED,
    "device-revoked": SignOutReason.REVOKED,
    "must-change-pin": SignOutReason.PIN_CHANGED,
    "vault-key-old": SignOutReason.PIN_CHANGED,
    "vault-key-unknown": SignOutReason.PIN_CHANGED,  # after a restore: a PIN makes it known again
}


@dataclass(slots=True)
class Inside:
    """Everything of the signed-in person that has to be closed when they leave."""

    opened: Opened
    mailbox: Mailbox
    limits: Limits
    sync: Sync
    changing: int = 0  # changes of the PIN that are under way
