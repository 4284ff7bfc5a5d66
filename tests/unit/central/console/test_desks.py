"""Inmates, devices, corrections, orders, facilities."""

from __future__ import annotations

import base64
import re
from types import SimpleNamespace
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.accounts import inmates
from central.accounts.models import Contact, Inmate, User
from central.connections.models import Connection, NoContact
from central.devices import enrolment
from central.devices.models import Device
from central.facilities import founding
from central.facilities.models import Facility
from central.ledger import loose_ends
from central.ledger.models import AuditRow, Correction, LooseEnd
from tests import seed
from tests.unit.central import device_client, sealing
from tests.unit.central.console.conftest import Sit, words

FACILITY_FIELDS = (
    "name",
    "inmate_noun",
    "message_price",
    "photo_price",
    "message_limit",
    "unopened_cod_limit",
    "requests_per_day",
    "appeal_days",
    "notice_en",
    "notice_es",
    "idle_seconds",
    "tablet_idle_seconds",
    "session_seconds",
    "poll_seconds",
    "minimum_version",
    "visit_minute_price",
    "visit_block",
    "visit_most_blocks",
    "visit_capacity",
    "visit_first_hour",
    "visit_last_hour",
    "visit_notice_hours",
    "visit_ahead_days",
    "visit_cancel_hours",
)


def pin_on(page: str) -> str:
    found = re.search(r'class="k-pin">(\S+?)<', page)
    assert found is not None
    return found[1]


def test_whoever_stopped_their_own_account_gets_a_new_pin_with_the_thaw(
    staff: SimpleNamespace, sit: Sit
) -> None:
    sam, where = sit("sam"), f"/staff/inmates/{staff.inmate}/status/"
    assert "stopped this account themselves" not in sam.get(where).content.decode()
    stopped = inmates.freeze_by_self(Inmate.objects.get(pk=staff.inmate))
    assert stopped.status == "frozen"
    assert "stopped this account themselves" in sam.get(where).content.decode()
    answer = sam.post(where, {"status": "active"})
    assert answer["Location"] == f"/staff/inmates/{staff.inmate}/pin/"
    thawed = Inmate.objects.get(pk=staff.inmate)
    assert (thawed.status, thawed.stopped_by_self_at) == ("active", None)
    sam.post(where, {"status": "frozen"})
    answer = sam.post(where, {"status": "active"})
    assert answer["Location"] == "/staff/accounts/inmate/"


def test_admitting_prints_a_pin_that_is_kept_nowhere(staff: SimpleNamespace, sit: Sit) -> None:
    form = {
        "facility": staff.facility.pk,
        "number": "a7",
        "first_name": "Luis",
        "last_name": "Mora",
        "birth_date": "1990-02-03",
    }
    sam = sit("sam")
    answer = sam.post("/staff/inmates/admit/", form)
    pin = pin_on(answer.content.decode())
    assert re.fullmatch(r"\d{6}", pin)
    assert "no-store" in answer.headers["Cache-Control"]
    inmate = Inmate.objects.get(number="A7")
    assert inmate.must_change_pin
    assert pin not in str([row.details for row in AuditRow.objects.all()])
    again = words(sam.post("/staff/inmates/admit/", form))
    assert "Another person at this facility has this number." in again


def test_resetting_a_pin_asks_first(staff: SimpleNamespace, sit: Sit) -> None:
    sam, where = sit("sam"), f"/staff/inmates/{staff.inmate}/pin/"
    assert "is told when it was reset" in words(sam.get(where))
    assert Inmate.objects.get(pk=staff.inmate).pin_reset_at is None
    pin_on(sam.post(where).content.decode())
    assert Inmate.objects.get(pk=staff.inmate).pin_reset_at is not None


def test_freezing_and_thawing(staff: SimpleNamespace, sit: Sit) -> None:
    sam, where = sit("sam"), f"/staff/inmates/{staff.inmate}/status/"
    for status in ("frozen", "active", "released"):
        sam.post(where, {"status": status})
        assert Inmate.objects.get(pk=staff.inmate).status == status
    page = sam.get(f"/staff/accounts/inmate/{staff.inmate}/change/")
    assert "New one-time PIN" in words(page)


def enrolled(code: str) -> Device:
    key = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    return enrolment.enroll(code, base64.b64encode(key).decode(), "kiosk", "0.1.0", "10.0.0.1")


