"""One siege: apps and central at work while a nemesis does to them what it can."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random

from tests.faults.campaign import Kind, Violation
from tests.faults.kill.acts import Family, found_family, other_tie
from tests.faults.kill.central import KilledError, RisingCentral
from tests.faults.kill.seat import diary_lines, enrol
from tests.faults.siege.besieged import AHEAD, STOP, Besieged
from tests.faults.siege.forks import forked, killed
from tests.faults.siege.judgement import sessions, violations
from tests.faults.siege.wires import Wires

APPS = 4
COLLECT = 6
CREDITS = (300, 1000, 5000)  # of an inmate: some have soon spent all
LONGEST_END = 90.0  # seconds for an app to end its session once all is healed
DAYS = (-4000, -400, -1, 0, 1, 400, 4000)  # a device's clock is wrong by
YEARS = 400.0  # days that central's clock jumps, until central is killed
BOUGHT = 500  # credits


class Siege:
    """Everything of one siege; `run` gives a verdict for each session that was held."""

    def __init__(
        self, central: RisingCentral, folder: Path, first_number: int, rng: Random
    ) -> None:
        self._central = central
        self._folder = folder / str(first_number)
        self._seed = str(rng.random())
        self._apps: list[Besieged] = []
        self._lives = [0] * APPS
        self._processes = [0] * APPS
        self._backups = 0
        self._restored = False
        self._bought: Counter[str] = Counter()
        self.events: Counter[str] = Counter()
        self._wires = Wires(central.port, APPS)
        for at, family in enumerate(self._families(first_number, rng)):
            place = replace(enrol(central), url=f"http://127.0.0.1:{self._wires.ports[at]}")
            state = self._folder / str(at)
            state.mkdir(parents=True)
            self._apps.append(Besieged(place, state, family))

    def _families(self, first_number: int, rng: Random) -> list[Family]:
        """One for each app; the first two are one person at two devices."""
        numbers = range(first_number, first_number + APPS - 1)
        found = [
            found_family(self._central, str(number), collect=COLLECT, credits=rng.choice(CREDITS))
            for number in numbers
        ]
        return [found[0], other_tie(self._central, found[0]), *found[1:]]

    def run(self, rng: Random, events: int) -> list[Violation | None]:
        """Besiege for so many events, heal everything, and judge; violations come first."""
        try:
            for at in range(APPS):
                self._begin(at)
            blows = (
                *(self._kill_app, self._review, self._spoil) * 2,
                *(self._kill_central, self._stop_app, self._stop_central, self._cut),
                *(self._turn_clock, self._turn_centrals_clock),
                *(self._send_photo, self._buy, self._back_up, self._restore),
            )
            for _ in range(events):
                time.sleep(rng.uniform(0.05, 0.4))
                blow = rng.choice(blows)
                self.events[blow.__name__.strip("_")] += 1
                with suppress(KilledError):
                    blow(rng)
            return self._verdicts()
        finally:
            for process in self._processes:
                if process:
                    killed(process)
            self._wires.close()
            shutil.rmtree(self._folder)

    def _begin(self, at: int) -> None:
        self._lives[at] += 1
        app, life = self._apps[at], self._lives[at]
        self._processes[at] = forked(lambda: app.live(self._seed, life), app.state / "crash")

    def _kill_app(self, rng: Random) -> None:
        at = rng.randrange(APPS)
        killed(self._processes[at])
        self._begin(at)

    def _kill_central(self, _rng: Random) -> None:
        dead = self._central.pid
        os.kill(dead, signal.SIGKILL)
        self._central.risen(dead)

    def _stop_app(self, rng: Random) -> None:
        self._stop(self._processes[rng.randrange(APPS)], rng)

    def _stop_central(self, rng: Random) -> None:
        self._stop(self._central.pid, rng)

    @staticmethod
    def _stop(process: int, rng: Random) -> None:
        os.kill(process, signal.SIGSTOP)
        time.sleep(rng.uniform(0.05, 0.5))
        os.kill(process, signal.SIGCONT)

    def _cut(self, rng: Random) -> None:
        self._wires.cut()
        time.sleep(rng.uniform(0.05, 0.8))
        self._wires.mend()

    def _spoil(self, rng: Random) -> None:
        self._wires.spoil(rng.randrange(APPS), rng)

    def _turn_clock(self, rng: Random) -> None:
        state = rng.choice(self._apps).state
        part = state / f"{AHEAD}.part"
        part.write_text(str(rng.choice(DAYS)))
        part.rename(state / AHEAD)

    def _turn_centrals_clock(self, _rng: Random) -> None:
        self._central.advance(days=YEARS)

    def _review(self, rng: Random) -> None:
        """The family writes, and staff approve what waits of either side."""
        family = rng.choice(self._apps).family
        self._central.seed.message(family.tie, f"Hello {rng.random()}", approve=False)
        for item in self._central.seed.waiting():
            self._central.seed.approve(item.id)

    def _send_photo(self, rng: Random) -> None:
        number = rng.randrange(10**6)
        tie = rng.choice(self._apps).family.tie
        self._central.seed.photo(tie, "A photo", width=400, height=300, seed=number)

    def _buy(self, rng: Random) -> None:
        contact = rng.choice(self._apps).family.contact
        self._central.seed.buy(contact, BOUGHT)
        self._bought[contact] += 1

    def _back_up(self, _rng: Random) -> None:
        self._central.backup(self._folder / f"backup-{self._backups + 1}")
        self._backups += 1

    def _restore(self, rng: Random) -> None:
        """Central is lost, and goes on from the newest backup, which may be put back in pieces."""
        if self._backups:
            self._restored = True
            backup = self._folder / f"backup-{self._backups}"
            self._central.restored(backup, rng.uniform(0.01, 1.0))

    def _verdicts(self) -> list[Violation | None]:
        self._wires.heal()
        for app in self._apps:
            (app.state / STOP).touch()
        found: list[Violation] = []
        ends = time.monotonic() + LONGEST_END
        for at, app in enumerate(self._apps):
            if not self._ended(at, ends):
                found.append(Violation(Kind.STUCK, "an app does not end its session"))
            crash = app.state / "crash"
            if crash.exists():
                found.append(Violation(Kind.CRASHED, crash.read_text()))
        held = sum(sessions(diary_lines(app.state / "diary")) for app in self._apps)
        found += violations(self._central, self._apps, bought=self._bought, restored=self._restored)
        return [*found, *[None] * max(0, held - len(found))]

    def _ended(self, at: int, ends: float) -> bool:
        while time.monotonic() < ends:
            if os.waitpid(self._processes[at], os.WNOHANG)[0]:
                self._processes[at] = 0
                return True
            time.sleep(0.02)
        return False
