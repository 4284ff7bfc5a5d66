from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from central.accounts import contacts
from central.connections import deciding, ending, requesting, standing
from central.connections.models import Connection
from central.mail import opening
from central.mail.models import Message
from central.refusals import Refused
from tests import rows, seed


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


@pytest.fixture
def ana(pair: SimpleNamespace) -> Any:
    return rows.contact(seed.contact("ana", "Ana", "Reyes", language="es")["id"])


def feed(pair: SimpleNamespace) -> dict[str, Any]:
    found = rows.inmate(pair.inmate).feed.filter(type="connection", deleted=False)
    return {row.item: row.data for row in found}


def test_nothing_is_sent_before_the_inmate_approves(pair: SimpleNamespace, ana: Any) -> None:
    asked = requesting.ask(ana, rows.inmate(pair.inmate), "sibling")
    with refused("not-connected"):
        seed.message(str(asked.pk), "hello")
    with refused("not-connected"):
        seed.photo(str(asked.pk))
    deciding.approve(asked)
    with refused("too-few-credits"):
        seed.message(str(asked.pk), "hello")


def test_the_name_is_reviewed_first(pair: SimpleNamespace, ana: Any) -> None:
    seed.change_facility(review_names=True)
    asked = requesting.ask(ana, rows.inmate(pair.inmate), "sibling")
    assert str(asked.pk) not in feed(pair)
    with refused("not-allowed"):
        deciding.approve(asked)
    requesting.approve_name(asked, by=rows.staff())
    assert feed(pair)[str(asked.pk)]["state"] == "requested"
    with refused("already-decided"):
        requesting.reject_name(asked, by=rows.staff())
    other = seed.inmate("4004", "Luis", "Mora", pin="480215")["id"]
    again = requesting.ask(ana, rows.inmate(other), "friend")
    assert again.review == Connection.Review.APPROVED  # the same name at the same facility


def test_a_rejected_name_goes_no_further(pair: SimpleNamespace, ana: Any) -> None:
    seed.change_facility(review_names=True)
    asked = requesting.ask(ana, rows.inmate(pair.inmate), "sibling")
    requesting.reject_name(asked, by=rows.staff())
    assert feed(pair).keys() == {pair.connection}
    assert standing.shown_to_contact(Connection.objects.get(pk=asked.pk)) == "rejected"


def test_the_words_come_from_a_template(pair: SimpleNamespace, ana: Any) -> None:
    asked = requesting.ask(ana, rows.inmate(pair.inmate), "sibling")
    assert "Ana Reyes" in requesting.request_text(asked, "en")
    with pytest.raises(ValueError, match="relation"):
        requesting.ask(ana, rows.inmate(pair.inmate), "call 555 0100")


def test_requests_are_rate_limited(pair: SimpleNamespace, ana: Any, clock: Any) -> None:
    people = [seed.inmate(f"60{n}", "A", "B", pin="480215")["id"] for n in range(6)]
    for inmate in people[:5]:
        requesting.ask(ana, rows.inmate(inmate), "friend")
    with refused("rate-limited"):
        requesting.ask(ana, rows.inmate(people[5]), "friend")
    clock.advance(hours=25)
    requesting.ask(ana, rows.inmate(people[5]), "friend")


def test_a_request_is_judged_by_how_both_are_now(pair: SimpleNamespace, ana: Any) -> None:
    seen = rows.inmate(pair.inmate)
    seed.set_status(pair.inmate, "released")
    with refused("gone"):
        requesting.ask(ana, seen, "sibling")
    seed.set_status(pair.inmate, "active")
    contacts.freeze(ana, reason="staff", actor="system")
    with refused("account-frozen"):
        requesting.ask(ana, seen, "sibling")


def test_a_decline_is_quiet_and_can_be_undone(pair: SimpleNamespace, ana: Any) -> None:
    asked = requesting.ask(ana, rows.inmate(pair.inmate), "sibling")
    declined = deciding.decline(asked)
    assert standing.shown_to_contact(declined) == "requested"
    with refused("already-asked"):
        requesting.ask(ana, rows.inmate(pair.inmate), "sibling")
    assert deciding.approve(declined).state == "approved"
    with refused("already-decided"):
        deciding.decline(declined)


def test_blocks_of_both_sides_are_undone_one_by_one(pair: SimpleNamespace) -> None:
    tie = rows.connection(pair.connection)
    deciding.mute(tie)
    deciding.block(tie)
    ending.block_by_contact(tie)
    assert feed(pair)[pair.connection]["state"] == "blocked"
    deciding.unblock(tie)
    assert feed(pair)[pair.connection]["state"] == "ended"
    with refused("blocked"):
        seed.message(pair.connection, "x")
    ending.unblock_by_contact(tie)
    shown = feed(pair)[pair.connection]
    assert (shown["state"], shown["muted"]) == ("approved", True)
    seed.message(pair.connection, "x")


def test_an_ended_connection_can_be_asked_for_again(pair: SimpleNamespace) -> None:
    tie = ending.end_by_contact(rows.connection(pair.connection))
    with refused("gone"):
        deciding.approve(tie)
    again = requesting.ask(tie.contact, tie.inmate, "mother")
    assert again.pk == tie.pk
    assert deciding.approve(again).open


def test_a_no_contact_order(pair: SimpleNamespace) -> None:
    sealed = seed.message(pair.connection, "x", payment="cod")["id"]
    order = ending.forbid_pair(
        rows.contact(pair.contact), rows.inmate(pair.inmate), reason="court", by=rows.staff()
    )
    tie = rows.connection(pair.connection)
    with refused("no-contact"):
        requesting.ask(tie.contact, tie.inmate, "mother")
    with refused("no-contact"):
        deciding.approve(tie)
    with refused("no-contact"):
        opening.open_by_inmate(Message.objects.get(pk=sealed), expected_price=50, act="a")
    ending.lift_order(order, by=rows.staff())
    with refused("already-decided"):
        ending.lift_order(order, by=rows.staff())
    requesting.ask(tie.contact, tie.inmate, "mother")


def test_taking_a_request_back_does_not_get_round_a_decline(
    pair: SimpleNamespace, ana: Any
) -> None:
    tie = requesting.ask(ana, rows.inmate(pair.inmate), "friend")
    deciding.decline(tie)
    with refused("not-connected"):
        ending.end_by_contact(tie)
    with refused("already-asked"):
        requesting.ask(ana, tie.inmate, "friend")
    assert feed(pair)[str(tie.pk)]["state"] == "declined"


def test_a_request_without_an_answer_looks_the_same_to_the_contact(
    pair: SimpleNamespace, ana: Any
) -> None:
    tie = requesting.ask(ana, rows.inmate(pair.inmate), "friend")
    with refused("not-connected"):
        ending.end_by_contact(tie)
