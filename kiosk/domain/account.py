"""Who is signed in, what the facility wants, and how the person likes the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.words import InmateId, NetworkState


@dataclass(frozen=True, slots=True)
class Profile:
    """Who is signed in; balance in credits, as central last said."""

    inmate: InmateId
    number: str
    first_name: str
    last_name: str
    balance: int


@dataclass(frozen=True, slots=True)
class Tariff:
    """What each act costs, in credits; served per facility."""

    message: int
    photo: int


@dataclass(frozen=True, slots=True)
class Services:
    """What the facility has switched on."""

    photos: bool = True
    messages: bool = True
    cod: bool = True
    visits: bool = True


@dataclass(frozen=True, slots=True)
class VisitRules:
    """What the facility says of visits; prices in credits.

    Contacts cancel with a refund until `cancel_hours` before a visit begins.
    """

    minute_price: int = 0
    cancel_hours: int = 0
    en: str = ""
    es: str = ""


@dataclass(frozen=True, slots=True)
class FacilityPage:
    """A page of information by the facility, plain text; empty where a language has none."""

    id: str
    title_en: str
    text_en: str
    title_es: str
    text_es: str
    public: bool = False  # anybody may read it before signing in


@dataclass(frozen=True, slots=True)
class Notice:
    """The facility's monitoring notice, shown at the first sign-in and when it changes."""

    version: int
    en: str
    es: str


@dataclass(frozen=True, slots=True)
class Policy:
    """How the facility wants this device to behave; times in seconds."""

    facility_name: str
    device_name: str
    inmate_noun: str
    tariff: Tariff
    services: Services
    notice: Notice
    message_limit: int = 30000  # characters
    languages: tuple[str, ...] = ("en", "es")
    idle_seconds: int = 120
    session_seconds: int = 1800
    stay_allowed: bool = False  # whether a session may begin anew when its end is near
    poll_seconds: int = 15
    minimum_version: str = "0.0.0"
    visits: VisitRules = VisitRules()
    pages: tuple[FacilityPage, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """How the person likes the screen; follows them to any device."""

    language: str = ""
    theme: str = ""  # light, dark, contrast; empty: the device's own
    text_percent: int = 0  # 100, 125, 150, 200; 0: the device's own
    reduce_motion: bool = False
    hide_amounts: bool = False  # dots in place of what the person has, until touched
    read_aloud: str = ""  # off, or a pace: slow, normal, fast, fastest; empty: never chosen
    slide_seconds: int = 0  # how long a slideshow shows each photo; 0: as usual
    notice_version: int = 0  # the newest notice the person has agreed to
    last_screen: str = ""  # where to resume, with its argument: "conversation:<id>"
    last_spot: str = ""  # how far that screen was scrolled, and where the cursor was


@dataclass(frozen=True, slots=True)
class LastSignIn:
    """What a person should know about earlier use of the account."""

    at: datetime | None
    place: str
    failed_tries: int
    pin_reset_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """What the status bar says of the network."""

    network: NetworkState = NetworkState.UNKNOWN
    last_synced: datetime | None = None
    queued: int = 0
