"""Visits by the real engine and the real central over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.domain import VisitState

if TYPE_CHECKING:
    from tests.central_server import CentralServer
    from tests.unit.kiosk.sync.pair.ground import SignIn


def test_answers_go_out_and_come_back(central: CentralServer, family: Any, sign_in: SignIn) -> None:
    first, second = (central.seed.visit(family.tie).id for _ in range(2))
    person = sign_in()
    person.sync()
    asked = person.box.visits_ahead()
    assert [(one.id, one.state) for one in asked] == [
        (first, VisitState.APPROVED),
        (second, VisitState.APPROVED),
    ]
    assert [one.id for one in person.box.home().visits] == [first, second]
    assert person.act("accept_visit", asked[0]) is None
    assert person.act("decline_visit", asked[1]) is None
    told = [person.box.visit(one.id) for one in asked]
    assert [one is not None and one.pending for one in told] == [True, True]
    person.sync()
    assert [one.state for one in person.box.visits_ahead()] == [VisitState.ACCEPTED]
    over = person.box.visits_over()
    assert [(one.state, one.refunded, one.pending) for one in over] == [
        (VisitState.DECLINED, 750, False)
    ]
    assert central.seed.visit_now(first).state == "accepted"
    assert central.seed.visit_now(second).state == "declined"
    assert person.box.outbox() == ()


def test_the_facility_says_whether_there_are_visits(
    central: CentralServer, family: Any, sign_in: SignIn
) -> None:
    central.seed.change_facility(visits_on=False, visit_rules_en="Be dressed.")
    central.seed.visits(family.tie)
    person = sign_in()
    person.sync()
    policy = person.box.policy()
    assert (policy.services.visits, policy.visits.en) == (False, "Be dressed.")
    assert (policy.visits.minute_price, policy.visits.cancel_hours) == (50, 12)
    assert person.box.home().visits == ()
