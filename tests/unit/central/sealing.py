"""Envelopes as a device makes them, and as somebody who means harm does."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from tests.unit.central.device_client import Device

LABEL = b"kiosk post box 1\n"


def command(kind: str, **args: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "kind": kind, "args": args}


def message(connection: str, body: str = "I am well", **more: Any) -> dict[str, Any]:
    given = {
        "message": str(uuid4()),
        "connection": connection,
        "body": body,
        "payment": "prepaid",
        "expected_price": 50,
    }
    return command("message.send", **{**given, **more})


def envelope(
    device: Device,
    *commands: dict[str, Any],
    counter: int = 1,
    content: bytes | None = None,
    signer: Ed25519PrivateKey | None = None,
    **changed: Any,
) -> dict[str, Any]:
    """An envelope of the person signed in last at this device; `changed` before it is signed."""
    number = str(uuid4())
    public = base64.b64decode(device.enrolled["post_box_key"])
    suite = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
    plain = json.dumps({"commands": commands}).encode() if content is None else content
    sealed = suite.encrypt(
        plain, X25519PublicKey.from_public_bytes(public), info=LABEL + number.encode()
    )
    fields = {
        "id": number,
        "inmate": device.inmate,
        "key": hashlib.sha256(device.vault_key.public_key().public_bytes_raw()).hexdigest(),
        "counter": counter,
        "sealed_to": hashlib.sha256(public).hexdigest(),
        "sealed": base64.b64encode(sealed).decode(),
        **changed,
    }
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    signature = (signer or device.vault_key).sign(LABEL + text.encode())
    return {**fields, "signature": base64.b64encode(signature).decode()}


def post_box_token(device: Device) -> str:
    body = {"assertion": device.assertion(device.id, device.key), "scope": "postbox"}
    token: str = device.post("devices/token", body).json()["token"]
    return token


def hand_in(device: Device, sealed: dict[str, Any]) -> dict[str, Any]:
    answer = device.post("postbox", sealed, token=post_box_token(device))
    assert answer.status_code == 200, answer.content
    said: dict[str, Any] = answer.json()
    return said
