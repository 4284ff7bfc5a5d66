"""Each screen in each state worth looking at, by name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QApplication, QWidget

from kiosk.domain import ConnectionId, NetworkState, Payment, PhotoFilter, PhotoId, SearchScope
from kiosk.session import (
    Locked,
    NeedsNewPin,
    PinUnknown,
    SignedIn,
    TimeLeft,
    TimeNotice,
    WeakPin,
    WeakReason,
    WrongPin,
)
from kiosk.ui.button import Button, IconButton
from kiosk.ui.found_row import FoundRow
from kiosk.views import router
from kiosk.views.change_pin import ChangePinScreen
from kiosk.views.first_pin import FirstPinPage
from kiosk.views.router import Place
from kiosk.views.search import SearchScreen
from kiosk.views.sign_in import SignInPage
from tests.pictures.stage import LAST, Stage, go

Scene = Callable[[Stage], None]
SCENES: dict[str, Scene] = {}


def drawn(act: Scene) -> Scene:
    """Have a scene drawn under its function's name."""
    SCENES[act.__name__.replace("_", "-")] = act
    return act


def at(place: router.Place) -> Scene:
    """A scene that is one place of a signed-in person."""

    def act(made: Stage) -> None:
        made.sign_in()
        go(made, place)

    return act


def button(made: Stage, name: str) -> Button:
    """A button of the shown screen by its lasting name."""
    assert made.shell is not None
    found = [each for each in made.shell.frame.findChildren(QWidget, name) if each.isVisible()]
    assert found, name
    assert isinstance(found[0], Button)
    return found[0]


SCENES["waiting"] = lambda made: made.settle()
_PLACES: dict[str, router.Place] = {
    "home": router.Home(),
    "photos": router.Photos(),
    "photos-rosa": router.Photos(PhotoFilter(connection=ConnectionId("rosa"))),
    "photo": router.PhotoAt(PhotoId("photo-08")),
    "messages": router.Messages(),
    "conversation": router.Conversation(ConnectionId("rosa")),
    "write": router.Write(ConnectionId("rosa")),
    "people": router.People(),
    "visits": router.Visits(),
    "credits": router.Credits(),
    "settings": router.SettingsPlace(),
    "home-empty": router.Home(),
    "photos-empty": router.Photos(),
    "messages-empty": router.Messages(),
    "people-empty": router.People(),
    "visits-empty": router.Visits(),
    "credits-empty": router.Credits(),
}
for _name, _place in _PLACES.items():
    SCENES[_name] = at(_place)


def _sign_in(made: Stage) -> SignInPage:
    assert made.shell is not None
    made.shell.go(router.SignIn())
    made.settle()
    page = made.shell.page
    assert isinstance(page, SignInPage)
    return page


@drawn
def sign_in_number(made: Stage) -> None:
    page = _sign_in(made)
    for digit in "2044":
        page.keys.digit.emit(digit)


@drawn
def sign_in_wrong(made: Stage) -> None:
    _to_pin(made, WrongPin())


@drawn
def sign_in_locked(made: Stage) -> None:
    _to_pin(made, Locked(290))


def _hide_amounts(made: Stage, place: Place) -> None:
    wanted = replace(made.mailbox.settings(), hide_amounts=True)
    made.mailbox.save_settings(wanted, done=None)
    made.settle()
    made.sign_in()
    go(made, place)


@drawn
def home_amounts_hidden(made: Stage) -> None:
    _hide_amounts(made, router.HOME)


@drawn
def credits_hidden(made: Stage) -> None:
    _hide_amounts(made, router.Credits())


@drawn
def write_amounts_hidden(made: Stage) -> None:
    _hide_amounts(made, router.Write(ConnectionId("rosa")))


@drawn
def conversation_amounts_hidden(made: Stage) -> None:
    sealed = next(each for each in made.mailbox.threads() if each.sealed)
    _hide_amounts(made, router.Conversation(sealed.connection.id))


@drawn
def unlock(made: Stage) -> None:
    made.session.locked = made.mailbox.settings()
    assert made.shell is not None
    made.open((made.shell.frame.width(), made.shell.frame.height()))


def _to_pin(made: Stage, outcome: WrongPin | Locked) -> None:
    page = _sign_in(made)
    for digit in "204471":
        page.keys.digit.emit(digit)
    page.forward.click()
    made.session.outcome = outcome
    for digit in "111222":
        page.keys.digit.emit(digit)
    page.forward.click()
    for digit in "7305":
        page.keys.digit.emit(digit)


@drawn
def first_pin_weak(made: Stage) -> None:
    made.sign_in(NeedsNewPin(reset=False))
    assert made.shell is not None
    page = made.shell.page
    assert isinstance(page, FirstPinPage)
    made.session.outcome = WeakPin(WeakReason.EASY)
    for _ in range(2):
        for digit in "123456":
            page.keys.digit.emit(digit)
        page.forward.click()


def _change_pin(made: Stage, *pins: str) -> ChangePinScreen:
    made.sign_in()
    go(made, router.ChangePin())
    assert made.shell is not None
    page = made.shell.page
    assert isinstance(page, ChangePinScreen)
    for pin in pins:
        for digit in pin:
            page.keys.digit.emit(digit)
        if len(pin) == 6:
            page.forward.click()
    return page


