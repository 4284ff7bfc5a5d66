from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command

from central.accounts import contacts
from central.accounts.models import Contact
from central.connections.models import NoContact
from central.ledger import checking
from central.mail.models import Email
from central.refusals import Refused
from central.visits import answering, ending, requesting, review, slots
from central.visits.models import Visit
from tests import rows, seed, visiting
from tests.unit.central.conftest import Clock

PRICE = 750  # 15 minutes at 50 credits


@pytest.fixture(autouse=True)
def sound_books(db: None) -> Any:
    yield
    assert checking.faults() == []


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def shown(pair: SimpleNamespace) -> dict[str, Any]:
    found = rows.inmate(pair.inmate).feed.filter(type="visit", deleted=False)
    return {row.item: row.data for row in found}


def kinds(owner: str) -> list[tuple[str, int]]:
    return [
        (line["kind"], line["amount"])
        for line in seed.entries(owner)
        if line["thing"].startswith("visit:")
    ]


def told_of(pair: SimpleNamespace) -> list[str]:
    found = Email.objects.filter(contact=pair.contact, kind__startswith="visit")
    return [str(one.kind) for one in found.order_by("created_at")]


def book(pair: SimpleNamespace, **given: Any) -> Visit:
    starts_at = given.pop("starts_at", None) or visiting.next_free(pair.connection)
    asked = {"minutes": 15, "expected_price": PRICE, "starts_at": starts_at, **given}
    return requesting.book(rows.connection(pair.connection), **asked)


def test_a_visit_from_booking_to_its_end(pair: SimpleNamespace, clock: Clock) -> None:
    visit = visiting.visit(pair.connection, approve=False)
    assert seed.balance(pair.contact) == 1250
    assert kinds(pair.contact) == [("visit.book", -PRICE)]
    assert shown(pair) == {}  # the facility looks first
    visiting.approve_visit(visit["id"])
    told = shown(pair)[visit["id"]]
    assert (told["state"], told["price"], told["refunded"]) == ("approved", PRICE, 0)
    assert told["starts_at"] == visit["starts_at"]
    visiting.accept_visit(visit["id"])
    assert shown(pair)[visit["id"]]["state"] == "accepted"
    clock.advance(days=2)
    assert ending.close_due() == 1
    assert shown(pair)[visit["id"]]["state"] == "past"
    assert kinds(pair.contact) == [("visit.book", -PRICE)]
    assert ending.close_due() == 0
    assert told_of(pair) == ["visit_on"]


def test_a_repeated_click_is_one_visit(pair: SimpleNamespace, others: SimpleNamespace) -> None:
    click, at = uuid4(), visiting.next_free(pair.connection)
    first = book(pair, visit_id=click, starts_at=at)
    assert book(pair, visit_id=click, starts_at=at) == first
    assert kinds(pair.contact) == [("visit.book", -PRICE)]
    with refused("not-allowed"):
        book(others, visit_id=click)


@pytest.mark.parametrize("end", ["refuse", "decline", "decline-after-yes", "facility", "contact"])
def test_an_end_refunds_once(pair: SimpleNamespace, end: str) -> None:
    visit = visiting.visit(pair.connection, approve=end != "refuse")["id"]
    act: Any = {
        "refuse": visiting.refuse_visit,
        "decline": visiting.decline_visit,
        "decline-after-yes": visiting.decline_visit,
        "facility": visiting.cancel_visit,
        "contact": visiting.cancel_visit_by_contact,
    }[end]
    if end == "decline-after-yes":
        visiting.accept_visit(visit)
    told = act(visit)
    assert told["refunded"] == PRICE
    assert seed.balance(pair.contact) == 2000
    assert kinds(pair.contact) == [("visit.book", -PRICE), ("refund", PRICE)]
    if end in {"facility", "contact"}:
        with refused("already-decided"):
            visiting.decline_visit(visit)
    for other in (visiting.refuse_visit, visiting.cancel_visit, visiting.cancel_visit_by_contact):
        with refused("already-decided"):
            other(visit)
    with refused("gone" if end == "refuse" else "already-decided"):
        visiting.accept_visit(visit)
    assert kinds(pair.contact) == [("visit.book", -PRICE), ("refund", PRICE)]
    assert (visit in shown(pair)) is (end != "refuse")


def test_answers_can_be_repeated(pair: SimpleNamespace) -> None:
    visit = visiting.visit(pair.connection)["id"]
    assert [visiting.accept_visit(visit)["state"] for _ in range(2)] == ["accepted"] * 2
    assert [visiting.decline_visit(visit)["state"] for _ in range(2)] == ["declined"] * 2
    assert kinds(pair.contact) == [("visit.book", -PRICE), ("refund", PRICE)]


