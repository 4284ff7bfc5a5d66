"""Pictures for the screen: decrypted and decoded off the UI thread, cached within a byte limit."""

from __future__ import annotations

import contextlib
import heapq
import itertools
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Protocol

from PySide6.QtGui import QImage

from kiosk.domain import Rendition, Sha256
from kiosk.imaging.child import Decoder, DecoderGone, Pixels
from kiosk.imaging.decoder import Outcome
from kiosk.vault.connection import VaultClosedError, VaultFailureError
from kiosk.vault.files import FileDamagedError, FileMissingError

Size = tuple[int, int]  # pixels of the screen: width, height

CACHE_BYTES = 96 * 1024 * 1024
MOST_REMEMBERED = 1000  # pictures known to be unshowable


class Priority(IntEnum):
    """What is decoded first."""

    VISIBLE = 0
    NEAR = 1  # about to be scrolled or swiped to


class Reason(StrEnum):
    """Why a picture cannot be shown."""

    DAMAGED = "damaged"
    NOT_HERE_YET = "not_here_yet"  # evicted or not fetched: needs the network
    REFUSED = "refused"  # not a picture of the kind and size that central makes


@dataclass(frozen=True, slots=True)
class Unshowable:
    """In place of a picture."""

    reason: Reason
    passing: bool = field(default=False, compare=False)  # it says nothing of this very picture


Ready = Callable[[QImage | Unshowable], None]
Key = tuple[Sha256, Size]


class Pictures(Protocol):
    """Where the bytes of pictures come from: `kiosk.vault.files.PhotoFiles`."""

    def read(self, sha256: Sha256) -> bytes:
        """Give the bytes; raises FileMissingError, FileDamagedError or VaultFailureError."""
        ...


@dataclass(eq=False, slots=True)
class Ticket:
    """One outstanding request; `cancel` when the picture is no longer wanted."""

    ready: Ready | None

    def cancel(self) -> None:
        """Never call `ready`; the work is dropped if it has not begun."""
        self.ready = None


@dataclass(eq=False, slots=True)
class _Job:
    """One picture at one size, and everyone who waits for it."""

    key: Key
    priority: Priority
    tickets: list[Ticket] = field(default_factory=list)
    prefetched: bool = False
    begun: bool = False

    def wanted(self) -> bool:
        return self.prefetched or any(ticket.ready for ticket in self.tickets)


