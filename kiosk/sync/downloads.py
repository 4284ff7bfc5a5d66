"""Photo files on their way to the device, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum

from kiosk.sync.client import SLOWEST
from kiosk.sync.failures import (
    InterruptedTransferError,
    OfflineError,
    ProblemError,
)
from kiosk.sync.line import Line
from kiosk.vault import shelf
from kiosk.vault.files import WrongContentError
from kiosk.vault.shelf import Wanted

GRACE_SECONDS = 20.0  # before a transfer must have reached the minimum rate


class Fetched(Enum):
    """What became of the turn: a picture came, none could be had, or there is nothing to fetch."""

    HERE = "here"
    FAILED = "failed"
    NOTHING = "nothing"


def fetch_one(
    line: Line, quota: int, monotonic: Callable[[], float], interrupted: Callable[[], bool]
) -> Fetched:
    """Fetch the picture that is wanted most: the one on a screen, else by kind, newest first.

    Raises SyncFailureError where central cannot be reached or something more urgent came up; what
    was fetched by then is built upon. Raises VaultFailureError where the disk fails.
    """
    shelf.note_seen(line.vault, line.now())
    wanted = _asked_for(line)
    if wanted is None:
        room = quota - shelf.held_bytes(line.reader)
        wanted = shelf.next_wanted(line.reader, room)
        if wanted is None:
            return Fetched.NOTHING
        if wanted.kind == "thumb":
            shelf.make_room(line.vault, wanted.size, quota, wanted.sha256)
    else:
        shelf.make_room(line.vault, wanted.size, quota, wanted.sha256)
    return _fetch(line, wanted, monotonic, interrupted)


def _asked_for(line: Line) -> Wanted | None:
    """The picture that somebody waits for, passing over those that are here or unknown."""
    while (sha256 := line.vault.files.wanted_first()) is not None:
        wanted = shelf.wanted(line.reader, sha256)
        if wanted is not None:
            return wanted
        line.vault.files.served(sha256)
    return None


def _fetch(
    line: Line,
    wanted: Wanted,
    monotonic: Callable[[], float],
    interrupted: Callable[[], bool],
) -> Fetched:
    files = line.vault.files
    held = files.partial_size(wanted.sha256)

    def fetch(token: str) -> None:
        with line.client.blob(token, wanted.sha256, wanted.size, held) as transfer:
            left = wanted.size - transfer.offset
            pieces = _watched(transfer.pieces, left, monotonic, interrupted)
            files.write(wanted.sha256, wanted.size, pieces, transfer.offset)

    try:
        if held == wanted.size:
            files.write(wanted.sha256, wanted.size, (), held)
        else:
            line.tokens.using(fetch)
    except WrongContentError:
        files.served(wanted.sha256)  # it comes again in its turn, and holds up no other
        return Fetched.FAILED
    except ProblemError as problem:
        if problem.code != "not-found":
            raise
        files.remove(wanted.sha256)  # withdrawn: the feed will say so
        files.served(wanted.sha256)
        return Fetched.FAILED
    files.served(wanted.sha256)
    return Fetched.HERE


def _watched(
    pieces: Iterator[bytes],
    left: int,
    monotonic: Callable[[], float],
    interrupted: Callable[[], bool],
) -> Iterator[bytes]:
    """Pass pieces on unless they come too slowly or something more urgent came up."""
    begun, taken = monotonic(), 0
    for piece in pieces:
        taken += len(piece)
        yield piece
        if taken >= left:
            continue  # nothing to break off any more
        elapsed = monotonic() - begun
        if elapsed > GRACE_SECONDS and taken < elapsed * SLOWEST:
            raise OfflineError("too slow")
        if interrupted():
            raise InterruptedTransferError
