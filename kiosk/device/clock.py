"""Time, as a device can know it: how long it has run, and what its wall clock claims."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Clock(Protocol):
    """Handed in everywhere, so that tests own it."""

    def running(self) -> float:
        """Seconds since the device started, sleep included; nobody can set this clock."""
        ...

    def boot(self) -> str:
        """A name for this run of the device; `running` compares within one run only."""
        ...

    def wall(self) -> datetime:
        """What the wall clock says, in UTC; may be wrong by years."""
        ...


class SystemClock:
    """The kernel's clocks."""

    def __init__(self) -> None:
        self._boot = BOOT_ID.read_text("ascii").strip()

    def running(self) -> float:
        """CLOCK_BOOTTIME, in seconds."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)

    def boot(self) -> str:
        """The kernel's random id of this boot."""
        return self._boot

    def wall(self) -> datetime:
        """The wall clock in UTC."""
        return datetime.now(UTC)