class PictureLoader:
    """Pictures by rendition and size; used on the UI thread, `ready` is called there.

    `post` runs a callable on the UI thread. `missing` is told (there) of a picture that somebody
    looks for and that is not on this device, so that it is fetched first.
    """

    def __init__(
        self,
        decoder: Decoder,
        post: Callable[[Callable[[], None]], None],
        *,
        missing: Callable[[Sha256], None] | None = None,
        cache_bytes: int = CACHE_BYTES,
    ) -> None:
        self._decoder = decoder
        self._post = post
        self._missing = missing
        self._limit = cache_bytes
        self._cached: OrderedDict[Key, QImage] = OrderedDict()
        self._held = 0  # bytes
        self._hopeless: OrderedDict[Sha256, Unshowable] = OrderedDict()
        self._pictures: Pictures | None = None
        self._bell = threading.Condition()
        self._jobs: dict[Key, _Job] = {}
        self._queue: list[tuple[Priority, int, _Job]] = []
        self._turns = itertools.count()
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="pictures", daemon=True)
        self._thread.start()

    def open(self, pictures: Pictures, missing: Callable[[Sha256], None] | None = None) -> None:
        """Show the pictures of this vault from now on."""
        with self._bell:
            self._pictures = pictures
            if missing is not None:
                self._missing = missing

    def request(
        self,
        picture: Rendition | Sha256,
        size_px: Size | None,
        ready: Ready,
        priority: Priority = Priority.VISIBLE,
    ) -> Ticket:
        """Ask for a picture that fits into `size_px` (None: as stored), never enlarged.

        A picture whose fate is known is delivered before this returns.
        """
        key = _key(picture, size_px)
        ticket = Ticket(ready)
        known = self._known(key)
        if known is not None:
            ticket.ready = None
            ready(known)
            return ticket
        with self._bell:
            self._enlist(key, priority).tickets.append(ticket)
        return ticket

    def cached(self, picture: Rendition | Sha256, size_px: Size | None) -> QImage | None:
        """The picture if it is decoded already."""
        known = self._known(_key(picture, size_px))
        return known if isinstance(known, QImage) else None

    def prefetch(self, pictures: Iterable[Rendition | Sha256], size_px: Size | None) -> None:
        """Decode these in the background when nothing visible waits; replaces the last call's."""
        keys = [_key(picture, size_px) for picture in pictures]
        with self._bell:
            for job in self._jobs.values():
                job.prefetched = False
            for key in keys:
                if self._known(key) is None:
                    self._enlist(key, Priority.NEAR).prefetched = True

    def close(self) -> None:
        """Stop the thread and the child process, and forget every picture."""
        with self._bell:
            if self._closing:
                return
            self._closing = True
            self._bell.notify()
        self._decoder.interrupt()
        self._thread.join()
        self._decoder.close()
        self._cached.clear()
        self._jobs.clear()
        self._held = 0

    def _known(self, key: Key) -> QImage | Unshowable | None:
        image = self._cached.get(key)
        if image is not None:
            self._cached.move_to_end(key)
            return image
        return self._hopeless.get(key[0])

    def _enlist(self, key: Key, priority: Priority) -> _Job:
        """The job for this picture, in the queue at least at this priority; holds the lock."""
        job = self._jobs.get(key)
        if job is None:
            job = self._jobs[key] = _Job(key, priority)
        elif job.begun or (job.priority <= priority and job.wanted()):
            return job
        job.priority = priority
        heapq.heappush(self._queue, (priority, next(self._turns), job))
        self._bell.notify()
        return job

    # --- the thread ---

    def _work(self) -> None:
        with contextlib.suppress(DecoderGone):  # tried again with the first picture
            self._decoder.start()
        while True:
            with self._bell:
                while not self._closing and not self._queue:
                    self._bell.wait()
                if self._closing:
                    return
                priority, _, job = heapq.heappop(self._queue)
                if self._jobs.get(job.key) is not job or job.begun or job.priority != priority:
                    continue  # a job that was asked for again stands in the queue twice
                if not job.wanted():
                    del self._jobs[job.key]
                    continue
                job.begun = True
                pictures = self._pictures
            result = self._make(job.key, pictures)
            self._post(lambda job=job, result=result: self._deliver(job, result))  # type: ignore[misc]

    def _make(self, key: Key, pictures: Pictures | None) -> QImage | Unshowable:
        if pictures is None:
            return Unshowable(Reason.NOT_HERE_YET)
        sha256, box = key
        try:
            data = pictures.read(sha256)
        except (FileMissingError, FileDamagedError, VaultClosedError):
            # a damaged file is fetched again; a closed vault is that of a person who just left
            return Unshowable(Reason.NOT_HERE_YET)
        except VaultFailureError:
            return Unshowable(Reason.DAMAGED, passing=True)
        try:
            pixels = self._decoder.decode(data, box)
        except DecoderGone:
            return Unshowable(Reason.REFUSED, passing=True)
        if isinstance(pixels, Pixels):
            image = _image(pixels)
            self._decoder.release(pixels)
            return image
        reason = Reason.DAMAGED if pixels is Outcome.DAMAGED else Reason.REFUSED
        return Unshowable(reason)

    # --- back on the UI thread ---

    def _deliver(self, job: _Job, result: QImage | Unshowable) -> None:
        with self._bell:
            if self._closing:
                return
            if self._jobs.get(job.key) is job:
                del self._jobs[job.key]
        if isinstance(result, QImage):
            self._keep(job.key, result)
        elif result.reason is Reason.NOT_HERE_YET:
            if self._missing is not None and job.wanted():
                self._missing(job.key[0])
        elif not result.passing:
            self._hopeless[job.key[0]] = result
            while len(self._hopeless) > MOST_REMEMBERED:
                self._hopeless.popitem(last=False)
        for ticket in job.tickets:
            ready, ticket.ready = ticket.ready, None
            if ready is not None:
                ready(result)

    def _keep(self, key: Key, image: QImage) -> None:
        old = self._cached.pop(key, None)
        if old is not None:
            self._held -= old.sizeInBytes()
        self._cached[key] = image
        self._held += image.sizeInBytes()
        while self._held > self._limit and len(self._cached) > 1:
            _, gone = self._cached.popitem(last=False)
            self._held -= gone.sizeInBytes()


def _key(picture: Rendition | Sha256, size_px: Size | None) -> Key:
    sha256 = picture.sha256 if isinstance(picture, Rendition) else picture
    return sha256, size_px or (0, 0)


def _image(pixels: Pixels) -> QImage:
    """A copy of the pixels that lives on its own."""
    shared = QImage(
        pixels.data,
        pixels.width,
        pixels.height,
        pixels.width * 4,
        QImage.Format.Format_RGB32,
    )
    # Qt wants the unused byte at 255 and the decoder leaves it 0: scaling would come out black
    owned = shared.convertToFormat(QImage.Format.Format_ARGB32)
    owned.reinterpretAsFormat(QImage.Format.Format_RGB32)
    return owned
