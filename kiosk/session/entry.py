"""One sign-in, as work off the screen's thread: the PIN here first, then central."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.device.attempts import Attempts
from kiosk.domain import InmateId, KnownFailure, LastSignIn, NetworkState, weak_pin
from kiosk.session.changing import Changing, PinChange
from kiosk.session.counter import (
    Counter,
    key_text,
    log_refusal,
    refusal,
    share_of,
    unanswered,
)
from kiosk.session.outcomes import (
    AccountClosed,
    ClosedReason,
    Locked,
    NeedsNetwork,
    NeedsNewPin,
    PinOutcome,
    SignInOutcome,
    StorageFailure,
    Unavailable,
    WeakPin,
    WeakReason,
    WrongPin,
)
from kiosk.session.standing import Standing
from kiosk.session.vaults import Fresh, Vaults
from kiosk.sync.failures import ProblemError, SyncFailureError
from kiosk.sync.protocol import SessionAnswer
from kiosk.vault import people
from kiosk.vault.connection import DatabaseTooNewError, Store, VaultFailureError
from kiosk.vault.database import OpenVault, VaultDamagedError
from kiosk.vault.keys import (
    DataKey,
    Header,
    HeaderDamagedError,
    HeaderTooNewError,
    NoPinWrap,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open vault; `token` is the session's at central, empty after an offline sign-in."""

    vault: OpenVault
    folder: Path
    number: str  # that it was opened by
    pin_version: int
    token: str = field(default="", repr=False)
    first_time: bool = False


@dataclass(frozen=True, slots=True)
class OneTime:
    """A right one-time PIN, until a new one is chosen."""

    number: str
    pin: str = field(repr=False)
    answer: SessionAnswer = field(repr=False)
    signing_key: Ed25519PrivateKey = field(repr=False)


T = TypeVar("T")
Step = Opened | OneTime | SignInOutcome


