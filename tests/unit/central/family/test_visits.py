"""A contact books, sees where the visit is, and cancels."""

from __future__ import annotations

import re
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client

from central.visits.models import Visit
from tests import seed, visiting
from tests.unit.central.conftest import Clock
from tests.unit.central.family.conftest import Enter, text_of
from tests.unit.central.family.test_hostile import form_of

DAY = "2026-03-03"


def chosen(client: Client, connection: str, minutes: int = 15) -> str:
    """The page that asks to confirm the first free time."""
    here = f"/people/{connection}/visit/"
    page = client.get(f"{here}?minutes={minutes}&day={DAY}").content.decode()
    link = re.search(r'href="(\?[^"]*at=[^"]+)"', page)
    assert link is not None
    return client.get(here + link[1].replace("&amp;", "&")).content.decode()


def test_booking_step_by_step(maria: Client, pair: SimpleNamespace) -> None:
    here = f"/people/{pair.connection}/visit/"
    first = text_of(maria.get(here))
    assert "15 minutes, 750 credits" in first
    assert "30 minutes, 1,500 credits" in first
    assert "Which day?" not in first
    page = chosen(maria, pair.connection, 30)
    assert "It costs" in page and "1,500 credits" in page and "500 credits" in page
    form = form_of(page)
    for _ in range(2):  # a second press books nothing more
        assert maria.post(here, form)["Location"] == "/visits/"
    assert Visit.objects.get().minutes == 30
    assert seed.balance(pair.contact) == 500
    listed = text_of(maria.get("/visits/"))
    assert "Waits for the facility" in listed
    assert "Cancel, 1,500 credits come back" in listed


def test_too_few_credits_lead_to_buying_and_back(maria: Client, pair: SimpleNamespace) -> None:
    seed.change_facility(visit_minute_price=100)
    page = chosen(maria, pair.connection, 30)
    assert "1,000 credits" in page  # missing
    assert "Buy credits and come back" in page
    back = re.search(r'href="/credits/buy/\?next=([^"]+)"', page)
    assert back is not None and "minutes%3D30" in back[1]


def test_a_time_that_was_taken_meanwhile(maria: Client, pair: SimpleNamespace) -> None:
    form = form_of(chosen(maria, pair.connection))
    visiting.book_at(pair.connection, form["at"])
    answer = maria.post(f"/people/{pair.connection}/visit/", form, follow=True)
    assert "just been taken" in text_of(answer)
    assert Visit.objects.count() == 1


def test_a_changed_price_is_shown_first(maria: Client, pair: SimpleNamespace) -> None:
    form = form_of(chosen(maria, pair.connection))
    seed.change_facility(visit_minute_price=60)
    answer = maria.post(f"/people/{pair.connection}/visit/", form, follow=True)
    assert "The price has changed" in text_of(answer)
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        "minutes=x",
        "minutes=45&day=2026-03-03",
        "minutes=15&day=x",
        "minutes=15&day=2026-02-31",
        "minutes=15&day=2026-03-03&at=x",
    ],
)
def test_made_up_choices_are_no_choices(maria: Client, pair: SimpleNamespace, query: str) -> None:
    page = maria.get(f"/people/{pair.connection}/visit/?{query}")
    assert page.status_code == 200
    assert "It costs" not in text_of(page)
    assert maria.post(f"/people/{pair.connection}/visit/", {"minutes": "15"}).status_code == 200


def test_cancelling_and_what_others_decided(maria: Client, pair: SimpleNamespace) -> None:
    mine = visiting.visit(pair.connection)["id"]
    assert "Daniel is asked" in text_of(maria.get("/visits/"))
    maria.post(f"/visits/{mine}/cancel/")
    again = maria.post(f"/visits/{mine}/cancel/", follow=True)
    assert "already decided" in text_of(again)
    assert "Your 750 credits came back." in text_of(again)
    refused = visiting.visit(pair.connection, approve=False)["id"]
    visiting.refuse_visit(refused, "time", "We are full.")
    declined = visiting.visit(pair.connection)["id"]
    visiting.decline_visit(declined)
    off = visiting.visit(pair.connection, accept=True)["id"]
    visiting.cancel_visit(off)
    listed = text_of(maria.get("/visits/"))
    assert "This time is not possible. We are full." in listed
    assert "Daniel said no" in listed
    assert "Cancelled by the facility" in listed
    ledger = text_of(maria.get("/credits/"))
    assert "Video visit with Daniel" in ledger
    assert "Given back to you: video visit with Daniel" in ledger


def test_looking_closes_what_is_due(maria: Client, pair: SimpleNamespace, clock: Clock) -> None:
    visiting.visit(pair.connection)
    been = visiting.visit(pair.connection, accept=True)["id"]
    clock.advance(hours=23)
    assert "too late to cancel" in text_of(maria.get("/visits/"))
    clock.advance(days=1)
    listed = text_of(maria.get("/visits/"))
    assert "Not answered in time" in listed and "It is over" in listed
    assert visiting.visit_now(been)["state"] == "past"


def test_only_the_one_who_booked_may_cancel(
    maria: Client, pair: SimpleNamespace, others: SimpleNamespace, enter: Enter
) -> None:
    visit = visiting.visit(pair.connection)["id"]
    grace = enter("grace")
    assert grace.post(f"/visits/{visit}/cancel/").status_code == 404
    assert grace.get(f"/people/{pair.connection}/visit/").status_code == 404
    assert maria.post(f"/visits/{uuid4()}/cancel/").status_code == 404


def test_a_service_that_is_off_is_not_offered(maria: Client, pair: SimpleNamespace) -> None:
    assert "Book a video visit" in text_of(maria.get(f"/people/{pair.connection}/"))
    seed.change_facility(visits_on=False)
    assert "Book a video visit" not in text_of(maria.get(f"/people/{pair.connection}/"))
    assert "Book a visit with" not in text_of(maria.get("/visits/"))
    page = text_of(maria.get(f"/people/{pair.connection}/visit/"))
    assert "cannot be booked right now" in page


def test_in_spanish(maria: Client, pair: SimpleNamespace) -> None:
    seed.change_facility(visit_rules_en="Be dressed.", visit_rules_es="Vístase.")
    maria.post("/i18n/setlang/", {"language": "es", "next": "/"})
    page = chosen(maria, pair.connection)
    assert "Cuesta" in page and "Vístase." in page
    visiting.visit(pair.connection, accept=True)
    assert "Tendrá lugar" in text_of(maria.get("/visits/"))