def test_a_device_is_enrolled_confirmed_by_its_digits_and_revoked(
    staff: SimpleNamespace, sit: Sit
) -> None:
    ida = sit("ida")
    form = {"facility": staff.facility.pk, "device_name": "Kiosk B"}
    code = pin_on(ida.post("/staff/devices/enrol/", form).content.decode())
    device = enrolled(code)
    where = f"/staff/devices/{device.pk}/"
    digits = enrolment.check_digits(device)
    page = ida.get(where).content.decode()
    assert digits not in page.replace(" ", "")
    wrong = str(int(digits[0]) ^ 1) + digits[1:]
    said = words(ida.post(where, {"act": "confirm", "digits": wrong}, follow=True))
    assert "The 8 digits are not the same. Do not confirm this device." in said
    said = words(ida.post(where, {"act": "confirm", "digits": digits}, follow=True))
    assert "Confirmed: the device works now." in said
    assert "Text that this device has not synced is lost for ever." in said
    ida.post(where, {"act": "retire"})
    device.refresh_from_db()
    assert device.status == "retired"
    ida.post(where, {"act": "revoke"})
    device.refresh_from_db()
    assert device.status == "revoked"
    assert ida.get(f"/staff/devices/device/{device.pk}/change/").headers["Location"] == where


def test_a_correction_takes_two_people(staff: SimpleNamespace, sit: Sit) -> None:
    sam, sue = sit("sam"), sit("sue")
    form = {
        "facility": staff.facility.pk,
        "number": "1001",
        "amount": "-30",
        "reason": "Paid twice at the desk",
    }
    said = words(sam.post("/staff/corrections/new/", form, follow=True))
    assert "A second person has to decide this." in said
    proposed = Correction.objects.order_by("-proposed_at")[0]
    where = f"/staff/corrections/{proposed.pk}/"
    before = seed.balance(staff.inmate)
    said = words(sam.post(where, {"act": "book"}, follow=True))
    assert "may not decide it. Ask a second person." in said
    assert seed.balance(staff.inmate) == before
    assert "Booked." in words(sue.post(where, {"act": "book"}, follow=True))
    assert "already decided" in words(sue.post(where, {"act": "drop"}, follow=True))
    assert seed.balance(staff.inmate) == before - 30
    assert seed.ledger_faults() == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"number": ""}, "Name one inmate or one contact."),
        ({"number": "9999"}, "Nobody at this facility has this number."),
        ({"number": "", "username": "nobody"}, "No contact has this username"),
        ({"amount": "x"}, "whole number"),
    ],
)
def test_a_correction_of_nothing_is_refused(
    staff: SimpleNamespace, sit: Sit, changed: dict[str, str], fault: str
) -> None:
    form = {"facility": str(staff.facility.pk), "number": "1001", "amount": "5", "reason": "x"}
    assert fault in words(sit("sam").post("/staff/corrections/new/", form | changed))


def test_an_order_ends_the_connection_and_can_be_lifted(staff: SimpleNamespace, sit: Sit) -> None:
    sam = sit("sam")
    form = {
        "facility": staff.facility.pk,
        "number": "1001",
        "username": "maria@family.example",
        "reason": "Court order 12",
    }
    said = words(sam.post("/staff/no-contact/", form, follow=True))
    assert "Forbidden." in said
    assert "Court order 12" in said
    assert Connection.objects.get(pk=staff.connection).state == "ended"
    order = NoContact.objects.get()
    assert "Lifted." in words(sam.post(f"/staff/no-contact/{order.pk}/", follow=True))
    assert "already decided" in words(sam.post(f"/staff/no-contact/{order.pk}/", follow=True))


def test_a_contact_is_frozen_and_let_work_again(staff: SimpleNamespace, sit: Sit) -> None:
    sam, where = sit("sam"), f"/staff/contacts/{staff.contact}/act/"
    page = words(sam.get(f"/staff/accounts/contact/{staff.contact}/change/"))
    assert "Freeze this contact" in page
    assert "Daniel Reyes 1001" in page
    sam.post(where, {"act": "freeze"})
    assert Contact.objects.get(pk=UUID(staff.contact)).frozen_at is not None
    sam.post(where, {"act": "unfreeze"})
    assert Contact.objects.get(pk=UUID(staff.contact)).frozen_at is None


