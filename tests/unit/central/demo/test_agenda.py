"""The story's clock and the order of its acts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from central.demo.agenda import Agenda
from central.demo.clock import StoryWorld

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_acts_are_carried_out_in_order_each_at_its_own_time() -> None:
    world = StoryWorld(BEGIN)
    agenda = Agenda(world, BEGIN + 10 * HOUR)
    seen: list[tuple[str, datetime]] = []

    def note(name: str) -> None:
        seen.append((name, world.now()))

    def first() -> None:
        note("first")
        agenda.at(BEGIN + 2 * HOUR, lambda: note("made on the way"))

    agenda.at(BEGIN + 3 * HOUR, lambda: note("last"))
    agenda.at(BEGIN + HOUR, first)
    agenda.at(BEGIN + HOUR, lambda: note("second of the same moment"))
    agenda.at(BEGIN + 10 * HOUR, lambda: note("too late"))
    told: list[datetime] = []
    assert agenda.run(told.append) == 4
    assert seen == [
        ("first", BEGIN + HOUR),
        ("second of the same moment", BEGIN + HOUR),
        ("made on the way", BEGIN + 2 * HOUR),
        ("last", BEGIN + 3 * HOUR),
    ]
    assert told[-1] == BEGIN + 3 * HOUR


def test_the_clock_never_runs_backwards_and_ids_carry_its_time() -> None:
    world = StoryWorld(BEGIN)
    world.move(BEGIN + HOUR)
    world.move(BEGIN)
    assert world.now() == BEGIN + HOUR
    made = world.new_id()
    assert made.version == 7
    assert made.int >> 80 == int((BEGIN + HOUR).timestamp() * 1000)
    assert world.new_id() != made
