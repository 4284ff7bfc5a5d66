"""Who lives in the demonstration: staff, inmates and the people who write to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

FACILITY = "Cedar Ridge"
NOTICE_EN = (
    "Staff at Cedar Ridge can read your messages and look at your photos. They may stop what is "
    "against the rules, and they tell you why. Mail with your lawyer does not belong here: ask "
    "your case manager for legal mail. If you go on, you agree to this."
)
NOTICE_ES = (
    "El personal de Cedar Ridge puede leer tus mensajes y ver tus fotos. Puede detener lo que "
    "va contra las reglas, y te dice por qué. El correo con tu abogado no va aquí: pide correo "
    "legal a tu consejero. Si sigues, aceptas esto."
)
VISIT_RULES_EN = (
    "Be at the kiosk 5 minutes before the visit begins.\n"
    "Wear your shirt, and sit so that your face can be seen.\n"
    "Staff can watch a visit and stop it."
)
VISIT_RULES_ES = (
    "Ven al aparato 5 minutos antes de la visita.\n"
    "Usa tu camisa y siéntate de modo que se vea tu cara.\n"
    "El personal puede mirar una visita y pararla."
)
KIOSK = "Kiosk A"  # the one whose window opens
OTHER_KIOSK = "Kiosk B"  # where people signed in before


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff; the password is made for the demonstration only."""

    username: str
    password: str
    first_name: str
    last_name: str
    role: Literal["reviewer", "administrator"]
    title: str


@dataclass(frozen=True, slots=True)
class Insider:
    """An inmate. Without a PIN they have never signed in: staff print a one-time PIN."""

    key: str
    number: str
    pin: str
    first_name: str
    last_name: str
    birth_date: date
    language: Literal["en", "es"]
    admitted: int  # days ago


@dataclass(frozen=True, slots=True)
class Outsider:
    """A contact, and how the tie to the inmate came about; all times in days ago.

    `tie` is what became of the request. `letters` names a file of letters, `photos` says how many
    photographs the contact has sent that were approved, `usual` is what they buy at once.
    """

    username: str
    first_name: str
    last_name: str
    inmate: str
    relation: str
    language: Literal["en", "es"]
    asked: int
    tie: Literal["approved", "muted", "declined", "blocked", "requested", "name-waiting"] = (
        "approved"
    )
    letters: str = ""
    photos: int = 0
    usual: int = 1000
    phone: str = ""

    @property
    def email(self) -> str:
        """An address under a name that is reserved for examples (RFC 2606)."""
        return f"{self.username}@example.com"


@dataclass(frozen=True, slots=True)
class Present:
    """Credits that a contact gave, so many days ago at 10:00."""

    username: str
    days: int
    credits: int


CONTACT_PASSWORD = "family-demo-7"  # noqa: S105  of the demonstration's contacts, printed
STAFF = (
    Staff("mailroom", "mailroom-demo-7", "Grace", "Coleman", "reviewer", "Mailroom officer"),
    Staff("supervisor", "supervisor-demo-7", "Victor", "Hale", "administrator", "Supervisor"),
)
INSIDERS = (
    Insider("daniel", "204471", "739150", "Daniel", "Reyes", date(1991, 11, 6), "en", 560),
    Insider("luis", "318206", "640275", "Luis", "Ortega", date(1995, 10, 30), "es", 556),
    Insider("walter", "402918", "", "Walter", "Simmons", date(1968, 3, 14), "en", 1),
)
OUTSIDERS = (
    Outsider("rosa", "Rosa", "Reyes", "daniel", "partner", "en", 545, "approved", "rosa", 64, 2000),
    Outsider("mateo", "Mateo", "Reyes", "daniel", "sibling", "en", 540, "approved", "mateo", 38),
    Outsider("june", "Grandma", "June", "daniel", "family", "en", 531, "approved", "june", 42),
    Outsider("ray", "Uncle", "Ray", "daniel", "family", "en", 516, "approved", "ray", 18, 500),
    Outsider("elena", "Pastor", "Elena", "daniel", "friend", "en", 507, "approved", "elena", 22),
    Outsider("marcus", "Marcus", "Bell", "daniel", "friend", "en", 480, "muted", "marcus", 0, 500),
    Outsider("teresa", "Teresa", "Whitfield", "daniel", "friend", "en", 2, "requested"),
    Outsider("kelly", "Kelly-Ann", "Price", "daniel", "other", "en", 0, "name-waiting"),
    Outsider("kyle", "Kyle", "Brandt", "daniel", "other", "en", 88, "declined"),
    Outsider("dwayne", "Dwayne", "Pruitt", "daniel", "friend", "en", 310, "blocked"),
    Outsider("carmen", "Carmen", "Ortega", "luis", "mother", "es", 538, "approved", "carmen", 16),
    Outsider("lucia", "Lucía", "Ortega", "luis", "partner", "es", 541, "approved", "lucia", 26),
    Outsider("javier", "Javier", "Ortega", "luis", "sibling", "es", 509, "approved", "javier", 8),
    Outsider("tomas", "Padre Tomás", "Rivera", "luis", "friend", "es", 470, "approved", "tomas", 4),
    Outsider("minh", "Nguyễn Văn", "Minh", "luis", "friend", "en", 412, letters="minh", usual=500),
    Outsider("layla", "ليلى", "حداد", "luis", "friend", "en", 1, "requested"),
)
PRESENTS = (
    Present("rosa", 542, 300),
    Present("mateo", 530, 100),
    Present("june", 500, 250),
    Present("ray", 470, 70),
    Present("rosa", 440, 300),
    Present("mateo", 395, 150),
    Present("elena", 340, 100),
    Present("june", 318, 200),
    Present("rosa", 260, 300),
    Present("mateo", 200, 100),
    Present("june", 120, 100),
    Present("rosa", 90, 100),
    Present("rosa", 6, 150),
    Present("june", 1, 100),
    Present("lucia", 537, 200),
    Present("carmen", 500, 150),
    Present("lucia", 430, 150),
    Present("javier", 380, 80),
    Present("carmen", 300, 100),
    Present("lucia", 200, 100),
    Present("minh", 110, 50),
)
BALANCES = {"daniel": 120, "luis": 30}
"""What all this comes to, in credits: one sealed letter can be opened, the other cannot."""

DRAFT = ("daniel", "elena", "Thank you for coming all this way. I have been")
"""A letter that Daniel began and did not finish."""
