"""The disk refuses: full, broken or read-only, at one act on a file or from then on."""

from __future__ import annotations

import errno
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path
from random import Random

from kiosk.vault.connection import VaultFailureError
from tests.faults.campaign import Kind, main
from tests.faults.storage import checks
from tests.faults.storage.life import ACTS, Life
from tests.faults.storage.medium import KINDS, MEMORY, Medium
from tests.faults.storage.paper import PaperCentral

MOST_ACTS = 6
REALLY_FULL = 0.02  # share of the cases
SMALL = 2 * 1024**2  # bytes of that file system
REFUSALS = (errno.ENOSPC, errno.EIO, errno.EROFS)
FOR_GOOD = 10**9
BESIDE_THE_VAULT = ("wrong_pin", "right_pin", "hear")
SAYS_OSERROR = (
    *BESIDE_THE_VAULT,
    "create",
    "reopen",
    "change_pin",
    "outdate",
)  # the sign-in takes either


class Refusal:
    """Refuses acts of one kind, or of all, from the nth on, so many times."""

    def __init__(self, rng: Random) -> None:
        self.number = rng.choice(REFUSALS)
        self.kinds = rng.choice([(kind,) for kind in KINDS] + [KINDS, ("open", "write")])
        self.first = rng.choice((rng.randrange(8), rng.randrange(60)))
        self.times = rng.choice((1, 1, FOR_GOOD))
        self.seen = 0

    def __call__(self, kind: str, _path: Path) -> int:
        if kind not in self.kinds:
            return 0
        self.seen += 1
        return self.number if self.first < self.seen <= self.first + self.times else 0


def case(rng: Random) -> None:
    """Some acts, of which the disk refuses one or all; then it works again."""
    if rng.random() < REALLY_FULL:
        really_full(rng)
        return
    with tempfile.TemporaryDirectory(prefix="disk-", dir=MEMORY) as name:
        life = Life(Path(name), PaperCentral(rng), rng)
        with Medium(Path(name)) as medium:
            try:
                refused(life, rng, medium, lambda: setattr(medium, "refuse", Refusal(rng)))
                medium.refuse = None
                recover(life)
            finally:
                life.close()


def really_full(rng: Random) -> None:
    """The same on a small file system of its own that is full to the last byte."""
    with tempfile.TemporaryDirectory(prefix="full-", dir=MEMORY) as name:
        root, ballast = Path(name) / "state", Path(name) / "ballast"
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", name],
            check=False,
            capture_output=True,
        )
        root.mkdir()
        life = Life(root, PaperCentral(rng), rng)
        # who may not mount one has the medium play it
        with nullcontext(Medium(root)) if mounted.returncode == 0 else Medium(root) as medium:
            try:
                if mounted.returncode == 0:
                    refused(life, rng, medium, lambda: fill(ballast))
                else:
                    refused(life, rng, medium, lambda: setattr(medium, "refuse", no_room))
                medium.refuse = None
                ballast.unlink(missing_ok=True)
                recover(life)
            finally:
                life.close()
                if mounted.returncode == 0:
                    subprocess.run(["umount", "-l", name], check=True)


def fill(ballast: Path) -> None:
    """Write until nothing more can be written."""
    with suppress(OSError), ballast.open("ab", buffering=0) as file:
        while file.write(bytes(512)):
            pass


def no_room(kind: str, _path: Path) -> int:
    """As a full disk answers."""
    return errno.ENOSPC if kind == "write" else 0


def refused(life: Life, rng: Random, medium: Medium, begin: Callable[[], None]) -> None:
    """A first sign-in and some acts, while the disk begins to refuse at one of them."""
    acts = ["create", "sync", *rng.choices(ACTS, k=rng.randint(1, MOST_ACTS))]
    begins = rng.randrange(len(acts))
    for number, act in enumerate(acts):
        if number == begins:
            begin()
        before_or_after(life, act, medium)


def before_or_after(life: Life, act: str, medium: Medium) -> None:
    """Carry out one act: it is done, or it is not and says so by a known failure."""
    if life.vault is None and act not in BESIDE_THE_VAULT:
        act = "reopen" if life.outside.made else "create"
    before = life.held
    try:
        life.act(act)
    except VaultFailureError:
        done = False
    except OSError:
        if act not in SAYS_OSERROR:
            raise
        done = False
    else:
        done = True
    refuse, medium.refuse = medium.refuse, None  # what is so, whatever can be read now
    if life.vault is not None:
        checks.nothing_lost(life, before, act)
        checks.photos_are_here(life)
    if not done:
        life.failed()
    medium.refuse = refuse


def recover(life: Life) -> None:
    """The disk works again: everything sure is there, in this run and after a new start."""
    if life.vault is not None:
        checks.comes_to_rest(life)
        life.look()
    life.close()
    if not life.outside.made:
        life.act("create")
    else:
        checks.outside_kept(life)
        life.open()
    repaired = [path.name for path in life.folder.glob("*.damaged*")]
    checks.need(not repaired, Kind.LOST, f"the vault needed repair: {repaired}")
    checks.nothing_lost(life, life.held, "")
    checks.nothing_wrong_shown(life)
    checks.comes_to_rest(life)


if __name__ == "__main__":
    sys.exit(main("disk", case))
