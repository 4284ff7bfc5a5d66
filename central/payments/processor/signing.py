"""Signatures of callbacks: HMAC-SHA256 over time and body, refused after five minutes."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime

TOLERANCE_SECONDS = 300


def sign(secret: str, body: bytes, at: datetime) -> str:
    """Sign a body, as `t=<unix seconds>,v1=<hex>`."""
    stamp = str(int(at.timestamp()))
    return f"t={stamp},v1={_mac(secret, stamp, body)}"


def valid(secret: str, body: bytes, signature: str, now: datetime) -> bool:
    """Say whether the signature is ours and not older than the tolerance."""
    parts = dict(part.split("=", 1) for part in signature.split(",") if "=" in part)
    stamp, mac = parts.get("t", ""), parts.get("v1", "")
    if not (stamp.isascii() and stamp.isdigit()):
        return False
    if not hmac.compare_digest(_mac(secret, stamp, body).encode(), mac.encode()):
        return False
    age = abs((now.astimezone(UTC) - datetime.fromtimestamp(int(stamp), UTC)).total_seconds())
    return age <= TOLERANCE_SECONDS


def _mac(secret: str, stamp: str, body: bytes) -> str:
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
