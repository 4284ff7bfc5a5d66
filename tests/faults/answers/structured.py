"""One case: a spell of wrong answers, and then the right ones."""

from __future__ import annotations

from random import Random

from kiosk.domain import Sha256
from tests.faults import campaign
from tests.faults.answers import mutating
from tests.faults.answers.ground import Ground
from tests.faults.answers.looking import Watch, not_as_at_central, nothing_lost, read_all
from tests.faults.answers.memory import Answer, Direct, as_it_is
from tests.faults.campaign import Violation

MOST = 40  # requests of one step
ASKED, WITH_PHOTOS = 10, 13  # requests of a spell in which all goes well, at the least
PHOTOS = 0.25  # the share of cases in which photos are fetched, too
ROUNDS = 2
STEPS = 8  # of a round
ROUND_SECONDS, PHOTO_SECONDS = 25.0, 100.0
SYNCS = 3
HOUR = 3700.0


def case(ground: Ground, client: Direct, rng: Random) -> None:
    """One to three wrong answers among the first, then the right ones."""
    memory = ground.memory
    photos = rng.random() < PHOTOS
    most = WITH_PHOTOS if photos else ASKED
    spoilt = {rng.randrange(most) for _ in range(rng.choice((1, 1, 2, 3)))}

    def spoil(answer: Answer) -> Answer:
        if len(memory.asked) - 1 not in spoilt:
            return answer
        status, headers, body = answer
        if rng.random() < 0.1:
            return mutating.refusal(rng)
        if "json" in headers.get("Content-Type", ""):
            return status, headers, mutating.mutated(rng, body, ground.bodies)
        return status, headers, mutating.other_bytes(rng, body)

    ground.begin(client)
    watch = watched(ground)
    client.spoil = spoil
    try:
        spell(ground, watch, rng, photos=photos)
    finally:
        client.spoil = as_it_is
    if len(memory.asked) <= min(spoilt):
        raise AssertionError("a case without a wrong answer")
    heal(ground, watch, photos=photos)


def watched(ground: Ground) -> Watch:
    """A look before every request from now on."""
    watch = Watch(ground)
    ground.memory.watch = watch.look
    ground.memory.asked.clear()
    return watch


def spell(ground: Ground, watch: Watch, rng: Random, *, photos: bool) -> None:
    """Conversations, each followed by what photos can be had; every screen may read after one."""
    looked_at = rng.randrange(ROUNDS * 2)  # in every other case after none
    for number in range(ROUNDS):
        rest = _step(ground, watch, asked=True)
        for _ in range(STEPS if photos else 0):
            if rest > 0:
                break
            rest = _step(ground, watch, asked=False)
        if number == looked_at:
            read_all(ground)
        ground.person.clock.advance(PHOTO_SECONDS if photos else ROUND_SECONDS)


def _step(ground: Ground, watch: Watch, *, asked: bool) -> float:
    before = len(ground.memory.asked)
    rest = ground.person.engine.step(asked=asked)
    watch.look()
    if len(ground.memory.asked) - before > MOST:
        raise Violation(campaign.Kind.STUCK, "a step without an end")
    nothing_lost(ground)
    return rest


def _look_at_photos(ground: Ground) -> None:
    """Ask for what central once said it has no more, as a screen does that shows it."""
    person = ground.person
    for (sha256,) in person.reader.rows("SELECT sha256 FROM cache.file WHERE state = 'dropped'"):
        person.vault.files.want(Sha256(str(sha256)))


def heal(ground: Ground, watch: Watch, *, photos: bool) -> None:
    """Within three syncs all is as central has it, after a resync where wrong rows were kept."""
    wrong: list[str] = ["not tried"]
    for number in range(SYNCS):
        ground.memory.expired = number == 1
        ground.person.clock.advance(HOUR)
        if photos:
            _look_at_photos(ground)
            ground.person.sync()
        else:
            ground.person.engine.step(asked=True)
        watch.look()
        wrong = not_as_at_central(ground, photos=photos)
        if not wrong:
            break
    if wrong:
        raise Violation(campaign.Kind.STUCK, f"not as at central: {wrong}")
    nothing_lost(ground)
