"""Acts that begin at the same moment, each in a thread with a database connection of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import connection

from central.refusals import Refused

RACERS = 4
PATIENCE = 60.0
HEAD_START = 0.004  # seconds: about as long as one act takes

Act = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act came to: what it returned, or the code and details of its refusal."""

    value: Any
    code: str
    details: dict[str, Any]

    @property
    def done(self) -> bool:
        """Whether no rule said no."""
        return not self.code


class Racers:
    """Threads that keep their connections from race to race."""

    def __init__(self) -> None:
        self.enter()

    def enter(self) -> None:
        """Begin anew, after `leave`."""
        self._pool = ThreadPoolExecutor(RACERS)

    def race(self, rng: Random, *acts: Act) -> list[Outcome]:
        """Carry out the acts together, some a moment behind the others; outcomes in their order.

        What is no refusal is raised once all have ended.
        """
        barrier = threading.Barrier(len(acts))
        behind = [rng.choice([0.0, 0.0, rng.uniform(0, HEAD_START)]) for _ in acts]
        order = list(range(len(acts)))
        rng.shuffle(order)
        running = {
            index: self._pool.submit(_carry_out, acts[index], barrier, behind[index])
            for index in order
        }
        errors = [running[index].exception(PATIENCE) for index in order]
        for error in errors:
            if error is not None:
                raise error
        return [running[index].result() for index in range(len(acts))]

    def leave(self) -> None:
        """End the threads and their connections."""
        together = threading.Barrier(RACERS)

        def leave() -> None:
            together.wait(PATIENCE)
            connection.close()

        for left in [self._pool.submit(leave) for _ in range(RACERS)]:
            left.result(PATIENCE)
        self._pool.shutdown()


def _carry_out(act: Act, barrier: threading.Barrier, behind: float) -> Outcome:
    barrier.wait(PATIENCE)
    if behind:
        time.sleep(behind)
    try:
        return Outcome(act(), "", {})
    except Refused as refusal:
        return Outcome(None, refusal.code, dict(refusal.details))
