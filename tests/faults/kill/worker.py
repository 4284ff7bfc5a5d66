"""A fork server for apps: `python -m tests.faults.kill.worker`, one order a line, an end a line.

An order names a scenario of `SCENARIOS`, and where it is killed: at the nth call of a system call
of one thread (strace injects the signal), or after so many seconds.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from kiosk.domain import ConnectionId, Payment, PhotoFilter, PhotoId
from kiosk.vault.connection import Store, Transaction, migrations
from kiosk.vault.database import COPY_NAME
from tests.faults.kill import acts
from tests.faults.kill.acts import ONE_TIME, PIN, Family
from tests.faults.kill.quiet import begin
from tests.faults.kill.seat import Clock, Diary, Place, Seat, seated

ROUNDS = 25  # of a scenario that goes on until it is killed
LONGEST = 60.0  # seconds, for any scenario
SMALL_QUOTA = 150_000  # bytes: less than the pictures of a family


class Stage:
    """One scenario's person, device and diary."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.place = Place(**order["place"])
        self.family = Family(**order["family"])
        self.state = Path(order["state"])
        self.rng = Random(order["seed"])  # noqa: S311
        self.diary = Diary(self.state / "diary")
        self.clock = Clock()

    def seat(self, **named: Any) -> Seat:
        return Seat(self.place, self.state, self.clock, **named)


def first(stage: Stage) -> None:
    """The first sign-in with a one-time PIN, and a few words."""
    seat = stage.seat()
    acts.enter(seat, stage.diary, stage.family, ONE_TIME)
    acts.sync(seat, stage.diary)
    acts.write_draft(seat, stage.diary, stage.family.tie, "draft 0")
    seat.leave()


def again(stage: Stage) -> None:
    """Sign-ins and sign-outs, with something left behind each time."""
    for turn in range(6):
        seat = stage.seat()
        acts.enter(seat, stage.diary, stage.family)
        acts.write_draft(seat, stage.diary, stage.family.tie, f"draft {turn}")
        if turn % 2:
            acts.sync(seat, stage.diary)
        seat.leave()
        stage.clock.ticks += 100


def photos(stage: Stage) -> None:
    """The first sync, and pictures of several chunks."""
    seat = stage.seat()
    acts.enter(seat, stage.diary, stage.family)
    acts.sync(seat, stage.diary, 200)
    seat.leave()


def write(stage: Stage) -> None:
    """Drafts, prepaid and collect messages out, collect messages opened, some syncs."""
    seat = stage.seat()
    acts.enter(seat, stage.diary, stage.family)
    acts.sync(seat, stage.diary)
    for turn in range(ROUNDS):
        acts.write_draft(seat, stage.diary, stage.family.tie, f"draft {turn}")
        payment = stage.rng.choice([Payment.PREPAID, Payment.COD])
        acts.send(seat, stage.diary, stage.family.tie, f"{payment.value} {turn}", payment)
        if turn < len(stage.family.collect):
            acts.open_collect(seat, stage.diary, stage.family.collect[turn])
        if stage.rng.random() < 0.5:
            acts.sync(seat, stage.diary)
    seat.leave()


def evict(stage: Stage) -> None:
    """More pictures than fit: each look lets another go."""
    seat = stage.seat(quota=SMALL_QUOTA)
    acts.enter(seat, stage.diary, stage.family)
    acts.sync(seat, stage.diary)
    for _ in range(ROUNDS):
        cell = stage.rng.choice(seat.box.photo_cells(PhotoFilter()))
        shown = seat.box.photo(PhotoId(cell.id))
        if shown is not None:
            seat.box.fetch_first(stage.rng.choice((shown.full, shown.screen)).sha256)
            seat.act("mark_photo", shown.id)
        acts.sync(seat, stage.diary)
    seat.leave()


def copy(stage: Stage) -> None:
    """Copies of vault.db while someone writes."""
    seat = stage.seat()
    acts.enter(seat, stage.diary, stage.family)
    for turn in range(ROUNDS):
        acts.write_draft(seat, stage.diary, stage.family.tie, f"draft {turn}")
        seat.vault.copy().result()
    acts.sync(seat, stage.diary)
    seat.leave()


def post(stage: Stage) -> None:
    """Messages that wait at a sign-out go by the post box, with whoever comes next."""
    for turn in range(ROUNDS):
        seat = stage.seat()
        acts.enter(seat, stage.diary, stage.family)
        for each in range(stage.rng.randrange(1, 4)):
            payment = stage.rng.choice([Payment.PREPAID, Payment.COD])
            text = f"{payment.value} {turn}.{each}"
            acts.send(seat, stage.diary, stage.family.tie, text, payment)
        if stage.rng.random() < 0.3:
            acts.sync(seat, stage.diary, 3)
        seat.fill_post_box()
        if stage.rng.random() < 0.7:
            seat.hand_in_post()
        seat.leave()
        stage.clock.ticks += 100