class Entry:
    """Tries PINs, one after the other; for any thread."""

    def __init__(
        self,
        vaults: Vaults,
        attempts: Attempts,
        counter: Counter,
        standing: Standing,
        now: Callable[[], datetime],
    ) -> None:
        self._vaults = vaults
        self._attempts = attempts
        self._counter = counter
        self._standing = standing
        self._now = now
        self._changing = Changing(vaults, attempts, counter)
        self._door = threading.Lock()

    def try_pin(self, number: str, pin: str) -> Step:
        """Sign in by number and PIN; the network is asked only if this device cannot tell."""
        return self._minded(lambda: self._with_policy(self._try_pin(number, pin)))

    def replace_pin(self, one_time: OneTime, new_pin: str) -> Step:
        """Replace a one-time PIN, and open the vault with the new one."""
        if new_pin == one_time.pin:
            return WeakPin(WeakReason.SAME)
        if weak_pin(new_pin, number=one_time.number):
            return WeakPin(WeakReason.EASY)
        return self._minded(lambda: self._with_policy(self._replace_pin(one_time, new_pin)))

    def change_pin(self, opened: Opened, old: str, new: str) -> PinOutcome:
        """Replace the PIN of whoever is signed in; their vault stays open."""
        if new == old:
            return WeakPin(WeakReason.SAME)
        if weak_pin(new, number=opened.number):
            return WeakPin(WeakReason.EASY)
        change = PinChange(opened.vault, opened.folder, opened.number, opened.pin_version)
        return self._minded(lambda: self._changing.change(change, old, new))

    def cut(self) -> None:
        """Do not wait for central any longer; from any thread."""
        self._counter.cut()

    def _minded(self, work: Callable[[], T]) -> T | Unavailable | StorageFailure:
        """Do one thing at a time, and say in which known way it could not be done."""
        try:
            with self._door:
                return work()
        except (HeaderTooNewError, DatabaseTooNewError):
            return Unavailable(NetworkState.UPGRADE_REQUIRED)
        except VaultFailureError as error:
            return StorageFailure(error.failure)
        except OSError as error:
            return StorageFailure(storage_failure(error))

    def _with_policy(self, step: Step) -> Step:
        """Nobody comes in before the device knows the facility's prices and limits."""
        if not isinstance(step, Opened) or self._standing.policy is not None:
            return step
        try:
            self._standing.keep(self._counter.device_self())
        except SyncFailureError as error:
            step.vault.close()
            return refusal(error)
        return step

    def _try_pin(self, number: str, pin: str) -> Step:
        wait = self._attempts.begin(number)
        if wait > 0:
            return Locked(wait)
        folder = self._vaults.folder(number)
        header = self._header(folder)
        if header is None:
            return self._ask(number, pin, None)
        here = self._standing.person(header.inmate)
        if here is not None and header.pin_version < here.pin_version:
            # central said so, and the power went before the vault was shut to the old PIN
            self._vaults.outdate(header.inmate, here.pin_version)
        key = self._vaults.unlock(folder, pin)
        if not isinstance(key, DataKey):
            return self._ask(number, pin, header, pin_changed=isinstance(key, NoPinWrap))
        if here is not None and here.status != "active":
            return self._ask(number, pin, header, closed=ClosedReason(here.status))
        self._attempts.right(number)
        try:
            vault = self._vaults.open(folder, key)
        except VaultDamagedError:
            self._vaults.set_aside(folder)
            return self._ask(number, pin, None)
        self._begin(vault)
        return Opened(vault, folder, number, header.pin_version)

    def _header(self, folder: Path) -> Header | None:
        try:
            return self._vaults.header(folder)
        except HeaderDamagedError:  # without it nothing in the vault can be read again
            self._vaults.set_aside(folder)
            return None

    def _ask(
        self,
        number: str,
        pin: str,
        header: Header | None,
        *,
        pin_changed: bool = False,
        closed: ClosedReason | None = None,
    ) -> Step:
        """Let central judge the PIN; what this device knows decides if it cannot be asked."""
        signing_key = Ed25519PrivateKey.generate()
        public = header.vault_key if header else signing_key.public_key().public_bytes_raw()
        try:
            answer = self._counter.sign_in(number, pin, key_text(public))
        except SyncFailureError as error:
            log_refusal(error)
            return self._unasked(number, error, header, pin_changed, closed)
        self._attempts.right(number)
        if answer.must_change_pin:
            return OneTime(number, pin, answer, signing_key)
        return self._open(number, pin, answer, signing_key)

    def _unasked(
        self,
        number: str,
        error: SyncFailureError,
        header: Header | None,
        pin_changed: bool,
        closed: ClosedReason | None,
    ) -> SignInOutcome:
        outcome = refusal(error)
        if not unanswered(error):
            if isinstance(outcome, WrongPin):
                return WrongPin(max(outcome.wait_seconds, self._attempts.wrong(number)))
            if isinstance(outcome, AccountClosed):
                self._attempts.right(number)  # only a right PIN is told so
            return outcome
        if closed is not None:
            self._attempts.right(number)
            return AccountClosed(closed)
        if header is None or pin_changed:
            self._attempts.unanswered(number)
            return NeedsNetwork(pin_changed) if isinstance(outcome, NeedsNetwork) else outcome
        return WrongPin(self._attempts.wrong(number))

    def _open(
        self, number: str, pin: str, answer: SessionAnswer, signing_key: Ed25519PrivateKey
    ) -> Step:
        """Open, or make, the vault after central said that the PIN is right."""
        folder = self._vaults.folder(number)
        share = share_of(answer)
        if share is None:
            return Unavailable(NetworkState.NETWORK_PROBLEM)
        vault = self._recovered(folder, share, pin, answer)
        first = vault is None
        if vault is None:
            if self._vaults.header(folder) is not None:
                # Another key was registered than this vault's: central gets to know the new one.
                self._vaults.set_aside(folder)
                return self._ask(number, pin, None)
            inmate = InmateId(answer.inmate)
            version = answer.pin_version
            fresh = Fresh(folder, inmate, pin, version, share, signing_key)
            vault = self._vaults.create(fresh)
        self._begin(vault)
        keep_last_sign_in(vault, answer)
        return Opened(vault, folder, number, answer.pin_version, answer.token, first)

    def _begin(self, vault: OpenVault) -> None:
        """Note when and where this sign-in was, for the next one, also without a network."""
        policy = self._standing.policy
        place = policy.device_name if policy is not None else ""
        present = LastSignIn(self._now(), place, 0)
        vault.write(Store.VAULT, lambda work: people.begin_sign_in(work, present)).result()

    def _recovered(
        self, folder: Path, share: bytes, pin: str, answer: SessionAnswer
    ) -> OpenVault | None:
        """The vault that is here already, opened by central's share; None if that cannot be."""
        if self._header(folder) is None:
            return None
        key = self._vaults.recover(folder, share, pin, answer.pin_version)
        if not isinstance(key, DataKey):
            return None
        try:
            return self._vaults.open(folder, key)
        except VaultDamagedError:
            return None

    def _replace_pin(self, one_time: OneTime, new_pin: str) -> Step:
        header = self._header(self._vaults.folder(one_time.number))
        own = one_time.signing_key.public_key().public_bytes_raw()
        public = key_text(header.vault_key if header else own)
        answer, old = one_time.answer, one_time.pin
        try:
            answer = self._counter.change_pin(answer.token, old, new_pin, public)
        except ProblemError as problem:
            if problem.code not in ("token-expired", "wrong-pin"):
                log_refusal(problem)
                return refusal(problem)
            # An earlier answer was lost: then the new PIN is in force already.
            return self._try_pin(one_time.number, new_pin)
        except SyncFailureError as error:
            log_refusal(error)
            return refusal(error)
        return self._open(one_time.number, new_pin, answer, one_time.signing_key)


def needs_new_pin(one_time: OneTime) -> NeedsNewPin:
    """What to tell the person after a right one-time PIN."""
    return NeedsNewPin(reset=one_time.answer.pin_reset_at is not None)


def keep_last_sign_in(vault: OpenVault, answer: SessionAnswer) -> None:
    """Keep what central says of earlier use, for the screen and for offline sign-ins."""
    last = LastSignIn(
        at=answer.last_sign_in.at if answer.last_sign_in else None,
        place=answer.last_sign_in.place if answer.last_sign_in else "",
        failed_tries=answer.failed_tries,
        pin_reset_at=answer.pin_reset_at,
    )
    vault.write(Store.VAULT, lambda work: people.keep_last_sign_in(work, last)).result()


def storage_failure(error: OSError) -> KnownFailure:
    """A full disk, or one that does not work."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return KnownFailure.DISK_FULL if full else KnownFailure.STORAGE_BROKEN
