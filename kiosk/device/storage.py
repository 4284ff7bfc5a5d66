"""The device's state folder: who runs on it, what lies in it, and what room is left."""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import os
import shutil
from pathlib import Path

from kiosk import durable
from kiosk.durable import PRIVATE_FILE

CLAIM = "running"
MAC_BYTES = 32


class AlteredError(Exception):
    """A file is not as this device wrote it: it rotted, or somebody wrote into it."""


def claim(folder: Path) -> int | None:
    """Make this the one process that runs on a state folder, None where another runs already.

    Each would count wrong PINs for itself. Answers the descriptor that holds the claim: it ends
    with the process, also with one that is killed, and when the process is replaced.

    Raises OSError.
    """
    descriptor = os.open(folder / CLAIM, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def read(path: Path) -> bytes | None:
    """A file's bytes, None if there is none; a symbolic link is refused with OSError."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def write_signed(path: Path, data: bytes, key: bytes) -> None:
    """Keep a file so that `read_signed` finds it only as it was written. Raises OSError."""
    durable.write_whole(path, _mac(data, key) + data)


def read_signed(path: Path, key: bytes) -> bytes | None:
    """What `write_signed` kept, None if there is no file. Raises AlteredError, OSError."""
    held = read(path)
    if held is None:
        return None
    mac, data = held[:MAC_BYTES], held[MAC_BYTES:]
    if not hmac.compare_digest(mac, _mac(data, key)):
        raise AlteredError(path.name)
    return data


def _mac(data: bytes, key: bytes) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()


def free_bytes(folder: Path) -> int:
    """Bytes that may still be written where this folder lies."""
    return shutil.disk_usage(folder).free


def private(path: Path) -> bool:
    """Whether nobody but this user may read a file or enter a folder."""
    return path.stat().st_mode & 0o077 == 0
