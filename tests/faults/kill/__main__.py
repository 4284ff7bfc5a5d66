"""The command: of four cases three kill the app and one kills central.

SCENARIOS, with commas, chooses among those of the app and `central`; all unless given. CALLS does
so among the system calls: then no kill comes at a moment.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from tests.faults.campaign import main
from tests.faults.kill.apps import REACH, Apps
from tests.faults.kill.central import rising_central
from tests.faults.kill.centrals import Centrals
from tests.faults.kill.quiet import begin

OF_CENTRAL = 0.25
CENTRAL = "central"


def run() -> int:
    """Kill on one central; non-zero on any violation."""
    chosen = (os.environ.get("SCENARIOS") or ",".join((*REACH, CENTRAL))).split(",")
    of_apps = [name for name in chosen if name != CENTRAL]
    of_central = (OF_CENTRAL if of_apps else 1.0) if CENTRAL in chosen else 0.0
    calls = tuple((os.environ.get("CALLS") or "").replace(",", " ").split())
    with tempfile.TemporaryDirectory(prefix="kill-") as folder, rising_central() as central:
        apps, centrals = Apps(central, Path(folder)), Centrals(central, Path(folder))

        def case(rng: Random) -> None:
            if rng.random() < of_central:
                centrals.case(rng, calls)
            else:
                apps.case(rng, rng.choice(of_apps), calls)

        try:
            code = main("kill", case)
        finally:
            apps.close()
        points: Counter[str] = apps.points + centrals.points
        sys.stdout.write(f"{sum(points.values())} kills: {dict(sorted(points.items()))}\n")
    return code


if __name__ == "__main__":
    begin()
    sys.exit(run())
