"""The command: of four cases three kill the app and one kills central."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

import structlog

from tests.faults.campaign import main
from tests.faults.kill.apps import Apps
from tests.faults.kill.central import rising_central
from tests.faults.kill.centrals import Centrals

IN_MEMORY = "/dev/shm"  # noqa: S108  (no power is cut here: a disk would only be slower)
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


def begin() -> None:
    """Keep files in memory, and be silent about what faults bring about of themselves."""
    if os.access(IN_MEMORY, os.W_OK):
        tempfile.tempdir = IN_MEMORY
    level = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=level)


if __name__ == "__main__":
    begin()
    sys.exit(run())
