"""What stands around the screens: the bar's facts, the rail's counts, the warnings about time."""

from __future__ import annotations

from datetime import datetime

from kiosk.domain import ConnectionState, Policy, VisitState, harmless
from kiosk.mailbox import Mailbox
from kiosk.session import TimeLeft, TimeNotice
from kiosk.ui.banner import Banner
from kiosk.ui.frame import ScreenFrame
from kiosk.ui.rail import RailItem
from kiosk.ui.status_bar import BarAction
from kiosk.views import words
from kiosk.views.aloud import Aloud
from kiosk.views.language import LANGUAGES, language, plain, tr
from kiosk.views.router import (
    ChangePin,
    Conversation,
    Credits,
    Help,
    HelpPage,
    Home,
    Messages,
    NameAlbum,
    People,
    PhotoAt,
    Photos,
    Place,
    Search,
    SettingsPlace,
    Tell,
    TicketAt,
    Visits,
    Write,
)
from kiosk.views.troubles import network_words

LOW_SECONDS = 120
RAIL_PLACES: dict[str, Place] = {
    "home": Home(),
    "photos": Photos(),
    "messages": Messages(),
    "people": People(),
    "visits": Visits(),
    "credits": Credits(),
    "settings": SettingsPlace(),
    "help": Help(),
}


def rail_items(policy: Policy, *, practising: bool = False) -> list[RailItem]:
    """The places that exist at this facility, or in practice."""
    items = [
        RailItem("home", tr("Home"), "house", always=True),
        RailItem("photos", tr("Photos"), "images"),
        RailItem("messages", tr("Messages"), "message-circle", always=True),
        RailItem("people", tr("People"), "users"),
        RailItem("visits", tr("Visits"), "video"),
        RailItem("credits", tr("Credits"), "coins"),
        RailItem("settings", tr("Settings"), "settings"),
        RailItem("help", tr("Help"), "circle-question-mark"),
    ]
    services = policy.services
    off = {"photos": not services.photos, "visits": not services.visits, "settings": practising}
    return [item for item in items if not off.get(item.key)]


def rail_key(place: Place) -> str:
    """Which stop of the rail a place belongs to."""
    match place:
        case Search(origin=origin):
            return origin
        case Photos() | PhotoAt() | NameAlbum():
            return "photos"
        case Messages() | Conversation() | Write():
            return "messages"
        case ChangePin():
            return "settings"
        case HelpPage() | Tell() | TicketAt():
            return "help"
    return next((key for key, each in RAIL_PLACES.items() if each == place), "home")


def show_counts(frame: ScreenFrame, mailbox: Mailbox) -> None:
    """The numbers on the rail."""
    threads = mailbox.threads()
    frame.rail.set_badge("photos", mailbox.photo_counts().new)
    frame.rail.set_badge("messages", sum(each.unread for each in threads))
    frame.rail.set_badge("people", len(mailbox.connections(ConnectionState.REQUESTED)))
    asked = [each for each in mailbox.visits_ahead() if each.state is VisitState.APPROVED]
    frame.rail.set_badge("visits", len(asked))
    frame.rail.set_badge("help", sum(each.unread for each in mailbox.tickets()))


def left_words(seconds: float) -> str:
    """23 min left, 45 s left."""
    if seconds < 60:
        return tr("%n s left", "", max(0, int(seconds)))
    return tr("%n min left", "", round(seconds / 60))


def show_inside(
    frame: ScreenFrame, mailbox: Mailbox, policy: Policy, left: TimeLeft | None, now: datetime
) -> None:
    """Who is here, how long still, and what the network is like."""
    profile = mailbox.profile()
    bar = frame.status
    bar.set_person(harmless.line(profile.first_name), plain(policy.device_name))
    seconds = left.limit_seconds if left else None
    low = seconds is not None and seconds < LOW_SECONDS
    bar.set_time(words.clock(now), left_words(seconds) if seconds is not None else "", low)
    state, detail, warn = network_words(mailbox.status(), now)
    bar.set_network(state, detail, online=not warn)
    bar.set_language(LANGUAGES[language()])


def show_outside(frame: ScreenFrame, policy: Policy | None, now: datetime) -> None:
    """The bar while somebody signs in: the clock, the place, and how to read and see better."""
    bar = frame.status
    bar.set_person("", "")
    bar.set_time(words.clock(now), plain(policy.device_name) if policy else "")
    bar.set_network("", "")


def outside_actions() -> list[BarAction]:
    """The buttons of the bar while nobody is signed in."""
    return [
        BarAction("language", LANGUAGES[language()], "globe"),
        BarAction("size", tr("Text size"), "a-large-small"),
        BarAction("theme", tr("Contrast"), "contrast"),
    ]


def show_aloud(frame: ScreenFrame, aloud: Aloud, *, inside: bool) -> None:
    """The bar's first button: read this screen aloud, or stop; for who wants it, and outside."""
    action = None
    if aloud.reading:
        action = BarAction("aloud", tr("Stop"), "volume-x")
    elif aloud.able and (aloud.on or not inside):
        action = BarAction("aloud", tr("Read aloud"), "volume-2")
    frame.status.set_extra(action)


def time_banner(notice: TimeNotice, *, may_stay: bool, tablet: bool) -> Banner | None:
    """The warning about time that is due, if any."""
    saved = tr("Everything is saved. You can go on later where you stopped.")
    button = tr("Stay") if may_stay else tr("OK")
    idle = tr("In 30 seconds you are signed out. Everything is saved.")
    if tablet:
        idle = tr("In 30 seconds this tablet locks. Everything is saved.")
    match notice:
        case TimeNotice.IDLE:
            return Banner(
                tr("Are you still here?"),
                idle,
                "clock",
                "waiting",
                tr("Stay"),
            )
        case TimeNotice.TWO_MINUTES:
            return Banner(tr("2 minutes left"), saved, "clock", "waiting", button)
        case TimeNotice.THIRTY_SECONDS:
            return Banner(tr("30 seconds left"), saved, "clock", "waiting", button)
    return None
