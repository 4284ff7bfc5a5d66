"""The desk of visits."""

from __future__ import annotations

from types import SimpleNamespace

from tests import seed, visiting
from tests.unit.central.console.conftest import Sit, words


def test_a_visit_is_approved_and_called_off(staff: SimpleNamespace, sit: Sit) -> None:
    visit = visiting.visit(staff.connection, approve=False)["id"]
    mia = sit("mia")
    page = words(mia.get("/staff/visits/"))
    assert "Maria Reyes with Daniel Reyes, 1001" in page
    mia.post(f"/staff/visits/{visit}/", {"act": "approve"})
    assert visiting.visit_now(visit)["state"] == "approved"
    assert "not answered yet" in words(mia.get("/staff/visits/"))
    visiting.accept_visit(visit)
    assert "accepted" in words(mia.get("/staff/visits/"))
    no = {"act": "cancel", "reason": "fault", "text": ""}
    assert "Called off" in words(mia.post(f"/staff/visits/{visit}/", no, follow=True))
    assert seed.balance(staff.contact) == 2000


def test_a_refusal_needs_a_reason_and_counts_once(staff: SimpleNamespace, sit: Sit) -> None:
    visit = visiting.visit(staff.connection, approve=False)["id"]
    mia, ben = sit("mia"), sit("ben")
    mia.post(f"/staff/visits/{visit}/", {"act": "refuse", "reason": ""})
    mia.post(f"/staff/visits/{visit}/", {"act": "sing"})
    assert visiting.visit_now(visit)["state"] == "requested"
    mia.post(f"/staff/visits/{visit}/", {"act": "refuse", "reason": "time"})
    late = words(ben.post(f"/staff/visits/{visit}/", {"act": "approve"}, follow=True))
    assert "already decided" in late
    assert visiting.visit_now(visit) | {"state": "refused"} == visiting.visit_now(visit)
    assert seed.balance(staff.contact) == 2000


def test_only_reviewers_decide(staff: SimpleNamespace, sit: Sit) -> None:
    visit = visiting.visit(staff.connection, approve=False)["id"]
    assert sit("ida").get("/staff/visits/").status_code == 403
    assert sit("ida").post(f"/staff/visits/{visit}/", {"act": "approve"}).status_code == 403
    assert visiting.visit_now(visit)["state"] == "requested"
