"""The power goes: writes that were not synced are lost, torn, or reach the disk out of order."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random

from kiosk.vault.connection import DAMAGED_MARK
from tests.faults.campaign import Kind, Violation, main
from tests.faults.storage import checks, real
from tests.faults.storage.life import ACTS, Life
from tests.faults.storage.medium import KINDS, MEMORY, Medium, PowerCutError
from tests.faults.storage.paper import PaperCentral
from tests.faults.storage.real import Resident

MOST_ACTS = 10
WITH_CENTRAL = 0.02  # share of the cases


def case(rng: Random) -> None:
    """Some acts, a power cut at any write among them, and the next start."""
    if rng.random() < WITH_CENTRAL:
        with_central(rng)
        return
    with tempfile.TemporaryDirectory(prefix="power-", dir=MEMORY) as name:
        root, after = Path(name) / "before", Path(name) / "after"
        root.mkdir()
        life = Life(root, PaperCentral(rng), rng)
        with Medium(root) as medium:
            try:
                live(life, rng, medium)
            except BaseException:
                if not medium.dead:  # after the cut nobody sees what is raised
                    raise
            medium.dead = True
            life.close()
            medium.image(after, rng)
        start_again(life, after)


def with_central(rng: Random) -> None:
    """The same beside the real central: everything comes there once, and is paid once."""
    with tempfile.TemporaryDirectory(prefix="power-", dir=MEMORY) as name:
        root, after = Path(name) / "before", Path(name) / "after"
        root.mkdir()
        with Medium(root) as medium:
            person = Resident(root / "vault")
            acts = rng.choices(real.ACTS, k=rng.randint(2, MOST_ACTS))
            fatal = rng.randrange(len(acts))
            try:
                for number, act in enumerate(acts):
                    if number == fatal:
                        medium.cut_at = medium.acts + rng.randrange(30)
                    person.do(act, rng)
            except BaseException:
                if not medium.dead:
                    raise
            medium.dead = True
            person.leave()
            medium.image(after, rng)
        person.come_back(after / "vault")
        try:
            written = person.written
            checks.need(not written or written in person.texts(), Kind.LOST, f"draft {written}")
            person.comes_to_rest()
        finally:
            person.leave()


class CutAtKind:
    """Cuts the power at the nth act of one kind: a rename is seldom met by counting all acts."""

    def __init__(self, medium: Medium, rng: Random) -> None:
        self._medium = medium
        self._kind = rng.choice(KINDS)
        self._left = rng.randrange(8)

    def __call__(self, kind: str, _path: Path) -> int:
        if kind == self._kind:
            if not self._left:
                self._medium.dead = True
                raise PowerCutError
            self._left -= 1
        return 0


def live(life: Life, rng: Random, medium: Medium) -> None:
    """A first sign-in and some acts; the power goes at one write of one of them, or later."""
    acts = ["create", "sync", *rng.choices(ACTS, k=rng.randint(1, MOST_ACTS))]
    fatal = rng.randrange(len(acts))
    for number, act in enumerate(acts):
        if number == fatal and rng.random() < 0.5:
            medium.cut_at = medium.acts + rng.choice((rng.randrange(12), rng.randrange(80)))
        elif number == fatal:
            medium.refuse = CutAtKind(medium, rng)
        life.act(act)


def start_again(life: Life, root: Path) -> None:
    """Sign in on what the power cut left; everything sure must be there, and come to rest."""
    life.move(root)
    if not life.outside.made and life.vaults.header(life.folder) is None:
        life.create()
        life.outside = life.next
        life.look()
    else:
        checks.outside_kept(life)
        life.outside = life.next if life.opens(life.next) else life.outside
        life.open()
    repaired = [path.name for path in life.folder.glob(f"*{DAMAGED_MARK}*")]
    checks.need(not repaired, Kind.LOST, f"the vault needed repair: {repaired}")
    try:
        checks.nothing_lost(life, life.held, life.going)
        checks.photos_are_here(life)
        checks.nothing_wrong_shown(life)
        checks.comes_to_rest(life)
    except Violation as violation:
        violation.args = (f"{violation} (cut in {life.going!r})",)
        raise
    finally:
        life.close()


if __name__ == "__main__":
    sys.exit(main("power", case))
