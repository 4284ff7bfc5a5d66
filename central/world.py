"""The outside world as central sees it: time, ids and randomness, replaceable in tests."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

import uuid_utils.compat


class World:
    """The real clock and the system's randomness."""

    def now(self) -> datetime:
        """The time in UTC."""
        return datetime.now(UTC)

    def new_id(self) -> UUID:
        """A fresh UUIDv7 (RFC 9562): unguessable enough for names, ordered by time."""
        return UUID(int=uuid_utils.compat.uuid7().int)

    def token(self, size: int) -> bytes:
        """`size` random bytes fit for secrets."""
        return secrets.token_bytes(size)


_real = World()
_current: list[World] = [_real]


def now() -> datetime:
    """The time in UTC."""
    return _current[-1].now()


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return _current[-1].new_id()


def token(size: int) -> bytes:
    """`size` random bytes fit for secrets."""
    return _current[-1].token(size)


@contextmanager
def replaced(world: World) -> Iterator[None]:
    """Let another world stand in for the real one, for all threads, until the block ends."""
    _current.append(world)
    try:
        yield
    finally:
        _current.remove(world)
