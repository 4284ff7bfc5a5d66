"""Which screen shows now, as one pure function of who is signed in and where they chose to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from kiosk.domain import (
    About,
    AlbumId,
    ConnectionId,
    MessageId,
    PhotoFilter,
    PhotoId,
    Services,
    TicketId,
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nobody is signed in; the clock and "Touch to begin"."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """Number, then PIN."""


@dataclass(frozen=True, slots=True)
class Information:
    """The facility's public pages, while nobody is signed in."""


@dataclass(frozen=True, slots=True)
class InformationAt:
    """One public page."""

    id: str


@dataclass(frozen=True, slots=True)
class Unlock:
    """The PIN alone, of somebody who went away for a moment."""


@dataclass(frozen=True, slots=True)
class FirstPin:
    """A one-time PIN was used: choose your own."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The facility's notice, before anything else of the account shows."""


@dataclass(frozen=True, slots=True)
class Home:
    """What is new."""


@dataclass(frozen=True, slots=True)
class Photos:
    """The grid."""

    filter: PhotoFilter = field(default_factory=PhotoFilter)


@dataclass(frozen=True, slots=True)
class Search:
    """Looking for something, from one of the other places; what was typed is no part of it."""

    origin: str = "home"


@dataclass(frozen=True, slots=True)
class PhotoAt:
    """One photo on the stage, among those of a filter; `search` found it; `slides` go on alone."""

    id: PhotoId
    filter: PhotoFilter = field(default_factory=PhotoFilter)
    search: Search | None = None
    slides: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class NameAlbum:
    """An album being named: a new one, with a photo in it, or `id`; Back leads where it began."""

    id: AlbumId | None = None
    photo: PhotoId | None = None
    back: PhotoFilter = field(default_factory=PhotoFilter)


@dataclass(frozen=True, slots=True)
class Messages:
    """One row a person."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """All that was said with one person, from `message` on where `search` found it."""

    id: ConnectionId
    message: MessageId | None = None
    search: Search | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """A message being written to one person; `found` is what a search led to before, or itself."""

    id: ConnectionId
    found: Conversation | Search | None = None

    @property
    def search(self) -> Search | None:
        """The search that led here, straight or through a conversation."""
        return self.found.search if isinstance(self.found, Conversation) else self.found


@dataclass(frozen=True, slots=True)
class People:
    """Requests and connections."""


@dataclass(frozen=True, slots=True)
class Visits:
    """Video visits, those ahead and those over."""


@dataclass(frozen=True, slots=True)
class Credits:
    """The ledger."""


@dataclass(frozen=True, slots=True)
class SettingsPlace:
    """How the person likes the screen."""


@dataclass(frozen=True, slots=True)
class ChangePin:
    """Another PIN, for whoever knows the present one."""


@dataclass(frozen=True, slots=True)
class Help:
    """Where to turn when something is unclear."""


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page of help: `how:` and the key of a built-in one, or `page:` and the facility's id."""

    key: str


@dataclass(frozen=True, slots=True)
class Tell:
    """Saying that something is wrong, perhaps with one thing."""

    about: About = field(default_factory=About)


@dataclass(frozen=True, slots=True)
class TicketAt:
    """One ticket."""

    id: TicketId


@dataclass(frozen=True, slots=True)
class Staff:
    """The door of the staff screen."""


@dataclass(frozen=True, slots=True)
class StaffInside:
    """The device's own state, for staff whom the console has let in; nobody is signed in."""


Place = (
    Waiting
    | Staff
    | StaffInside
    | SignIn
    | Information
    | InformationAt
    | Unlock
    | FirstPin
    | Notice
    | Home
    | Photos
    | PhotoAt
    | NameAlbum
    | Messages
    | Conversation
    | Write
    | People
    | Visits
    | Credits
    | SettingsPlace
    | ChangePin
    | Help
    | HelpPage
    | Tell
    | TicketAt
    | Search
)

