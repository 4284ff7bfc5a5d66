"""Signing in: by number and PIN, or by the key of a vault."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import transaction

from central import secret, world
from central.accounts import pins
from central.accounts.models import Inmate
from central.devices import assertions, tokens, tries
from central.devices.models import Device, RegisteredKey, SignInTries, Token, VaultKey
from central.feed import publishing
from central.ledger import accounts, audit
from central.refusals import Refused
from central.text import clean
from central.wire import stamp, stamp_or_none


def sign_in_with_pin(device: Device, number: str, pin: str, vault_key: str) -> dict[str, Any]:
    """A session for a number and its PIN; refuses wrong-pin (tries_left), locked (retry_after).

    An unknown number and a wrong PIN answer alike, in the same time. Only a right PIN learns
    that an account is frozen or closed.
    """
    tokens.require_active(device)
    key = _key(vault_key)
    number = clean(number, one_line=True).upper()
    left = tries.count(device, number)
    inmate = (
        Inmate.objects.select_related("facility")
        .filter(facility=device.facility_id, number=number)
        .first()
    )
    if not pins.matches(pin, None if inmate is None else inmate.pin_hash) or inmate is None:
        raise Refused("wrong-pin", tries_left=left, retry_after=tries.wait_now(device, number))
    tries.forgive(device, number)
    tokens.require_open_account(inmate)
    return _begin(device, inmate, key)


@transaction.atomic
def _begin(device: Device, inmate: Inmate, key: bytes | None) -> dict[str, Any]:
    publishing.lock(inmate.pk)
    seen = inmate.pin_version
    inmate = Inmate.objects.select_related("facility").get(pk=inmate.pk)
    if inmate.pin_version != seen:
        raise Refused("token-expired")  # changed or reset since the PIN was looked at
    tokens.require_open_account(inmate)
    failed = tries.tell(inmate.facility_id, inmate.number)
    last = _last(inmate.last_sign_in_at, inmate.last_sign_in_place)
    Inmate.objects.filter(pk=inmate.pk).update(
        last_sign_in_at=world.now(), last_sign_in_place=device.name
    )
    share = None
    if not inmate.must_change_pin:
        share = _register(device, inmate, key)
    audit.record(inmate, "session.begin", ("device", device.pk), inmate.facility)
    return _answer(device, inmate, share, failed_tries=failed, last_sign_in=last)


def _last(at: datetime | None, place: str) -> dict[str, str] | None:
    return None if at is None else {"at": stamp(at), "place": place}


def sign_in_with_key(device: Device, assertion: str) -> dict[str, Any]:
    """A session for a vault's assertion, after an offline sign-in or a 401.

    Refuses vault-key-unknown, and vault-key-old where the PIN was changed since on another device.
    Unknown is also a key in whose place another one was registered: a first sign-in that was tried
    twice may reach central in the other order. Its vault's next sign-in by PIN makes it known.
    """
    tokens.require_active(device)
    try:
        inmate_id = UUID(assertions.issuer(assertion))
    except ValueError as error:
        raise Refused("bad-assertion") from error
    vault = (
        VaultKey.objects.select_related("inmate__facility")
        .filter(inmate=inmate_id, device=device)
        .first()
    )
    if vault is None or vault.public_key is None:
        raise Refused("vault-key-unknown")
    if not assertions.signed_by(assertion, bytes(vault.public_key)):
        raise Refused("vault-key-unknown")
    claims = assertions.check(assertion, bytes(vault.public_key))
    if claims["iss"] != str(vault.inmate_id) or claims.get("device") != str(device.pk):
        raise Refused("bad-assertion")
    inmate = vault.inmate
    tokens.require_open_account(inmate)
    if vault.pin_version != inmate.pin_version or inmate.must_change_pin:
        raise Refused("vault-key-old")
    last = _last(inmate.last_sign_in_at, inmate.last_sign_in_place)
    with transaction.atomic():
        return _answer(
            device,
            inmate,
            None,
            failed_tries=SignInTries.untold(inmate.facility_id, inmate.number),
            last_sign_in=last,
        )


def change_pin(session: Token, old_pin: str, new_pin: str, vault_key: str) -> dict[str, Any]:
    """A new PIN; refuses wrong-pin, locked, weak-pin (reason). Every other session ends."""
    device, inmate = session.device, session.inmate
    if inmate is None:
        raise TypeError("a session has an inmate")
    key = _key(vault_key)
    left = tries.count(device, inmate.number)
    if not pins.matches(old_pin, inmate.pin_hash):
        wait = tries.wait_now(device, inmate.number)
        raise Refused("wrong-pin", tries_left=left, retry_after=wait)
    tries.forgive(device, inmate.number)
    pins.check_strength(new_pin, number=inmate.number, birth_date=inmate.birth_date)
    if pins.matches(new_pin, inmate.pin_hash):
        raise Refused("weak-pin", reason="same")
    hashed = pins.keep(new_pin)
    with transaction.atomic():
        publishing.lock(inmate.pk)
        fresh = Inmate.objects.select_for_update(of=("self",), no_key=True).get(pk=inmate.pk)
        if fresh.pin_hash != inmate.pin_hash:
            raise Refused("token-expired")  # changed or reset in the meantime
        fresh.pin_hash = hashed
        fresh.pin_version += 1
        fresh.must_change_pin = False
        fresh.save(update_fields=["pin_hash", "pin_version", "must_change_pin"])
        share = _register(device, fresh, key)
        Token.objects.filter(inmate=fresh).delete()
        audit.record(fresh, "inmate.change-pin", ("inmate", fresh.pk), fresh.facility)
        return _answer(device, fresh, share, failed_tries=0, last_sign_in=None)


def _key(vault_key: str) -> bytes | None:
    if not vault_key:
        return None
    try:
        raw = base64.b64decode(vault_key, validate=True)
        Ed25519PublicKey.from_public_bytes(raw)
    except (binascii.Error, ValueError, InvalidKey) as error:
        raise Refused("invalid", reason="vault_key") from error
    return raw


def _register(device: Device, inmate: Inmate, key: bytes | None) -> bytes:
    """Note the vault's key as of this PIN; returns central's share of its recovery key.

    The share is derived, not drawn: after a restore that lost this row, a vault whose key is
    unknown, and which therefore no PIN opens, can still be opened by its share.
    """
    share = secret.derive(f"recovery share {inmate.pk} {device.pk}")
    vault, _ = VaultKey.objects.get_or_create(
        inmate=inmate,
        device=device,
        defaults={"pin_version": inmate.pin_version, "recovery_share": share},
    )
    if key is not None:
        vault.public_key = key
        RegisteredKey.objects.get_or_create(
            id=secret.key_id(key),
            defaults={
                "inmate": inmate,
                "device": device,
                "public_key": key,
                "at": world.now(),
            },
        )
    vault.pin_version = inmate.pin_version
    vault.save()
    return bytes(vault.recovery_share)


def _answer(
    device: Device,
    inmate: Inmate,
    share: bytes | None,
    *,
    failed_tries: int,
    last_sign_in: dict[str, str] | None,
) -> dict[str, Any]:
    must_change = inmate.must_change_pin
    return {
        "token": tokens.for_session(device, inmate, pin_only=must_change),
        "expires_in": int(tokens.SESSION_LIFE.total_seconds()),
        "inmate": str(inmate.pk),
        "profile": {
            "number": inmate.number,
            "first_name": inmate.first_name,
            "last_name": inmate.last_name,
            "balance": accounts.of_inmate(inmate).balance,
            "frozen": False,
        },
        "pin_version": inmate.pin_version,
        "must_change_pin": must_change,
        "failed_tries": failed_tries,
        "last_sign_in": last_sign_in,
        "pin_reset_at": stamp_or_none(inmate.pin_reset_at),
        "recovery_share": None if share is None else base64.b64encode(share).decode(),
    }
