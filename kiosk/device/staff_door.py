"""The door of the staff screen: a challenge that this device draws, and the answer that opens it.

Only central's staff console knows the answer; the device proves it without a network.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.device.attempts import Attempts
from kiosk.device.clock import Clock

DRAWN = 6  # digits drawn; two more let the console notice a slip
CHECK = 2
ANSWER = 8
LIFE = 300.0  # seconds that a challenge is good for
STAFF = "staff"  # whose wrong tries are counted, in a count of their own


@dataclass(frozen=True, slots=True)
class Opened:
    """The answer was right; it opens nothing a second time."""


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """It was not; seconds until another one may be tried."""

    wait_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class MustWait:
    """Nothing was tried, and nothing is until these seconds have passed."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Expired:
    """The challenge is too old: another one shows now."""


@dataclass(frozen=True, slots=True)
class NotKept:
    """The try could not be counted, so nothing was tried."""


DoorOutcome = Opened | WrongAnswer | MustWait | Expired | NotKept


class StaffDoor:
    """One challenge at a time; it lives in memory only, so that a restart makes it worthless."""

    def __init__(
        self,
        key: bytes,
        attempts: Attempts,
        clock: Clock,
        draw: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        self._key, self._attempts, self._clock, self._draw = key, attempts, clock, draw
        self._challenge = ""
        self._until = 0.0

    def challenge(self) -> str:
        """The eight digits to show: those that are good still, or new ones."""
        if not self._challenge or self._clock.running() >= self._until:
            drawn = f"{self._draw(10**DRAWN):0{DRAWN}d}"
            self._challenge = drawn + digits_of(self._key, "challenge", drawn, CHECK)
            self._until = self._clock.running() + LIFE
        return self._challenge

    def try_answer(self, answer: str) -> DoorOutcome:
        """Try an answer; it is counted, durably, before it is looked at."""
        if not self._challenge or self._clock.running() >= self._until:
            self.challenge()
            return Expired()
        try:
            wait = self._attempts.begin(STAFF)
            if wait > 0:
                return MustWait(wait)
            right = digits_of(self._key, "answer", self._challenge, ANSWER)
            if not hmac.compare_digest(answer.encode(), right.encode()):
                return WrongAnswer(self._attempts.wrong(STAFF))
            self._challenge = ""
            self._attempts.right(STAFF)
        except OSError:
            return NotKept()
        return Opened()

    def forget(self) -> None:
        """Nobody stands before it any more: the next one gets another challenge."""
        self._challenge = ""


def digits_of(key: bytes, purpose: str, text: str, count: int) -> str:
    """HMAC-SHA256 of "purpose:text": its first 8 bytes, big-endian, modulo 10**count."""
    digest = hmac.digest(key, f"{purpose}:{text}".encode(), "sha256")
    return f"{int.from_bytes(digest[:8], 'big') % 10**count:0{count}d}"