def migrate(stage: Stage) -> None:
    """The first sign-in after an update: both databases are of the first schema."""
    seat = stage.seat()
    acts.enter(seat, stage.diary, stage.family)
    acts.write_draft(seat, stage.diary, stage.family.tie, "draft 0")
    acts.sync(seat, stage.diary)
    seat.leave()


SCENARIOS: dict[str, Callable[[Stage], None]] = {
    act.__name__: act for act in (first, again, photos, write, evict, copy, post, migrate)
}
_ADDED = re.compile(
    r"^(?:CREATE(?: VIRTUAL)? (TABLE|TRIGGER|INDEX) (\w+)|ALTER TABLE (\w+) ADD COLUMN (\w+))", re.M
)


def _prepare(stage: Stage) -> None:
    """Make the vault, undisturbed; some scenarios write to someone they know already."""
    with seated(stage.place, stage.state, stage.clock, stage.family.number, PIN) as seat:
        if not seat.box.connection(ConnectionId(stage.family.tie)):
            seat.engine.step(asked=True)


def _age(stage: Stage) -> None:
    """Leave a vault as the first version would: with words, receipts and a queue, and no copy."""
    family, diary = stage.family, stage.diary
    with seated(stage.place, stage.state, stage.clock, family.number, PIN) as seat:
        diary.note("in")
        acts.send(seat, diary, family.tie, "prepaid sent", Payment.PREPAID)
        acts.sync(seat, diary)
        acts.send(seat, diary, family.tie, "prepaid queued", Payment.PREPAID)
        acts.write_draft(seat, diary, family.tie, "draft of before")
        for store in Store:
            seat.vault.write(store, partial(_undo, store=store)).result()
        copy = seat.vault.folder / COPY_NAME
    copy.unlink()


def _undo(transaction: Transaction, *, store: Store) -> None:
    """Take away what later migrations brought, all of which only add."""
    first, *later = migrations(store)
    added = [found.groups() for step in later for found in _ADDED.finditer(step.sql)]
    added.sort(key=lambda each: each[0] not in ("TRIGGER", "INDEX"))  # they speak of tables
    for kind, name, table, column in added:
        drop = f"DROP {kind} {name}" if kind else f"ALTER TABLE {table} DROP COLUMN {column}"
        transaction.run(drop)
    transaction.run(f"PRAGMA user_version = {first.version}")


def _play(order: dict[str, Any], ready: int) -> int:
    """One scenario, in a process of its own; 0 unless it ended by a bug."""
    state = Path(order["state"])
    state.mkdir(parents=True)
    try:
        stage = Stage(order)
        if order["scenario"] not in ("first", "photos"):
            _prepare(stage)
        elif order["scenario"] == "photos":
            with seated(stage.place, state, stage.clock, stage.family.number, PIN):
                pass
        if order["scenario"] == "migrate":
            _age(stage)
        stage.clock.ticks += 100
        os.write(ready, b".")
        if order["call"]:
            while b"TracerPid:\t0\n" in Path("/proc/self/status").read_bytes():
                time.sleep(0.001)
        SCENARIOS[order["scenario"]](stage)
    except BaseException:  # noqa: BLE001  (whatever it is, it is told)
        (state / "crash").write_text(traceback.format_exc())
        return 3
    return 0


def _order(order: dict[str, Any]) -> dict[str, Any]:
    """Fork, let it prepare, kill it where it is to be killed; how it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os._exit(_play(order, writing))
    os.close(writing)
    begun = os.read(reading, 1)
    os.close(reading)
    tracer = trace(child, order["call"], order["nth"]) if begun and order["call"] else None
    ends = time.monotonic() + (LONGEST if order["call"] else order["after"])
    ended, status = os.waitpid(child, os.WNOHANG)
    while not ended and time.monotonic() < ends:
        time.sleep(0.002)
        ended, status = os.waitpid(child, os.WNOHANG)
    if not ended:
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if tracer is not None:
        tracer.wait()
    late = not ended and bool(order["call"])
    return {
        "killed": os.WIFSIGNALED(status),
        "late": late,
        "exit": os.waitstatus_to_exitcode(status),
    }


def trace(process: int, call: str, nth: int) -> subprocess.Popen[bytes]:
    """Have strace kill a process at the nth such call that one of its threads makes."""
    what = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={nth}"]
    return subprocess.Popen(
        ["strace", "-f", "-qq", "-o", "/dev/null", *what, "-p", str(process)],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def main() -> None:
    """Obey until input ends."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_order(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    begin()  # the orders' answers have stdout for themselves
    main()
