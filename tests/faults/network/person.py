"""Someone at a device behind the proxy, who signs in and out, and changes their PIN."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from kiosk.session.delivery import Delivery
from kiosk.session.outcomes import Locked, PinChanged, PinOutcome, WeakPin, WrongPin
from kiosk.session.postbox import PostBox
from kiosk.sync.client import Client
from kiosk.sync.failures import SyncFailureError
from tests.faults.kill import seat
from tests.faults.kill.seat import NotInError, Place, Seat
from tests.unit.kiosk.world import Screen


class Clock(seat.Clock):
    """Both faces go ahead together."""

    def advance(self, seconds: float) -> None:
        self.ticks += seconds
        self.ahead += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Way(Place):
    """A device whose way to central leads through the proxy."""

    make: Callable[[], Client]

    def client(self) -> Client:
        """A way to central."""
        return self.make()


class Someone(Seat):
    """One time at the device, from before the sign-in until after the sign-out."""

    def __init__(self, place: Place, state: Path, clock: Clock) -> None:
        super().__init__(place, state, clock)
        self._box = PostBox(state / "postbox", self.standing.post_box_key)
        self._delivery = Delivery(self._box, self.counter, Screen().tasks, clock.running)

    def come_in(self, number: str, pin: str) -> float:
        """Sign in; answers how many seconds to wait before another try, 0 where it worked."""
        try:
            self.enter(number, pin)
        except NotInError as outcome:
            return max(1.0, getattr(outcome.step, "wait_seconds", 1.0))
        return 0.0

    def leave(self) -> None:
        """Sign out; what central does not have yet is left to the post box."""
        if self.opened is not None:
            self._box.fill(self.vault)
        super().leave()

    def change_pin(self, old: str, new: str) -> bool | None:
        """Choose another PIN; None where it is not known whether central took it."""
        if self.opened is None:
            raise RuntimeError("nobody is signed in")
        outcome: PinOutcome = self.entry.change_pin(self.opened, old, new)
        if isinstance(outcome, PinChanged):
            self.opened = replace(self.opened, pin_version=outcome.pin_version)
            return True
        return False if isinstance(outcome, Locked | WeakPin | WrongPin) else None

    def deliver(self) -> bool:
        """Bring what lies in the post box; answers whether that worked."""
        try:
            return self._delivery.hand_in_all()
        except SyncFailureError:
            return False

    @property
    def lying(self) -> int:
        """How many envelopes lie in the post box."""
        return len(self._box.lying())

    def say_empty(self) -> bool:
        """Tell central that nothing is left here; answers whether that worked."""
        try:
            self._delivery.say_empty()
        except SyncFailureError:
            return False
        return True
