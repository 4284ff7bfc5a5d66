"""What central is asked about this device and about signing in, and what its refusals mean."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import datetime

from kiosk import log
from kiosk.device.identity import Identity
from kiosk.domain import NetworkState
from kiosk.session.outcomes import (
    AccountClosed,
    ClosedReason,
    Locked,
    NeedsNetwork,
    SignInOutcome,
    Unavailable,
    WeakPin,
    WeakReason,
    WrongPin,
)
from kiosk.sync.client import Client
from kiosk.sync.engine import state_after
from kiosk.sync.failures import (
    ClockWrongError,
    NotCentralError,
    OfflineError,
    ProblemError,
    SyncFailureError,
)
from kiosk.sync.protocol import (
    DeviceSelf,
    EnvelopeAnswer,
    EnvelopeRequest,
    PinRequest,
    SessionAnswer,
    SessionRequest,
)
from kiosk.sync.tokens import CentralClock, DeviceTokens, begin_session, vault_claim
from kiosk.vault.database import OpenVault
from kiosk.vault.keys import KEY_BYTES


class Counter:
    """One conversation with central, as this device; for one thread at a time."""

    def __init__(self, client: Client, identity: Identity, now: Callable[[], datetime]) -> None:
        self._client = client
        self._device = identity.device
        self._clock = clock = CentralClock(now)
        self._tokens = DeviceTokens(client, identity.assertion, clock)
        self._post_box = DeviceTokens(client, identity.assertion, clock, post_box=True)

    def device_self(self) -> DeviceSelf:
        """The policy and the people here. Raises SyncFailureError."""
        return self._tokens.using(self._client.device_self)

    def sign_in(self, number: str, pin: str, vault_key: str) -> SessionAnswer:
        """Try a PIN; `vault_key` is the vault's public key in base64. Raises SyncFailureError."""
        request = SessionRequest(number=number, pin=pin, vault_key=vault_key)
        return self._tokens.using(lambda token: self._client.sign_in(token, request))

    def session(self, vault: OpenVault) -> SessionAnswer:
        """A session of its own for an open vault, by the vault's key. Raises SyncFailureError."""
        claim = vault_claim(vault.signing_key, vault.inmate, self._device)
        return begin_session(self._client, self._tokens, claim, self._clock)

    def change_pin(self, session: str, old: str, new: str, vault_key: str) -> SessionAnswer:
        """Replace a PIN; `session` is the session's token. Raises SyncFailureError."""
        request = PinRequest(old_pin=old, new_pin=new, vault_key=vault_key)
        return self._client.change_pin(session, request)

    def hand_in(self, envelope: EnvelopeRequest) -> EnvelopeAnswer:
        """Hand in an envelope, also from a revoked device. Raises SyncFailureError."""
        return self._post_box.using(lambda token: self._client.hand_in(token, envelope))

    def emptied(self) -> None:
        """This device hands in nothing more. Raises SyncFailureError."""
        self._post_box.using(self._client.emptied)

    def cut(self) -> None:
        """Break off what is going on, from any thread."""
        self._client.cut()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def refusal(error: SyncFailureError) -> SignInOutcome:
    """What a failed call means to the person who signs in."""
    if isinstance(error, ProblemError) and error.code in _PROBLEMS:
        return _PROBLEMS[error.code](error)
    state = state_after(error)
    return NeedsNetwork() if state is NetworkState.OFFLINE else Unavailable(state)


def unanswered(error: SyncFailureError) -> bool:
    """Whether central did not get to look at the PIN."""
    if isinstance(error, OfflineError | NotCentralError | ClockWrongError):
        return True
    return isinstance(error, ProblemError) and error.code not in _PROBLEMS


def log_refusal(error: SyncFailureError) -> None:
    """Note what came of a call for a person, without saying whose."""
    code = error.code if isinstance(error, ProblemError) else type(error).__name__
    log.event("session.refused", code=code)


def share_of(answer: SessionAnswer) -> bytes | None:
    """The recovery share; None where central gave none that can protect a vault."""
    try:
        share = base64.b64decode(answer.recovery_share or "", validate=True)
    except ValueError:
        return None
    return share if len(share) == KEY_BYTES else None


def key_text(key: bytes) -> str:
    """A public key as central wants it."""
    return base64.b64encode(key).decode()


def _wrong(error: ProblemError) -> SignInOutcome:
    return WrongPin(error.retry_after or 0.0)


def _locked(error: ProblemError) -> SignInOutcome:
    return Locked(error.retry_after or 0.0)


def _closed(error: ProblemError) -> SignInOutcome:
    erased = error.problem.reason == ClosedReason.ERASED
    return AccountClosed(ClosedReason.ERASED if erased else ClosedReason.RELEASED)


def _weak(error: ProblemError) -> SignInOutcome:
    return WeakPin(WeakReason.SAME if error.problem.reason == "same" else WeakReason.EASY)


_PROBLEMS: dict[str, Callable[[ProblemError], SignInOutcome]] = {
    "wrong-pin": _wrong,
    "locked": _locked,
    "account-frozen": lambda _: AccountClosed(ClosedReason.FROZEN),
    "account-closed": _closed,
    "weak-pin": _weak,
}
