"""What the pages say when a rule says no, and the names of states and reasons."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from central.ledger.models import TransferKind
from central.mail.models import Item
from central.refusals import Refused

SENTENCES = {
    "price-changed": gettext_lazy("The price has changed. Look at the new price and decide again."),
    "not-connected": gettext_lazy("You are not connected any more, so nothing can be sent."),
    "blocked": gettext_lazy("Nothing can be sent right now."),
    "no-contact": gettext_lazy("The facility does not allow contact between you two."),
    "service-off": gettext_lazy("The facility has switched this off."),
    "empty": gettext_lazy("Write something first."),
    "gone": gettext_lazy("This is not here any more."),
    "already-decided": gettext_lazy("This was already decided."),
    "too-many-unopened": gettext_lazy(
        "Too many collect messages wait unopened. Pay for this one, or wait until some are opened."
    ),
    "appeal-closed": gettext_lazy("The time to appeal is over, or you have appealed already."),
    "not-allowed": gettext_lazy("You may not do this."),
    "not-verified": gettext_lazy("Confirm your e-mail or your phone first."),
    "account-frozen": gettext_lazy("Your account is frozen. You can read, but not send or buy."),
    "rate-limited": gettext_lazy("You have done this many times today. Please try again tomorrow."),
    "bad-payment-id": gettext_lazy(
        "The card company did not answer as it should. Your card was not charged. Try again later."
    ),
    "wrong-code": gettext_lazy("This code is not right. Look at the newest text message."),
    "name-taken": gettext_lazy("Someone has this username already. Choose another."),
    "email-taken": gettext_lazy("This e-mail address has an account already."),
    "bad-name": gettext_lazy("Write your first and last name in letters."),
    "too-large": gettext_lazy("This picture is larger than 20 MB. Make it smaller and try again."),
    "not-a-picture": gettext_lazy(
        "We could not read this file as a picture. Send a JPEG, PNG or WebP picture."
    ),
    "too-many-pixels": gettext_lazy(
        "This picture has too many pixels. Make it smaller and try again."
    ),
    "too-many-picks": gettext_lazy("You can send 20 photos at once. Send these first."),
    "already-asked": gettext_lazy("You have asked to connect with this person already."),
    "same-person": gettext_lazy(
        "The person who proposed this may not decide it. Ask a second person."
    ),
    "wrong-digits": gettext_lazy("The 8 digits are not the same. Do not confirm this device."),
    "wrong-challenge": gettext_lazy("This device does not show these digits. Read them again."),
    "not-active": gettext_lazy("This device is not confirmed, or not in use any more."),
    "not-offered": gettext_lazy("This time cannot be booked. Choose another."),
    "slot-taken": gettext_lazy("This time has just been taken. Choose another."),
    "too-late": gettext_lazy("It is too late for this."),
    "too-many-tickets": gettext_lazy("10 tickets already wait for an answer."),
    "too-many-pages": gettext_lazy("There are 12 pages already. Remove one first."),
    "number-taken": gettext_lazy("Another person at this facility has this number."),
}


def _too_few(details: dict[str, int | str]) -> str:
    missing = int(details.get("missing", 0))
    return ngettext(
        "You need %(n)s more credit. Nothing was charged.",
        "You need %(n)s more credits. Nothing was charged.",
        missing,
    ) % {"n": missing}


def _too_long(details: dict[str, int | str]) -> str:
    return _("This is too long. At most %(n)s characters can be sent at once.") % {
        "n": details.get("limit", "")
    }


def _bad_amount(details: dict[str, int | str]) -> str:
    return _("Choose an amount in steps of %(step)s, at least %(least)s.") % {
        "step": details.get("step", 1),
        "least": details.get("least", 1),
    }


def _not_yet(details: dict[str, int | str]) -> str:
    return _("Credits bought by card can be given away after 24 hours. You can give %(n)s now.") % {
        "n": details.get("giveable", 0)
    }


WITH_FIGURES: dict[str, Callable[[dict[str, int | str]], str]] = {
    "too-few-credits": _too_few,
    "too-long": _too_long,
    "bad-amount": _bad_amount,
    "not-yet-giveable": _not_yet,
}


def reason(item: Item) -> str:
    """Why the facility said no, in the page's language, and what the reviewer added."""
    return f"{item.get_reason_display()} {item.reason_text}".strip()


def refusal(refused: Refused) -> str:
    """Say in the page's language why an act was refused; an unknown code is a bug."""
    if refused.code in WITH_FIGURES:
        return WITH_FIGURES[refused.code](refused.details)
    return str(SENTENCES[refused.code])


MOVES = {
    TransferKind.MESSAGE_SEND: (gettext_lazy("Message to %(name)s"), "send"),
    TransferKind.MESSAGE_OPEN: (
        gettext_lazy("Opened a collect message from %(name)s"),
        "mail-open",
    ),
    TransferKind.PHOTO_SEND: (gettext_lazy("Photo to %(name)s"), "image"),
    TransferKind.VISIT_BOOK: (gettext_lazy("Video visit with %(name)s"), "video"),
    TransferKind.REFUND: (gettext_lazy("Given back to you: %(name)s"), "undo-2"),
    TransferKind.GIFT: (gettext_lazy("Gift to %(name)s"), "gift"),
    TransferKind.PURCHASE: (gettext_lazy("Credits bought"), "credit-card"),
    TransferKind.CHARGEBACK: (gettext_lazy("Card payment disputed"), "circle-alert"),
    TransferKind.CORRECTION: (gettext_lazy("Correction by the facility"), "scale"),
}
