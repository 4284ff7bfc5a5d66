"""Wrong PINs, counted before each check: by person on this device, and for the whole device."""

from __future__ import annotations

import hashlib
import hmac
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kiosk.device import storage
from kiosk.device.clock import Clock

FREE_TRIES = 5  # QUALITY.md "Lets no one in"
WAITS = (60.0, 300.0, 900.0, 3600.0)  # seconds after the 5th, 6th, 7th and every later wrong try
BUDGET = 30  # wrong tries of all numbers together
BUDGET_REFILL = 120.0  # seconds for one try to come back
BUDGET_PAUSE = 5.0  # seconds between tries once the budget is used up
MOST_NUMBERS = 4096


@dataclass(slots=True)
class _Count:
    """Wrong tries of one number since its last right one, and the wait that runs."""

    wrong: int = 0
    wait: float = 0.0  # seconds, from `since`
    since: float = 0.0  # the clock's `running`, within `boot`
    boot: str = ""


@dataclass(slots=True)
class _Budget:
    """Tries left for the whole device; `level` is as of `since`."""

    level: float = float(BUDGET)
    since: float = 0.0
    boot: str = ""
    last_try: float = 0.0


class Attempts:
    """Tries at PINs on this device, kept in a file; numbers appear in it as keyed hashes only.

    Waits are measured on a clock that nobody can set. After a restart of the device, when how
    long it was off cannot be known, a wait that ran begins again.
    """

    def __init__(self, path: Path, key: bytes, clock: Clock) -> None:
        self._path = path
        self._key = key
        self._clock = clock
        self._counts: dict[str, _Count] = {}
        self._budget = _Budget()
        self._load()

    def begin(self, number: str) -> float:
        """Count a try, durably, and answer 0.0; or answer the seconds to wait, counting nothing.

        Raises OSError if the count cannot be kept: then nothing may be tried.
        """
        name = self._name(number)
        now, boot = self._clock.running(), self._clock.boot()
        count = self._counts.get(name, _Count())
        left = max(count.since + count.wait - now if count.wait else 0.0, self._pause())
        if left > 0:
            return left
        before = _Count(count.wrong, count.wait, count.since, count.boot)
        budget = _Budget(**asdict(self._budget))
        count.wrong += 1
        count.wait = wait_after(count.wrong)
        count.since, count.boot = now, boot
        self._counts[name] = count
        self._budget = _Budget(max(0.0, self._level() - 1), now, boot, now)
        try:
            self._save(keep=name)
        except OSError:
            self._counts[name], self._budget = before, budget
            raise
        return 0.0

    def wrong(self, number: str) -> float:
        """The try was wrong: seconds until the next is allowed for this number."""
        count = self._counts.get(self._name(number), _Count())
        return max(count.wait, self._pause())

    def right(self, number: str) -> None:
        """The try was right: the count of this number starts anew."""
        self._counts.pop(self._name(number), None)
        self._give_back()
        self._save()

    def unanswered(self, number: str) -> None:
        """Nobody could say whether the try was right: it does not count."""
        name = self._name(number)
        count = self._counts.get(name)
        if count is not None:
            count.wrong -= 1
            # The wait was over, or the try would not have begun; a restart begins it again.
            count.wait = wait_after(count.wrong)
            count.since = self._clock.running() - count.wait
            if count.wrong <= 0:
                del self._counts[name]
        self._give_back()
        self._save()

    def _name(self, number: str) -> str:
        return hmac.new(self._key, number.strip().encode(), hashlib.sha256).hexdigest()[:32]

    def _level(self) -> float:
        """Tries left; time that the device was off does not bring any back."""
        budget = self._budget
        if budget.boot != self._clock.boot():
            return budget.level
        gained = (self._clock.running() - budget.since) / BUDGET_REFILL
        return min(float(BUDGET), budget.level + gained)

    def _pause(self) -> float:
        """Seconds until the device allows any try at all."""
        if self._level() >= 1 or self._budget.boot != self._clock.boot():
            return 0.0
        return max(0.0, self._budget.last_try + BUDGET_PAUSE - self._clock.running())

    def _give_back(self) -> None:
        level = min(float(BUDGET), self._level() + 1)
        now = self._clock.running()
        self._budget = _Budget(level, now, self._clock.boot(), self._budget.last_try)

    def _load(self) -> None:
        try:
            data = storage.read_signed(self._path, self._key)
            if data is None:
                return
            held = json.loads(data)
            self._counts = {name: _Count(**count) for name, count in held["counts"].items()}
            self._budget = _Budget(**held["budget"])
        except (storage.AlteredError, ValueError, TypeError, KeyError, AttributeError):
            # Whoever damaged the file gains nothing: every try waits until the budget refills.
            self._counts = {}
            now = self._clock.running()
            self._budget = _Budget(0.0, now, self._clock.boot(), now)
        self._begin_again()

    def _begin_again(self) -> None:
        """Waits of an earlier run of the device run anew, from its start on."""
        now, boot = self._clock.running(), self._clock.boot()
        stale = [count for count in self._counts.values() if count.wait and count.boot != boot]
        for count in stale:
            count.since, count.boot = now, boot
        if stale:
            with suppress(OSError):  # then they run from the next start of the app
                self._save()

    def _save(self, keep: str = "") -> None:
        while len(self._counts) > MOST_NUMBERS:
            others = (name for name in self._counts if name != keep)
            del self._counts[min(others, key=lambda name: self._counts[name].wrong)]
        counts = {name: asdict(count) for name, count in self._counts.items()}
        held = {"counts": counts, "budget": asdict(self._budget)}
        storage.write_signed(self._path, json.dumps(held).encode(), self._key)


def wait_after(wrong: int) -> float:
    """Seconds to wait after so many wrong tries in a row."""
    if wrong < FREE_TRIES:
        return 0.0
    return WAITS[min(wrong - FREE_TRIES, len(WAITS) - 1)]
