"""Who the tour is about, in two languages, and what lies behind them when it begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTranslator

from central.demo.variations import FOLDER
from tests.central_server import CentralServer

PHOTO = FOLDER / "two-dogs-at-the-door.jpg"
# Number among the demo's photographs, days ago, and whose: 0 the sister's, 1 the friend's.
ALBUM = (
    (42, 64, 0), (38, 61, 1), (35, 55, 0), (11, 47, 1), (28, 40, 0), (60, 38, 1),
    (7, 33, 0), (19, 30, 1), (51, 27, 0), (34, 21, 0), (4, 19, 1), (22, 15, 0),
    (47, 12, 1), (1, 9, 0), (12, 6, 0), (0, 4, 1), (41, 3, 0), (29, 2, 0),
)  # fmt: skip


@dataclass(frozen=True)
class Family:
    """Names and words of one language's tour."""

    language: str
    facility: str
    number: str
    son: str
    last: str
    mother: str
    mother_username: str
    sister: str
    friend: str
    caption: str
    letter: str
    reply: str
    paid: str
    reason: str
    kept: str
    history: tuple[tuple[int, int, str, str], ...]  # days ago, whose, direction, text


FAMILIES = {
    "en": Family(
        "en", "Cedar Ridge", "204471", "Daniel", "Delgado", "Rosa", "rosa.delgado",
        "June", "Mateo",
        caption="They look out for you every day",
        letter="Mijo, the dogs wait at the door for you. Eat well, and write when you can.",
        reply="Thank you, Mama! Kiss them both.",
        paid="Tell June the code is 4711.",
        reason="It looks like a code. Please say what you mean.",
        kept="No network, but I think of you.",
        history=(
            (20, 0, "in", "Are you reading anything good? I can send you book reviews."),
            (18, 0, "out", "The library has a Western shelf. I am halfway through it."),
            (5, 1, "in", "Shop says hello. Nobody can fix the old lathe like you did."),
            (2, 0, "in", "Nico lost his first tooth today and asked if you want it."),
        ),
    ),
    "es": Family(
        "es", "Cedar Ridge", "204498", "Luis", "Herrera", "Carmen", "carmen.herrera",
        "Lucía", "Javier",
        caption="Todos los días se asoman a ver si llegas",
        letter="Mijo, los perros te esperan en la puerta. Come bien y escribe cuando puedas.",
        reply="¡Gracias, mamá! Dales un beso.",
        paid="Dile a Lucía que la clave es 4711.",
        reason="Parece una clave. Di lo que quieres decir.",
        kept="Sin red, pero pienso en ti.",
        history=(
            (20, 0, "in", "¿Estás leyendo algo bueno? Te puedo mandar reseñas de libros."),
            (18, 0, "out", "La biblioteca tiene novelas del oeste. Ya voy a la mitad."),
            (5, 1, "in", "En el taller te mandan saludos. Nadie arregla el torno como tú."),
            (2, 0, "in", "A Nico se le cayó su primer diente y pregunta si lo quieres."),
        ),
    ),
}  # fmt: skip


ROOMS = ("", "Toast", "Sheet", "Scroll", "Keypad")  # where the app keeps its texts


class Words:
    """What the kiosk says, by its English text; in Spanish from the app's own translation."""

    def __init__(self, language: str, folder: str) -> None:
        self._translator: QTranslator | None = None
        if language != "en":
            self._translator = QTranslator()
            assert self._translator.load(f"{folder}/{language}.qm"), "no translation to read"

    def __call__(self, text: str, number: int = -1, **named: str) -> str:
        said = text
        if self._translator is not None:
            tried = (self._translator.translate(room, text, "", number) for room in ROOMS)
            said = next((found for found in tried if found), "")
            assert said, f"not translated: {text!r}"
        return said.replace("%n", str(number)).format(**named)


@dataclass(frozen=True)
class Scene:
    """What was made at central, by id."""

    family: Family
    inmate: Any
    sister: Any
    sister_tie: str


def set_up(central: CentralServer, family: Family) -> Scene:
    """A facility, a son with a one-time PIN, his sister and a friend with two months of mail."""
    seed = central.seed
    seed.facility(family.facility, poll_seconds=1)
    central.advance(days=-70)
    inmate = seed.inmate(family.number, family.son, family.last, "480215")
    people = [
        seed.contact(name.lower().replace("í", "i"), name, last, language=family.language)
        for name, last in ((family.sister, family.last), (family.friend, "Ortega"))
    ]
    ties = [
        seed.connection(person.id, inmate.id, relation=relation)
        for person, relation in zip(people, ("sibling", "friend"), strict=True)
    ]
    for person in people:
        seed.credits(person.id, 2500)
    seed.credits(inmate.id, 50)
    events: list[tuple[float, int, tuple[Any, ...]]] = [
        (days - 0.3, whose, ("photo", number)) for number, days, whose in ALBUM
    ]
    events += [(days, whose, ("message", way, text)) for days, whose, way, text in family.history]
    at = 70.0
    for days, whose, what in sorted(events, key=lambda event: -event[0]):
        central.advance(days=at - days)
        at = days
        if what[0] == "photo":
            seed.photograph(ties[whose].id, what[1], language=family.language)
        else:
            seed.message(ties[whose].id, what[2], direction=what[1])
    central.advance(days=at)
    return Scene(family, inmate, people[0], ties[0].id)