HOME: Final = Home()
ORIGINS: Final = ("home", "photos", "messages")  # from where one can search
_OUTSIDE = (
    Waiting,
    Staff,
    StaffInside,
    SignIn,
    Information,
    InformationAt,
    Unlock,
    FirstPin,
    Notice,
)
_PLAIN: Final[dict[str, Place]] = {
    "home": HOME,
    "messages": Messages(),
    "people": People(),
    "visits": Visits(),
    "credits": Credits(),
    "settings": SettingsPlace(),
    "help": Help(),
    "tell": Tell(),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far somebody has come in, and what the facility has switched on."""

    signed_in: bool = False
    locked: bool = False
    pin_due: bool = False
    notice_due: bool = False
    practising: bool = False
    services: Services = field(default_factory=Services)


def screen_now(standing: Standing, chosen: Place) -> Place:
    """The screen to show for this standing when the person chose `chosen`."""
    if standing.pin_due:
        return FirstPin()
    if not standing.signed_in:
        if isinstance(chosen, SignIn | Information | InformationAt | Staff | StaffInside):
            return chosen
        return Unlock() if standing.locked else Waiting()
    if standing.notice_due:
        return Notice()
    if isinstance(chosen, _OUTSIDE):
        return HOME
    if isinstance(chosen, Photos | PhotoAt | NameAlbum) and not standing.services.photos:
        return HOME
    if isinstance(chosen, Visits) and not standing.services.visits:
        return HOME
    if isinstance(chosen, SettingsPlace | ChangePin) and standing.practising:
        return HOME  # they change what is real
    if isinstance(chosen, Write) and not standing.services.messages:
        return Conversation(chosen.id)
    return chosen


def back_of(place: Place) -> Place | None:
    """Where Back leads; None where there is nothing to go back to."""
    match place:
        case PhotoAt(search=Search() as search) | Conversation(search=Search() as search):
            return search
        case Write(found=Conversation() | Search() as found):
            return found
        case Search(origin=origin):
            return Photos() if origin == "photos" else _PLAIN[origin]
        case SignIn() | Information() | Staff() | StaffInside():
            return Waiting()
        case InformationAt():
            return Information()
        case NameAlbum(photo=photo, back=chosen) if photo is not None:
            return PhotoAt(photo, chosen)
        case PhotoAt(filter=chosen) | NameAlbum(back=chosen):
            return Photos(chosen)
        case Conversation():
            return Messages()
        case Write(id=connection):
            return Conversation(connection)
        case Photos() | Messages() | People() | Visits() | Credits() | SettingsPlace() | Help():
            return HOME
        case HelpPage() | Tell() | TicketAt():
            return Help()
        case ChangePin():
            return SettingsPlace()
    return None


def to_text(place: Place) -> str:
    """The place as kept in the settings, to resume there; empty for what is not resumed."""
    for name, plain in _PLAIN.items():
        if place == plain:
            return name
    match place:
        case Photos(filter=chosen):
            return f"photos:{_filter_text(chosen)}"
        case PhotoAt(id=photo, filter=chosen):
            return f"photo:{photo}:{_filter_text(chosen)}"
        case Conversation(id=connection):
            return f"conversation:{connection}"
        case Write(id=connection):
            return f"write:{connection}"
        case HelpPage(key=key):
            return f"help:{key}"
        case Tell():
            return "tell"
        case TicketAt(id=ticket):
            return f"ticket:{ticket}"
        case Search(origin=origin):
            return f"search:{origin}"
    return ""


def from_text(text: str) -> Place:
    """The place that `to_text` wrote; home for anything unknown."""
    name, _, rest = text.partition(":")
    if not rest and name in _PLAIN:
        return _PLAIN[name]
    if name == "photos":
        return Photos(_filter_from(rest))
    first, _, tail = rest.partition(":")
    if name == "photo" and first:
        return PhotoAt(PhotoId(first), _filter_from(tail))
    if name == "conversation" and rest:
        return Conversation(ConnectionId(rest))
    if name == "write" and rest:
        return Write(ConnectionId(rest))
    if name == "help" and rest:
        return HelpPage(rest)
    if name == "ticket" and rest:
        return TicketAt(TicketId(rest))
    if name == "search" and rest in ORIGINS:
        return Search(rest)
    return HOME


def _filter_text(chosen: PhotoFilter) -> str:
    if chosen.connection is not None:
        return f"from={chosen.connection}"
    if chosen.album is not None:
        return f"album={chosen.album}"
    kinds = {"favourites": chosen.favourites, "new": chosen.new, "removed": chosen.removed}
    return next((kind for kind, on in kinds.items() if on), "")


def _filter_from(text: str) -> PhotoFilter:
    if text.startswith("from="):
        return PhotoFilter(connection=ConnectionId(text.removeprefix("from=")))
    if text.startswith("album="):
        return PhotoFilter(album=AlbumId(text.removeprefix("album=")))
    return PhotoFilter(
        favourites=text == "favourites", new=text == "new", removed=text == "removed"
    )