def test_what_nobody_accepted_is_refunded(pair: SimpleNamespace, clock: Clock) -> None:
    asked = visiting.visit(pair.connection, approve=False)["id"]
    approved = visiting.visit(pair.connection)["id"]
    clock.advance(days=2)
    for act in (visiting.accept_visit, visiting.decline_visit, visiting.cancel_visit):
        with refused("too-late"):
            act(approved)
    with refused("too-late"):
        visiting.approve_visit(asked)
    call_command("close_visits", verbosity=0)
    assert visiting.visit_now(asked)["state"] == visiting.visit_now(approved)["state"] == "lapsed"
    assert seed.balance(pair.contact) == 2000
    assert list(shown(pair)) == [approved]
    assert told_of(pair) == ["visit_off"]  # one says it of both


def test_the_contact_cancels_in_time_only(pair: SimpleNamespace, clock: Clock) -> None:
    visit = visiting.found(visiting.visit(pair.connection, accept=True)["id"])
    clock.time = ending.cancel_until(visit) + timedelta(seconds=1)
    with refused("too-late"):
        ending.cancel_by_contact(visit)
    clock.time = ending.cancel_until(visit) - timedelta(seconds=1)
    ending.cancel_by_contact(visit)
    told = shown(pair)[str(visit.pk)]
    assert (told["state"], told["cancelled_by"]) == ("cancelled", "contact")
    assert seed.balance(pair.contact) == 2000


@pytest.mark.parametrize("end", ["block", "contact", "forbid", "release"])
def test_the_end_of_a_connection_cancels_and_refunds(
    pair: SimpleNamespace, others: SimpleNamespace, end: str
) -> None:
    asked = visiting.visit(pair.connection, approve=False)["id"]
    accepted = visiting.visit(pair.connection, accept=True)["id"]
    elsewhere = visiting.visit(others.connection, accept=True)["id"]
    waiting = seed.message(pair.connection, "hello", approve=False)["id"]
    {
        "block": lambda: seed.block_by_inmate(pair.connection),
        "contact": lambda: seed.end_by_contact(pair.connection),
        "forbid": lambda: seed.forbid_pair(pair.contact, pair.inmate),
        "release": lambda: seed.set_status(pair.inmate, "released"),
    }[end]()
    for visit in (asked, accepted):
        told = visiting.visit_now(visit)
        assert (told["state"], told["cancelled_by"]) == ("cancelled", "connection")
    assert seed.item(waiting)["state"] == "not_delivered"
    assert visiting.visit_now(elsewhere)["state"] == "accepted"
    assert seed.balance(pair.contact) == 2000


def test_a_visit_under_way_goes_on_when_the_tie_ends(pair: SimpleNamespace, clock: Clock) -> None:
    visit = visiting.found(visiting.visit(pair.connection, accept=True)["id"])
    clock.time = visit.starts_at + timedelta(minutes=5)
    seed.end_by_contact(pair.connection)
    clock.time = visit.ends_at
    ending.close_due()
    assert visiting.visit_now(str(visit.pk))["state"] == "past"
    assert kinds(pair.contact) == [("visit.book", -PRICE)]


def test_two_cannot_have_one_time(pair: SimpleNamespace, others: SimpleNamespace) -> None:
    at = visiting.next_free(pair.connection)
    book(pair, starts_at=at)
    with refused("slot-taken"):
        book(pair, starts_at=at)
    book(others, starts_at=at)
    seed.change_facility(visit_capacity=1)
    later = visiting.next_free(pair.connection)
    assert later == at + timedelta(minutes=15)
    book(pair, starts_at=later)
    with refused("slot-taken"):
        book(others, starts_at=later)
    tie = rows.connection(others.connection)
    assert at not in slots.free(tie, at.date(), 15)


def test_a_contact_is_in_one_visit_at_a_time(pair: SimpleNamespace) -> None:
    other = seed.inmate("3003", "Ana", "Reyes", pin="480215")["id"]
    tie = seed.connection(pair.contact, other)["id"]
    visit = book(pair)
    with refused("slot-taken"):
        requesting.book(
            rows.connection(tie), starts_at=visit.starts_at, minutes=15, expected_price=PRICE
        )


def test_capacity_counts_what_goes_on_at_one_moment(
    pair: SimpleNamespace, others: SimpleNamespace
) -> None:
    third = seed.connection(
        seed.contact("ana", "Ana", "Poe")["id"],
        seed.inmate("3003", "Lou", "Poe", pin="480215")["id"],
    )["id"]
    seed.change_facility(visit_capacity=2)
    at = visiting.next_free(pair.connection)
    book(pair, starts_at=at)
    book(others, starts_at=at + timedelta(minutes=15))
    tie = rows.connection(third)
    assert at in slots.free(tie, at.date(), 30)  # never three at one moment


