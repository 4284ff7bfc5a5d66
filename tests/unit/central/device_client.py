"""A device that speaks the API as the protocol says, for tests of central alone."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from central import world
from tests import seed


def b64(key: Ed25519PrivateKey) -> str:
    """The public half, raw, in base64."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


class Device:
    """One enrolled device with its keys and tokens."""

    def __init__(self, name: str = "Kiosk A", *, confirm: bool = True) -> None:
        self.client = Client()
        self.key = Ed25519PrivateKey.generate()
        self.vault_key = Ed25519PrivateKey.generate()
        self.enrolled = self.post(
            "devices/enroll",
            {
                "code": seed.device_code(name),
                "public_key": b64(self.key),
                "kind": "kiosk",
                "app_version": "0.1.0",
            },
        ).json()
        self.id = self.enrolled["device"]
        if confirm:
            seed.confirm_device(self.id)
        self.token = ""
        self.session = ""
        self.inmate = ""

    def assertion(self, issuer: str, key: Ed25519PrivateKey, **claims: Any) -> str:
        now = world.now()
        body = {
            "iss": issuer,
            "sub": issuer,
            "aud": "central",
            "iat": int(now.timestamp()),
            "exp": int((now + timedelta(minutes=2)).timestamp()),
            "jti": str(uuid4()),
            **claims,
        }
        return jwt.encode(body, key, algorithm="EdDSA")

    def renew(self) -> Any:
        answer = self.post("devices/token", {"assertion": self.assertion(self.id, self.key)})
        self.token = answer.json().get("token", "")
        return answer

    def sign_in(self, number: str = "1001", pin: str = "480215") -> Any:
        if not self.token:
            self.renew()
        body = {"number": number, "pin": pin, "vault_key": b64(self.vault_key)}
        return self.keep(self.post("sessions", body, token=self.token))

    def sign_in_with_key(self, **claims: Any) -> Any:
        assertion = self.assertion(self.inmate, self.vault_key, **{"device": self.id, **claims})
        return self.keep(self.post("sessions", {"assertion": assertion}, token=self.token))

    def keep(self, answer: Any) -> Any:
        if answer.status_code == 200:
            self.session = answer.json()["token"]
            self.inmate = answer.json()["inmate"]
        return answer

    def post(self, path: str, body: Any, *, token: str = "") -> Any:
        return self.client.post(
            f"/v1/{path}", body, content_type="application/json", headers=self._auth(token)
        )

    def get(self, path: str, *, token: str = "", **headers: str) -> Any:
        auth = self._auth(token or self.session)
        return self.client.get(f"/v1/{path}", headers={**auth, **headers})

    def put(self, path: str, body: Any) -> Any:
        return self.client.put(
            f"/v1/{path}", body, content_type="application/json", headers=self._auth(self.session)
        )

    @staticmethod
    def _auth(token: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token}"} if token else {}

    def command(self, kind: str, *, id: str = "", **args: Any) -> Any:  # noqa: A002
        command = {"id": id or str(uuid4()), "kind": kind, "args": args}
        answer = self.post("commands", {"commands": [command]}, token=self.session)
        assert answer.status_code == 200, answer.content
        return answer.json()["receipts"][0]

    def changes(self, cursor: str = "") -> Any:
        return self.get(f"changes?cursor={cursor}")

    def feed(self) -> dict[tuple[str, str], Any]:
        """Everything live, by (type, id)."""
        page = self.changes().json()
        assert not page["more"]
        return {
            (row["type"], row["id"]): row["data"] for row in page["changes"] if not row["deleted"]
        }
