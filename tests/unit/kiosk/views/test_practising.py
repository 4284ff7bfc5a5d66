"""Practice shows the same screens over invented things, and changes nothing that is real."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.domain import ConnectionId, MessageId, Payment, PhotoId
from kiosk.practice.rows import FRIEND, SEALED
from kiosk.session import SignOutReason
from kiosk.ui.banner import Banner
from kiosk.ui.button import Button
from kiosk.views import router
from kiosk.views.router import Standing, screen_now
from kiosk.views.shell import Shell
from tests.pictures.practice import practise
from tests.pictures.stage import Stage, go

ANA = ConnectionId(FRIEND)


def shell(made: Stage) -> Shell:
    assert made.shell is not None
    return made.shell


def end_button(made: Stage) -> Button | None:
    """The one on the banner, where it shows."""
    found = shell(made).frame.findChildren(Button, "end-practice")
    return next((each for each in found if each.isVisible()), None)


def wiped(made: Stage) -> bool:
    """Whether nothing of practice lies on the disk."""
    return not [path for path in made._folder.joinpath("practice").rglob("*") if path.is_file()]


def real(made: Stage) -> tuple[object, ...]:
    """What the person really has."""
    mailbox = made.mailbox
    return (
        mailbox.profile(), mailbox.threads(), mailbox.outbox(), mailbox.settings(),
        mailbox.connections(), mailbox.photo_counts(),
    )  # fmt: skip


def test_what_is_done_in_practice_changes_nothing_that_is_real(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.Help())
    before = real(daniel)
    practise(daniel)
    invented = shell(daniel)._here.mailbox
    assert invented is not daniel.mailbox
    invented.send(ANA, "Never sent", Payment.PREPAID, 50)
    invented.open_message(MessageId(SEALED), 50)
    go(daniel, router.Conversation(ANA))
    go(daniel, router.People())
    assert real(daniel) == before
    button = end_button(daniel)
    assert button is not None
    button.click()
    daniel.settle()
    assert real(daniel) == before
    assert shell(daniel).place == router.Help()
    assert shell(daniel)._here.mailbox is daniel.mailbox
    assert end_button(daniel) is None
    assert wiped(daniel)


def test_the_banner_stands_on_every_screen_and_takes_a_finger_and_the_keyboard(
    daniel: Stage,
) -> None:
    practise(daniel)
    for place in (
        router.Home(), router.Photos(), router.PhotoAt(PhotoId("photo-0")), router.Messages(),
        router.Conversation(ANA), router.Write(ANA), router.People(), router.Credits(),
        router.Help(), router.Search(),
    ):  # fmt: skip
        go(daniel, place)
        button = end_button(daniel)
        assert button is not None, place
        assert min(button.width(), button.height()) >= 64, place
        assert button.focusPolicy().value & 1, place  # Tab comes to it
        assert button.text() == "End practice"


def test_time_warnings_stand_beside_it(daniel: Stage) -> None:
    practise(daniel)
    frame = shell(daniel).frame
    warning = Banner("2 minutes left", "Everything is saved.")
    frame.set_banner(warning)
    daniel.settle()
    assert warning.isVisible()
    assert end_button(daniel) is not None
    frame.set_banner(None)
    assert end_button(daniel) is not None


def test_with_large_letters_the_text_has_room_while_one_types(daniel: Stage) -> None:
    daniel.wear(percent=200)
    daniel.open((1280, 800))
    practise(daniel)
    go(daniel, router.Write(ANA))
    frame = shell(daniel).frame
    assert frame.keyboard.isVisible()
    page = shell(daniel).page
    assert page is not None
    assert page.height() > 250
    button = end_button(daniel)
    assert button is not None
    assert button.height() == 64
    frame.keyboard.hide_requested.emit()
    daniel.settle()
    assert frame.status.isVisible()


def test_hiding_and_signing_out_end_and_wipe_it(daniel: Stage) -> None:
    practise(daniel)
    shell(daniel).hide()
    assert not shell(daniel)._here.practising
    assert wiped(daniel)
    cover = shell(daniel)._cover
    assert cover is not None
    cover._touched()
    practise(daniel)
    assert not wiped(daniel)
    daniel.session.sign_out(SignOutReason.ASKED)
    assert wiped(daniel)
    assert shell(daniel)._practice.offered is None
    assert daniel.mailbox.settings().last_screen == "help"


def test_what_changes_the_real_account_is_not_there(daniel: Stage) -> None:
    practise(daniel)
    assert shell(daniel).frame.rail.keys() == [
        "home", "photos", "messages", "people", "credits", "help",
    ]  # fmt: skip
    for place in (router.SettingsPlace(), router.ChangePin(), router.Visits()):
        go(daniel, place)
        assert shell(daniel).place == router.HOME
    page = shell(daniel).page
    assert page is not None
    not_you = page.findChild(QWidget, "not-you")
    assert not_you is not None
    assert not not_you.isVisible()
    go(daniel, router.Help())
    assert page.findChild(QWidget, "practice") is None


def test_the_router_keeps_settings_out_of_practice() -> None:
    inside = Standing(signed_in=True, practising=True)
    assert screen_now(inside, router.SettingsPlace()) == router.HOME
    assert screen_now(Standing(signed_in=True), router.ChangePin()) == router.ChangePin()


def test_another_language_speaks_of_practice_in_it(daniel: Stage) -> None:
    practise(daniel)
    kept = daniel.mailbox.settings()
    shell(daniel)._bar("language")
    daniel.settle()
    button = end_button(daniel)
    assert button is not None
    assert button.text() == "Terminar práctica"
    assert daniel.mailbox.settings() == kept
    button.click()
    daniel.settle()
    assert shell(daniel).frame.rail.keys()[-2:] == ["settings", "help"]
