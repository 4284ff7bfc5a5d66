"""An app under siege: someone who signs in, writes, sends, opens and signs out, again and again."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random

from kiosk.domain import Payment
from kiosk.sync.failures import SyncFailureError
from tests.faults.kill import acts
from tests.faults.kill.acts import Family
from tests.faults.kill.seat import Clock, Diary, NotInError, Place, Seat

REST = 0.05  # seconds, before another try to come in
STOP = "stop"  # a file of this name: the session that is held comes to its end, none is begun
AHEAD = "ahead"  # a file with how many days the device's clock is wrong


class Besieged:
    """One person at one device; each life of its process is told apart by a number."""

    def __init__(self, place: Place, state: Path, family: Family) -> None:
        self.place = place
        self.state = state
        self.family = family

    def live(self, seed: str, life: int) -> None:
        """Hold sessions until it is enough."""
        rng = Random(f"{seed}:{life}")  # noqa: S311
        diary = Diary(self.state / "diary")
        besieger = os.getppid()
        session = 0
        while os.getppid() == besieger and not self._enough():
            session += 1
            clock = Clock(ticks=time.monotonic(), ahead=self._ahead())
            seat = Seat(self.place, self.state, clock)
            try:
                acts.enter(seat, diary, self.family)
            except NotInError as outcome:
                diary.note("outside", why=str(outcome))
                time.sleep(REST)
            else:
                self._sit(rng, seat, diary, f"{self.state.name}.{life}.{session}")
                self._leave_letters(rng, seat)
                diary.note("out")
            finally:
                seat.leave()

    def _sit(self, rng: Random, seat: Seat, diary: Diary, session: str) -> None:
        tie = self.family.tie
        for turn in range(rng.randrange(2, 6)):
            if seat.shut_out or self._enough():
                return
            seat.clock.ahead = self._ahead()
            acts.write_draft(seat, diary, tie, f"draft {session}.{turn}")
            if rng.random() < 0.6:
                payment = rng.choice([Payment.PREPAID, Payment.COD])
                acts.send(seat, diary, tie, f"{payment.value} {session}.{turn}", payment)
            if rng.random() < 0.3:
                acts.open_collect(seat, diary, rng.choice(self.family.collect))
            if rng.random() < 0.7:
                acts.sync(seat, diary, 3)

    @staticmethod
    def _leave_letters(rng: Random, seat: Seat) -> None:
        """At most sign-outs what still waits goes by the post box, now or at a later one."""
        if rng.random() < 0.7:
            seat.fill_post_box()
        if rng.random() < 0.5:
            with suppress(SyncFailureError):
                seat.hand_in_post()

    def _enough(self) -> bool:
        return (self.state / STOP).exists()

    def _ahead(self) -> timedelta:
        path = self.state / AHEAD
        return timedelta(days=int(path.read_text() or 0) if path.exists() else 0)
