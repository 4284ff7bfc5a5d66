"""The command: of four cases three kill the app and one kills central."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from tests.faults.campaign import main
from tests.faults.kill.apps import Apps
from tests.faults.kill.central import rising_central
from tests.faults.kill.centrals import Centrals
from tests.faults.kill.quiet import begin

OF_CENTRAL = 0.25


def run() -> int:
    """Kill on one central; non-zero on any violation."""
    with tempfile.TemporaryDirectory(prefix="kill-") as folder, rising_central() as central:
        apps, centrals = Apps(central, Path(folder)), Centrals(central, Path(folder))

        def case(rng: Random) -> None:
            (centrals if rng.random() < OF_CENTRAL else apps).case(rng)

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
