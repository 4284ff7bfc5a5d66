"""The facility's pages of information in Daniel's story."""

from kiosk.domain import FacilityPage

PAGES = (
    FacilityPage(
        "library",
        "Library and classes",
        "The library is open Monday to Friday, 9 to 11 in the morning and 2 to 4 in the "
        "afternoon. You may keep 3 books for 2 weeks.\n\n"
        "Classes begin every Monday: reading and writing, math, English, and computer basics. "
        "Ask your case manager for a place.",
        "Biblioteca y clases",
        "La biblioteca abre de lunes a viernes, de 9 a 11 de la mañana y de 2 a 4 de la tarde. "
        "Puedes tener 3 libros por 2 semanas.\n\n"
        "Las clases empiezan cada lunes: leer y escribir, matemáticas, inglés y computación. "
        "Pide un lugar a tu consejero.",
        public=True,
    ),
    FacilityPage(
        "photo",
        "What may be in a photo",
        "Family, friends, pets, places and drawings are fine.",
        "Qué puede haber en una foto",
        "Familia, amigos, mascotas, lugares y dibujos están bien.",
    ),
    FacilityPage("talk", "If you need to talk", "Tell any officer.", "", ""),
)
