"""The screen of visits in the states that a day can bring."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from kiosk.domain import NetworkState
from kiosk.sync import translate
from kiosk.sync.protocol import (
    Change,
    Changes,
    WireConnection,
    WireMessage,
    WirePhoto,
    WireTicket,
    WireVisit,
)
from kiosk.vault import feed
from kiosk.vault.connection import Store
from kiosk.views import router
from tests.pictures import story
from tests.pictures.scenes import button, drawn
from tests.pictures.stage import Stage, go

TODAY = ("today", story.visit("mateo", story.at(11, 19, "14:42"), "approved"))
LATER = ("later", story.visit("rosa", story.at(11, 24, "18:00"), "approved", 15))
KINDS: dict[type, str] = {
    WireVisit: "visit",
    WireConnection: "connection",
    WireMessage: "message",
    WirePhoto: "photo",
    WireTicket: "ticket",
}
LONG_NAME = "Maximiliana Guadalupe de los Ángeles Hernández-Villaseñor III"


def tell(made: Stage, *told: tuple[str, msgspec.Struct]) -> None:
    """More rows of the feed."""
    seq = feed.position(made.mailbox._reader).seq
    changes = [
        Change(
            seq + number,
            KINDS[type(data)],
            item,
            1,
            data=msgspec.Raw(msgspec.json.encode(data)),
        )
        for number, (item, data) in enumerate(told, 1)
    ]
    cursor = feed.position(made.mailbox._reader).cursor
    page = translate.page(Changes(cursor, f"{cursor}+", more=False, changes=changes, poll_after=15))
    made.vault.write(Store.CACHE, lambda t: feed.apply(t, page, 1, made.now)).result()
    made.settle()


def _shown(made: Stage, *told: tuple[str, msgspec.Struct]) -> None:
    made.sign_in()
    tell(made, *told)
    go(made, router.Visits())


@drawn
def visits_asked(made: Stage) -> None:
    _shown(made, TODAY, LATER)


@drawn
def home_visit(made: Stage) -> None:
    made.sign_in()
    tell(made, TODAY)


@drawn
def visits_decline(made: Stage) -> None:
    _shown(made, TODAY, LATER)
    button(made, "decline:today").click()


@drawn
def visits_offline(made: Stage) -> None:
    made.vault.set_network(NetworkState.OFFLINE)
    _shown(made, TODAY, LATER)
    button(made, "accept:today").click()
    made.settle()


@drawn
def visits_on_now(made: Stage) -> None:
    _shown(made, ("now", story.visit("mateo", story.at(11, 19, "14:00"), "accepted")))


@drawn
def visits_full(made: Stage) -> None:
    long = WireConnection(
        "contact-long",
        LONG_NAME,
        "approved",
        muted=False,
        requested_at=story.at(3, 2, "10:00"),
        request_text="",
    )
    people = ("long", "rosa", "june", "mateo", "ray", "elena")
    states = ("approved", "accepted")
    ahead = [
        (
            f"a{number:02}",
            story.visit(
                people[number % 6],
                story.at(11, 20, "09:00") + timedelta(hours=5 * number),
                states[number % 2],
            ),
        )
        for number in range(20)
    ]
    over = [
        (
            f"o{number:02}",
            story.visit(
                people[number % 6], story.at(11, 15, "09:00") - timedelta(days=number), "past"
            ),
        )
        for number in range(50)
    ]
    _shown(made, ("long", long), *ahead, *over)