@drawn
def change_pin(made: Stage) -> None:
    _change_pin(made, "7305")


@drawn
def change_pin_weak(made: Stage) -> None:
    made.session.pin_outcome = WeakPin(WeakReason.EASY)
    _change_pin(made, "730518", "123456", "123456")


@drawn
def change_pin_unknown(made: Stage) -> None:
    made.session.pin_outcome = PinUnknown()
    _change_pin(made, "730518", "482051", "482051")


@drawn
def change_pin_offline(made: Stage) -> None:
    made.vault.set_network(NetworkState.OFFLINE)
    _change_pin(made, "7305")


@drawn
def settings_pin_changed(made: Stage) -> None:
    made.sign_in()
    go(made, router.SettingsPlace())
    _change_pin(made, "730518", "482051", "482051")


@drawn
def notice(made: Stage) -> None:
    made.sign_in(SignedIn(first_time=True, notice_due=True, offline=False, last=LAST))


@drawn
def home_warned(made: Stage) -> None:
    made.sign_in()
    made.session.tell(TimeLeft(118, 120, TimeNotice.TWO_MINUTES))


@drawn
def conversation_offline(made: Stage) -> None:
    made.sign_in()
    made.vault.set_network(NetworkState.OFFLINE)
    go(made, router.Conversation(ConnectionId("rosa")))


@drawn
def conversation_more(made: Stage) -> None:
    made.sign_in()
    rosa = ConnectionId("rosa")
    go(made, router.Conversation(rosa))
    message = [each for each in made.mailbox.messages(rosa) if each.body][-1]
    assert made.shell is not None
    more = made.shell.frame.findChild(IconButton, f"more:{message.id}")
    assert isinstance(more, IconButton)
    more.click()


@drawn
def write_review(made: Stage) -> None:
    made.sign_in()
    go(made, router.Write(ConnectionId("rosa")))
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()  # the keyboard goes, as after a touch elsewhere
    made.settle()
    button(made, "review").click()


def _keep_versions(made: Stage) -> None:
    """What was wiped and written anew, more than the sheet has room for."""
    rosa, today = ConnectionId("rosa"), made.now
    garden = (
        "Dear Rosa, thank you for the pictures of the garden. I have them by my bunk and look at "
        "them every night before the light goes out. The tomatoes look bigger than I remember. "
        "Did Teresa help you with the fence, or did you do all of it by yourself? Tell me all."
    )
    begun = (
        (40, "I am sorry that I was short with you on the phone."),
        (9, garden),
        (3, "Tell Sofia\nthat I won at chess."),
        (1, "Mama, the doctor says my back is better."),
    )
    for days, text in begun:
        made.now = today - timedelta(days=days, hours=1)
        for body in (text, ""):
            made.mailbox.save_draft(rosa, body, Payment.PREPAID)
    made.now = today
    made.mailbox.save_draft(rosa, "Tell Sofia I am saving my best story.", Payment.PREPAID)
    made.settle()


@drawn
def write_versions(made: Stage) -> None:
    made.sign_in()
    _keep_versions(made)
    go(made, router.Write(ConnectionId("rosa")))


@drawn
def write_versions_sheet(made: Stage) -> None:
    write_versions(made)
    assert made.shell is not None
    made.shell.frame.keyboard.hide_requested.emit()  # large letters leave no room beside the keys
    made.settle()
    button(made, "versions").click()


@drawn
def people_person(made: Stage) -> None:
    made.sign_in()
    go(made, router.People())
    assert made.shell is not None
    from kiosk.ui.card import RowCard

    card = made.shell.frame.findChild(RowCard, "person:rosa")
    assert isinstance(card, RowCard)
    card.click()


@drawn
def home_not_you(made: Stage) -> None:
    made.sign_in()
    button(made, "not-you").click()


@drawn
def hidden(made: Stage) -> None:
    made.sign_in()
    assert made.shell is not None
    made.shell.hide()


def _search(made: Stage, text: str, scope: str = "") -> None:
    made.sign_in()
    go(made, router.Search("messages"))
    assert made.shell is not None
    screen = made.shell.page
    assert isinstance(screen, SearchScreen)
    screen._field.set_text(text)
    searched(made, screen)
    if scope:
        screen._choose(SearchScope(scope))
        searched(made, screen)


def searched(made: Stage, screen: SearchScreen) -> None:
    """Until what was typed has its answer."""
    for _ in range(2000):
        made.settle()
        if screen.answered:
            return
    raise AssertionError("no answer")


@drawn
def search_first(made: Stage) -> None:
    _search(made, "")


@drawn
def search_word(made: Stage) -> None:
    _search(made, "tooth")


@drawn
def search_person(made: Stage) -> None:
    _search(made, "rosa")
    assert made.shell is not None
    made.shell.frame.keyboard.hide_requested.emit()


@drawn
def search_photos(made: Stage) -> None:
    _search(made, "rosa", "photos")
    assert made.shell is not None
    made.shell.frame.keyboard.hide_requested.emit()


@drawn
def search_nothing(made: Stage) -> None:
    _search(made, "zebra", "messages")


@drawn
def search_opened(made: Stage) -> None:
    _search(made, "tooth")
    made.settle()
    assert made.shell is not None
    row = made.shell.frame.findChildren(FoundRow)[-1]
    row.click()
