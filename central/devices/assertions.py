"""Signed assertions of devices and vaults (RFC 7523 with EdDSA)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import IntegrityError, transaction

from central import world
from central.devices.models import UsedAssertion
from central.refusals import Refused

AUDIENCE = "central"
LONGEST_LIFE = timedelta(minutes=5)
LEEWAY = timedelta(seconds=30)


def issuer(assertion: str) -> str:
    """Who says that they made it: not yet verified."""
    try:
        claims = jwt.decode(assertion, options={"verify_signature": False})
    except jwt.InvalidTokenError as error:
        raise Refused("bad-assertion") from error
    return str(claims.get("iss", ""))


def device_claim(assertion: str) -> str:
    """The device that a vault's assertion names: not yet verified."""
    try:
        claims = jwt.decode(assertion, options={"verify_signature": False})
    except jwt.InvalidTokenError as error:
        raise Refused("bad-assertion") from error
    return str(claims.get("device", ""))


def signed_by(assertion: str, public_key: bytes) -> bool:
    """Whether no other key signed it; what else may be wrong with it, `check` says."""
    key = Ed25519PublicKey.from_public_bytes(public_key)
    try:
        jwt.decode(assertion, key, algorithms=["EdDSA"], audience=AUDIENCE)
    except jwt.InvalidSignatureError:
        return False
    except jwt.InvalidTokenError:
        return True
    return True


def check(assertion: str, public_key: bytes) -> dict[str, Any]:
    """The claims, once: signed by the key, for central, of now, never seen before.

    Refuses bad-assertion, and assertion-expired where only the times are wrong (a device's clock).
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            assertion,
            Ed25519PublicKey.from_public_bytes(public_key),
            algorithms=["EdDSA"],
            audience=AUDIENCE,
            options={
                "require": ["iss", "sub", "aud", "iat", "exp", "jti"],
                "verify_exp": False,  # by our own clock, below
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
        issued = datetime.fromtimestamp(int(claims["iat"]), UTC)
        expires = datetime.fromtimestamp(int(claims["exp"]), UTC)
    except (jwt.InvalidTokenError, ValueError, TypeError, OverflowError, OSError) as error:
        raise Refused("bad-assertion") from error
    if claims["iss"] != claims["sub"] or expires - issued > LONGEST_LIFE:
        raise Refused("bad-assertion")
    now = world.now()
    if expires <= now - LEEWAY or issued > now + LEEWAY:
        raise Refused("assertion-expired")
    _use(str(claims["iss"]), str(claims["jti"]), expires)
    return claims


def _use(issued_by: str, jti: str, expires: datetime) -> None:
    if not 8 <= len(jti) <= 80 or not jti.isprintable():
        raise Refused("bad-assertion")
    now = world.now()
    UsedAssertion.objects.filter(expires_at__lt=now - LEEWAY).delete()
    try:
        with transaction.atomic():
            UsedAssertion.objects.create(issuer=issued_by[:80], jti=jti, expires_at=expires)
    except IntegrityError as error:
        raise Refused("bad-assertion") from error
