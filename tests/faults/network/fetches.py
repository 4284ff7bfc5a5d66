"""What the app was given of each photo, and whether it asks for what it has."""

from __future__ import annotations

import re

from kiosk.vault.chunks import CHUNK_BYTES
from tests.faults.network.faults import Kind

ASKED = re.compile(rb"GET /v1/blobs/([0-9a-f]{64}) .*?(?:\r\nRange: bytes=(\d+)-|\r\n\r\n)", re.S)
LENGTH = re.compile(rb"\r\nContent-Length: (\d+)")
# of an answer spoilt in these ways the app has every byte that was sent
SURE = frozenset(
    {
        None,
        Kind.BODY_CUT,
        Kind.SHORT,
        Kind.TWICE,
        Kind.TWICE_FIRST,
        Kind.WHOLE,
        Kind.DROPPED,
        Kind.HEAD_CUT,
    }
)
FOREIGN = frozenset({Kind.SWAPPED, Kind.STALE})  # these may cost it what it has, as they should


class Fetches:
    """The bytes of each photo that the app surely has from its start on."""

    def __init__(self) -> None:
        self._held: dict[bytes, int] = {}
        self._whole: set[bytes] = set()
        self.repeated: list[str] = []  # what was asked for once more

    def asked(self, request: bytes) -> None:
        """The app asks; of what it has it may ask for less than a chunk again."""
        sha, start = _asked(request)
        held = self._held.get(sha, 0)
        if sha in self._whole:
            self.repeated.append(f"a whole photo of {held} bytes")
        elif held - start >= CHUNK_BYTES:
            self.repeated.append(f"from {start} on, with {held} bytes given")

    def given(self, request: bytes, kind: Kind | None, answer: bytes, sent: bytes) -> None:
        """Central gave `answer`, of which `sent` reached the app."""
        sha, start = _asked(request)
        if kind in FOREIGN:
            self._held.pop(sha, None)
            self._whole.discard(sha)
            return
        status = answer[9:12]
        if status not in (b"200", b"206"):
            return
        begins = start if status == b"206" else 0
        body = sent.partition(b"\r\n\r\n")[2]
        if kind not in SURE:
            self._held[sha] = begins
        elif body:
            self._held[sha] = begins + len(body)
            length = LENGTH.search(answer)
            if length is not None and len(body) == int(length[1]):
                self._whole.add(sha)


def _asked(request: bytes) -> tuple[bytes, int]:
    found = ASKED.match(request)
    if found is None:
        raise ValueError("no request for a photo")
    return found[1], int(found[2] or 0)
