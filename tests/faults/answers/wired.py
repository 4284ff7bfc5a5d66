"""One case: a spell of hostile answers over sockets, and then the right ones."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

from kiosk.vault.chunks import CHUNK_BYTES
from tests.faults import campaign
from tests.faults.answers import hostile, photos
from tests.faults.answers.ground import Ground
from tests.faults.answers.looking import Watch
from tests.faults.answers.memory import BLOBS
from tests.faults.answers.server import Deed, Server, Wired, as_central_does
from tests.faults.answers.structured import ASKED, heal, spell, watched
from tests.faults.campaign import Violation

MOST_MEMORY = 64 * 1024  # KiB more than before, at any time of a case
PHOTOS = 0.4
SLOW_SECONDS = 10.0  # by the device's clock, for each of
SLOW_BYTES = 1024


class Plan:
    """Which requests are answered how: any, or those for the parts of one photo."""

    def __init__(self, ground: Ground, watch: Watch, rng: Random) -> None:
        self._ground, self._watch, self._rng = ground, watch, rng
        self.photos = rng.random() < PHOTOS
        times = rng.choice((1, 1, 2, 3))
        self._spoilt = {rng.randrange(3 if self.photos else ASKED) for _ in range(times)}
        self._number = -1
        self.done: list[str] = []

    def choose(self, path: str, first_byte: int) -> Deed | None:
        """For one request, just before it."""
        photo = path.startswith(BLOBS)
        self._number += photo or not self.photos
        if first_byte and self._rng.random() < 0.8:
            return self._do(self._rest_of_photo(path))
        if self._number not in self._spoilt or (self.photos and not photo):
            return None
        size = self._ground.memory.size(path)
        if size > CHUNK_BYTES and self._rng.random() < 0.5:
            return self._do(photos.cut_at(self._rng.randrange(CHUNK_BYTES, size)))
        if photo and self._rng.random() < 0.1:
            return self._do(self._slow_photo())
        return self._do(hostile.deed(self._rng, photo=photo))

    def _rest_of_photo(self, path: str) -> Deed:
        if self._rng.random() < 0.3:
            self._watch.expect_photo(path.removeprefix(BLOBS))
            return photos.from_the_start(self._ground.memory.body(path))
        return hostile.deed(self._rng, photo=True)

    def _slow_photo(self) -> Deed:
        """Comes in ever so slowly by the device's clock, which is all that goes slowly here."""
        clock = self._ground.person.clock
        return photos.trickle(SLOW_BYTES, lambda: clock.advance(SLOW_SECONDS))

    def _do(self, deed: Deed) -> Deed:
        self.done.append(deed.name)
        if deed.worthless:
            self._watch.expect(deed.name)
        return deed


def case(ground: Ground, server: Server, client: Wired, rng: Random) -> None:
    """One to three hostile answers, then the right ones; never much memory for it."""
    ground.begin(client)
    watch = watched(ground)
    plan = Plan(ground, watch, rng)
    before = _memory("VmRSS", anew=True)
    client.choose = plan.choose
    try:
        spell(ground, watch, rng, photos=plan.photos)
    finally:
        client.choose = as_central_does
    if not plan.done:
        raise AssertionError("a case without a hostile answer")
    heal(ground, watch, photos=plan.photos)
    client.close()
    if server.failed:
        raise AssertionError("the hostile server failed") from server.failed.pop()
    if unbounded := server.unbounded:
        server.unbounded = ""
        raise Violation(campaign.Kind.STUCK, f"{unbounded}: taken in without a bound")
    if (more := _memory("VmHWM") - before) > MOST_MEMORY:
        raise Violation(campaign.Kind.STUCK, f"{plan.done}: {more} KiB more of memory")


def _memory(what: str, *, anew: bool = False) -> int:
    """KiB that this process uses, or used at most since it was asked `anew`."""
    if anew:
        Path("/proc/self/clear_refs").write_text("5")
    found = re.search(rf"{what}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    if found is None:
        raise AssertionError("this system does not tell of memory")
    return int(found[1])
