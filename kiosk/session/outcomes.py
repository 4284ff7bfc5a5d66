"""What a try to sign in, or to choose a PIN, can come to; a screen explains each in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain import KnownFailure, LastSignIn, NetworkState


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The vault is open.

    `first_time`: this account has never been used on this device before. `notice_due`: the
    facility's monitoring notice is new to this person. `offline`: central was not asked yet.
    """

    first_time: bool
    notice_due: bool
    offline: bool
    last: LastSignIn


@dataclass(frozen=True, slots=True)
class NeedsNewPin:
    """The one-time PIN was right; `Session.choose_pin` comes next. `reset`: not the first PIN."""

    reset: bool


@dataclass(frozen=True, slots=True)
class WrongPin:
    """Number and PIN do not fit; the next try is allowed after this many seconds (0: at once)."""

    wait_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Locked:
    """Too many wrong tries; this one was not looked at. Seconds until the next is allowed."""

    wait_seconds: float


@dataclass(frozen=True, slots=True)
class NeedsNetwork:
    """Central has to be asked and cannot be reached.

    `pin_changed`: the account is known here, but its PIN was changed elsewhere; otherwise the
    account was never used on this device.
    """

    pin_changed: bool = False


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Central or this device refuses for a reason that trying again does not change."""

    state: NetworkState


class ClosedReason(StrEnum):
    """Why an account cannot be used."""

    FROZEN = "frozen"
    RELEASED = "released"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class AccountClosed:
    """The account is not in use."""

    reason: ClosedReason


class WeakReason(StrEnum):
    """Why a new PIN is refused."""

    EASY = "easy"  # one digit, a run, the inmate number, a birth date
    SAME = "same"  # the one-time PIN itself


@dataclass(frozen=True, slots=True)
class WeakPin:
    """The new PIN is too easy to guess; another may be chosen at once."""

    reason: WeakReason


@dataclass(frozen=True, slots=True)
class StorageFailure:
    """The vault cannot be opened or made."""

    failure: KnownFailure


SignInOutcome = (
    SignedIn
    | NeedsNewPin
    | WrongPin
    | Locked
    | NeedsNetwork
    | Unavailable
    | AccountClosed
    | WeakPin
    | StorageFailure
)


@dataclass(frozen=True, slots=True)
class PinChanged:
    """The new PIN is in force, here and at central; the session goes on."""

    pin_version: int


@dataclass(frozen=True, slots=True)
class PinUnknown:
    """Central may have taken the new PIN, but its answer was lost or could not be kept.

    Trying the same again is safe. Whichever PIN is in force, the vault opens with it online.
    """


PinOutcome = PinChanged | PinUnknown | SignInOutcome  # of the latter, whatever is not a success


class SignOutReason(StrEnum):
    """Why a session ended."""

    ASKED = "asked"
    IDLE = "idle"
    LIMIT = "limit"
    HIDDEN = "hidden"  # "Hide now", and no touch soon after
    FROZEN = "frozen"
    CLOSED = "closed"
    PIN_CHANGED = "pin_changed"  # on another device, or by staff
    REVOKED = "revoked"
    FAILURE = "failure"


class TimeNotice(StrEnum):
    """Which warning about time is due."""

    NONE = "none"
    IDLE = "idle"  # 30 s before an idle sign-out; any touch stays
    TWO_MINUTES = "two_minutes"  # before the session's limit
    THIRTY_SECONDS = "thirty_seconds"


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """Seconds until the session's limit and until an idle sign-out, and the warning due."""

    limit_seconds: float
    idle_seconds: float
    notice: TimeNotice
