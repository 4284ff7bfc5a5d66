"""How a device becomes known, is confirmed, and is let go."""

from __future__ import annotations

import base64
import binascii
import hashlib
from datetime import timedelta

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import transaction

from central import logs, world
from central.accounts.models import User
from central.devices import assertions, tokens
from central.devices.models import Device, EnrolmentCode, EnrolmentTry, Token
from central.facilities.models import Facility, StaffRole
from central.facilities.staff import require
from central.ledger import audit
from central.refusals import Refused
from central.text import clean

CODE_LENGTH = 10  # base32 characters: 50 bits
CODE_LIFE = timedelta(minutes=60)
TRY_WINDOW = timedelta(minutes=10)
MOST_TRIES = 10  # wrong codes from one address within TRY_WINDOW
ADMINISTRATOR = StaffRole.Role.ADMINISTRATOR
log = logs.get(__name__)


def _hash(code: str) -> str:
    """Codes are read off paper: O for 0, I for 1 and 8 for B cannot be told apart, nor case."""
    plain = code.upper().translate(str.maketrans("018", "OIB", " -"))
    return hashlib.sha256(plain.encode()).hexdigest()


@transaction.atomic
def make_code(facility: Facility, *, device_name: str, by: User) -> str:
    """A one-time code for one device, good for 60 minutes; kept only as a hash."""
    require(by, facility, ADMINISTRATOR)
    code = base64.b32encode(world.token(7)).decode()[:CODE_LENGTH]
    EnrolmentCode.objects.create(
        code_hash=_hash(code),
        facility=facility,
        device_name=device_name,
        made_by=by,
        expires_at=world.now() + CODE_LIFE,
    )
    audit.record(by, "device.code", ("facility", facility.pk), facility)
    return code


def check_digits(device: Device) -> str:
    """8 digits of the device's key, which staff compare with its screen.

    The first 8 bytes of SHA-256 of the raw key, as a big-endian number, modulo 10**8.
    """
    digest = hashlib.sha256(bytes(device.public_key)).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**8:08d}"


def enroll(code: str, public_key: str, kind: str, app_version: str, address: str) -> Device:
    """Trade a code and a key for a pending device; refuses bad-code, invalid, rate-limited.

    The same key with the same code again gets the same device: the first answer may be lost.
    """
    now = world.now()
    wrong = EnrolmentTry.objects.filter(address=address, at__gt=now - TRY_WINDOW)
    if wrong.count() >= MOST_TRIES:
        log.warning("too many wrong enrolment codes", code="rate-limited")
        raise Refused("rate-limited", retry_after=int(TRY_WINDOW.total_seconds()))
    key = _key(public_key)
    try:
        with transaction.atomic():
            return _enroll(code, key, kind, app_version)
    except Refused:
        EnrolmentTry.objects.filter(at__lt=now - TRY_WINDOW).delete()
        EnrolmentTry.objects.create(address=address, at=now)
        raise


def _enroll(code: str, key: bytes, kind: str, app_version: str) -> Device:
    held = (
        EnrolmentCode.objects.select_for_update(of=("self",), no_key=True)
        .select_related("facility")
        .filter(code_hash=_hash(code), expires_at__gt=world.now())
        .first()
    )
    if held is None:
        raise Refused("bad-code")
    if held.used_by is not None:
        if bytes(held.used_by.public_key) == key:
            return held.used_by
        raise Refused("bad-code")
    if Device.objects.filter(public_key=key).exists():
        raise Refused("invalid", reason="public_key")
    device = Device.objects.create(
        facility=held.facility,
        name=held.device_name,
        kind=kind,
        public_key=key,
        app_version=clean(app_version, one_line=True)[:40],
        enrolled_at=world.now(),
    )
    held.used_by = device
    held.save(update_fields=["used_by"])
    audit.record(f"device:{device.pk}", "device.enroll", ("device", device.pk), held.facility)
    return device


def _key(public_key: str) -> bytes:
    try:
        raw = base64.b64decode(public_key, validate=True)
        Ed25519PublicKey.from_public_bytes(raw)
    except (binascii.Error, ValueError, InvalidKey) as error:
        raise Refused("invalid", reason="public_key") from error
    return raw


def token(assertion: str, *, post_box: bool = False) -> str:
    """A short-lived token for a device's assertion; refuses bad-assertion, device-revoked ...

    One for the post box is good for handing in envelopes alone: a revoked device gets it, too.
    """
    device = _named(assertions.issuer(assertion))
    claims = assertions.check(assertion, bytes(device.public_key))
    if claims["iss"] != str(device.pk):
        raise Refused("bad-assertion")
    if device.status == Device.Status.REVOKED and not post_box:
        raise Refused("device-revoked")
    device.last_seen_at = world.now()
    device.save(update_fields=["last_seen_at"])
    return tokens.for_post_box(device) if post_box else tokens.for_device(device)


def _named(device_id: str) -> Device:
    from uuid import UUID

    try:
        wanted = UUID(device_id)
    except ValueError as error:
        raise Refused("bad-assertion") from error
    device = Device.objects.filter(pk=wanted).first()
    if device is None:
        raise Refused("bad-assertion")
    return device


@transaction.atomic
def confirm(device: Device, *, digits: str, by: User) -> Device:
    """Let a pending device work, after comparing digits: refuses `wrong-digits`."""
    require(by, device.facility, ADMINISTRATOR)
    device = Device.objects.select_for_update(no_key=True).get(pk=device.pk)
    if device.status != Device.Status.PENDING:
        raise Refused("already-decided")
    if "".join(char for char in digits if char.isdigit()) != check_digits(device):
        raise Refused("wrong-digits")
    device.status, device.confirmed_at = Device.Status.ACTIVE, world.now()
    device.save(update_fields=["status", "confirmed_at"])
    audit.record(by, "device.confirm", ("device", device.pk), device.facility)
    return device


@transaction.atomic
def retire(device: Device, *, by: User) -> Device:
    """Let a device hand in what it has and then erase itself."""
    return _end(device, Device.Status.RETIRED, by)


@transaction.atomic
def revoke(device: Device, *, by: User) -> Device:
    """Refuse a device at once; it erases at its next contact.

    Text that it never synced is lost: the console says so before.
    """
    return _end(device, Device.Status.REVOKED, by)


def _end(device: Device, status: Device.Status, by: User) -> Device:
    require(by, device.facility, ADMINISTRATOR)
    device = Device.objects.select_for_update(no_key=True).get(pk=device.pk)
    if device.status == Device.Status.REVOKED:
        raise Refused("already-decided")
    device.status = status
    device.save(update_fields=["status"])
    Token.objects.filter(device=device, inmate__isnull=False).delete()
    audit.record(by, f"device.{status.value}", ("device", device.pk), device.facility)
    return device
