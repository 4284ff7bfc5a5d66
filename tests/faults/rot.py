"""Files rot: flipped bits, lost ends, zeroes, photos' chunks moved about, wrong or old files."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from random import Random

import msgspec

from kiosk.vault.chunks import SEALED_BYTES
from kiosk.vault.connection import DAMAGED_MARK, Store, VaultFailureError
from kiosk.vault.database import COPY_NAME, VaultDamagedError
from kiosk.vault.keys import HEADER_NAME, HeaderDamagedError
from tests.faults.campaign import Kind, Violation, main
from tests.faults.storage import checks, real
from tests.faults.storage.life import ACTS, Held, Life
from tests.faults.storage.medium import MEMORY
from tests.faults.storage.paper import SELF, PaperCentral
from tests.faults.storage.real import Resident

PAGE = 4096
MOST_ACTS = 6
WITH_CENTRAL = 0.03  # share of the cases
STARTS = 3  # sign-ins after which a damaged vault must be usable, or be known to be lost
VAULT = ("vault.db", "vault.db-wal", "vault.db-shm")
CACHE = ("cache.db", "cache.db-wal", "cache.db-shm")


def case(rng: Random) -> None:
    """Some acts, an end, rot in one file or two, and the next sign-in."""
    if rng.random() < WITH_CENTRAL:
        put_back_whole(rng)
        return
    with tempfile.TemporaryDirectory(prefix="rot-", dir=MEMORY) as name:
        root, old, now = (Path(name) / each for each in ("state", "old", "now"))
        root.mkdir()
        life = Life(root, PaperCentral(rng), rng)
        pictures = ("news",) * rng.choice((0, 0, 4))
        for act in ("create", "sync", *pictures, *rng.choices(ACTS, k=rng.randint(0, MOST_ACTS))):
            life.act(act)
        shutil.copytree(root, old)  # with the log, as an end by a power cut leaves it
        for act in rng.choices(ACTS, k=rng.randint(1, MOST_ACTS)):
            life.act(act)
        if rng.random() < 0.3:
            rot_while_on(life, rng)
        if rng.random() < 0.5:
            life.close()
        shutil.copytree(root, now)
        life.close()
        life.move(now)
        rotten = [rot(life, rng, old) for _ in range(rng.choice((1, 1, 1, 2)))]
        try:
            sign_in(life, rotten)
        except Violation as violation:
            violation.args = (f"{violation} ({rotten})",)
            raise
        finally:
            life.close()


def put_back_whole(rng: Random) -> None:
    """An old vault comes back beside the real central: nothing is carried out or paid twice."""
    with tempfile.TemporaryDirectory(prefix="rot-", dir=MEMORY) as name:
        folder, old = Path(name) / "vault", Path(name) / "old"
        person = Resident(folder)
        acts = rng.choices(real.ACTS, k=rng.randint(2, MOST_ACTS))
        kept = rng.randrange(len(acts))
        queued: set[str] = set()
        try:
            for number, act in enumerate(acts):
                person.do(act, rng)
                if number == kept:
                    shutil.copytree(folder, old)
                    queued = set(person.queued)
            unsent = {entry.id for entry in person.box.outbox()} - queued
            person.leave()
            for file in (*VAULT, COPY_NAME, *(CACHE if rng.random() < 0.5 else ())):
                (folder / file).unlink(missing_ok=True)
                if (old / file).exists():
                    shutil.copy(old / file, folder / file)
            person.come_back(folder)
            person.queued -= unsent  # the old vault never knew of them
            for act in rng.choices(real.ACTS, k=3):  # the person does it once more
                person.do(act, rng)
            person.comes_to_rest()
        finally:
            person.leave()


def rot(life: Life, rng: Random, old: Path) -> str:
    """Spoil one file of the state folder; answers which, and how."""
    files = sorted(path for path in life.root.rglob("*") if path.is_file())
    small = [path for path in files if path.parent.name != "photos" and len(path.name) < 32]
    held = [path for path in files if path.parent.parent.name == "photos"]
    photos = [path for path in held if path.stat().st_size]  # an emptied one has no chunks
    if photos and rng.random() < 0.3:
        return rot_by_chunks(photos, rng)
    path = rng.choice(small if small and rng.random() < 0.7 else files)
    way = rng.choice(("flip", "flip", "cut", "zero", "garbage", "swap", "gone", "empty", "old"))
    data = bytearray(path.read_bytes())
    if way == "flip" and data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    elif way == "cut" and data:
        del data[rng.randrange(len(data)) :]
    elif way == "zero" and data:
        at = rng.randrange(len(data)) // PAGE * PAGE
        data[at : at + PAGE] = bytes(len(data[at : at + PAGE]))
    elif way == "garbage":
        data[:64] = rng.randbytes(64)
    elif way == "swap":
        data = bytearray(rng.choice(files).read_bytes())
    elif way == "empty":
        data.clear()
    if way == "gone":
        path.unlink()
    elif way == "old":
        put_back(life, path, old)
    else:
        path.write_bytes(data)
    return f"{path.name} {way}"


def rot_by_chunks(photos: list[Path], rng: Random) -> str:
    """Move photos' whole chunks about, each as it was written; answers where, and how.

    Within a file, between two, or the last one is gone: no byte of a chunk is altered, so that
    nothing but what a chunk says of its own place can tell.
    """
    way = rng.choice(("within", "between", "edge"))
    held = {path: read_chunks(path) for path in photos}
    long = [path for path in photos if len(held[path]) > 1]
    whole = [path for path in photos if len(held[path]) > 2]
    path, other = rng.choice(whole or long or photos), rng.choice(long or photos)
    if way == "within":
        one, two = rng.sample(range(len(held[path])), 2) if path in long else (0, 0)
        held[path][one], held[path][two] = held[path][two], held[path][one]
    elif way == "between":
        held[path][0], held[other][0] = held[other][0], held[path][0]
    else:
        held[other].pop()
    for each in {path, other}:
        each.write_bytes(b"".join(held[each]))
    return f"{path.name} and {other.name} {way}"


def read_chunks(path: Path) -> list[bytes]:
    """The sealed chunks of a photo's file."""
    data = path.read_bytes()
    return [data[at : at + SEALED_BYTES] for at in range(0, len(data), SEALED_BYTES)]


