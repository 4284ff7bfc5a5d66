"""Which screen belongs to which place of a signed-in person."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.mailbox import Mailbox
from kiosk.views import router
from kiosk.views.album_name import NameAlbumScreen
from kiosk.views.change_pin import ChangePinScreen
from kiosk.views.conversation import ConversationScreen
from kiosk.views.credits import CreditsScreen
from kiosk.views.help import HelpPageScreen, HelpScreen, told
from kiosk.views.home import HomeScreen
from kiosk.views.looks import Looks
from kiosk.views.messages import MessagesScreen
from kiosk.views.people import PeopleScreen
from kiosk.views.photo import PhotoScreen
from kiosk.views.photos import PhotosScreen
from kiosk.views.router import Place
from kiosk.views.screen import Hands, Screen
from kiosk.views.search import SearchScreen
from kiosk.views.settings import SettingsScreen
from kiosk.views.tell import TellScreen
from kiosk.views.tickets import TicketScreen
from kiosk.views.visits import VisitsScreen
from kiosk.views.write import WriteScreen

_PLAIN: dict[type[Place], Callable[[Hands], Screen]] = {
    router.Home: HomeScreen,
    router.Messages: MessagesScreen,
    router.People: PeopleScreen,
    router.Visits: VisitsScreen,
    router.Credits: CreditsScreen,
    router.ChangePin: ChangePinScreen,
    router.Help: HelpScreen,
}


def make_screen(place: Place, hands: Hands, looks: Looks) -> Screen:
    """Make the screen of a place inside."""
    match place:
        case router.Photos(filter=chosen):
            return PhotosScreen(hands, chosen)
        case router.PhotoAt():
            return PhotoScreen(hands, place)
        case router.NameAlbum():
            return NameAlbumScreen(hands, place)
        case router.Conversation(id=connection, message=message, search=search):
            return ConversationScreen(hands, connection, message, search)
        case router.Write(id=connection):
            return WriteScreen(hands, connection, place.search)
        case router.Search():
            return SearchScreen(hands, place)
        case router.SettingsPlace():
            return SettingsScreen(hands, looks)
        case router.HelpPage(key=key):
            return HelpPageScreen(hands, key)
        case router.Tell(about=about):
            return TellScreen(hands, about)
        case router.TicketAt(id=ticket):
            return TicketScreen(hands, ticket)
    return _PLAIN[type(place)](hands)


def still_there(place: Place, mailbox: Mailbox) -> Place:
    """The place, if what it shows is still there; else home."""
    match place:
        case router.Conversation(id=connection) | router.Write(id=connection):
            return place if mailbox.connection(connection) is not None else router.HOME
        case router.PhotoAt(id=photo):
            return place if mailbox.photo(photo) is not None else router.HOME
        case router.TicketAt(id=ticket):
            return place if mailbox.ticket(ticket) is not None else router.Help()
        case router.HelpPage(key=key):
            return place if told(mailbox.policy(), key) is not None else router.Help()
    return place
