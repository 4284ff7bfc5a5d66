"""Whether central serves from this data folder, told by a lock that ends with its process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

RESTORING = "restoring"  # lies in the data folder while a restore is unfinished


class ServingError(Exception):
    """Central is being served from this folder."""


class UnfinishedRestoreError(Exception):
    """A restore of this folder was interrupted and has to be run again first."""


def _open() -> int:
    return os.open(Path(settings.CENTRAL_DATA) / "serving", os.O_RDWR | os.O_CREAT, 0o600)


def begin() -> int:
    """Say that this process serves, for as long as it lives; gives the lock's descriptor.

    Raises UnfinishedRestoreError: half a database must not be served.
    """
    if (Path(settings.CENTRAL_DATA) / RESTORING).exists():
        raise UnfinishedRestoreError("run `manage.py restore` again")
    lock = _open()
    fcntl.flock(lock, fcntl.LOCK_SH)
    return lock


@contextmanager
def stopped() -> Iterator[None]:
    """Keep central from being served until the block ends. Raises ServingError if it is."""
    lock = _open()
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ServingError from error
        yield
    finally:
        os.close(lock)
