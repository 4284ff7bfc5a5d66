"""The last sign-in, and what to do when it was somebody else."""

from __future__ import annotations

from datetime import datetime

from kiosk.domain import KnownFailure, LastSignIn, NetworkState
from kiosk.ui.sheet import Sheet
from kiosk.ui.toast import Toast
from kiosk.views import words
from kiosk.views.language import plain, tr
from kiosk.views.screen import Hands, named


def last_sign_in_words(last: LastSignIn, now: datetime) -> str:
    """When and where the account was used last, and wrong tries since."""
    if last.at is None:
        said = tr("You have not signed in here before.")
    else:
        when = words.moment_title(last.at, now)
        place = plain(last.place)
        said = tr("Last signed in") + "\n" + (f"{when}, {place}" if place else when)
    if last.failed_tries:
        said += "\n" + tr("%n wrong tries since then", "", last.failed_tries)
    return said


def tell_last_sign_in(hands: Hands, toast: Toast) -> None:
    """Say for a moment when and where the account was used last, where it was used before."""
    last = hands.mailbox.last_sign_in()
    if last.at is not None:
        said = last_sign_in_words(last, hands.now()).replace("\n", ". ")
        icon = "triangle-alert" if last.failed_tries else "user"
        toast.show_text(said, icon, lambda: ask_not_you(hands, last), tr("Not you?"))


def ask_not_you(hands: Hands, last: LastSignIn) -> None:
    """Explain what stopping the account does, and do it when confirmed."""
    sheet = Sheet(tr("Was that not you?"), hands.window)
    sheet.text(last_sign_in_words(last, hands.now()).replace("\n", ". "))
    sheet.text(
        tr(
            "If somebody else used your account, stop it now. Then nobody can sign in until staff "
            "open it again and give you a new PIN. Your photos, messages and credits stay safe."
        )
    )
    stop = named(sheet.action(tr("Stop my account"), "shield", "danger"), "stop-account")

    def stopped(failure: KnownFailure | None) -> None:
        if failure is not None:
            hands.kept(failure)
            return
        if hands.mailbox.status().network is NetworkState.ONLINE:
            text = tr("You are signed out now. Tell staff: they open it again and give you a PIN.")
        else:
            text = tr("It is stopped as soon as the network is back. Tell staff now, too.")
        hands.trouble(tr("We stop your account"), text)

    def act() -> None:
        sheet.close_sheet()
        hands.mailbox.freeze_account(done=stopped)

    stop.clicked.connect(act)
    sheet.open()
