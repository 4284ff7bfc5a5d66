"""The duels on one database, which the environment names: run by `python -m tests.faults.duel`."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from django.db import connection

from tests import databases
from tests.faults import campaign

if TYPE_CHECKING:
    from tests.faults.duel.house import Bout, Situation

LONG = 200  # rounds from which on it pays to prepare situations for many databases
STOCK = 24  # situations of a duel in one database
SWITCH = 1e-3  # seconds a thread may run before another: an act is cut into many pieces


class Ring:
    """Goes from round to round, each with a fresh situation.

    Most of the work lies in bringing people there. A long run does it once, and goes on with a new
    copy of that database whenever a duel's situations in the last one are used up.
    """

    def __init__(self, duels: dict[str, list[Bout]], *, stocked: bool) -> None:
        from tests.faults.duel.house import House
        from tests.faults.duel.racing import Racers

        self._duels = duels
        self._racers = Racers()
        self._house = House()
        self._house.open()
        self._stock: dict[Bout, list[Situation]] = {}
        self._left: dict[Bout, list[Situation]] = {}
        self.fought: Counter[str] = Counter()
        if stocked:
            for bouts in duels.values():
                for bout in bouts:
                    chances = map(Random, range(STOCK // len(bouts)))
                    self._stock[bout] = [bout.prepare(rng, self._house) for rng in chances]
        self._source = str(connection.settings_dict["NAME"])

    def case(self, rng: Random) -> None:
        """One round of one duel."""
        name = rng.choice(sorted(self._duels))
        bout = rng.choice(self._duels[name])
        start = self._taken(bout, rng) if self._stock else bout.prepare(rng, self._house)
        self.fought[name] += 1
        bout.fight(rng, self._racers, start)

    def _taken(self, bout: Bout, rng: Random) -> Situation:
        chance = rng.random()
        if not self._left.get(bout):
            self._racers.leave()
            databases.go_on(self._source)
            self._racers.enter()
            self._left = {bout: list(stock) for bout, stock in self._stock.items()}
        return self._left[bout].pop(int(chance * len(self._left[bout])))

    def leave(self) -> None:
        """End the threads and their connections."""
        self._racers.leave()


def main() -> int:
    """Set central up on the database, and fight."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "central.settings"
    os.environ.update(databases.settings(Path(os.environ["CENTRAL_DATA"])))
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CENTRAL_MAIL_DELIVERY = "nobody"  # e-mails are told of, and not sent
    import django

    django.setup()
    databases.provide()
    sys.setswitchinterval(SWITCH)
    from tests.faults.duel import deciding, leaving, paying

    cases = os.environ.get("CASES")
    duels = {
        "last credits": paying.LAST_CREDITS,
        "two browsers": paying.TWO_BROWSERS,
        "approve against reject": deciding.DECISIONS,
        "stopped under review": deciding.REMOVALS + leaving.UNDER_REVIEW,
        "stopped in flight": leaving.IN_FLIGHT,
        "refund against appeal": deciding.APPEALS + leaving.UNDER_APPEAL,
    }
    only = os.environ.get("DUEL")
    ring = Ring(
        {only: duels[only]} if only else duels,
        stocked=not os.environ.get("CASE") and (not cases or int(cases) >= LONG),
    )
    try:
        return campaign.main("duel", ring.case)
    finally:
        ring.leave()
        for name, rounds in sorted(ring.fought.items()):
            sys.stdout.write(f"  {name}: {rounds} rounds\n")


if __name__ == "__main__":
    sys.exit(main())