def put_back(life: Life, path: Path, old: Path) -> None:
    """An old file instead of a new one; a database comes back with its log, as it was."""
    names = next((group for group in (VAULT, CACHE) if path.name in group), (path.name,))
    for name in names:
        before = old / path.parent.relative_to(life.root) / name
        path.with_name(name).unlink(missing_ok=True)
        if before.exists():
            shutil.copy(before, path.with_name(name))


def rot_while_on(life: Life, rng: Random) -> None:
    """A photo's file rots while somebody looks: it is fetched again, and never shown wrong."""
    photos = sorted(path for path in (life.folder / "photos").rglob("*") if path.is_file())
    if photos:
        if rng.random() < 0.5:
            rot_by_chunks(photos, rng)
        else:
            data = bytearray((path := rng.choice(photos)).read_bytes())
            data[rng.randrange(len(data))] ^= 1
            path.write_bytes(data)
        checks.nothing_wrong_shown(life)
        life.act("sync")
        checks.nothing_wrong_shown(life)


def sign_in(life: Life, rotten: list[str]) -> None:
    """Sign in on what rotted: what can survive is there; what cannot ends in a known word."""
    spoilt = {each.split()[0] for each in rotten}
    if life.header_gone():
        checks.need(HEADER_NAME in spoilt, Kind.LOST, "the header is gone")
        begin_again(life)
    for _ in range(STARTS):
        try:
            life.open()
        except (HeaderDamagedError, VaultDamagedError) as damaged:
            known_loss(life, spoilt, damaged)
            begin_again(life)
        try:
            kept(life, spoilt)
        except VaultFailureError:
            pass
        except Violation:
            if not Store.CACHE.path(life.folder).with_suffix(DAMAGED_MARK).exists():
                raise
        else:
            return
        life.close()  # found while it was read: the next start repairs it
    raise Violation(Kind.STUCK, f"the vault stays broken after {STARTS} starts")


def known_loss(life: Life, spoilt: set[str], damaged: Exception) -> None:
    """Only what nothing could save may be given up."""
    both = COPY_NAME in spoilt and not spoilt.isdisjoint(VAULT)
    lost = HEADER_NAME in spoilt or both
    checks.need(lost, Kind.LOST, f"the vault was given up: {type(damaged).__name__}")
    life.held, life.past = Held(), []


def begin_again(life: Life) -> None:
    """As the sign-in does with a vault that nothing opens."""
    life.vaults.set_aside(life.folder)
    life.held, life.past = Held(), []
    life.create()
    life.outside = life.next


def beside(life: Life) -> None:
    """Central's word is as it was said, or forgotten; tries at PINs as counted, or all waited."""
    said = life.standing()._said
    if said is not None:
        version = said.notice.version
        known = msgspec.structs.replace(SELF.notice, version=version)
        right = said == msgspec.structs.replace(SELF, notice=known)
        checks.need(right, Kind.LOST, f"central never said {said}")
        checks.need(version <= life.outside.policy_version, Kind.LOST, "a word of the future")
    tries = life.attempts()
    wrong = max((count.wrong for count in tries._counts.values()), default=0)
    counted = [before.wrong for before in life.outsides]
    waits = tries._budget.level < 1
    checks.need(wrong in counted or waits, Kind.LOST, f"wrong tries {wrong} of {counted}")


def kept(life: Life, spoilt: set[str]) -> None:
    """What was sure is there, of vault.db or of its copy, and both ends come to rest."""
    beside(life)
    now = life.seen()
    if life.past and not spoilt.isdisjoint(VAULT):
        first = 0 if COPY_NAME in spoilt else life.copied
        possible = [held for held in reversed(life.past[first:]) if checks.same(held, now)]
        checks.need(bool(possible), Kind.LOST, f"neither vault.db nor its copy: {now}")
        life.held = possible[0]
    life.held.photos, life.held.seq = set(), 0  # facts: they are fetched again
    checks.nothing_lost(life, life.held, "")
    checks.nothing_wrong_shown(life)
    checks.comes_to_rest(life)


if __name__ == "__main__":
    sys.exit(main("rot", case))
