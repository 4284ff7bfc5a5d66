"""The facility's pages of information in the demonstration."""

from __future__ import annotations

from central.demo.cast import Cast
from central.facilities import pages
from central.facilities.pages import Words

PAGES = (
    (
        True,
        Words(
            "How to use this kiosk",
            "Touch the screen to begin. You need your inmate number and your PIN.\n\n"
            "Your first PIN comes on paper from staff. Then you choose your own.\n\n"
            "Please let others have a turn. A session ends after 30 minutes.",
        ),
        Words(
            "Cómo usar este quiosco",
            "Toca la pantalla para empezar. Necesitas tu número y tu PIN.\n\n"
            "El primer PIN te lo da el personal en un papel. Después eliges el tuyo.\n\n"
            "Deja que otros también lo usen. Una sesión termina a los 30 minutos.",
        ),
    ),
    (
        True,
        Words(
            "Library and classes",
            "The library is open Monday to Friday, 9 to 11 in the morning and 2 to 4 in the "
            "afternoon. You may keep 3 books for 2 weeks.\n\n"
            "Classes begin every Monday: reading and writing, math, English, and computer basics. "
            "Ask your case manager for a place.",
        ),
        Words(
            "Biblioteca y clases",
            "La biblioteca abre de lunes a viernes, de 9 a 11 de la mañana y de 2 a 4 de la tarde. "
            "Puedes tener 3 libros por 2 semanas.\n\n"
            "Las clases empiezan cada lunes: leer y escribir, matemáticas, inglés y computación. "
            "Pide un lugar a tu consejero.",
        ),
    ),
    (
        False,
        Words(
            "What may be in a photo",
            "Family, friends, pets, places and drawings are fine.\n\n"
            "Not allowed are weapons, drugs, hand signs of groups, and people without clothes.\n\n"
            "If a photo is turned down, the sender gets the credits back and is told why.",
        ),
        Words(
            "Qué puede haber en una foto",
            "Familia, amigos, mascotas, lugares y dibujos están bien.\n\n"
            "No se permiten armas, drogas, señas de grupos ni personas sin ropa.\n\n"
            "Si se rechaza una foto, quien la envió recibe sus créditos y se le dice por qué.",
        ),
    ),
    (
        False,
        Words(
            "If you need to talk",
            "You can talk with a counselor. Tell any officer, or ask for a slip in the day "
            "room.\n\n"
            "If you think about hurting yourself, tell somebody now. You will be helped, and you "
            "will not be punished for it.",
        ),
        Words(
            "Si necesitas hablar",
            "Puedes hablar con un consejero. Díselo a cualquier oficial, o pide una hoja en la "
            "sala.\n\n"
            "Si piensas en hacerte daño, díselo a alguien ahora. Te ayudarán, y no te castigarán "
            "por eso.",
        ),
    ),
)


def write(cast: Cast) -> None:
    """Write all pages, in their order."""
    for public, en, es in PAGES:
        pages.write(cast.facility, None, en=en, es=es, public=public, by=cast.supervisor)
