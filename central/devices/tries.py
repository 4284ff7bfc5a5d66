"""Counting wrong PINs: for each number at each device, and for each device over all numbers."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from central import logs, world
from central.devices.models import Device, SignInTries
from central.refusals import Refused

FREE_TRIES = 5
WAITS = (1, 5, 15, 60)  # minutes, after the fifth wrong PIN and each one more
DEVICE_BUDGET = (
    20  # wrong PINs a day over all numbers, after which every try waits and central alarms
)
DEVICE_WAIT = timedelta(seconds=5)
log = logs.get(__name__)


def count(device: Device, number: str) -> int:
    """Count a try before the PIN is looked at; returns how many are left before a wait.

    Refuses `locked` (retry_after, seconds). Kept by number, so that an unknown one counts alike;
    tries at one device never lock anyone out at another.
    """
    now = world.now()
    with transaction.atomic():
        device = Device.objects.select_for_update(no_key=True).get(pk=device.pk)
        _check_budget(device)
        tries, _ = SignInTries.objects.select_for_update(no_key=True).get_or_create(
            device=device, number=number[:32]
        )
        if tries.wait_until is not None and now < tries.wait_until:
            raise Refused("locked", retry_after=_seconds(tries.wait_until - now))
        tries.count += 1
        tries.wrong += 1
        over = tries.count - FREE_TRIES
        if over >= 0:
            minutes = WAITS[min(over, len(WAITS) - 1)]
            tries.wait_until = now + timedelta(minutes=minutes)
        tries.save()
        if device.wrong_tries_on != now.date():
            device.wrong_tries_on, device.wrong_tries = now.date(), 0
        device.wrong_tries += 1
        if device.wrong_tries == DEVICE_BUDGET:
            log.error("many wrong PINs at one device today", code="device-budget", device=device.pk)
        device.last_try_at = now
        device.save(update_fields=["wrong_tries_on", "wrong_tries", "last_try_at"])
    return max(0, FREE_TRIES - tries.count)


def _check_budget(device: Device) -> None:
    now = world.now()
    if device.wrong_tries_on != now.date() or device.wrong_tries < DEVICE_BUDGET:
        return
    if device.last_try_at is not None and now - device.last_try_at < DEVICE_WAIT:
        raise Refused("locked", retry_after=_seconds(device.last_try_at + DEVICE_WAIT - now))


def _seconds(wait: timedelta) -> int:
    return int(wait.total_seconds()) + 1


@transaction.atomic
def forgive(device: Device, number: str) -> None:
    """Take the count back after a right PIN: it was counted as wrong beforehand."""
    device = Device.objects.select_for_update(no_key=True).get(pk=device.pk)
    SignInTries.objects.filter(device=device, number=number[:32]).update(
        count=0, wait_until=None, wrong=F("wrong") - 1
    )
    device.wrong_tries = max(0, device.wrong_tries - 1)
    device.save(update_fields=["wrong_tries"])


def tell(facility_id: UUID, number: str) -> int:
    """Wrong tries on all devices that the owner has not been told of, and now is."""
    untold = SignInTries.untold(facility_id, number)
    SignInTries.objects.filter(device__facility=facility_id, number=number).update(told=F("wrong"))
    return untold


def wait_now(device: Device, number: str) -> int:
    """Seconds until this number may be tried again at this device; 0 when at once."""
    tries = SignInTries.objects.filter(device=device, number=number[:32]).first()
    if tries is None or tries.wait_until is None:
        return 0
    left = tries.wait_until - world.now()
    return _seconds(left) if left > timedelta(0) else 0
