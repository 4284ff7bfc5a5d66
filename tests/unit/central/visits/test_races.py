from __future__ import annotations

from typing import Any

from tests.central_server import central_server

PRICE = 750


def family(central: Any, number: str, name: str) -> Any:
    inmate = central.seed.inmate(number, pin="480215")
    contact = central.seed.contact(name)
    tie = central.seed.connection(contact.id, inmate.id)
    central.seed.credits(contact.id, 20_000)
    return contact, tie


def refunds(central: Any, contact: str) -> list[str]:
    return [line.thing for line in central.seed.entries(contact) if line.kind == "refund"]


def test_of_two_decisions_at_once_one_counts() -> None:
    with central_server() as central:
        contact, tie = family(central, "1001", "maria")
        for _ in range(3):
            visit = central.seed.visit(tie.id, approve=False).id
            asked = [["approve_visit", [visit]], ["refuse_visit", [visit]]]
            assert sorted(central.seed.together(asked)) == ["already-decided", "done"]
            ended = central.seed.visit_now(visit).state == "refused"
            assert refunds(central, contact.id).count(f"visit:{visit}") == int(ended)

            visit = central.seed.visit(tie.id).id
            answers = [
                ["accept_visit", [visit]],
                ["cancel_visit", [visit]],
                ["decline_visit", [visit]],
                ["cancel_visit_by_contact", [visit]],
            ]
            outcomes = central.seed.together(answers)
            assert set(outcomes) == {"done", "already-decided"}
            assert central.seed.visit_now(visit).state in {"declined", "cancelled"}
            assert refunds(central, contact.id).count(f"visit:{visit}") == 1

            visit = central.seed.visit(tie.id, approve=False).id
            central.seed.together(
                [["cancel_visit_by_contact", [visit]], ["approve_visit", [visit]]]
            )
            assert central.seed.visit_now(visit).state == "cancelled"
            assert refunds(central, contact.id).count(f"visit:{visit}") == 1
        assert central.seed.ledger_faults() == []


def test_the_last_place_is_booked_once() -> None:
    with central_server(visit_capacity=1) as central:
        ties = [family(central, f"100{n}", name)[1].id for n, name in enumerate(("ann", "bea"))]
        for _ in range(3):
            at = central.seed.free_time(ties[0]).at
            outcomes = central.seed.together([["book_at", [tie, at]] for tie in (*ties, *ties)])
            assert sorted(outcomes) == ["done", "slot-taken", "slot-taken", "slot-taken"]
        assert central.seed.ledger_faults() == []
