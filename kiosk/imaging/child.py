"""Runs the sealed decoder: starts it, feeds it, checks its answers, replaces it when it dies."""

from __future__ import annotations

import fcntl
import mmap
import os
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.imaging import decoder
from kiosk.imaging.decoder import ANSWER, HELLO, PIXEL_BYTES, REQUEST, Outcome
from kiosk.imaging.sealing import Seal

PRIVATE_COMMAND = "sealed-decoder"  # of the packaged program, which cannot run a module by name
START_SECONDS = 10.0
PICTURE_SECONDS = 5.0
WORK_SECONDS = 200.0  # then a fresh child, well before its limit of processor time
MOST_DEATHS = 5  # within DEATH_SECONDS; then pictures are refused for as long
DEATH_SECONDS = 60.0
KEEP_ARENA_BYTES = 16 * 1024 * 1024  # a larger picture's pages are given back at once

_SEALS = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL


class DecoderGone(Exception):  # noqa: N818 - a state, told to the loader
    """No child can be had at the moment."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A decoded picture: width and height in pixels, QImage's Format_RGB32 without padding.

    `data` is a view of the shared memory, good until the next call of `decode`.
    """

    width: int
    height: int
    data: memoryview


def command(arena_fd: int) -> list[str]:
    """How the child is started, from source and from the packaged program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, PRIVATE_COMMAND, str(arena_fd)]
    root = str(Path(__file__).resolve().parents[2])
    start = "import sys; sys.path.insert(0, sys.argv[1])"
    run = "from kiosk.imaging.decoder import main; main(int(sys.argv[2]))"
    return [sys.executable, "-I", "-c", f"{start}; {run}", root, str(arena_fd)]


class Decoder:
    """One child at a time; used by one thread, `interrupt` aside."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._deaths: deque[float] = deque(maxlen=MOST_DEATHS)
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._worked = 0.0  # seconds this child has decoded
        self._seals = Seal(0)
        self._arena_fd = os.memfd_create("pictures", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.ftruncate(self._arena_fd, decoder.ARENA_BYTES)
        # Of a fixed size from here on: the child cannot cut memory away under our reading.
        fcntl.fcntl(self._arena_fd, fcntl.F_ADD_SEALS, _SEALS)
        self._arena = mmap.mmap(self._arena_fd, decoder.ARENA_BYTES)

    @property
    def pid(self) -> int | None:
        """The child's process id, while there is one."""
        return self._process.pid if self._process else None

    def start(self) -> Seal:
        """Start the child unless it runs; returns what it was sealed with.

        Raises DecoderGone when it does not come up, or has died too often of late.
        """
        if self._process is not None:
            return self._seals
        now = self._monotonic()
        if len(self._deaths) == MOST_DEATHS and now - self._deaths[0] < DEATH_SECONDS:
            raise DecoderGone
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                self._process = subprocess.Popen(
                    command(self._arena_fd),
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    pass_fds=(self._arena_fd,),
                    env={},
                    cwd="/",
                )
            except OSError:  # no process, or no memory for one, can be had
                ours.close()
                self._deaths.append(now)
                raise DecoderGone from None
        self._channel = ours
        self._worked = 0.0
        hello = self._receive(HELLO.size, START_SECONDS)
        if hello is None:
            self._bury()
            raise DecoderGone
        self._seals = Seal(HELLO.unpack(hello)[0])
        return self._seals

    def decode(self, data: bytes, box: tuple[int, int]) -> Pixels | Outcome:
        """Decode one picture to fit the box (0, 0: as stored); raises DecoderGone.

        A picture that kills or stalls the child is refused, and the child replaced.
        """
        if not 0 < len(data) <= decoder.MAX_BYTES:
            return Outcome.REFUSED
        if self._worked > WORK_SECONDS:
            self.stop()
        self.start()
        began = self._monotonic()
        reply = None
        if self._send(REQUEST.pack(len(data), *box) + data):
            reply = self._receive(ANSWER.size, PICTURE_SECONDS)
        self._worked += self._monotonic() - began
        pixels = self._checked(reply, box)
        if pixels is None:
            self._bury()
            return Outcome.REFUSED
        return pixels

    def release(self, pixels: Pixels) -> None:
        """Done with these pixels: give a large picture's memory back to the system."""
        size = len(pixels.data)
        pixels.data.release()
        if size > KEEP_ARENA_BYTES:
            self._arena.madvise(mmap.MADV_REMOVE, 0, size)

    def interrupt(self) -> None:
        """End what the child is doing, from any thread; `decode` then refuses the picture."""
        process = self._process
        if process is not None:
            process.kill()

    def stop(self) -> None:
        """End the child and wait for it; the next picture starts another."""
        if self._channel is not None:
            self._channel.close()
            self._channel = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def close(self) -> None:
        """End the child and free the shared memory."""
        self.stop()
        self._arena.close()
        os.close(self._arena_fd)

    def _checked(self, reply: bytes | None, box: tuple[int, int]) -> Pixels | Outcome | None:
        """What the child says, or None if a child that keeps to the rules could not say it."""
        if reply is None:
            return None
        status, width, height = ANSWER.unpack(reply)
        if status in (Outcome.DAMAGED, Outcome.REFUSED):
            return Outcome(status)
        largest = (box[0] or decoder.MAX_SIDE, box[1] or decoder.MAX_SIDE)
        if status != Outcome.SHOWN or not (
            0 < width <= min(largest[0], decoder.MAX_SIDE)
            and 0 < height <= min(largest[1], decoder.MAX_SIDE)
        ):
            return None
        data = memoryview(self._arena)[: width * height * PIXEL_BYTES]
        return Pixels(width, height, data)

    def _bury(self) -> None:
        """The child died, stalled or lied: end it, and remember when."""
        self._deaths.append(self._monotonic())
        self.stop()

    def _send(self, data: bytes) -> bool:
        assert self._channel is not None  # noqa: S101 - start() made it
        self._channel.settimeout(PICTURE_SECONDS)
        try:
            self._channel.sendall(data)
        except OSError:  # a time-out is one too
            return False
        return True

    def _receive(self, count: int, seconds: float) -> bytes | None:
        """Exactly so many bytes within so many seconds, or None."""
        assert self._channel is not None  # noqa: S101 - start() made it
        deadline = self._monotonic() + seconds
        parts = bytearray()
        while len(parts) < count:
            left = deadline - self._monotonic()
            if left <= 0:
                return None
            self._channel.settimeout(left)
            try:
                part = self._channel.recv(count - len(parts))
            except OSError:
                return None
            if not part:
                return None
            parts += part
        return bytes(parts)
