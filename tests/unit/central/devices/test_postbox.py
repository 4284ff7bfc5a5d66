"""The post box at central: once, whoever brings it, and nothing lost."""

from __future__ import annotations

import base64
import json
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import IntegrityError

from central import secret, world
from central.accounts import inmates
from central.accounts.models import Inmate
from central.devices import enrolment, postbox, returned
from central.devices.envelopes import EnvelopeRequest
from central.devices.models import Command, Envelope, RegisteredKey
from central.devices.models import Device as Row
from central.ledger.models import AuditRow
from central.refusals import Refused
from tests import rows, seed
from tests.unit.central.device_client import Device
from tests.unit.central.sealing import command, envelope, hand_in, message, post_box_token

TAKEN = {"status": "taken", "code": ""}
WAITING = {"status": "waiting", "code": ""}


def refused(code: str) -> dict[str, str]:
    return {"status": "refused", "code": code}


@pytest.fixture
def device(pair: SimpleNamespace) -> Device:
    device = Device()
    device.sign_in()
    return device


def bodies(pair: SimpleNamespace) -> list[str]:
    return [row["body"] for row in seed.messages(pair.connection)]


def refusals(device: Device) -> list[dict[str, Any]]:
    return [data for (kind, _), data in device.feed().items() if kind == "refusal"]


def test_an_envelope_is_carried_out_once_however_often_it_comes(
    pair: SimpleNamespace, device: Device
) -> None:
    sealed = envelope(device, message(pair.connection, "one"), message(pair.connection, "two"))
    for _ in range(3):
        assert hand_in(device, sealed) == TAKEN
    assert bodies(pair) == ["one", "two"]
    assert seed.balance(pair.inmate) == 200
    assert Envelope.objects.get().content is None
    assert refusals(device) == []


