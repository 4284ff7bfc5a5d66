"""Histories of about fifty rules from a seed, each lived twice, and compared."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from tests.faults.campaign import Kind
from tests.faults.model import oracle
from tests.faults.model.begin import Begin
from tests.faults.model.history import NOTHING, History, must
from tests.faults.model.inside import INSIDE, SIGNED_OUT
from tests.faults.model.outside import OUTSIDE, try_outside
from tests.faults.model.room import Room

FEWEST, MOST = 40, 60
DRAWS = 4  # of a rule, until one finds something to do
IDLE = frozenset({NOTHING, "not-connected", "not_connected"})
SHOWN = 70  # events told of a history that went wrong


class Driver:
    """Lives histories that begin alike."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin

    def case(self, rng: Random) -> None:
        """The same history twice."""
        drawn = rng.getrandbits(64)
        first, second = (self._live(Random(drawn)) for _ in range(2))  # noqa: S311
        for number, (one, other) in enumerate(zip(first, second, strict=False)):
            must(one == other, Kind.STUCK, f"not the same twice: {number}\n{one}\n{other}")
        must(len(first) == len(second), Kind.STUCK, "not the same twice: another length")

    def _live(self, rng: Random) -> list[str]:
        with (
            tempfile.TemporaryDirectory(dir=self._begin.house.folder) as folder,
            self._begin.house.history(rng),
            Room(Path(folder)) as room,
        ):
            history = History(self._begin, room, rng)
            try:
                _live(history)
            except Exception as wrong:
                wrong.add_note("\n".join(history.events[-SHOWN:]))
                raise
            finally:
                history.close()
            return history.events


def _live(history: History) -> None:
    rng = history.rng
    for _ in range(rng.randint(FEWEST, MOST)):
        for _ in range(DRAWS):
            if _happens(history):
                break
    oracle.heal(history)
    history.note("healed", *history.seats)
    oracle.check_end(history)


def _happens(history: History) -> bool:
    """Draw a rule and carry it out; whether there was anything to do for it."""
    rng = history.rng
    if rng.random() < 0.4:
        outside = rng.choices(list(OUTSIDE), list(OUTSIDE.values()))[0]
        outcome = try_outside(outside, history)
        history.note(f"{outside.__name__}: {outcome}")
        oracle.check_books(history)
        return outcome not in IDLE
    seat = rng.choice(history.seats)
    rules = INSIDE if seat.is_open else SIGNED_OUT
    inside = rng.choices(list(rules), list(rules.values()))[0]
    outcome = inside(history, seat)
    history.note(f"{seat.name} {inside.__name__}: {outcome}", seat)
    oracle.check_books(history)
    oracle.check_kept(history, seat)
    return outcome not in IDLE
