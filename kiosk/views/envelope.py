"""The sealed message: what it costs, what is left after, and every reason it cannot open now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain import Message, NetworkState
from kiosk.views import words
from kiosk.views.language import number, tr


@dataclass(frozen=True, slots=True)
class Sealed:
    """The words of an envelope; without `button` it cannot be opened now."""

    title: str
    detail: str
    button: str = ""
    leave: str = ""
    note: str = ""


def sealed(
    message: Message,
    balance: int,
    network: NetworkState,
    now: datetime,
    figure: Callable[[int], str] = number,
) -> Sealed:
    """What the envelope of an unpaid collect message says; `figure` tells what the person has."""
    title = tr("Sealed message from {name}, {when}").format(
        name=words.person(message.contact_name), when=words.stamp(message.sent_at, now)
    )
    price = words.in_credits(message.price)
    away = network is not NetworkState.ONLINE
    if message.opening:
        detail = tr("It opens as soon as the network is back.") if away else tr("It is opening.")
        return Sealed(title, detail, note=tr("You pay {price} once.").format(price=price))
    missing = message.price - balance
    if missing > 0:
        detail = tr("Opening costs **{price}**. You have {balance}. You need **{missing} more**.")
        return Sealed(
            title,
            detail.format(price=price, balance=figure(balance), missing=figure(missing)),
            note=tr("Nothing is charged. It stays here for you."),
        )
    detail = tr("Opening costs **{price}**. You have {balance}, you will have {after}.").format(
        price=price, balance=figure(balance), after=figure(-missing)
    )
    if away:
        note = tr("This device is offline. It can open when the network is back.")
        later = tr("Open later for {price}").format(price=price)
        return Sealed(title, detail, later, tr("Leave it sealed"), note)
    button = tr("Open for {price}").format(price=price)
    return Sealed(title, detail, button, tr("Leave it sealed"))
