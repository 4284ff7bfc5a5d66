"""Who this device is to central: enrolled once with a one-time code, then by its own key."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import keyring
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.device.key_store import SERVICE, DeviceKeyring

SIGNING_KEY = "signing-key"
DEVICE_SECRET = "device-secret"  # noqa: S105 - the entry's name
ENROLMENT = "enrolment"
SECRET_BYTES = 32
ASSERTION_LIFE = timedelta(minutes=2)  # central takes at most 5 (SYNC.md "Ends")
AUDIENCE = "central"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What central said at enrolment; `central_key` is its raw Ed25519 key, for receipts.

    `staff_key` proves answers of the staff console; empty where central gave none.
    """

    device: str
    facility_name: str
    device_name: str
    central_key: bytes
    check_digits: str
    staff_key: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """An enrolled device."""

    enrolled: Enrolled
    signing_key: Ed25519PrivateKey = field(repr=False)
    device_secret: bytes = field(repr=False)

    @property
    def device(self) -> str:
        """The device's id at central."""
        return self.enrolled.device

    def assertion(self, now: datetime) -> str:
        """A signed claim to be this device, for a token (RFC 7523); `now` in UTC."""
        return sign_assertion(self.signing_key, self.device, now)

    def derive(self, purpose: str) -> bytes:
        """32 bytes out of the device's secret, for one purpose."""
        info = f"kiosk device: {purpose}".encode()
        return HKDF(SHA256(), 32, None, info).derive(self.device_secret)


Enroll = Callable[[str, str], Enrolled]  # code, public key in base64; the app hands in the HTTP


class KeyMismatch(Exception):  # noqa: N818 - a state that the command explains
    """Central heard of another key than this device's: somebody is in between."""


class NotOurKeyring(Exception):  # noqa: N818 - a state that the command explains
    """keyring would use another backend than the device's own."""


def check_digits(public_key: bytes) -> str:
    """The 8 digits that staff compare; as `EnrollAnswer` in the wire contract says."""
    number = int.from_bytes(hashlib.sha256(public_key).digest()[:8], "big") % 10**8
    return f"{number:08d}"


def sign_assertion(key: Ed25519PrivateKey, subject: str, now: datetime) -> str:
    """An EdDSA JWT by `subject` about itself, for central, good for two minutes."""
    import jwt  # takes 100 ms to import, needed only once central is asked

    content = {
        "iss": subject,
        "sub": subject,
        "aud": AUDIENCE,
        "iat": now,
        "exp": now + ASSERTION_LIFE,
        "jti": secrets.token_urlsafe(16),
    }
    return jwt.encode(content, key, algorithm="EdDSA")


def enroll(code: str, ask: Enroll) -> Identity:
    """Enrol this device; `ask` carries code and public key to central and may raise.

    The key is kept before central hears of it, so that a lost answer can be asked for again.
    Raises KeyMismatch, NotOurKeyring.
    """
    signing_key, device_secret = _own_secrets()
    public = signing_key.public_key().public_bytes_raw()
    answer = ask(normal_code(code), base64.b64encode(public).decode())
    if answer.check_digits != check_digits(public):
        raise KeyMismatch
    keyring.set_password(SERVICE, ENROLMENT, _pack(answer))
    return Identity(answer, signing_key, device_secret)


def load() -> Identity | None:
    """This device's identity, None before it is enrolled. Raises KeyringLocked, NotOurKeyring."""
    _ours()
    packed = keyring.get_password(SERVICE, ENROLMENT)
    if packed is None:
        return None
    signing_key, device_secret = _own_secrets()
    return Identity(_unpack(packed), signing_key, device_secret)


def forget() -> None:
    """Destroy this device's keys: every vault on it stays shut for good."""
    backend = _ours()
    for name in (DEVICE_SECRET, SIGNING_KEY, ENROLMENT):
        if backend.get_password(SERVICE, name) is not None:
            backend.delete_password(SERVICE, name)


def normal_code(code: str) -> str:
    """A code as central gave it out: no spaces or dashes, capitals."""
    return "".join(each for each in code if each.isalnum()).upper()


def _own_secrets() -> tuple[Ed25519PrivateKey, bytes]:
    """The device's key and secret, made the first time."""
    _ours()
    held = [_secret(name) for name in (SIGNING_KEY, DEVICE_SECRET)]
    return Ed25519PrivateKey.from_private_bytes(held[0]), held[1]


def _secret(name: str) -> bytes:
    known = keyring.get_password(SERVICE, name)
    if known is None:
        known = base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
        keyring.set_password(SERVICE, name, known)
    return base64.b64decode(known)


def _ours() -> DeviceKeyring:
    """The backend in use, which must be ours: others keep secrets in plain text."""
    backend = keyring.get_keyring()
    if type(backend) is not DeviceKeyring:
        raise NotOurKeyring(type(backend).__name__)
    return backend


def _pack(enrolled: Enrolled) -> str:
    key = base64.b64encode(enrolled.central_key).decode()
    return json.dumps(
        {
            "device": enrolled.device,
            "facility_name": enrolled.facility_name,
            "device_name": enrolled.device_name,
            "central_key": key,
            "check_digits": enrolled.check_digits,
            "staff_key": base64.b64encode(enrolled.staff_key).decode(),
        }
    )


def _unpack(packed: str) -> Enrolled:
    held = json.loads(packed)
    return Enrolled(
        device=held["device"],
        facility_name=held["facility_name"],
        device_name=held["device_name"],
        central_key=base64.b64decode(held["central_key"]),
        check_digits=held["check_digits"],
        staff_key=base64.b64decode(held.get("staff_key", "")),  # enrolled before: none
    )
