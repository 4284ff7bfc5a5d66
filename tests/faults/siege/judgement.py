"""What must hold once a siege is over: at each device, at central, and of the payments by card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from tests.faults.campaign import Kind, Violation
from tests.faults.kill.judging import Lines, at_central, at_seat, must
from tests.faults.kill.seat import diary_lines
from tests.faults.siege.besieged import Besieged


def violations(
    central: Any, apps: Iterable[Besieged], *, bought: Counter[str], restored: bool
) -> Iterator[Violation]:
    """Bring every device in step, then look at each inmate's books; those of one stand together."""
    for _, group in groupby(apps, lambda app: app.family.inmate):
        held = [(app, diary_lines(app.state / "diary")) for app in group]
        for app, lines in held:
            place, state, family = app.place, app.state, app.family
            yield from _found(at_seat, central, place, state, family, lines, restored)
        families = [app.family for app, _ in held]
        yield from _found(at_central, central, families, [e for _, lines in held for e in lines])
        for family in families:
            yield from _found(_paid, central, family.contact, bought)


def _found(judge: Callable[..., None], *about: Any) -> Iterator[Violation]:
    try:
        judge(*about)
    except Violation as violation:
        yield violation


def _paid(central: Any, contact: str, bought: Counter[str]) -> None:
    """What a card paid for is booked once, restored or not; `bought` are those that were told."""
    booked = _purchases(central, contact)
    must(booked >= bought[contact], Kind.LOST, f"{bought[contact]} bought, {booked} booked")
    taken = len(central.seed.book_payments(contact))
    booked = _purchases(central, contact)
    must(booked == taken, Kind.DOUBLE, f"{taken} payments taken, {booked} booked")


def _purchases(central: Any, contact: str) -> int:
    """Those by card; the first line are the credits of the beginning."""
    return len([entry for entry in central.seed.entries(contact) if entry.kind == "purchase"]) - 1


def sessions(lines: Lines) -> int:
    """How often somebody came in."""
    return sum(line["what"] == "in" for line in lines)
