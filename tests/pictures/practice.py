"""Practice, in the states worth looking at."""

from __future__ import annotations

import time

from kiosk.domain import ConnectionId, MessageId, PhotoId
from kiosk.practice.rows import FRIEND, SEALED
from kiosk.ui.link_row import LinkRow
from kiosk.views import router
from tests.pictures.scenes import drawn
from tests.pictures.stage import Stage, go

PATIENCE = 20.0  # seconds


def practise(made: Stage) -> None:
    """Sign in and begin, from Help."""
    made.sign_in()
    go(made, router.Help())
    assert made.shell is not None and made.shell.page is not None
    row = made.shell.page.findChild(LinkRow, "practice")
    assert isinstance(row, LinkRow)
    row.click()
    until = time.monotonic() + PATIENCE
    while not made.shell._here.practising and time.monotonic() < until:
        made.settle()
    assert made.shell._here.practising
    made.settle()


@drawn
def practice(made: Stage) -> None:
    practise(made)


@drawn
def practice_envelope(made: Stage) -> None:
    practise(made)
    go(made, router.Conversation(ConnectionId(FRIEND)))


@drawn
def practice_photo(made: Stage) -> None:
    practise(made)
    go(made, router.PhotoAt(PhotoId("photo-0")))


@drawn
def practice_write(made: Stage) -> None:
    practise(made)
    go(made, router.Write(ConnectionId(FRIEND)))


@drawn
def practice_opened(made: Stage) -> None:
    practise(made)
    assert made.shell is not None
    made.shell._here.mailbox.open_message(MessageId(SEALED), 50)
    go(made, router.Conversation(ConnectionId(FRIEND)))
    until = time.monotonic() + PATIENCE
    while made.shell._here.mailbox.profile().balance == 500 and time.monotonic() < until:
        made.settle()
    made.settle()
