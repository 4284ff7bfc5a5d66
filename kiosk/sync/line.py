"""What every phase of a sync is given: the vault, a view of it, and the way to central."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.sync.client import Client
from kiosk.sync.tokens import SessionTokens
from kiosk.vault.connection import Reader
from kiosk.vault.database import OpenVault


@dataclass(frozen=True, slots=True)
class Line:
    """One vault's line to central; all of it is handed in, and used by one thread.

    `central_key` signs receipts; `now` is the device's clock; `new_id` makes random ids;
    `opened_at` is when the vault was opened, by the same clock.
    """

    vault: OpenVault
    reader: Reader
    client: Client
    tokens: SessionTokens
    central_key: Ed25519PublicKey
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    opened_at: datetime
