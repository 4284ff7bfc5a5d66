"""What the tests of this folder stand on."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from tests.unit.kiosk.world import Person

SignIn = Callable[..., Person]


NUMBERS = itertools.count(1001)
