"""The person whose screens are walked through, with everything that can stand on one."""

from __future__ import annotations

from dataclasses import dataclass

from tests.central_server import CentralServer

NUMBER, ONE_TIME, PIN = "204471", "730518", "480215"
LONG = "Maximiliana Esperanza", "Fernández-Villavicencio y Montgomery"
LETTER = (
    "Dear Daniel,\n\nwe drove by the river today. Sofia asked if you know how to fish, and I said "
    "that you once caught a pike as long as her arm. She did not believe a word of it.\n\n"
) * 3
ASKS = "It is Tere from Lincoln High. I would like to write and send pictures of the old crew."


@dataclass(frozen=True)
class Household:
    """How Daniel signs in: with a one-time PIN at first."""

    number: str = NUMBER
    one_time: str = ONE_TIME
    pin: str = PIN


def fill(central: CentralServer, photos: int = 5) -> Household:
    """Daniel, his people, their mail, photos, visits and credits; the same in every run."""
    seed = central.seed
    seed.change_facility(idle_seconds=3600)  # a walker may stand still for long
    daniel = seed.inmate(NUMBER, "Daniel", "Reyes", ONE_TIME)
    rosa = _person(central, daniel.id, "Rosa", "Reyes")
    june = _person(central, daniel.id, *LONG)
    for first, last in (("Teresa", "Whitfield"), ("Glen", "Porter"), ("Ann", "Lee")):
        _person(central, daniel.id, first, last, "requested")
    _person(central, daniel.id, "Marcus", "Bell", "blocked")
    seed.credits(daniel.id, 500)
    _mail(central, rosa, june)
    for number in range(photos):
        seed.photograph(rosa if number % 3 else june, number)
    seed.page("Library", "Open on Tuesdays.", title_es="Biblioteca", text_es="Los martes.")
    seed.page("Yard", "From 9 on.", title_es="Patio", text_es="Desde las 9.", public=True)
    _tickets(central, daniel.id)
    seed.visit(rosa, 15, after_hours=30)
    seed.visit(june, 15, after_hours=50, accept=True)
    seed.visit(rosa, 15, after_hours=70)
    return Household()


def _person(
    central: CentralServer, inmate: str, first: str, last: str, state: str = "approved"
) -> str:
    contact = central.seed.contact(f"{first.split(maxsplit=1)[0].lower()}", first, last)
    central.seed.credits(contact.id, 5000)
    tie: str = central.seed.connection(contact.id, inmate, state).id
    return tie


def _mail(central: CentralServer, rosa: str, june: str) -> None:
    """With Rosa everything that can become of a message; with June what is long."""
    seed = central.seed
    refused = seed.message(rosa, "Ask Marcus to tell Ty.", direction="out", approve=False)
    seed.reject(refused.id)
    seed.message(rosa, "Tell Sofia I will be there.", direction="out")
    seed.message(rosa, "Sofia has a loose tooth! She can’t wait for Saturday.")
    seed.message(rosa, "It came out this morning.", payment="cod")
    seed.message(rosa, "Can you send me the garden?", direction="out", approve=False)
    seed.message(june, LETTER)
    seed.message(june, "Electroencephalographically speaking, " * 4, direction="out")


def _tickets(central: CentralServer, inmate: str) -> None:
    """One in every state that staff can bring it to; he makes his albums on the walk."""
    seed = central.seed
    seed.ticket(inmate, "broken", "The screen at the yard door flickers.")
    looked_at = seed.ticket(inmate, "charge", "I paid twice for one letter.")
    seed.look_at_ticket(looked_at.id)
    answered = seed.ticket(inmate, "missing", "A photo of June is gone.")
    seed.answer_ticket(answered.id, "She took it back herself.\nNothing was charged.")
