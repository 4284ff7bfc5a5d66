"""`make faults-answers`: wrong answers in central's place, from a seed."""

from __future__ import annotations

import sys

from tests.faults.answers.running import cases
from tests.faults.campaign import main

AT_ONCE = 2

if __name__ == "__main__":
    with cases() as case:
        code = main("answers", case, at_once=AT_ONCE)
    sys.exit(code)
