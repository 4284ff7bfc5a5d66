"""Central's one long-lived secret, and the keys that are derived from it."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def read_or_make(folder: Path) -> str:
    """The secret of the environment, or else of `folder`, where the first start makes one."""
    given = os.environ.get("CENTRAL_SECRET", "")
    if given:
        return given
    path = folder / "secret"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        made = secrets.token_urlsafe(48)
        file.write(made)
    return made


def derive(purpose: str, secret: str = "") -> bytes:
    """32 bytes for one purpose, by HKDF-SHA256 (RFC 5869) from the secret, or from a former one."""
    from django.conf import settings

    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"central " + purpose.encode())
    return kdf.derive((secret or settings.SECRET_KEY).encode())


def former() -> list[str]:
    """The secrets before the one in use (Django's SECRET_KEY_FALLBACKS)."""
    from django.conf import settings

    return [str(each) for each in settings.SECRET_KEY_FALLBACKS]


def receipt_key() -> Ed25519PrivateKey:
    """The key that signs receipts; devices learn its public half when they enrol."""
    return Ed25519PrivateKey.from_private_bytes(derive("receipts"))


def post_box_keys() -> dict[str, X25519PrivateKey]:
    """The keys that open envelopes, by `key_id`: the one in use first, then those of the secrets
    before (Django's SECRET_KEY_FALLBACKS), to which devices may have sealed.
    """
    from django.conf import settings

    made = (
        X25519PrivateKey.from_private_bytes(derive("post box", secret))
        for secret in map(str, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
    )
    return {key_id(key.public_key().public_bytes_raw()): key for key in made}


def post_box_key() -> bytes:
    """The raw X25519 public key that devices seal to."""
    return next(iter(post_box_keys().values())).public_key().public_bytes_raw()


def key_id(public_key: bytes) -> str:
    """The name of a raw public key: its SHA-256 in hexadecimal."""
    return hashlib.sha256(public_key).hexdigest()
