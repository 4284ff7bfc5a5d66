"""Pictures for the screen: decrypted and decoded off the UI thread, cached within a byte limit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from PySide6.QtGui import QImage

from kiosk.domain import Rendition, Sha256

Size = tuple[int, int]  # pixels of the screen: width, height


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


Ready = Callable[[QImage | Unshowable], None]


class Ticket:
    """One outstanding request; `cancel` when the picture is no longer wanted."""

    def cancel(self) -> None:
        """Never call `ready`; drop the work if it has not begun."""
        raise NotImplementedError


class PictureLoader:
    """Pictures by rendition and size; used on the UI thread, `ready` is called there."""

    def request(
        self,
        picture: Rendition | Sha256,
        size_px: Size | None,
        ready: Ready,
        priority: Priority = Priority.VISIBLE,
    ) -> Ticket:
        """Ask for a picture that fits into `size_px` (None: as stored), never enlarged.

        A cached picture is delivered before this returns.
        """
        raise NotImplementedError

    def cached(self, picture: Rendition | Sha256, size_px: Size | None) -> QImage | None:
        """The picture if it is decoded already."""
        raise NotImplementedError

    def prefetch(self, pictures: Iterable[Rendition | Sha256], size_px: Size | None) -> None:
        """Decode these in the background when nothing visible waits; replaces the last call's."""
        raise NotImplementedError

    def close(self) -> None:
        """Stop the thread and the child process, and forget every picture."""
        raise NotImplementedError
