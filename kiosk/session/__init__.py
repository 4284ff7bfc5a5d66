"""Who is signed in."""

from kiosk.session.making import make_session
from kiosk.session.outcomes import (
    AccountClosed,
    ClosedReason,
    Locked,
    NeedsNetwork,
    NeedsNewPin,
    PinChanged,
    PinOutcome,
    PinUnknown,
    SignedIn,
    SignInOutcome,
    SignOutReason,
    StorageFailure,
    TimeLeft,
    TimeNotice,
    Unavailable,
    WeakPin,
    WeakReason,
    WrongPin,
)
from kiosk.session.session import Session

__all__ = [
    "AccountClosed",
    "ClosedReason",
    "Locked",
    "NeedsNetwork",
    "NeedsNewPin",
    "PinChanged",
    "PinOutcome",
    "PinUnknown",
    "Session",
    "SignInOutcome",
    "SignOutReason",
    "SignedIn",
    "StorageFailure",
    "TimeLeft",
    "TimeNotice",
    "Unavailable",
    "WeakPin",
    "WeakReason",
    "WrongPin",
    "make_session",
]
