"""Kills central at a call, a commit or a moment, amid commands, reviews and purchases."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from random import Random

from kiosk.domain import Payment
from tests.faults.campaign import Kind
from tests.faults.kill import acts
from tests.faults.kill.acts import Family, found_family
from tests.faults.kill.central import KilledError, RisingCentral
from tests.faults.kill.judging import judge, must
from tests.faults.kill.seat import Clock, Diary, Seat, diary_lines, enrol
from tests.faults.kill.worker import trace

COMMIT = "commit"  # chosen as if it were a system call: a kill right after one
CALLS = (
    COMMIT,
    "fdatasync",
    "fsync",
    "pwrite64",
    "write",
    "unlink",
    "openat",
    "sendto",
    "fcntl",
    "pread64",
    "close",
)
MOMENTS = 0.2  # of all kills come at a moment, not at a call
REACH = 40  # calls of one thread, at most, before the kill
ROUNDS = 30  # at most, until the kill
BOUGHT = 500  # credits


class Centrals:
    """One central and one device, for many kills."""

    def __init__(self, central: RisingCentral, folder: Path) -> None:
        self._central = central
        self._folder = folder
        self._place = enrol(central)
        self._number = 5000
        self.points: Counter[str] = Counter()

    def case(self, rng: Random, calls: Sequence[str] = ()) -> None:
        """One kill; at one of these system calls, if any are given."""
        self._number += 1
        family = found_family(self._central, str(self._number), collect=4)
        state = self._folder / family.number
        clock = Clock()
        seat = Seat(self._place, state, clock)
        diary = Diary(state / "diary")
        decisions: dict[str, str] = {}
        try:
            acts.enter(seat, diary, family)
            acts.sync(seat, diary)
            dead = self._central.pid
            at_moment = not calls and rng.random() < MOMENTS
            call = "" if at_moment else rng.choice(calls or CALLS)
            doomed = self._doom(call, rng)
            self._busy(rng, seat, diary, family, decisions, doomed)
        finally:
            seat.leave()
            diary.close()
        doomed.spare()
        with suppress(KilledError):
            self._central.seed.echo("are you there")
        if self._central.pid != dead:
            self.points[f"central {call or 'moment'}"] += 1
        self._settle(family, decisions)
        judge(self._central, self._place, state, family, diary_lines(state / "diary"))
        shutil.rmtree(state)

    def _doom(self, call: str, rng: Random) -> Doomed:
        if call == COMMIT:
            return Committed(self._central, int(REACH ** rng.random()))
        if call:
            return Traced(self._central.pid, call, int(REACH ** rng.random()))
        return Timed(self._central.pid, rng.uniform(0.0, 0.5))

    def _busy(
        self,
        rng: Random,
        seat: Seat,
        diary: Diary,
        family: Family,
        decisions: dict[str, str],
        doomed: Doomed,
    ) -> None:
        """Command, decide and buy until central is dead, or it was enough."""
        for turn in range(ROUNDS):
            if doomed.ended:
                return
            with suppress(KilledError):
                what = rng.choice(("command", "command", "review", "buy"))
                if what == "command":
                    payment = rng.choice([Payment.PREPAID, Payment.COD])
                    acts.write_draft(seat, diary, family.tie, f"draft {turn}")
                    acts.send(seat, diary, family.tie, f"{payment.value} {turn}", payment)
                    if turn < len(family.collect):
                        acts.open_collect(seat, diary, family.collect[turn])
                    acts.sync(seat, diary)
                elif what == "review":
                    self._decide(rng, family, decisions, f"review {turn}")
                else:
                    self._central.seed.buy(family.contact, BOUGHT)

    def _decide(self, rng: Random, family: Family, decisions: dict[str, str], text: str) -> None:
        sent = self._central.seed.message(family.tie, text, approve=False)
        decisions[sent.id] = rng.choice(("approve", "reject"))
        getattr(self._central.seed, decisions[sent.id])(sent.id)

    def _settle(self, family: Family, decisions: dict[str, str]) -> None:
        """Have everything that was begun brought to its end, as its doer would after the kill."""
        seed = self._central.seed
        for item in seed.messages(family.tie):  # the queue of staff ends after 500
            if item.direction == "in" and item.state == "waiting":
                getattr(seed, decisions.get(item.id, "approve"))(item.id)
        refunds = [entry.thing for entry in seed.entries(family.contact) if entry.kind == "refund"]
        for item, decision in decisions.items():
            state, back = seed.item(item).state, f"message:{item}" in refunds
            right = state == ("rejected" if decision == "reject" else "delivered")
            must(right and back == (decision == "reject"), Kind.LOST, f"{decision}: {state} {back}")
        taken = seed.book_payments(family.contact)
        lines = [entry for entry in seed.entries(family.contact) if entry.kind == "purchase"]
        booked = len(lines) - 1  # the first are the credits of the beginning
        must(booked == len(taken), Kind.LOST, f"{len(taken)} payments taken, {booked} booked")
        spent = sum(entry.amount for entry in seed.entries(family.contact))
        must(seed.balance(family.contact) == spent, Kind.DOUBLE, "the contact's balance is wrong")


class Doomed:
    """A process that is going to be killed."""

    @property
    def ended(self) -> bool:
        """Whether it was."""
        raise NotImplementedError

    def spare(self) -> None:
        """Let it live, if it still does."""
        raise NotImplementedError


class Traced(Doomed):
    """Killed at a system call."""

    def __init__(self, process: int, call: str, nth: int) -> None:
        self._process = process
        self._tracer: subprocess.Popen[bytes] = trace(process, call, nth)

    @property
    def ended(self) -> bool:
        return self._tracer.poll() is not None

    def spare(self) -> None:
        self._tracer.terminate()
        self._tracer.wait()


class Committed(Doomed):
    """Killed right after a commit: nothing may have been left to a second one."""

    def __init__(self, central: RisingCentral, nth: int) -> None:
        self._central = central
        self._process = Path(f"/proc/{central.pid}")
        central.seed.die_after_commits(nth)

    @property
    def ended(self) -> bool:
        return not self._process.exists()

    def spare(self) -> None:
        with suppress(KilledError):
            self._central.seed.die_after_commits(0)


class Timed(Doomed):
    """Killed after so many seconds."""

    def __init__(self, process: int, seconds: float) -> None:
        self._ended = threading.Event()
        self._timer = threading.Timer(seconds, self._kill, (process,))
        self._timer.start()

    def _kill(self, process: int) -> None:
        os.kill(process, signal.SIGKILL)
        self._ended.set()

    @property
    def ended(self) -> bool:
        return self._ended.is_set()

    def spare(self) -> None:
        self._timer.cancel()
        self._timer.join()
