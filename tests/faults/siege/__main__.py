"""The command: one siege after the other; each session that was held counts as a case.

EVENTS is how many blows a siege has. Within a siege the order of things is the machine's: a seed
gives the same blows and the same people, not the same moments.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from tests.faults.campaign import Violation, main
from tests.faults.kill.central import rising_central
from tests.faults.kill.quiet import begin
from tests.faults.siege.nemesis import APPS, Siege

EVENTS = 40
NUMBERS = 1000


def run() -> int:
    """Besiege one central; non-zero on any violation."""
    events = int(os.environ.get("EVENTS") or EVENTS)
    verdicts: list[Violation | None] = []
    blows: Counter[str] = Counter()
    sieges = 0
    with tempfile.TemporaryDirectory(prefix="siege-") as folder, rising_central() as central:

        def case(rng: Random) -> None:
            nonlocal sieges
            while not verdicts:
                siege = Siege(central, Path(folder), NUMBERS + APPS * sieges, rng)
                sieges += 1
                verdicts.extend(siege.run(rng, events))
                blows.update(siege.events)
            verdict = verdicts.pop(0)
            if verdict is not None:
                raise verdict

        code = main("siege", case)
    sys.stdout.write(f"{sieges} sieges, {sum(blows.values())} blows: {dict(blows)}\n")
    return code


if __name__ == "__main__":
    begin()
    sys.exit(run())
