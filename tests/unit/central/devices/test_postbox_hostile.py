"""Envelopes that nobody honest made: each is answered by a code, and nothing is carried out."""

from __future__ import annotations

import base64
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.devices.models import Envelope
from tests import seed
from tests.unit.central.device_client import Device
from tests.unit.central.sealing import envelope, hand_in, message, post_box_token

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


def test_hostile_envelopes_are_answered_by_a_code(
    pair: SimpleNamespace, others: SimpleNamespace, device: Device
) -> None:
    wish = message(pair.connection)
    stranger = Device("Kiosk B")
    stranger.sign_in("2002", "739164")
    own = Ed25519PrivateKey.generate()
    cases = {
        "bad-signature": [
            envelope(device, wish, signer=own),
            envelope(device, wish, signer=stranger.vault_key),
            {**envelope(device, wish), "counter": 2},
            {**envelope(device, wish), "id": str(uuid4())},
            {**envelope(device, wish), "signature": "not base64!"},
            {**envelope(device, wish), "signature": ""},
        ],
        "unknown-key": [
            envelope(device, wish, key="0" * 64),
            envelope(device, wish, inmate=others.inmate),
            envelope(stranger, wish, inmate=pair.inmate),
            envelope(device, wish, inmate=str(uuid4())),
        ],
        "unreadable": [
            envelope(device, wish, sealed="AAAA"),
            envelope(device, wish, sealed=""),
            envelope(device, wish, sealed=base64.b64encode(b"\x00" * 5000).decode()),
            envelope(device, wish, sealed="not base64!"),
            envelope(device, wish, sealed_to="0" * 64),
            envelope(device, wish, id=str(uuid4())),  # sealed for another envelope
            envelope(device, content=b"\xff\xfe"),
            envelope(device, content=b"[" * 20_000),
            envelope(device, content=b"{}"),
            envelope(device, content=b'{"commands": [{"id": "\\ud800"}]}'),
            envelope(device, *[wish] * 51),
        ],
    }
    for code, sealed_ones in cases.items():
        for sealed in sealed_ones:
            assert hand_in(device, sealed) == refused(code)
    assert bodies(pair) == []
    assert not Envelope.objects.exists()
    assert hand_in(device, envelope(device, wish)) == TAKEN  # the counter is still good


def test_a_counter_is_used_once_and_an_id_has_one_content(
    pair: SimpleNamespace, device: Device
) -> None:
    first = envelope(device, message(pair.connection, "first"))
    assert hand_in(device, first) == TAKEN
    second = envelope(device, message(pair.connection, "second"))
    assert hand_in(device, second) == refused("counter-used")
    changed = envelope(device, message(pair.connection, "third"), counter=2, id=first["id"])
    assert hand_in(device, changed) == refused("envelope-differs")
    assert bodies(pair) == ["first"]


@pytest.mark.parametrize(
    "changed",
    [
        {"counter": 0},
        {"counter": 2**53},
        {"counter": None},
        {"key": "short"},
        {"inmate": "nobody"},
        {"sealed": "A" * 1_500_001},
        {"sealed": "A" * 10_000_000},
        {"sealed": None},
    ],
)
@pytest.mark.logs("Request body exceeded")
def test_what_is_no_envelope_at_all_is_a_400(
    pair: SimpleNamespace, device: Device, changed: dict[str, Any]
) -> None:
    body = {**envelope(device, message(pair.connection)), **changed}
    answer = device.post("postbox", body, token=post_box_token(device))
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
