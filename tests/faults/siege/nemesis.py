"""One siege: apps and central at work while a nemesis kills, stops, cuts and turns clocks."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random

from tests.faults.campaign import Kind, Violation
from tests.faults.kill.acts import found_family
from tests.faults.kill.central import KilledError, RisingCentral
from tests.faults.kill.judging import Lines, judge
from tests.faults.kill.seat import diary_lines, enrol
from tests.faults.siege.besieged import AHEAD, STOP, Besieged
from tests.faults.siege.cutter import cut_and_mend

APPS = 4
COLLECT = 6
LONGEST_END = 90.0  # seconds for an app to end its session once all is healed
DAYS = (-4000, -400, -1, 0, 1, 400, 4000)  # a device's clock is wrong by
YEARS = 400.0  # days that central's clock jumps, until central is killed


class Siege:
    """Everything of one siege; `run` gives a verdict for each session that was held."""

    def __init__(self, central: RisingCentral, folder: Path, first_number: int) -> None:
        self._central = central
        self._wire, port = _wire_to(central.port)
        self._apps: list[Besieged] = []
        self._lives = [0] * APPS
        self._processes = [0] * APPS
        self._seed = ""
        self.events: Counter[str] = Counter()
        for at in range(APPS):
            number = str(first_number + at)
            family = found_family(central, number, collect=COLLECT)
            place = replace(enrol(central), url=f"http://127.0.0.1:{port}")
            state = folder / number
            state.mkdir()
            self._apps.append(Besieged(place, state, family))

    def run(self, rng: Random, events: int) -> list[Violation | None]:
        """Besiege for so many events, heal everything, and judge; violations come first."""
        self._seed = str(rng.random())
        try:
            for at in range(APPS):
                self._begin(at)
            blows = (
                self._kill_app,
                self._kill_app,
                self._kill_central,
                self._stop_app,
                self._stop_central,
                self._cut,
                self._turn_clock,
                self._turn_centrals_clock,
                self._review,
                self._review,
            )
            for _ in range(events):
                time.sleep(rng.uniform(0.05, 0.4))
                blow = rng.choice(blows)
                self.events[blow.__name__.strip("_")] += 1
                with suppress(KilledError):
                    blow(rng)
            return self._verdicts()
        finally:
            for process in [*self._processes, self._wire]:
                if process:
                    os.kill(process, signal.SIGKILL)
                    os.waitpid(process, 0)

    def _begin(self, at: int) -> None:
        self._lives[at] += 1
        app, life = self._apps[at], self._lives[at]
        self._processes[at] = _forked(lambda: app.live(self._seed, life), app.state / "crash")

    def _kill_app(self, rng: Random) -> None:
        at = rng.randrange(APPS)
        os.kill(self._processes[at], signal.SIGKILL)
        os.waitpid(self._processes[at], 0)
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
        os.kill(self._wire, signal.SIGUSR1)
        time.sleep(rng.uniform(0.05, 0.8))
        os.kill(self._wire, signal.SIGUSR2)

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

    def _verdicts(self) -> list[Violation | None]:
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
        sessions = 0
        for app in self._apps:
            lines = diary_lines(app.state / "diary")
            sessions += sum(line["what"] == "in" for line in lines)
            found += self._judged(app, lines)
            shutil.rmtree(app.state)
        return [*found, *[None] * max(0, sessions - len(found))]

    def _judged(self, app: Besieged, lines: Lines) -> list[Violation]:
        try:
            judge(self._central, app.place, app.state, app.family, lines)
        except Violation as violation:
            return [violation]
        return []

    def _ended(self, at: int, ends: float) -> bool:
        while time.monotonic() < ends:
            if os.waitpid(self._processes[at], os.WNOHANG)[0]:
                self._processes[at] = 0
                return True
            time.sleep(0.02)
        return False


def _wire_to(port: int) -> tuple[int, int]:
    """A wire in a process of its own, and the port of its near end."""
    listening = socket.create_server(("127.0.0.1", 0))
    near = int(listening.getsockname()[1])
    process = _forked(lambda: cut_and_mend(listening, port), None)
    listening.close()
    return process, near


def _forked(work: Callable[[], None], crash: Path | None) -> int:
    """A process that does this work; what it dies of goes into the file `crash`."""
    process = os.fork()
    if process:
        return process
    try:
        work()
    except BaseException:  # noqa: BLE001  (whatever it is, it is told)
        if crash is not None:
            crash.write_text(traceback.format_exc())
        os._exit(3)
    os._exit(0)
