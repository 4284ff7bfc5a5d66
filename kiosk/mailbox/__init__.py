"""The one door: what a signed-in inmate can see and do."""

from __future__ import annotations

from kiosk.mailbox.account import Account
from kiosk.mailbox.albums import Albums
from kiosk.mailbox.desk import Done, Kept
from kiosk.mailbox.drafts import Drafts
from kiosk.mailbox.home import HomePage
from kiosk.mailbox.messages import Messages
from kiosk.mailbox.outbox import Outbox
from kiosk.mailbox.people import People
from kiosk.mailbox.photos import Photos
from kiosk.mailbox.search import Search
from kiosk.mailbox.tickets import Tickets
from kiosk.mailbox.visits import Visits

__all__ = ["Done", "Kept", "Mailbox"]


class Mailbox(
    HomePage, Photos, Albums, Messages, Drafts, People, Visits, Tickets, Account, Outbox, Search
):
    """What a signed-in inmate can see and do.

    Queries answer at once, in frozen values, on the screen's thread. Acts return at once; the
    write is made on the vault's own thread, and `done` is called on the screen's thread with None
    once it is kept safely, or with the KnownFailure that prevented it.
    """
