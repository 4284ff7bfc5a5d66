"""Bearer tokens: random, kept as hashes, short-lived."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta

from central import world
from central.accounts import inmate_status
from central.accounts.models import Inmate
from central.devices.models import Device, Token
from central.refusals import Refused

DEVICE_LIFE = timedelta(minutes=15)
SESSION_LIFE = timedelta(minutes=15)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _issue(
    life: timedelta,
    device: Device,
    inmate: Inmate | None,
    *,
    pin_only: bool = False,
    post_box_only: bool = False,
) -> str:
    now = world.now()
    Token.objects.filter(device=device, expires_at__lt=now).delete()
    token = base64.urlsafe_b64encode(world.token(32)).decode().rstrip("=")
    Token.objects.create(
        token_hash=_hash(token),
        device=device,
        inmate=inmate,
        pin_version=0 if inmate is None else inmate.pin_version,
        expires_at=now + life,
        pin_only=pin_only,
        post_box_only=post_box_only,
    )
    return token


def for_device(device: Device) -> str:
    """A token good for devices/self and for signing in."""
    return _issue(DEVICE_LIFE, device, None)


def for_post_box(device: Device) -> str:
    """A token good for handing in envelopes and nothing else, also of a revoked device."""
    return _issue(DEVICE_LIFE, device, None, post_box_only=True)


def for_session(device: Device, inmate: Inmate, *, pin_only: bool) -> str:
    """A token for one inmate at one device; `pin_only` until a one-time PIN was replaced."""
    return _issue(SESSION_LIFE, device, inmate, pin_only=pin_only)


def _find(token: str, *related: str) -> Token:
    found = Token.objects.select_related(*related).filter(token_hash=_hash(token)).first()
    if found is None or found.expires_at <= world.now():
        raise Refused("token-expired")
    return found


def device_of(token: str) -> Device:
    """Whose token it is; refuses token-expired and device-revoked."""
    found = _find(token, "device__facility")
    if found.inmate_id is not None or found.post_box_only:
        raise Refused("token-expired")
    if found.device.status == Device.Status.REVOKED:
        raise Refused("device-revoked")
    return found.device


def post_box_device_of(token: str) -> Device:
    """Who may hand in envelopes by this token; refuses token-expired."""
    found = _find(token, "device__facility")
    if not found.post_box_only:
        raise Refused("token-expired")
    return found.device


def session_of(token: str) -> Token:
    """The session; refuses token-expired, device-revoked, account-frozen, account-closed.

    A PIN that was changed or reset elsewhere ends it.
    """
    found = _find(token, "device__facility", "inmate")
    inmate = found.inmate
    if inmate is None or found.pin_version != inmate.pin_version:
        raise Refused("token-expired")
    if inmate.facility_id == found.device.facility_id:
        # The widest row of all, asked for once: this runs before every request of a session.
        inmate.facility = found.device.facility
    require_active(found.device)
    require_open_account(inmate)
    return found


def require_active(device: Device) -> None:
    """Refuse device-pending and device-revoked."""
    if device.status == Device.Status.PENDING:
        raise Refused("device-pending")
    if device.status != Device.Status.ACTIVE:
        raise Refused("device-revoked")


def require_open_account(inmate: Inmate) -> None:
    """Refuse account-frozen and account-closed (reason, and policy: keep or erase the vault)."""
    if inmate.status == Inmate.Status.FROZEN:
        raise Refused("account-frozen")
    if inmate.status != Inmate.Status.ACTIVE:
        raise Refused(
            "account-closed", reason=inmate.status, policy=inmate_status.vault_policy(inmate)
        )
