"""Who may open what: by job, by facility, and for nobody what nobody may change."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.test import Client, RequestFactory

from central.accounts import inmates
from central.accounts.models import User
from central.console import roles
from central.facilities import founding
from central.facilities.models import Facility, StaffRole
from central.ledger.models import Account, AuditRow, Correction, Entry, Gift, Purchase, Transfer
from tests import seed
from tests.unit.central.console.conftest import Sit

PAGES = {
    "review": ["/staff/review/", "/staff/names/"],
    "oversee": [
        "/staff/appeals/",
        "/staff/delivered/",
        "/staff/envelopes/",
        "/staff/corrections/",
        "/staff/corrections/new/",
        "/staff/after-a-restore/",
        "/staff/no-contact/",
        "/staff/accounts/contact/",
    ],
    "house": ["/staff/accounts/inmate/", "/staff/inmates/admit/"],
    "equip": ["/staff/devices/device/", "/staff/devices/enrol/"],
    "inspect": [
        "/staff/ledger/entry/",
        "/staff/ledger/account/",
        "/staff/ledger/transfer/",
        "/staff/ledger/purchase/",
        "/staff/ledger/gift/",
        "/staff/ledger/correction/",
        "/staff/ledger/auditrow/",
    ],
    "govern": [
        "/staff/facilities/facility/",
        "/staff/facilities/staffrole/",
        "/staff/console/presetreason/",
        "/staff/appoint/",
    ],
}
LEDGER = (Account, AuditRow, Correction, Entry, Gift, Purchase, Transfer)


@pytest.mark.logs("Forbidden", "PermissionDenied")
@pytest.mark.parametrize("username", ["mia", "sam", "ida"])
def test_each_job_opens_its_own_pages_and_no_others(sit: Sit, username: str) -> None:
    client = sit(username)
    job = roles.Job(User.objects.get(username=username).groups.get().name)
    for right, pages in PAGES.items():
        for page in pages:
            wanted = 200 if right in roles.RIGHTS[job] else 403
            assert client.get(page).status_code == wanted, (username, page)


@pytest.mark.parametrize(
    ("username", "page"),
    [("mia", "/staff/review/"), ("sam", "/staff/review/"), ("ida", "/staff/devices/device/")],
)
def test_everyone_starts_at_their_own_desk(sit: Sit, username: str, page: str) -> None:
    assert sit(username).get("/staff/").headers["Location"] == page


def test_strangers_and_contacts_stay_outside(staff: SimpleNamespace, client: Client) -> None:
    assert "/staff/login/" in client.get("/staff/review/").headers["Location"]
    maria = User.objects.get(username="maria")
    client.force_login(maria, "django.contrib.auth.backends.ModelBackend")
    assert "/staff/login/" in client.get("/staff/review/").headers["Location"]
    assert staff.facility


@pytest.mark.logs("Not Found")
def test_another_facilitys_things_are_not_there(staff: SimpleNamespace, client: Client) -> None:
    other = founding.found("Elsewhere")
    user = User.objects.create_user("eve", first_name="Eve")
    roles.appoint(user, other, roles.Job.SUPERVISOR, title="Supervisor")
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    item = seed.photo(staff.connection, approve=False)["id"]
    assert "Maria" not in client.get("/staff/review/").content.decode()
    for path in (
        f"/staff/review/photo/{item}/screen.jpg",
        f"/staff/inmates/{staff.inmate}/pin/",
        f"/staff/inmates/{staff.inmate}/status/",
    ):
        assert client.get(path).status_code == 404, path
    for path in (f"/staff/review/photo/{item}/", f"/staff/delivered/photo/{item}/"):
        assert client.post(path, {"act": "approve"}).status_code == 404, path
    assert "1001" not in client.get("/staff/accounts/inmate/").content.decode()
    assert "Maria" not in client.get("/staff/accounts/contact/").content.decode()


def test_passwords_of_staff_cannot_be_guessed_at(staff: SimpleNamespace, client: Client) -> None:
    cache.clear()  # the wrong ones are counted there
    mia = User.objects.get(username="mia")
    mia.set_password("Nine green parrots")
    mia.save()
    right = {"username": "mia", "password": "Nine green parrots", "next": "/staff/review/"}
    for _ in range(3):
        assert client.post("/staff/login/", right)["Location"] == "/staff/review/"
        client.logout()
    for _ in range(5):
        page = client.post("/staff/login/", right | {"password": "wrong"}).content.decode()
        assert "Please enter the correct" in page
    page = client.post("/staff/login/", right).content.decode()
    assert "Too many failed login attempts" in page
    assert "_auth_user_id" not in client.session
    maria = {"username": "maria", "password": "a password of hers"}
    user = User.objects.get(username="maria")
    user.set_password(maria["password"])
    user.save()
    assert client.post("/staff/login/", maria).status_code == 200
    assert "_auth_user_id" not in client.session
    cache.clear()


def test_another_facilitys_books_are_not_there(staff: SimpleNamespace, client: Client) -> None:
    other = founding.found("Elsewhere")
    eve = User.objects.create_user("eve", first_name="Eve")
    roles.appoint(eve, other, roles.Job.SUPERVISOR, title="Supervisor")
    client.force_login(eve, "django.contrib.auth.backends.ModelBackend")
    seed.message(staff.connection, "Hello")
    for model in LEDGER:
        page = client.get(f"/staff/ledger/{model.__name__.lower()}/").content.decode()
        for word in ("Maria", "Daniel", "1001", staff.inmate, staff.connection):
            assert word not in page, (model, word)


def test_a_contacts_page_tells_only_of_the_facilitys_own(staff: SimpleNamespace, sit: Sit) -> None:
    far, _pin = inmates.admit(
        staff_place("Elsewhere"),
        number="9009",
        first_name="Far",
        last_name="Away",
        birth_date=None,
        by=User.objects.get(username="eve"),
    )
    seed.connection(staff.contact, str(far.pk))
    page = sit("sam").get(f"/staff/accounts/contact/{staff.contact}/change/").content.decode()
    assert "Daniel Reyes 1001" in page
    assert "9009" not in page


def staff_place(name: str) -> Facility:
    """Another facility with a supervisor, eve."""
    other = founding.found(name, review_names=False)
    eve = User.objects.create_user("eve", first_name="Eve", password="Nine green parrots")
    roles.appoint(eve, other, roles.Job.MAILROOM, title="Mail officer")
    return other


@pytest.mark.parametrize("job", ["Supervisor", "IT"])
def test_nobody_appoints_those_of_another_facility(
    staff: SimpleNamespace, sit: Sit, job: str
) -> None:
    staff_place("Elsewhere")
    User.objects.create_superuser("root")
    for name in ("eve", "root"):
        form = {
            "facility": staff.facility.pk,
            "username": name,
            "first_name": "Eve",
            "last_name": "Cole",
            "job": job,
            "title": "Supervisor",
        }
        page = sit("sam").post("/staff/appoint/", form, follow=True).content.decode()
        assert "You may not do this." in page
        assert not StaffRole.objects.filter(user__username=name, facility=staff.facility).exists()
    eve = User.objects.get(username="eve")
    assert [group.name for group in eve.groups.all()] == ["Mailroom"]


@pytest.mark.parametrize("model", LEDGER)
def test_nobody_adds_changes_or_deletes_in_the_books(sit: Sit, model: type) -> None:
    request = RequestFactory().get("/")
    request.user = User.objects.create_superuser("root")
    books = admin.site._registry[model]
    assert books.has_view_permission(request)
    assert not books.has_add_permission(request)
    assert not books.has_change_permission(request)
    assert not books.has_delete_permission(request)
    assert sit("sam").get(f"/staff/ledger/{model.__name__.lower()}/").status_code == 200


@pytest.mark.logs("Forbidden", "PermissionDenied")
def test_the_books_refuse_a_hand_made_request(staff: SimpleNamespace, sit: Sit) -> None:
    row = Entry.objects.first()
    assert row is not None
    sam = sit("sam")
    for path in (f"{row.pk}/change/", f"{row.pk}/delete/", "add/"):
        assert sam.post(f"/staff/ledger/entry/{path}", {"amount": 1}).status_code == 403
    assert Entry.objects.filter(pk=row.pk, amount=row.amount).exists()
    assert sam.get(f"/staff/ledger/entry/{row.pk}/change/").status_code == 200
    assert staff.facility


def test_no_contact_is_made_staff(staff: SimpleNamespace, sit: Sit) -> None:
    form = {
        "facility": staff.facility.pk,
        "username": "maria",
        "first_name": "Maria",
        "last_name": "Reyes",
        "job": "Supervisor",
        "title": "Supervisor",
    }
    page = sit("sam").post("/staff/appoint/", form, follow=True).content.decode()
    assert "This person has a contact" in page
    assert not User.objects.get(username="maria").is_staff


def test_staff_are_appointed_with_a_first_password(staff: SimpleNamespace, sit: Sit) -> None:
    form = {
        "facility": staff.facility.pk,
        "username": "new",
        "first_name": "New",
        "last_name": "Person",
        "job": "Mailroom",
        "title": "Mail officer",
    }
    sam = sit("sam")
    assert "too short" in sam.post("/staff/appoint/", form | {"password": "x"}).content.decode()
    sam.post("/staff/appoint/", form | {"password": "Nine green parrots"})
    client = Client()
    assert client.login(username="new", password="Nine green parrots")
    assert client.get("/staff/review/").status_code == 200
    row = AuditRow.objects.get(
        act="staff.appoint", thing=f"user:{User.objects.get(username='new').pk}"
    )
    assert row.actor == f"user:{User.objects.get(username='sam').pk}"


def test_someone_appointed_elsewhere_gets_the_rights_of_the_role(staff: SimpleNamespace) -> None:
    user = User.objects.create_user("old")
    founding.appoint(user, staff.facility, role="reviewer", title="Mail reviewer")
    assert [group.name for group in user.groups.all()] == ["Mailroom"]
