"""One case: a spell of wrong answers, and then the right ones."""

from __future__ import annotations

from random import Random
from typing import cast

from kiosk.vault import feed
from tests.faults import campaign
from tests.faults.answers import mutating
from tests.faults.answers.ground import Ground, read_everything, texts_lost
from tests.faults.answers.memory import Answer, as_it_is
from tests.faults.campaign import Violation
from tests.faults.comparing import differences

MOST = 40  # requests of one step
SYNCS = 3
HOUR = 3700.0


class Watch:
    """Sees that the feed's position and its rows only ever move together."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._reader = ground.person.reader
        self._before = self._facts()

    def _facts(self) -> tuple[feed.Position, tuple[object, ...]]:
        rows = self._reader.rows("SELECT type, id, seq, rev, deleted FROM cache.item")
        return feed.position(self._reader), tuple(rows)

    def look(self) -> None:
        """Between two requests, and after a step."""
        position, rows = now = self._facts()
        before, old = self._before
        if position.cursor == before.cursor and position.generation == before.generation:
            if rows != old and not (position.seq > before.seq):
                raise Violation(campaign.Kind.LOST, "rows changed, but not the cursor")
        elif position.cursor and position.cursor.encode() not in self._ground.memory.given[2]:
            raise Violation(campaign.Kind.LOST, "a cursor that nobody gave")
        live = self._reader.rows(
            "SELECT share FROM cache.item WHERE deleted = 0 AND generation = ?",
            (position.generation,),
        )
        digest = sum(cast(int, row[0]) for row in live) % feed.RANGE
        told = self._reader.row("SELECT live, digest FROM cache.feed")
        if told != (len(live), f"{digest:016x}"):
            raise Violation(campaign.Kind.LOST, "the audit's sums are not those of the rows")
        self._before = now


def case(ground: Ground, rng: Random) -> None:
    """One to three wrong answers among the first, then the right ones."""
    memory = ground.memory
    ground.begin()
    watch = Watch(ground)
    memory.watch = watch.look
    spoilt = {rng.randrange(9) for _ in range(rng.choice((1, 1, 2, 3)))}
    memory.asked.clear()

    def spoil(_path: str, answer: Answer) -> Answer:
        if len(memory.asked) - 1 not in spoilt:
            return answer
        status, headers, body = answer
        if rng.random() < 0.1:
            return mutating.refusal(rng)
        if "json" in headers.get("Content-Type", ""):
            return status, headers, mutating.mutated(rng, body, ground.bodies)
        return status, headers, bytes(reversed(body))

    memory.spoil = spoil
    try:
        for _ in range(2):
            _step(ground, watch)
    finally:
        memory.spoil = as_it_is
    _heal(ground, watch)


def _step(ground: Ground, watch: Watch) -> None:
    before = len(ground.memory.asked)
    ground.person.engine.step(asked=True)
    watch.look()
    if len(ground.memory.asked) - before > MOST:
        raise Violation(campaign.Kind.STUCK, "a step without an end")
    read_everything(ground.person)
    _nothing_lost(ground)
    ground.person.clock.advance(12)


def _nothing_lost(ground: Ground) -> None:
    reader = ground.person.reader
    kept = reader.rows("SELECT id FROM main.outbox UNION SELECT id FROM main.receipt")
    if lost := set(ground.queued) - {str(row[0]) for row in kept}:
        raise Violation(campaign.Kind.LOST, f"{len(lost)} commands")
    if texts := texts_lost(ground):
        raise Violation(campaign.Kind.LOST, f"{len(texts)} texts")


def _heal(ground: Ground, watch: Watch) -> None:
    """Within three syncs all is as central has it, after a resync where wrong rows were kept."""
    wrong: list[str] = ["not tried"]
    for number in range(SYNCS):
        ground.memory.expired = number == 1
        ground.person.clock.advance(HOUR)
        ground.person.sync()
        watch.look()
        wrong = _wrong(ground)
        if not wrong:
            break
    if wrong:
        raise Violation(campaign.Kind.STUCK, f"not as at central: {wrong}")
    _nothing_lost(ground)
    read_everything(ground.person)


def _wrong(ground: Ground) -> list[str]:
    reader = ground.person.reader
    orphans = reader.rows("SELECT id FROM cache.item WHERE orphaned = 1")
    names = [str(row[0]).rpartition("/")[2] for row in orphans]
    found = [
        line
        for line in differences(reader, ground.feed)
        if not (line.endswith("left over") and any(repr(name) in line for name in names))
    ]
    waiting = reader.number("SELECT count(*) FROM main.outbox WHERE status IN ('queued','sending')")
    return found + [f"{waiting} commands wait"] * bool(waiting)
