"""Which photographs were sent, by whom and when; their pictures are made in another process."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from multiprocessing.connection import Connection

from central.demo.letters import moment
from central.demo.people import OUTSIDERS, Outsider
from central.demo.timing import chance, on_day
from central.demo.variations import FOLDER, DemoPhotograph, photographs
from central.mail import renditions
from central.mail.renditions import Picture

SEED = 7
CAPTIONED = 0.9  # the share of photographs with words under them
LIKES = {
    "rosa": {"family", "pets", "food", "garden"},
    "mateo": {"travel", "space", "pets", "history"},
    "june": {"garden", "food", "history", "family"},
    "ray": {"garden", "pets"},
    "elena": {"travel", "history", "garden"},
    "lucia": {"family", "pets", "food"},
    "carmen": {"garden", "food", "travel"},
    "tomas": {"history", "travel"},
    "javier": {"travel", "space"},
}


@dataclass(frozen=True, slots=True)
class Shot:
    """One photograph of the story itself: who sent it, when (as in letters), and its fate."""

    username: str
    when: str
    file: str
    caption: str
    fate: str = "new"
    words: str = ""  # of the reviewer


SHOTS = (
    Shot("rosa", "1h27", "raccoon-in-the-leaves.jpg", "Look who was on our porch"),
    Shot("rosa", "3h40", "cup-of-coffee.jpg", "Your cup. Sunday, as always"),
    Shot("june", "1d 9:40", "boats-in-nagasaki.jpg", "From Grandpa's album, his Navy days"),
    Shot("mateo", "1d 12:10", "astronaut.jpg", "Adaeze's hero. This hangs over her desk"),
    Shot("elena", "1d 15:05", "black-canyon.jpg", "Where we walk next month. Room for you"),
    Shot("june", "2d 17:30", "white-callas.jpg", "I still know how to color these by hand"),
    Shot("mateo", "2d 18:20", "rocket-before-launch.jpg", "We stayed up for it. Worth it"),
    Shot("lucia", "1h50", "two-dogs-at-the-door.jpg", "El Canelo y su amiga te esperan ❄️🐶"),
    Shot("carmen", "4h10", "red-hibiscus.jpg", "La planta que tú sembraste"),
    Shot("javier", "1d 21:00", "sunrise-over-the-fields.jpg", "Amaneció así en la carretera 🌅"),
    Shot("rosa", "35m", "dandelions-at-sunset.jpg", "The field behind our house", "waiting"),
    Shot("june", "22m", "orange-dahlia.jpg", "The biggest one I ever grew", "waiting"),
    Shot("ray", "50m", "seedlings-in-the-greenhouse.jpg", "Your seed came up", "waiting"),
    Shot("lucia", "41m", "couple-on-sunny-steps.jpg", "Tus papás, como novios", "waiting"),
    Shot(
        "mateo",
        "20d 18:15",
        "airplane-workers.jpg",
        "Shop crew on a Friday",
        "rejected",
        "The tools in this picture are not allowed here (photo rule 3).",
    ),
    Shot(
        "elena",
        "64d 16:10",
        "young-woman-with-a-camera.jpg",
        "Our new volunteer",
        "withdrawn",
        "The person in this photo asked us not to show it. The sender got the credits back.",
    ),
)


@dataclass(frozen=True, slots=True)
class Planned:
    """A photograph with the moment at which it is sent."""

    moment: datetime
    shot: Shot
    jpeg: bytes


def schedule(now: datetime) -> list[Planned]:
    """Every photograph of the story up to the local `now`, oldest first."""
    planned = [
        Planned(moment(shot.when.split()).at(now), shot, (FOLDER / shot.file).read_bytes())
        for shot in SHOTS
    ]
    dealt = deal()
    said: set[tuple[str, str]] = set()
    for outsider in OUTSIDERS:
        mine = dealt[outsider.username]
        for when, picture in zip(_days(outsider, len(mine), now), mine, strict=True):
            words = _caption(outsider, picture, said)
            shot = Shot(outsider.username, "", picture.name, words, "seen")
            planned.append(Planned(when, shot, picture.jpeg))
    return sorted(planned, key=lambda each: each.moment)


def _caption(outsider: Outsider, picture: DemoPhotograph, said: set[tuple[str, str]]) -> str:
    """Words in the contact's language, once for each inmate; now and then none, as in life."""
    words = picture.caption_es if outsider.language == "es" else picture.caption_en
    if (outsider.inmate, words) in said or chance(picture.name).random() > CAPTIONED:
        return ""
    said.add((outsider.inmate, words))
    return words


def _days(outsider: Outsider, count: int, now: datetime) -> list[datetime]:
    """When they were sent: a few at a time, oldest first, up to three days ago."""
    luck = chance("album", outsider.username)
    moments: list[datetime] = []
    while len(moments) < count:
        day = luck.randint(3, max(4, outsider.asked - 4))
        begin = on_day(now, day, luck.randint(8, 20), luck.randint(0, 59))
        burst = luck.choice((1, 1, 2, 2, 3, 4))
        moments += [begin + timedelta(minutes=3 * place) for place in range(burst)]
    return sorted(moments[:count])


def deal() -> dict[str, list[DemoPhotograph]]:
    """Give each contact as many pictures as they have sent, of what they like where possible.

    The newest of each are whole photographs, the older ones variations.
    """
    kept = {shot.file for shot in SHOTS}
    left = {outsider.username: outsider.photos for outsider in OUTSIDERS}
    dealt: dict[str, list[DemoPhotograph]] = {name: [] for name in left}
    for picture in _pictures(sum(left.values()), kept):
        likers = [name for name in left if left[name] and picture.theme in LIKES.get(name, set())]
        name = max(likers or left, key=lambda each: (left[each], each))
        left[name] -= 1
        dealt[name].insert(0, picture)
    return dealt


def _pictures(count: int, kept: set[str]) -> Iterator[DemoPhotograph]:
    made = photographs(count + len(kept), SEED)
    fresh = (picture for picture in made if picture.name not in kept)
    for picture, _ in zip(fresh, range(count), strict=False):
        yield picture


class Darkroom:
    """A process that makes the pictures while central lives through the story."""

    def __init__(self, now: datetime) -> None:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        self._pictures: Connection = ours
        context = multiprocessing.get_context("fork")
        self._process = context.Process(target=_work, args=(theirs, now), daemon=True)
        self._process.start()
        theirs.close()

    def plan(self) -> list[Planned]:
        """Every photograph, oldest first, without its bytes."""
        planned: list[Planned] = self._pictures.recv()
        return planned

    def next(self) -> tuple[bytes, Picture]:
        """The bytes and sizes of the next photograph in the order of `plan`."""
        made: tuple[bytes, Picture] = self._pictures.recv()
        return made


def _work(pictures: Connection, now: datetime) -> None:
    """Send the plan, then one picture after the other, as fast as they are taken."""
    planned = schedule(now)
    pictures.send([replace(each, jpeg=b"") for each in planned])
    for each in planned:
        pictures.send((each.jpeg, renditions.make(each.jpeg)))
