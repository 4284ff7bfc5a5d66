"""Answers to the challenges of devices' staff screens, for staff who may look after devices."""

from __future__ import annotations

import hmac

from django.db import transaction

from central import secret
from central.accounts.models import User
from central.devices.models import Device
from central.facilities.models import StaffRole
from central.facilities.staff import require
from central.ledger import audit
from central.refusals import Refused

DRAWN = 6  # digits that the device draws; two more say that they were read right
CHECK = 2
ANSWER = 8  # digits: typable, and one in a hundred million


def key(device: Device) -> bytes:
    """The key that a device is given at enrolment; of this device and of nothing else."""
    return secret.derive(f"staff screen {device.pk}")


def keys(device: Device) -> list[bytes]:
    """That key, and those that the device may hold from central's former secrets."""
    purpose = f"staff screen {device.pk}"
    return [key(device), *(secret.derive(purpose, former) for former in secret.former())]


@transaction.atomic
def answer(device: Device, *, challenge: str, by: User) -> str:
    """The answer to what the device's screen shows: refuses wrong-challenge, not-active.

    It opens the screen once, within minutes; who asked for it stays on record.
    """
    require(by, device.facility, StaffRole.Role.ADMINISTRATOR)
    if device.status != Device.Status.ACTIVE:
        raise Refused("not-active")
    digits = "".join(char for char in challenge if char.isdecimal() and char.isascii())
    for held in keys(device):
        if hmac.compare_digest(digits[DRAWN:], digits_of(held, "challenge", digits[:DRAWN], CHECK)):
            audit.record(by, "device.staff_screen", ("device", device.pk), device.facility)
            return digits_of(held, "answer", digits, ANSWER)
    raise Refused("wrong-challenge")


def digits_of(held: bytes, purpose: str, text: str, count: int) -> str:
    """HMAC-SHA256 of "purpose:text": its first 8 bytes, big-endian, modulo 10**count."""
    digest = hmac.digest(held, f"{purpose}:{text}".encode(), "sha256")
    return f"{int.from_bytes(digest[:8], 'big') % 10**count:0{count}d}"