def test_an_envelope_that_two_bring_at_the_same_moment_is_taken_once(
    pair: SimpleNamespace, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = envelope(device, message(pair.connection))
    by, brought = Row.objects.get(pk=device.id), EnvelopeRequest.model_validate(sealed)
    carry_out, inner = returned.carry_out, []

    def meanwhile(inmate: Inmate, wish: Any) -> None:
        monkeypatch.undo()
        inner.append(postbox.hand_in(by, brought))
        carry_out(inmate, wish)

    monkeypatch.setattr(returned, "carry_out", meanwhile)
    assert postbox.hand_in(by, brought) == inner[0] == postbox.Answer("taken")
    assert len(bodies(pair)) == 1
    assert seed.balance(pair.inmate) == 250
    assert AuditRow.objects.filter(act="envelope.taken").count() == 1


def test_what_could_not_be_noted_is_not_said_to_be_taken(
    pair: SimpleNamespace, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = envelope(device, message(pair.connection))
    by, brought = Row.objects.get(pk=device.id), EnvelopeRequest.model_validate(sealed)
    monkeypatch.setattr(world, "now", lambda: None)
    with pytest.raises(IntegrityError):
        postbox._note(by, RegisteredKey.objects.get(), brought, "digest", None, "")
    monkeypatch.undo()
    assert not Envelope.objects.exists()
    assert hand_in(device, sealed) == TAKEN
    assert len(bodies(pair)) == 1


def test_whoever_brings_it(pair: SimpleNamespace, device: Device) -> None:
    other = Device("Kiosk B")
    sealed = envelope(device, message(pair.connection))
    assert hand_in(other, sealed) == TAKEN
    assert hand_in(device, sealed) == TAKEN
    assert len(bodies(pair)) == 1


def test_the_ordinary_way_and_the_post_box_are_one(pair: SimpleNamespace, device: Device) -> None:
    first, second = message(pair.connection, "first"), message(pair.connection, "second")
    receipt = device.command(first["kind"], id=first["id"], **first["args"])
    assert hand_in(device, envelope(device, first, second)) == TAKEN
    assert bodies(pair) == ["first", "second"]
    again = device.command(first["kind"], id=first["id"], **first["args"])
    assert again == receipt
    assert device.command(second["kind"], id=second["id"], **second["args"])["status"] == "done"
    assert seed.balance(pair.inmate) == 200


def test_envelopes_out_of_order_lose_nothing(pair: SimpleNamespace, device: Device) -> None:
    early = envelope(device, message(pair.connection, "early"), counter=1)
    late = envelope(device, message(pair.connection, "late"), counter=2)
    assert [hand_in(device, late), hand_in(device, early), hand_in(device, late)] == [TAKEN] * 3
    assert sorted(bodies(pair)) == ["early", "late"]


def test_a_refusal_goes_into_the_feed_with_its_text(pair: SimpleNamespace, device: Device) -> None:
    wish = message(pair.connection, "Write back soon", expected_price=40)
    assert hand_in(device, envelope(device, wish)) == TAKEN
    (shown,) = refusals(device)
    assert (shown["kind"], shown["code"], shown["text"]) == (
        "message.send",
        "price-changed",
        "Write back soon",
    )
    assert (shown["connection"], shown["price"]) == (pair.connection, 50)
    draft = device.feed()["state", f"draft/{wish['args']['message']}"]
    assert draft["fields"]["body"] == "Write back soon"
    before = device.feed()
    assert hand_in(device, envelope(device, wish, counter=2)) == TAKEN
    assert device.feed() == before
    mark = {"base_rev": 0, "fields": {"seen": True}}
    assert device.put(f"state/mark/{wish['id']}", mark).status_code == 200


def test_a_refusal_that_its_device_was_told_already_is_not_shown_twice(
    pair: SimpleNamespace, device: Device
) -> None:
    wish = message(pair.connection, expected_price=40)
    assert device.command(wish["kind"], id=wish["id"], **wish["args"])["status"] == "refused"
    assert hand_in(device, envelope(device, wish)) == TAKEN
    assert refusals(device) == []


@pytest.mark.parametrize(
    "kind", ["message.open", "account.freeze", "account.close", "", "connectionx"]
)
def test_what_may_not_be_boxed_is_refused_and_shown(
    pair: SimpleNamespace, device: Device, kind: str
) -> None:
    if not kind:
        assert hand_in(device, envelope(device, command(kind))) == refused("unreadable")
        return
    assert hand_in(device, envelope(device, command(kind))) == TAKEN
    assert [row["code"] for row in refusals(device)] == ["not-allowed"]
    assert Inmate.objects.get(pk=pair.inmate).status == "active"
    assert not Command.objects.exists()


def test_an_id_that_came_before_with_other_content_is_shown(
    pair: SimpleNamespace, device: Device
) -> None:
    sent = message(pair.connection, "this")
    device.command(sent["kind"], id=sent["id"], **sent["args"])
    other = {**message(pair.connection, "that"), "id": sent["id"]}
    assert hand_in(device, envelope(device, other)) == TAKEN
    (shown,) = refusals(device)
    assert (shown["code"], shown["text"]) == ("fingerprint-differs", "that")
    assert bodies(pair) == ["this"]


def test_taking_back_what_was_boxed(pair: SimpleNamespace, device: Device) -> None:
    wish = message(pair.connection)
    taken_back = device.command("command.cancel", command=wish["id"])
    assert taken_back["status"] == "done"
    assert hand_in(device, envelope(device, wish)) == TAKEN
    assert bodies(pair) == []
    assert refusals(device) == []
    later = message(pair.connection, "later")
    assert hand_in(device, envelope(device, later, counter=2)) == TAKEN
    assert device.command("command.cancel", command=later["id"])["code"] == "too-late"


def test_text_that_no_database_takes_is_shown_without_it(
    pair: SimpleNamespace, device: Device
) -> None:
    wish = message(pair.connection, "a\x00b", expected_price=40)
    assert hand_in(device, envelope(device, wish)) == TAKEN
    assert [row["text"] for row in refusals(device)] == ["ab"]
    assert hand_in(device, envelope(device, command("item.remove", x="\x00"), counter=2)) == TAKEN


def test_text_is_not_lost_to_a_change_of_pin(pair: SimpleNamespace, device: Device) -> None:
    old = envelope(device, message(pair.connection, "before"))
    person = Inmate.objects.get(pk=pair.inmate)
    inmates.reset_pin(person, by=rows.staff())
    assert device.sign_in_with_key().json()["code"] == "vault-key-old"
    assert hand_in(device, old) == TAKEN
    assert bodies(pair) == ["before"]


def test_a_key_that_was_replaced_still_signs_for_its_time(
    pair: SimpleNamespace, device: Device
) -> None:
    old = envelope(device, message(pair.connection, "before"))
    device.vault_key = Ed25519PrivateKey.generate()
    device.sign_in()
    assert hand_in(device, old) == TAKEN
    assert hand_in(device, envelope(device, message(pair.connection, "after"))) == TAKEN
    assert bodies(pair) == ["before", "after"]
    assert RegisteredKey.objects.filter(inmate=pair.inmate).count() == 2


def test_an_envelope_sealed_to_a_key_before_is_opened(
    pair: SimpleNamespace, device: Device, settings: Any
) -> None:
    old = envelope(device, message(pair.connection, "before"))
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret"
    assert hand_in(device, old) == TAKEN
    told = device.get("devices/self", token=device.token).json()["post_box_key"]
    assert told != device.enrolled["post_box_key"]
    settings.SECRET_KEY_FALLBACKS = []
    lost = envelope(device, message(pair.connection, "lost"), counter=2)
    assert hand_in(device, lost) == refused("unreadable")


def test_a_frozen_account_waits_for_staff(pair: SimpleNamespace, device: Device) -> None:
    person = Inmate.objects.get(pk=pair.inmate)
    inmates.set_status(person, "frozen", by=rows.staff())
    sealed = envelope(device, message(pair.connection, "kept"))
    assert hand_in(device, sealed) == WAITING
    (row,) = postbox.waiting(rows.staff())
    assert (row.why, bodies(pair)) == ("account-frozen", [])
    with pytest.raises(Refused, match="account-frozen"):
        postbox.approve(row, by=rows.staff())
    assert hand_in(device, sealed) == WAITING
    inmates.set_status(person, "active", by=rows.staff())
    postbox.approve(row, by=rows.staff())
    assert bodies(pair) == ["kept"]
    assert hand_in(device, sealed) == TAKEN
    with pytest.raises(Refused, match="already-decided"):
        postbox.discard(row, by=rows.staff())


def test_who_has_left_waits_too_and_who_was_erased_does_not(
    pair: SimpleNamespace, device: Device
) -> None:
    person = Inmate.objects.get(pk=pair.inmate)
    inmates.set_status(person, "released", by=rows.staff())
    assert hand_in(device, envelope(device, message(pair.connection))) == WAITING
    inmates.set_status(person, "erased", by=rows.staff())
    late = envelope(device, message(pair.connection), counter=2)
    assert hand_in(device, late) == refused("account-closed")


def test_a_revoked_device_may_only_hand_in_and_staff_decide(
    pair: SimpleNamespace, device: Device
) -> None:
    sealed = [
        envelope(device, message(pair.connection, body), counter=counter)
        for counter, body in enumerate(("yes", "no"), start=1)
    ]
    seed.revoke_device(device.id)
    token = post_box_token(device)
    for path in ("devices/self", "changes"):
        answer = device.get(path, token=token)
        assert (answer.status_code, answer.json()["code"]) == (401, "token-expired")
    assert device.post("sessions", {"number": "1001", "pin": "480215"}, token=token).status_code
    assert device.renew().json()["code"] == "device-revoked"
    assert [hand_in(device, one) for one in sealed] == [WAITING] * 2
    assert hand_in(Device("Kiosk B"), sealed[0]) == WAITING
    yes, no = postbox.waiting(rows.staff())
    postbox.approve(yes, by=rows.staff())
    postbox.discard(no, by=rows.staff())
    assert bodies(pair) == ["yes"]
    assert [hand_in(device, one) for one in sealed] == [TAKEN] * 2
    other = Device("Kiosk C")
    other.sign_in()
    assert [(row["code"], row["text"]) for row in refusals(other)] == [("discarded", "no")]
    acts = AuditRow.objects.filter(act__startswith="envelope.").values_list("act", flat=True)
    assert sorted(acts) == [
        "envelope.discarded",
        "envelope.taken",
        "envelope.waiting",
        "envelope.waiting",
    ]


def test_the_vault_of_a_revoked_device_waits_whoever_brings_it(
    pair: SimpleNamespace, device: Device
) -> None:
    seed.revoke_device(device.id)
    assert hand_in(Device("Kiosk B"), envelope(device, message(pair.connection))) == WAITING


def test_only_so_many_wait(
    pair: SimpleNamespace, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postbox, "MOST_WAITING", 1)
    seed.revoke_device(device.id)
    first, second = (
        envelope(device, message(pair.connection), counter=counter) for counter in (1, 2)
    )
    assert hand_in(device, first) == WAITING
    full = device.post("postbox", second, token=post_box_token(device))
    assert (full.status_code, full.json()["code"]) == (429, "rate-limited")
    postbox.discard(Envelope.objects.get(), by=rows.staff())
    assert hand_in(device, second) == WAITING


def test_other_tokens_open_no_post_box(pair: SimpleNamespace, device: Device) -> None:
    sealed = envelope(device, message(pair.connection))
    for token in ("", "guess", device.token, device.session):
        answer = device.post("postbox", sealed, token=token)
        assert (answer.status_code, answer.json()["code"]) == (401, "token-expired")
    pending = Device("Kiosk P", confirm=False)
    answer = pending.post("postbox", sealed, token=post_box_token(pending))
    assert answer.json()["code"] == "device-pending"


def test_a_retired_device_hands_in_and_says_that_it_is_empty(
    pair: SimpleNamespace, device: Device
) -> None:
    sealed = envelope(device, message(pair.connection))
    early = device.post("postbox/empty", {}, token=post_box_token(device))
    assert (early.status_code, early.json()["code"]) == (400, "invalid")
    enrolment.retire(Row.objects.get(pk=device.id), by=rows.staff())
    assert hand_in(device, sealed) == TAKEN
    assert len(bodies(pair)) == 1
    for _ in range(2):
        said = device.post("postbox/empty", {}, token=post_box_token(device))
        assert said.json() == TAKEN
    assert Row.objects.get(pk=device.id).erased_at is not None
    assert AuditRow.objects.filter(act="device.erase").count() == 1


def test_what_is_signed_is_what_was_described(pair: SimpleNamespace, device: Device) -> None:
    sealed = envelope(device, message(pair.connection))
    text = json.dumps(
        {name: value for name, value in sealed.items() if name != "signature"},
        sort_keys=True,
        separators=(",", ":"),
    )
    assert postbox.signed_bytes(EnvelopeRequest(**sealed)) == (
        b"kiosk post box 1\n" + text.encode()
    )


def test_the_key_that_opens_envelopes_is_central_s_alone(device: Device) -> None:
    sealed = envelope(device, content=b"only for you")
    raw = base64.b64decode(sealed["sealed"])
    assert b"only for you" not in raw
    info = postbox.LABEL + sealed["id"].encode()
    (own,) = secret.post_box_keys().values()
    assert postbox.SUITE.decrypt(raw, own, info=info) == b"only for you"
    with pytest.raises(InvalidTag):
        postbox.SUITE.decrypt(raw, X25519PrivateKey.generate(), info=info)
