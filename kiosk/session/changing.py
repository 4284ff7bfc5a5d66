"""A signed-in person changes their PIN: at central first, then in the vault here."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk import log
from kiosk.device.attempts import Attempts
from kiosk.session.counter import Counter, key_text, log_refusal, refusal, share_of
from kiosk.session.outcomes import Locked, PinChanged, PinOutcome, PinUnknown, WeakPin, WrongPin
from kiosk.session.vaults import Vaults
from kiosk.sync.failures import ClockWrongError, ProblemError, SyncFailureError
from kiosk.sync.protocol import SessionAnswer
from kiosk.vault.database import OpenVault
from kiosk.vault.keys import DataKey, HeaderDamagedError, HeaderTooNewError


@dataclass(frozen=True, slots=True)
class PinChange:
    """Whose PIN is to change, and the version that their vault was opened with."""

    vault: OpenVault
    folder: Path
    number: str
    pin_version: int


class Changing:
    """Carries out changes of PINs, one after the other; for one thread at a time.

    Central decides; until it has, the old PIN stays in force. Between its word and the new wrap
    of the vault's key nothing can be lost: the new PIN opens the vault by central's share.
    """

    def __init__(self, vaults: Vaults, attempts: Attempts, counter: Counter) -> None:
        self._vaults = vaults
        self._attempts = attempts
        self._counter = counter

    def change(self, change: PinChange, old: str, new: str) -> PinOutcome:
        """Replace the PIN, counting a try first. Raises OSError if the count cannot be kept."""
        wait = self._attempts.begin(change.number)
        if wait > 0:
            return Locked(wait)
        try:
            session = self._counter.session(change.vault)
        except SyncFailureError as error:
            log_refusal(error)
            return self._refused(change, error)
        try:
            answer = self._asked(change, session, old, new)
        except SyncFailureError as error:
            log_refusal(error)
            return self._unknown(change) if _lost(error) else self._refused(change, error)
        return self._keep(change, new, answer)

    def _asked(
        self, change: PinChange, session: SessionAnswer, old: str, new: str
    ) -> SessionAnswer:
        public = key_text(change.vault.signing_key.public_key().public_bytes_raw())
        try:
            return self._counter.change_pin(session.token, old, new, public)
        except ProblemError as problem:
            if problem.code != "wrong-pin" or session.pin_version <= change.pin_version:
                raise
            # An earlier answer was lost: then the new PIN may be in force already.
            return self._counter.sign_in(change.number, new, public)

    def _keep(self, change: PinChange, new: str, answer: SessionAnswer) -> PinOutcome:
        """Central has the new PIN: the vault here gets to know it."""
        share = share_of(answer)
        try:
            self._attempts.right(change.number)
            if share is not None:
                version = answer.pin_version
                key = self._vaults.recover(change.folder, share, new, version)
                if isinstance(key, DataKey):
                    return PinChanged(version)
        except (OSError, HeaderDamagedError, HeaderTooNewError):
            pass  # the next sign-in has to put it right, and can
        log.event("session.pin_not_kept", "error")
        return PinUnknown()

    def _unknown(self, change: PinChange) -> PinOutcome:
        with suppress(OSError):  # then it counts as a wrong one until the next that is right
            self._attempts.unanswered(change.number)
        return PinUnknown()

    def _refused(self, change: PinChange, error: SyncFailureError) -> PinOutcome:
        outcome = refusal(error)
        if isinstance(outcome, WrongPin):
            wait = max(outcome.wait_seconds, self._attempts.wrong(change.number))
            return WrongPin(wait)
        if isinstance(outcome, WeakPin):
            self._attempts.right(change.number)  # only after a right PIN is the new one looked at
        elif not isinstance(outcome, Locked):
            self._attempts.unanswered(change.number)
        return outcome


def _lost(error: SyncFailureError) -> bool:
    """Whether the request may have been carried out all the same."""
    if isinstance(error, ProblemError):
        return error.status >= 500
    return not isinstance(error, ClockWrongError)
