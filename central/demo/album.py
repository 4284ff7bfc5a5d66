"""Photographs on their way: who sent which, when, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from central.connections.models import Connection
from central.demo import purse
from central.demo.agenda import Agenda
from central.demo.cast import Cast
from central.demo.letters import moment
from central.demo.people import OUTSIDERS, Outsider
from central.demo.timing import between, chance, on_day
from central.demo.variations import FOLDER, DemoPhotograph, photographs
from central.feed import states
from central.mail import photos, review
from central.mail.models import Photo

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


class Album:
    """Puts the photographs on the agenda; `last_sign_in` is when each inmate last looked."""

    def __init__(self, cast: Cast, agenda: Agenda, now: datetime) -> None:
        self._cast = cast
        self._agenda = agenda
        self._now = now
        self._captions: set[tuple[str, str]] = set()
        self.last_sign_in: dict[str, datetime] = {}

    def plan(self) -> int:
        """Put everything on the agenda; returns how many photographs there are."""
        for shot in SHOTS:
            when = moment(shot.when.split()).at(self._now)
            jpeg = (FOLDER / shot.file).read_bytes()
            outsider = next(each for each in OUTSIDERS if each.username == shot.username)
            self._agenda.at(when, partial(self._send, outsider, shot, jpeg))
        dealt = deal()
        for outsider in OUTSIDERS:
            mine = dealt[outsider.username]
            for when, picture in zip(self._days(outsider, len(mine)), mine, strict=True):
                words = self._caption(outsider, picture)
                shot = Shot(outsider.username, "", picture.name, words, "seen")
                self._agenda.at(when, partial(self._send, outsider, shot, picture.jpeg))
        return len(SHOTS) + sum(map(len, dealt.values()))

    def _caption(self, outsider: Outsider, picture: DemoPhotograph) -> str:
        """Words in the contact's language, once for each inmate; now and then none, as in life."""
        words = picture.caption_es if outsider.language == "es" else picture.caption_en
        if (outsider.inmate, words) in self._captions or chance(picture.name).random() > CAPTIONED:
            return ""
        self._captions.add((outsider.inmate, words))
        return words

    def _days(self, outsider: Outsider, count: int) -> list[datetime]:
        """When they were sent: a few at a time, oldest first, up to three days ago."""
        luck = chance("album", outsider.username)
        moments: list[datetime] = []
        while len(moments) < count:
            day = luck.randint(3, max(4, outsider.asked - 4))
            begin = on_day(self._now, day, luck.randint(8, 20), luck.randint(0, 59))
            burst = luck.choice((1, 1, 2, 2, 3, 4))
            moments += [begin + timedelta(minutes=3 * place) for place in range(burst)]
        return sorted(moments[:count])

    def _send(self, outsider: Outsider, shot: Shot, jpeg: bytes) -> None:
        tie = Connection.objects.select_related("contact__user", "inmate__facility").get(
            pk=self._cast.ties[outsider.username].pk
        )
        price = tie.inmate.facility.photo_price
        purse.afford(tie.contact, price, outsider.usual)
        photo = photos.send_photo(tie, jpeg, caption=shot.caption, expected_price=price)
        if shot.fate == "waiting":
            return
        wait = timedelta(minutes=12) if shot.fate == "new" else between(shot.file, 0.5, 6)
        decided = photo.sent_at + wait
        self._agenda.at(decided, partial(self._review, outsider, shot, photo.pk))

    def _review(self, outsider: Outsider, shot: Shot, photo_id: UUID) -> None:
        photo = _photo(photo_id)
        if shot.fate == "rejected":
            review.reject(photo, reason="other", text=shot.words, by=self._cast.mailroom)
            return
        approved = review.approve(photo, by=self._cast.mailroom)
        now = approved.approved_at or photo.sent_at
        if shot.fate == "withdrawn":
            later = now + timedelta(days=2)
            self._agenda.at(later, partial(self._withdraw, shot, photo_id))
        looked = self.last_sign_in[outsider.inmate]
        if shot.fate != "new" and now < looked:
            seen = min(now + between((shot.file, "seen"), 1, 20), looked)
            self._agenda.at(seen, partial(self._look, outsider, shot, photo_id))

    def _look(self, outsider: Outsider, shot: Shot, photo_id: UUID) -> None:
        luck = chance("look", shot.file)
        fields: dict[str, bool | int] = {"seen": True}
        if luck.random() < 0.13:
            fields["favourite"] = True
        if luck.random() < 0.02:
            fields["rotation"] = 90
        inmate = self._cast.inmates[outsider.inmate]
        states.put(inmate, "mark", str(photo_id), base_rev=0, fields=fields)

    def _withdraw(self, shot: Shot, photo_id: UUID) -> None:
        photo = _photo(photo_id)
        review.withdraw(photo, note=shot.words, refund=True, by=self._cast.supervisor)


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


def _photo(photo_id: UUID) -> Photo:
    related = ("connection__contact__user", "connection__inmate__facility")
    return Photo.objects.select_related(*related).get(pk=photo_id)
