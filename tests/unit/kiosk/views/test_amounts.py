"""What the person has is dots until touched, where they want it so; prices always show."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.domain import ConnectionId
from kiosk.ui.label import Label
from kiosk.ui.sheet import PriceLine, Sheet
from kiosk.views import router
from kiosk.views.amounts import DOTS
from kiosk.views.credits import CreditsScreen
from kiosk.views.home import HomeScreen
from kiosk.views.language import number
from tests.pictures.stage import Stage, go

ROSA = ConnectionId("rosa")


def page(made: Stage) -> QWidget:
    assert made.shell is not None
    shown = made.shell.page
    assert shown is not None
    return shown


def said(widget: QWidget) -> str:
    """All names and words on it, as a screen reader would say them."""
    parts = [each.accessibleName() for each in widget.findChildren(QWidget) if each.isVisible()]
    parts += [each.full_text() for each in widget.findChildren(Label) if each.isVisible()]
    return "\n".join(parts)


def touch(made: Stage, name: str, over: QWidget | None = None) -> None:
    found = (over or page(made)).findChildren(QAbstractButton, name)
    next(each for each in found if each.isVisible()).click()
    made.settle()


def private(made: Stage) -> str:
    """Sign in as somebody who hides amounts; answers the balance."""
    settings = replace(made.mailbox.settings(), hide_amounts=True)
    made.mailbox.save_settings(settings, done=None)
    made.settle()
    made.sign_in()
    return number(made.mailbox.profile().balance)


def time_passes(made: Stage) -> None:
    assert made.shell is not None
    amounts = made.shell._amounts
    assert amounts is not None
    amounts._hide()
    made.settle()


def test_home_shows_the_balance_only_after_a_touch(daniel: Stage) -> None:
    balance = private(daniel)
    assert balance not in said(page(daniel))
    touch(daniel, "credits")
    assert daniel.shell is not None
    assert isinstance(page(daniel), HomeScreen)
    assert f"{balance} credits" in said(page(daniel))
    time_passes(daniel)
    assert f"{balance} credits" not in said(page(daniel))
    touch(daniel, "credits")
    touch(daniel, "credits")
    assert isinstance(page(daniel), CreditsScreen)


def test_credits_shows_no_figure_of_the_ledger(daniel: Stage) -> None:
    balance = private(daniel)
    go(daniel, router.Credits())
    before = said(page(daniel))
    assert balance not in before
    assert DOTS in before
    for line in daniel.mailbox.ledger():
        assert number(line.balance_after) not in before or line.balance_after in (50, 100)
    touch(daniel, "show-amounts")
    assert f"Your balance: {balance}" in said(page(daniel))
    time_passes(daniel)
    assert balance not in said(page(daniel))


def test_writing_says_the_price_and_hides_what_is_left(daniel: Stage) -> None:
    balance = private(daniel)
    go(daniel, router.Write(ROSA))
    choice = page(daniel).findChild(QAbstractButton, "prepaid")
    assert choice is not None
    assert "50 credits" in said(page(daniel))
    assert balance not in said(page(daniel))
    touch(daniel, "review")
    assert daniel.shell is not None
    sheet = next(each for each in daniel.shell.frame.findChildren(Sheet) if each.isVisible())
    figures = [each.accessibleName() for each in sheet.findChildren(PriceLine)]
    assert any("50 credits" in each for each in figures)
    assert not any(balance in each for each in figures)
    touch(daniel, "show-amounts", sheet)
    sheet = next(each for each in daniel.shell.frame.findChildren(Sheet) if each.isVisible())
    assert any(balance in each.accessibleName() for each in sheet.findChildren(PriceLine))


def test_an_envelope_says_its_price_and_hides_what_is_left(daniel: Stage) -> None:
    balance = private(daniel)
    sealed = next(each for each in daniel.mailbox.threads() if each.sealed)
    go(daniel, router.Conversation(sealed.connection.id))
    assert "Opening costs" in said(page(daniel))
    assert f"You have {balance}" not in said(page(daniel))
    touch(daniel, "show-amounts")
    assert f"You have {balance}" in said(page(daniel))


def test_the_switch_in_settings_is_kept(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.SettingsPlace())
    touch(daniel, "amounts")
    assert daniel.mailbox.settings().hide_amounts
    touch(daniel, "amounts")
    assert not daniel.mailbox.settings().hide_amounts
    assert daniel.mailbox.settings().notice_version == 1
