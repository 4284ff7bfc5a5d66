"""The order of a story: acts at moments, each carried out when the clock stands there."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count

from central.demo.clock import StoryWorld

Act = Callable[[], object]


class Agenda:
    """Acts by time. An act may put further ones on it; what lies after the end is dropped."""

    def __init__(self, world: StoryWorld, until: datetime) -> None:
        self._world = world
        self._until = until
        self._entries: list[tuple[datetime, int, Act]] = []
        self._order = count()

    def at(self, moment: datetime, act: Act) -> None:
        """Have `act` carried out at `moment`; of two at the same moment the first goes first."""
        if moment < self._until:
            heapq.heappush(self._entries, (moment, next(self._order), act))

    def run(self, told: Callable[[datetime], None]) -> int:
        """Carry everything out; `told` hears of each moment. Returns how many acts there were."""
        done = 0
        while self._entries:
            moment, _, act = heapq.heappop(self._entries)
            self._world.move(moment)
            act()
            told(moment)
            done += 1
        return done
