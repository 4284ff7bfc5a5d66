"""A file encrypted in authenticated chunks, which can be begun, continued, and read."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

CHUNK_BYTES = 64 * 1024
NONCE_BYTES = 12
TAG_BYTES = 16
SEALED_BYTES = NONCE_BYTES + CHUNK_BYTES + TAG_BYTES


class ChunkDamagedError(Exception):
    """A chunk was altered, moved, or cut short."""


class TooLongError(Exception):
    """More bytes were handed in than the file may hold."""


def sealed_length(size: int) -> int:
    """Say how long the file of `size` plain bytes is on disk."""
    chunks = -(-size // CHUNK_BYTES)
    return size + chunks * (NONCE_BYTES + TAG_BYTES)


class ChunkedFile:
    """One encrypted file of `size` plain bytes whose content has the name `sha256`.

    Nonces are random, so that a chunk written again after an interruption never repeats one under
    the same key; the associated data names content, length and place, so that no chunk can stand
    in for another and no file can end early.
    """

    def __init__(self, path: Path, key: bytes, sha256: str, size: int) -> None:
        self.path = path
        self.size = size
        self._cipher = ChaCha20Poly1305(key)
        self._context = bytes.fromhex(sha256) + size.to_bytes(8, "big")

    def chunks(self) -> Iterator[bytes]:
        """Give the plain chunks as far as the file goes.

        Raises ChunkDamagedError at the first that is not as it was written, FileNotFoundError.
        """
        with self.path.open("rb") as file:
            index = 0
            while sealed := file.read(SEALED_BYTES):
                yield self._open(index, sealed)
                index += 1

    def read(self) -> bytes:
        """Give all of the content. Raises ChunkDamagedError also where the end is missing."""
        data = b"".join(self.chunks())
        if len(data) != self.size:
            raise ChunkDamagedError
        return data

    def fill(self, pieces: Iterable[bytes], offset: int) -> str:
        """Write `pieces` from `offset` (a whole number of chunks), and make them durable.

        Answers the sha256 of all of the file. What was written stays when `pieces` raises. Raises
        TooLongError, ChunkDamagedError where what stands before `offset` is not good, OSError.
        """
        digest = hashlib.sha256()
        flags = os.O_RDWR if offset else os.O_RDWR | os.O_CREAT | os.O_TRUNC
        with os.fdopen(os.open(self.path, flags, 0o600), "rb+") as file:
            index = offset // CHUNK_BYTES
            for held in range(index):
                digest.update(self._open(held, file.read(SEALED_BYTES)))
            file.truncate(index * SEALED_BYTES)
            for chunk in _regular(pieces, self.size - offset):
                digest.update(chunk)
                file.write(self._seal(index, chunk))
                index += 1
            file.flush()
            os.fsync(file.fileno())
        return digest.hexdigest()

    def _seal(self, index: int, chunk: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, chunk, self._context + index.to_bytes(8, "big"))

    def _open(self, index: int, sealed: bytes) -> bytes:
        context = self._context + index.to_bytes(8, "big")
        try:
            chunk = self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context)
        except (InvalidTag, ValueError) as error:
            raise ChunkDamagedError from error
        if len(chunk) != min(CHUNK_BYTES, self.size - index * CHUNK_BYTES):
            raise ChunkDamagedError
        return chunk


def _regular(pieces: Iterable[bytes], expected: int) -> Iterator[bytes]:
    """Cut pieces of any size into whole chunks and one shorter rest."""
    held = bytearray()
    taken = 0
    for piece in pieces:
        taken += len(piece)
        if taken > expected:
            raise TooLongError
        held += piece
        while len(held) >= CHUNK_BYTES:
            yield bytes(held[:CHUNK_BYTES])
            del held[:CHUNK_BYTES]
    if held:
        yield bytes(held)
