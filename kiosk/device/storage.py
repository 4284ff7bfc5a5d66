"""The device's own files: written whole or not at all, readable by this user only."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
CLAIM = "running"


def make_folder(folder: Path) -> None:
    """Make a folder that only this user may enter; it may exist already."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file: after a power cut there is all of the old or all of the new.

    Raises OSError.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


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


def free_bytes(folder: Path) -> int:
    """Bytes that may still be written where this folder lies."""
    return shutil.disk_usage(folder).free


def private(path: Path) -> bool:
    """Whether nobody but this user may read a file or enter a folder."""
    return path.stat().st_mode & 0o077 == 0
