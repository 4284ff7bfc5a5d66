"""What the tests of this folder stand on."""

from kiosk.domain import NetworkState
from kiosk.mailbox import Mailbox
from kiosk.session import (
    SignedIn,
    TimeNotice,
)
from tests.kiosk_device import Kiosk

numbers = iter(range(2001, 9999))


def known(kiosk: Kiosk, number: str) -> None:
    """Sign in and out once, so that the device has the vault."""
    assert isinstance(kiosk.sign_in(number), SignedIn)
    kiosk.sign_out()


def mailbox_of(kiosk: Kiosk) -> Mailbox:
    assert kiosk.session.mailbox is not None
    return kiosk.session.mailbox


def notice(kiosk: Kiosk) -> TimeNotice:
    assert kiosk.session.time_left is not None
    return kiosk.session.time_left.notice


def network(kiosk: Kiosk) -> NetworkState:
    return kiosk.session.network