def test_a_facilitys_decisions_go_through_the_service(staff: SimpleNamespace, sit: Sit) -> None:
    where = f"/staff/facilities/facility/{staff.facility.pk}/change/"
    sam = sit("sam")
    page = sam.get(where).content.decode()
    assert 'name="message_price"' in page
    form = {name: getattr(staff.facility, name) for name in FACILITY_FIELDS}
    switches = dict.fromkeys(("photos_on", "messages_on", "cod_on", "gifts_on"), "on")
    sam.post(where, form | switches | {"message_price": "60", "notice_en": "New words"})
    changed = Facility.objects.get()
    assert (changed.message_price, changed.notice_version) == (60, 2)
    assert not changed.review_incoming
    row = AuditRow.objects.get(act="facility.change", actor__startswith="user:")
    assert "message_price" in row.details["fields"]


@pytest.mark.parametrize("act", ["approve", "discard"])
def test_envelopes_of_a_revoked_device_wait_for_a_supervisor(
    staff: SimpleNamespace, sit: Sit, act: str
) -> None:
    kiosk = device_client.Device()
    kiosk.sign_in()
    sealed = sealing.envelope(kiosk, sealing.message(staff.connection, "Is <b>it</b> you?"))
    seed.revoke_device(kiosk.id)
    sam = sit("sam")
    assert "Nothing waits" in words(sam.get("/staff/envelopes/"))
    sealing.hand_in(kiosk, sealed)
    page = sam.get("/staff/envelopes/")
    assert "Daniel Reyes, 1001" in words(page)
    assert "the device was revoked" in words(page)
    assert "<q>Is &lt;b&gt;it&lt;/b&gt; you?</q>" in page.content.decode()
    form = {"envelope": sealed["id"], "act": act}
    assert "Done." in words(sam.post("/staff/envelopes/", form, follow=True))
    again = words(sam.post("/staff/envelopes/", form, follow=True))
    assert "This was already decided." in again
    assert len(seed.messages(staff.connection)) == (1 if act == "approve" else 0)


def test_staff_settle_what_a_restore_left(staff: SimpleNamespace, sit: Sit) -> None:
    inmate = Inmate.objects.get(pk=staff.inmate)
    why = loose_ends.Why.THING_GONE
    loose_ends.note(
        "receipt:1",
        why,
        kind="message.open",
        thing="message:1",
        amount=50,
        inmate=inmate,
        details={},
    )
    sam = sit("sam")
    page = words(sam.get("/staff/after-a-restore/"))
    assert "It names something that is no longer here" in page
    assert "message.open" in page
    end = LooseEnd.objects.get()
    where = f"/staff/after-a-restore/{end.pk}/"
    sam.post(where, {"note": "  "})
    assert LooseEnd.objects.get().settled_at is None
    sam.post(where, {"note": "Credits given back by a correction"})
    settled = LooseEnd.objects.get()
    assert (settled.settled_by, settled.note) == (
        User.objects.get(username="sam"),
        "Credits given back by a correction",
    )
    assert "Nothing is left open" in words(sam.get("/staff/after-a-restore/"))
    assert AuditRow.objects.filter(act="loose-end.settle", thing="receipt:1").count() == 1
    again = words(sam.post(where, {"note": "twice"}, follow=True))
    assert "already been decided" in again or "already decided" in again
    assert LooseEnd.objects.get().note == "Credits given back by a correction"


@pytest.mark.logs("Not Found")
def test_another_facilitys_loose_ends_are_not_there(staff: SimpleNamespace, sit: Sit) -> None:
    why = loose_ends.Why.BELOW_ZERO
    mine = Inmate.objects.get(pk=staff.inmate)
    mine.facility = founding.found("Elsewhere")
    loose_ends.note(
        "receipt:2", why, kind="message.send", thing="message:2", amount=50, inmate=mine, details={}
    )
    sam, end = sit("sam"), LooseEnd.objects.get()
    assert "message:2" not in words(sam.get("/staff/after-a-restore/"))
    answer = sam.post(f"/staff/after-a-restore/{end.pk}/", {"note": "mine"})
    assert answer.status_code == 404
    assert LooseEnd.objects.get().settled_at is None