def test_only_offered_times(pair: SimpleNamespace, clock: Clock) -> None:
    facility = rows.facility()
    assert slots.lengths(facility) == [15, 30]
    first = datetime(2026, 3, 2, 12, 15, tzinfo=UTC)  # a day from now, at the next quarter
    assert visiting.next_free(pair.connection) == first
    for wrong in (
        first + timedelta(minutes=1),
        first - timedelta(minutes=15),
        first.replace(hour=8),
        first.replace(hour=20, minute=0),
        first + timedelta(days=20),
    ):
        with refused("not-offered"):
            book(pair, starts_at=wrong)
    with refused("not-offered"):
        book(pair, minutes=45, expected_price=2250)
    last = first.replace(hour=19, minute=45)
    booked = book(pair, starts_at=last)
    assert (booked.minutes, str(booked)) == (15, str(booked.pk))
    tie = rows.connection(pair.connection)
    assert slots.free(tie, first.date() - timedelta(days=3), 15) == []
    assert slots.free(tie, first.date(), 45) == []


def test_an_hour_that_clocks_skip_is_not_offered(
    pair: SimpleNamespace, clock: Clock, settings: Any
) -> None:
    settings.TIME_ZONE = "America/New_York"
    seed.change_facility(visit_first_hour=1, visit_last_hour=5)
    clock.time = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
    day = datetime(2026, 3, 8, tzinfo=UTC).date()  # two o'clock becomes three
    times = list(slots.offered(rows.facility(), day, 15))
    assert len(times) == len(set(times)) == 12
    assert times[4] == datetime(2026, 3, 8, 7, 0, tzinfo=UTC)  # three o'clock


def test_rules_of_booking(pair: SimpleNamespace) -> None:
    with refused("price-changed") as told:
        book(pair, expected_price=700)
    assert told.value.details == {"price": PRICE}
    book(pair), book(pair)
    with refused("too-few-credits"):
        book(pair)
    assert len(visiting.visits(pair.connection)) == 2
    seed.credits(pair.contact, 1000)
    seed.change_facility(visits_on=False)
    with refused("service-off"):
        book(pair)
    seed.change_facility(visits_on=True)
    seed.forbid_pair(pair.contact, pair.inmate)
    with refused("no-contact"):
        book(pair)
    NoContact.objects.all().delete()
    with refused("not-connected"):
        book(pair)
    contact = Contact.objects.get(pk=pair.contact)
    contacts.freeze(contact, reason="staff", actor="system")
    with refused("account-frozen"):
        book(pair)


def test_a_free_visit_moves_no_credits(pair: SimpleNamespace) -> None:
    seed.change_facility(visit_minute_price=0)
    visit = visiting.visit(pair.connection)["id"]
    assert visiting.decline_visit(visit)["refunded"] == 0
    assert kinds(pair.contact) == []


def test_a_service_switched_off_takes_no_yes_but_a_no(pair: SimpleNamespace) -> None:
    visit = visiting.visit(pair.connection)["id"]
    seed.change_facility(visits_on=False)
    with refused("service-off"):
        visiting.accept_visit(visit)
    assert visiting.decline_visit(visit)["refunded"] == PRICE


def test_staff_give_a_reason_that_the_inmate_reads(pair: SimpleNamespace) -> None:
    visit = visiting.visit(pair.connection)["id"]
    for reason, text in (("visit-other", " "), ("", "x"), ("unheard of", "x")):
        with refused("empty"):
            visiting.cancel_visit(visit, reason, text)
    visiting.cancel_visit(visit, "fault", "The line is down.")
    told = shown(pair)[visit]
    assert told["reason"] == "Video visits do not work at the moment. The line is down."
    assert told["cancelled_by"] == "facility"


def test_staff_of_elsewhere_decide_nothing(pair: SimpleNamespace, db: None) -> None:
    from central.accounts.models import User

    stranger = User.objects.create_user("stranger")
    visit = visiting.found(visiting.visit(pair.connection, approve=False)["id"])
    with refused("not-allowed"):
        review.approve(visit, by=stranger)
    for end in (review.refuse, review.cancel):
        with refused("not-allowed"):
            end(visit, reason="time", by=stranger)


def test_queues_hold_what_lies_ahead(pair: SimpleNamespace, clock: Clock) -> None:
    asked = visiting.visit(pair.connection, approve=False, after_hours=48)["id"]
    sooner = visiting.visit(pair.connection, approve=False)["id"]
    facility = rows.facility()
    assert [str(one.pk) for one in review.queue(facility)] == [sooner, asked]
    visiting.approve_visit(asked)
    assert [str(one.pk) for one in review.coming(facility)] == [asked]
    clock.advance(days=10)
    assert not review.queue(facility) and not review.coming(facility)


def test_closing_leaves_what_was_decided_meanwhile(pair: SimpleNamespace, clock: Clock) -> None:
    visit = visiting.found(visiting.visit(pair.connection)["id"])
    stale = visiting.found(str(visit.pk))
    answering.decline(visit)
    assert ending._close(stale) is False


def test_the_end_can_be_booked_only_after_the_start(pair: SimpleNamespace) -> None:
    from django.db import IntegrityError, transaction

    visit = visiting.found(visiting.visit(pair.connection)["id"])
    visit.ends_at = visit.starts_at
    with pytest.raises(IntegrityError), transaction.atomic():
        visit.save()
