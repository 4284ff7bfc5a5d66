"""`make faults-network`: histories behind a faulty network from a seed."""

from __future__ import annotations

import os
import sys

from tests.faults.campaign import main
from tests.faults.network.running import cases

if __name__ == "__main__":
    with cases() as case:
        code = main("network", case, at_once=os.cpu_count() or 1)
    sys.exit(code)
